"""Actions: the list of what was promised, one of them, and what shows it done."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from assessment.engine.model import Evidence
from assessment.engine.report import Report
from assessment.store import actions as store
from assessment.store import handing_on
from assessment.store.assessments import Stored
from assessment.web.action_forms import ChangeForm, DoneForm, NewActionForm, ShownForm
from assessment.web.actions_page import Waiting, actions_page, proposed, row, waiting
from assessment.web.evidence_form import PREFIX, EvidenceForm, filled
from assessment.web.fields import faults, paragraphs
from assessment.web.storage import actor, db, report, stored, today

blueprint = Blueprint("actions", __name__, url_prefix="/assessments/<int:number>/actions")


@blueprint.get("")
def listing(number: int) -> str:
    """List the actions, the overdue first, and a form for another one."""
    found = stored(number)
    now = report(found)
    begun = proposed(now, request.args.get("question", ""), request.args.get("level", ""))
    return _list_page(found, now, NewActionForm(now, formdata=None, data=begun), opened=bool(begun))


@blueprint.post("")
def add(number: int) -> ResponseReturnValue:
    """Add an action."""
    found = stored(number)
    now = report(found)
    form = NewActionForm(now)
    if not form.validate():
        return _list_page(found, now, form, opened=True), 422
    wanted = form.wanted()
    added = store.add(db(), number, [wanted], actor())
    if not added:
        sentence = _("That step is open or under way already: change that action instead.")
        form.question.errors = [sentence]
        return _list_page(found, now, form, opened=True), 422
    flash(_("The action for %(question)s is added.", question=wanted.action.question))
    return redirect(url_for("actions.listing", number=number, _anchor=f"action-{added[0]}"), 303)


@blueprint.post("/take-over")
def take_over(number: int) -> ResponseReturnValue:
    """Let the open actions of the assessment before go on in this draft."""
    taken = handing_on.take_over(db(), number, actor())
    if taken:
        flash(ngettext("%(num)s action is taken over.", "%(num)s actions are taken over.", len(taken)))
    else:
        flash(_("There was nothing left to take over."))
    return redirect(url_for("actions.listing", number=number), 303)


@blueprint.get("/<int:action>")
def action(number: int, action: int) -> str:
    """Show one action, to be changed or marked as done."""
    return _action_page(stored(number), action)


@blueprint.post("/<int:action>")
def change(number: int, action: int) -> ResponseReturnValue:
    """Change who does it, when, how far it is, and what is said of it."""
    found = stored(number)
    before = store.read(db(), number, action)
    form = ChangeForm(before)
    if not form.validate():
        return _action_page(found, action, form=form), 422
    changed = form.tracked(before.action)
    store.change(db(), number, action, form.with_status(changed), actor())
    flash(_("The action for %(question)s is saved.", question=before.action.question))
    return redirect(url_for("actions.listing", number=number, _anchor=f"action-{action}"), 303)


@blueprint.post("/<int:action>/done")
def done(number: int, action: int) -> ResponseReturnValue:
    """Mark an action as done by what shows it."""
    found = stored(number)
    if found.assessment.status == "final":
        return _done_after_final(found, action)
    form, new = DoneForm(found.assessment.evidence), filled(today())
    sound = form.validate()
    if sound:
        form.refuse_unless_one(new is not None)
    if (new and not new.validate()) or form.errors:
        return _action_page(found, action, shown=form, new=new), 422
    piece: str | Evidence = new.piece() if new else form.evidence.data
    name = store.done_by(db(), number, action, piece, actor())
    flash(_("The action is done, shown by %(name)s.", name=name))
    return redirect(url_for("actions.action", number=number, action=action), 303)


@blueprint.post("/<int:action>/remove")
def remove(number: int, action: int) -> ResponseReturnValue:
    """Take out an action that was entered by mistake."""
    store.remove(db(), number, action, actor())
    flash(_("The action is removed."))
    return redirect(url_for("actions.listing", number=number), 303)


def _done_after_final(found: Stored, action: int) -> ResponseReturnValue:
    form = ShownForm()
    if not form.validate():
        return _action_page(found, action, shown=form), 422
    store.done_after_final(db(), found.id, action, paragraphs(form.shown), actor())
    flash(_("The action is done."))
    return redirect(url_for("actions.action", number=found.id, action=action), 303)


def _list_page(found: Stored, now: Report, form: NewActionForm, *, opened: bool) -> str:
    page = actions_page(found, store.of(db(), found.id), today(), _waiting(found, now))
    return render_template("actions/list.html", found=found, page=page, form=form, faults=faults(form), opened=opened)


def _waiting(found: Stored, now: Report) -> Waiting | None:
    if found.assessment.status == "final":
        return None
    before = handing_on.before(db(), found)
    return waiting(found, now, before, handing_on.open_before(db(), found, before), today())


def _action_page(
    found: Stored,
    action: int,
    *,
    form: ChangeForm | None = None,
    shown: FlaskForm | None = None,
    new: EvidenceForm | None = None,
) -> str:
    tracked = store.read(db(), found.id, action)
    if shown is None:
        final = found.assessment.status == "final"
        shown = ShownForm(formdata=None) if final else DoneForm(found.assessment.evidence, formdata=None)
    sent = [one for one in (form, shown, new) if one is not None]
    return render_template(
        "actions/action.html",
        found=found,
        row=row(found, tracked, today()),
        form=form or ChangeForm(tracked, formdata=None),
        shown=shown,
        new=new or EvidenceForm(today(), prefix=PREFIX, formdata=None),
        faults=[fault for one in sent for fault in faults(one)],
    )
