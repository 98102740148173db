"""Checking an assessment, making it final, reopening it."""

from collections.abc import Iterator

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessment.store import assessments, events
from assessment.store.assessments import Stored
from assessment.store.errors import NotFound, Refused
from assessment.web import check_page
from assessment.web.fields import faults
from assessment.web.forms_sign import SignForm
from assessment.web.language import say
from assessment.web.storage import actor, db, report, stored

blueprint = Blueprint("finishing", __name__, url_prefix="/assessments/<int:number>")


@blueprint.get("/check")
def check(number: int) -> str:
    """Show what a reviewer would object to, and the form that makes it final; of a final one, who signed it."""
    found = stored(number)
    if found.assessment.status == "final":
        return _final_page(found)
    return _check_page(found, SignForm(formdata=None))


@blueprint.post("/finish")
def finish(number: int) -> ResponseReturnValue:
    """Make a draft final."""
    form = SignForm()
    if not form.validate():
        return _check_page(stored(number), form), 422
    try:
        assessments.finish(db(), number, form.signed(), actor())
    except Refused as refused:
        return _check_page(stored(number), form, [("", say(refused.message))]), 422
    flash(_("The assessment is final."))
    return redirect(url_for("finishing.check", number=number), 303)


@blueprint.post("/reopen")
def reopen(number: int) -> ResponseReturnValue:
    """Start a new revision of a final assessment; one that has a revision already shows it."""
    try:
        new = assessments.reopen(db(), number, actor())
    except Refused as refused:
        found = stored(number)
        if found.assessment.status != "final":
            raise
        return _final_page(found, [("revisions", say(refused.message))]), 422
    flash(_("This is a new revision, a draft; the final assessment stays as it is."))
    return redirect(url_for("answering.tasks", number=new), 303)


def _final_page(found: Stored, refused: list[tuple[str, str]] | None = None) -> str:
    revisions = tuple(_revisions(found))
    return render_template("finishing/final.html", found=found, revisions=revisions, faults=refused or [])


def _check_page(found: Stored, form: SignForm, refused: list[tuple[str, str]] | None = None) -> str:
    return render_template(
        "finishing/check.html",
        found=found,
        check=check_page.check(report(found), found.id),
        form=form,
        faults=faults(form) + (refused or []),
    )


def _revisions(found: Stored) -> Iterator[Stored]:
    """Revisions that this assessment was reopened as and that are still there."""
    for event in events.of(db(), found.id):
        if event.what == "reopened_as":
            try:
                yield stored(int(event.subject))
            except NotFound:
                continue
