"""Accepted risks: a gap that is left on purpose, until a day."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from assessment.store import assessments
from assessment.store import risks as store
from assessment.store.assessments import Stored
from assessment.web.fields import faults
from assessment.web.risk_form import RiskForm
from assessment.web.storage import actor, db, report, stored

blueprint = Blueprint("risks", __name__, url_prefix="/assessments/<int:number>/risks")


@blueprint.get("/<question>")
def risk(number: int, question: str) -> str:
    """Show what is accepted on a question, to be accepted, changed or withdrawn while the assessment is a draft."""
    found = stored(number)
    kept = found.assessment.accepted.get(question)
    return _page(found, question, RiskForm(question, found.assessment.date, formdata=None, obj=kept))


@blueprint.post("/<question>")
def accept(number: int, question: str) -> ResponseReturnValue:
    """Accept the risk, or change what was accepted."""
    found = stored(number)
    assessments.refuse_final(found)
    form = RiskForm(question, found.assessment.date)
    if not form.validate():
        return _page(found, question, form), 422
    store.accept(db(), number, question, form.risk(), actor())
    flash(_("The risk of %(question)s is accepted. No score and no verdict has changed by it.", question=question))
    return redirect(url_for("reporting.report", number=number, _anchor=f"accepted-{question}"), 303)


@blueprint.post("/<question>/withdraw")
def withdraw(number: int, question: str) -> ResponseReturnValue:
    """Take back what was accepted."""
    store.withdraw(db(), number, question, actor())
    flash(_("The risk of %(question)s is no longer accepted.", question=question))
    return redirect(url_for("reporting.report", number=number, _anchor="gaps"), 303)


def _page(found: Stored, question: str, form: RiskForm) -> str:
    asked = found.bank.question.get(question)
    if asked is None:
        raise NotFound
    return render_template(
        "risks/risk.html",
        found=found,
        question=asked,
        one=report(found).by_question.get(question),
        kept=found.assessment.accepted.get(question),
        form=form,
        faults=faults(form),
    )
