"""The register of evidence: pieces added, changed, confirmed and removed."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessment.engine.model import Text
from assessment.store import assessments, handing_on
from assessment.store import evidence as store
from assessment.store.assessments import Stored
from assessment.store.errors import NotFound, Overtaken, Refused
from assessment.store.handing_on import Proof
from assessment.web import evidence_page
from assessment.web.evidence_form import EvidenceForm
from assessment.web.evidence_page import Piece
from assessment.web.fields import faults
from assessment.web.language import say
from assessment.web.storage import actor, db, stored, today

blueprint = Blueprint("evidence", __name__, url_prefix="/assessments/<int:number>/evidence")


@blueprint.get("")
def register(number: int) -> str:
    """List the pieces, what each is used for, and a form for another one; ``?action=`` fills it with what shows it."""
    found = stored(number)
    waiting = _waiting(found)
    begun = _wanted(waiting, request.args.get("action", type=int))
    return _register_page(found, _form(formdata=None, obj=begun and begun.piece), waiting, begun)


@blueprint.post("")
def add(number: int) -> ResponseReturnValue:
    """Put a new piece into the register; with ``action``, for an action that it shows done."""
    form = _form()
    action = request.form.get("action", type=int)
    if not form.validate():
        found = stored(number)
        waiting = _waiting(found)
        return _register_page(found, form, waiting, _wanted(waiting, action)), 422
    if action is None:
        name = store.add(db(), number, form.piece(), actor())
        flash(_("%(name)s is in the register.", name=name))
    else:
        name = handing_on.take_in(db(), number, action, form.piece(), actor())
        flash(_("%(name)s is in the register, as evidence of its question too: answer that question again.", name=name))
    return redirect(url_for("evidence.register", number=number, _anchor=name), 303)


@blueprint.post("/actions/<int:action>/leave-out")
def leave_out(number: int, action: int) -> ResponseReturnValue:
    """Stop offering what shows an action done."""
    handing_on.leave_out(db(), number, action, actor())
    flash(_("It is not offered again. A piece can still be added by hand."))
    return redirect(url_for("evidence.register", number=number), 303)


@blueprint.get("/<name>")
def piece(number: int, name: str) -> str:
    """Show one piece, to be changed while the assessment is a draft."""
    found = stored(number)
    one = _piece(found, name)
    return _piece_page(found, one, _form(formdata=None, obj=one.piece))


@blueprint.post("/<name>")
def change(number: int, name: str) -> ResponseReturnValue:
    """Put what was entered in the place of one piece."""
    form = _form()
    if not form.validate():
        found = stored(number)
        return _piece_page(found, _piece(found, name), form), 422
    made_from = request.form.get("made_from", "")
    try:
        store.change(db(), number, name, form.piece(), actor(), made_from=made_from)
    except Overtaken as overtaken:
        found = stored(number)
        return _piece_page(found, _piece(found, name), form, say(overtaken.message)), 409
    flash(_("%(name)s is saved.", name=name))
    return redirect(url_for("evidence.register", number=number, _anchor=name), 303)


@blueprint.post("/<name>/confirm")
def confirm(number: int, name: str) -> ResponseReturnValue:
    """Note that a piece is still true today."""
    found = stored(number)
    assessments.refuse_final(found)
    if not _piece(found, name).confirmable:
        raise Refused(_ended(name))
    store.confirm(db(), number, name, today(), actor())
    flash(_("%(name)s is confirmed as still true today.", name=name))
    return redirect(url_for("evidence.register", number=number, _anchor=name), 303)


@blueprint.get("/<name>/remove")
def remove(number: int, name: str) -> str:
    """Say which answers lose a piece before it is removed."""
    found = stored(number)
    assessments.refuse_final(found)
    return render_template("evidence/remove.html", found=found, one=_piece(found, name))


@blueprint.post("/<name>/remove")
def remove_for_good(number: int, name: str) -> ResponseReturnValue:
    """Take a piece out of the register and off every answer."""
    store.remove(db(), number, name, actor())
    flash(_("%(name)s is removed.", name=name))
    return redirect(url_for("evidence.register", number=number), 303)


def _form(**kwargs: Any) -> EvidenceForm:
    return EvidenceForm(today(), **kwargs)


def _piece(found: Stored, name: str) -> Piece:
    for one in evidence_page.register(found, today()).pieces:
        if one.name == name:
            return one
    raise NotFound(Text(en=f"There is no evidence {name} in the register.", zh=f"证据登记册中没有{name}。"))


def _ended(name: str) -> Text:
    return Text(
        en=f"{name} is past the day it was valid until: change that day first, or register its successor.",
        zh=f"{name}已过有效期：请先修改有效期，或者登记替代它的新证据。",
    )


def _waiting(found: Stored) -> tuple[Proof, ...]:
    """What shows actions done and is not in the register; nothing of a final assessment, whose register is closed."""
    if found.assessment.status == "final":
        return ()
    return handing_on.proofs(db(), found, handing_on.before(db(), found))


def _wanted(waiting: tuple[Proof, ...], action: int | None) -> Proof | None:
    return next((one for one in waiting if one.tracked.id == action), None)


def _register_page(found: Stored, form: EvidenceForm, waiting: tuple[Proof, ...], begun: Proof | None) -> str:
    return render_template(
        "evidence/register.html",
        found=found,
        register=evidence_page.register(found, today()),
        form=form,
        faults=faults(form),
        waiting=waiting,
        begun=begun,
    )


def _piece_page(found: Stored, one: Piece, form: EvidenceForm, overtaken: str = "") -> str:
    return render_template(
        "evidence/piece.html",
        found=found,
        one=one,
        form=form,
        faults=[("theirs", overtaken)] if overtaken else faults(form),
        overtaken=overtaken,
        made_from=request.form.get("made_from", "") if form.errors else store.mark(one.piece),
    )
