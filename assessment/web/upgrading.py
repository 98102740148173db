"""A draft brought to a newer bank: shown first, done in one step, undone while the draft is open."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import ValidationError

from assessment.engine.bank_changes import is_newer
from assessment.engine.model import Bank
from assessment.store import set_aside
from assessment.store import upgrading as store
from assessment.store.assessments import Stored, refuse_final
from assessment.store.errors import Refused
from assessment.web.fields import faults
from assessment.web.language import say
from assessment.web.storage import actor, bank, db, stored
from assessment.web.upgrade_page import offer, undoing

blueprint = Blueprint("upgrading", __name__, url_prefix="/assessments/<int:number>")


class UpgradeForm(FlaskForm):
    """Name the bank that was shown, so that what is done is what was looked at."""

    bank = StringField()

    def validate_bank(self, field: StringField) -> None:
        """Refuse a bank that is no longer the installed one."""
        if field.data != bank().hash:
            raise ValidationError(
                _("The installed question bank is another one by now: look at its changes, then upgrade.")
            )


class UndoForm(FlaskForm):
    """Name the upgrade that is to be undone, so that one sent twice does not undo two, and what was said to go."""

    upgrade = StringField()
    shown = StringField()

    def __init__(self, last: int) -> None:
        super().__init__()
        self._last = last

    def validate_upgrade(self, field: StringField) -> None:
        """Refuse an upgrade that is not the last."""
        if field.data != str(self._last):
            raise ValidationError(_("That upgrade is not the last one, or was undone already: nothing was changed."))


@blueprint.app_template_global()
def newer_bank(found: Stored) -> Bank | None:
    """Find the installed bank where a draft could be brought to it; None otherwise."""
    installed = bank()
    return installed if found.assessment.status == "draft" and is_newer(installed, found.bank) else None


@blueprint.get("/upgrade")
def preview(number: int) -> str:
    """Show what the newer bank changes, and the last upgrade where one can be undone."""
    return _page(stored(number))


@blueprint.post("/upgrade")
def upgrade(number: int) -> ResponseReturnValue:
    """Bring the draft to the installed bank."""
    found = stored(number)
    refuse_final(found)
    form = UpgradeForm()
    if not form.validate() or newer_bank(found) is None:
        return _page(found, form), 422
    done = store.upgrade(db(), number, bank(), actor())
    flash(_("This assessment uses question bank %(version)s now.", version=bank().version))
    if count := len(done.chosen):
        flash(ngettext("%(num)s answer was set aside.", "%(num)s answers were set aside.", count))
    return redirect(url_for("upgrading.preview", number=number), 303)


@blueprint.post("/upgrade/undo")
def undo(number: int) -> ResponseReturnValue:
    """Take the last upgrade back."""
    found = stored(number)
    refuse_final(found)
    last = set_aside.last(db(), number)
    form = UndoForm(last.upgrade if last else 0)
    if last is not None and not form.validate():
        return _page(found, form), 422
    try:
        gone = store.undo(db(), number, actor(), shown=form.shown.data or "").chosen
    except Refused as refused:
        return _page(stored(number), refused=say(refused.message)), 422
    flash(_("The upgrade is undone: this assessment uses question bank %(version)s again.", version=_version(number)))
    if gone:
        flash(ngettext("%(num)s newer answer was removed.", "%(num)s newer answers were removed.", len(gone)))
    return redirect(url_for("upgrading.preview", number=number), 303)


def _version(number: int) -> str:
    return stored(number).bank.version


def _page(found: Stored, form: FlaskForm | None = None, refused: str = "") -> str:
    draft = found.assessment.status == "draft"
    installed = newer_bank(found)
    return render_template(
        "upgrade/page.html",
        found=found,
        installed=bank(),
        offer=offer(found, installed) if installed else None,
        undoing=undoing(found, set_aside.last(db(), found.id)) if draft else None,
        faults=[("undo", refused)] if refused else faults(form) if form else (),
    )
