"""Starting an assessment, changing what it is about, deleting it; the sample."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from assessment.engine.carry import carry_over
from assessment.engine.model import Assessment, Bank
from assessment.engine.scope import with_implied
from assessment.formats import sample as sample_story
from assessment.store import assessments, listing
from assessment.store.assessments import Stored
from assessment.store.errors import Overtaken
from assessment.web.fields import faults
from assessment.web.forms_settings import ANSWERS, SettingsForm, StartForm, form_for, settings_of
from assessment.web.language import current, say
from assessment.web.settings_page import ScopeChange, extent, scope_change, targets
from assessment.web.settings_theirs import Difference, differences
from assessment.web.storage import actor, bank, db, stored, today

blueprint = Blueprint("start", __name__)

NOT_SETTINGS = ("csrf_token", "shown", "edit")
"""What a settings form sends beside the settings."""


@blueprint.get("/assessments/new")
def new() -> str:
    """Ask what a new assessment is about; ``?from=`` names an earlier one to begin with."""
    offered = listing.names(db())
    earlier = request.args.get("from", "")
    organisation = next((row[3] for row in offered if str(row[0]) == earlier), "")
    data = {"date": today(), "tier": "full", "earlier": earlier, "organisation": organisation}
    return _new_page(_start_form(formdata=None, data=data))


@blueprint.post("/assessments/new")
def create() -> ResponseReturnValue:
    """Store the new assessment and go to its tasks."""
    form = _start_form()
    if not form.validate():
        return _new_page(form), 422
    begun = Assessment(**form.values())
    earlier = stored(int(form.earlier.data)) if form.earlier.data else None
    if earlier:
        begun = carry_over(begun, bank(), earlier.assessment, earlier.bank, str(earlier.id))
    full = replace(begun, profile=with_implied(bank(), dict(begun.profile)))
    number = assessments.create(db(), bank(), full, actor())
    _tell_implied(bank(), begun, full)
    _tell_carried(full, earlier)
    return redirect(url_for("answering.tasks", number=number), 303)


@blueprint.get("/assessments/<int:number>/settings")
def settings(number: int) -> str:
    """Show what the assessment is about; in a draft it can be changed."""
    found = stored(number)
    if found.assessment.status == "final":
        return render_template("start/settings_final.html", found=found)
    return _settings_page(found, _settings_form(found, formdata=None))


@blueprint.post("/assessments/<int:number>/settings")
def change(number: int) -> ResponseReturnValue:
    """Change the settings; what enters or leaves the scope is shown first."""
    found = stored(number)
    assessments.refuse_final(found)
    form = _settings_form(found)
    if not form.validate():
        return _settings_page(found, form), 422
    given = replace(found.assessment, **form.values())
    changed = replace(given, profile=with_implied(found.bank, dict(given.profile)))
    difference = scope_change(found.bank, found.assessment, changed)
    if request.form.get("edit"):
        return _settings_page(found, form)
    if difference and request.form.get("shown") != difference.mark:
        return _preview(found, difference, given, changed)
    return _apply(found, form, given, changed)


@blueprint.get("/assessments/<int:number>/delete")
def delete(number: int) -> str:
    """Say what goes with the assessment."""
    found = stored(number)
    if not found.sample:
        assessments.refuse_final(found)
    return render_template("start/delete.html", found=found, extent=extent(db(), found))


@blueprint.post("/assessments/<int:number>/delete")
def delete_for_good(number: int) -> ResponseReturnValue:
    """Delete a draft, or an assessment of the sample."""
    title = stored(number).assessment.title
    assessments.delete(db(), number, actor())
    flash(_("“%(title)s” is deleted.", title=title))
    return redirect(url_for("home.front"), 303)


@blueprint.post("/sample")
def sample() -> ResponseReturnValue:
    """Store the sample where there is none yet, and show its latest report."""
    numbers = listing.samples(db()) or sample_story.add_sample(db(), bank(), current(), actor())
    return redirect(url_for("reporting.report", number=numbers[-1]), 303)


@blueprint.get("/sample/delete")
def delete_sample() -> str:
    """Say what goes with the whole sample."""
    extents = [extent(db(), stored(number)) for number in listing.samples(db())]
    return render_template("start/delete_sample.html", extents=extents)


@blueprint.post("/sample/delete")
def delete_sample_for_good() -> ResponseReturnValue:
    """Delete every assessment of the sample, the latest first."""
    for number in reversed(listing.samples(db())):
        assessments.delete(db(), number, actor())
    flash(_("The sample is deleted."))
    return redirect(url_for("home.front"), 303)


def _start_form(**kwargs: Any) -> StartForm:
    return form_for(bank(), StartForm)(listing.names(db()), bank(), today(), **kwargs)


def _settings_form(found: Stored, **kwargs: Any) -> SettingsForm:
    data = settings_of(found.bank, found.assessment)
    return form_for(found.bank, SettingsForm)(found.bank, today(), _not_before(found), data=data, **kwargs)


def _not_before(found: Stored) -> date | None:
    previous = found.assessment.previous
    return stored(int(previous)).assessment.date if previous else None


def _new_page(form: StartForm) -> str:
    return render_template("start/new.html", form=form, bank=bank(), answers=ANSWERS, faults=faults(form))


def _settings_page(found: Stored, form: SettingsForm, theirs: tuple[Difference, ...] = (), sentence: str = "") -> str:
    return render_template(
        "start/settings.html",
        found=found,
        bank=found.bank,
        form=form,
        answers=ANSWERS,
        faults=[("theirs", sentence)] if sentence else faults(form),
        targets=targets(form, found.assessment),
        theirs=theirs,
        made_from=("" if sentence else request.form.get("made_from")) or assessments.mark(found.assessment),
    )


def _preview(found: Stored, difference: ScopeChange, given: Assessment, changed: Assessment) -> str:
    sent = [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_SETTINGS]
    implied = [found.bank.fact[name] for name in _implied(given, changed)]
    return render_template("start/preview.html", found=found, change=difference, sent=sent, implied=implied)


def _apply(found: Stored, form: SettingsForm, given: Assessment, changed: Assessment) -> ResponseReturnValue:
    if changed == found.assessment:
        flash(_("Nothing was changed."))
    else:
        try:
            assessments.change(db(), found.id, changed, actor(), made_from=request.form.get("made_from", ""))
        except Overtaken as overtaken:
            now = stored(found.id)
            theirs = differences(now.bank, now.assessment, given)
            return _settings_page(now, form, theirs, say(overtaken.message)), 409
        flash(_("The settings are saved."))
        _tell_implied(found.bank, given, changed)
    return redirect(url_for("start.settings", number=found.id), 303)


def _implied(given: Assessment, full: Assessment) -> Iterable[str]:
    return (fact for fact in full.profile if given.profile.get(fact) != full.profile[fact])


def _tell_implied(made_with: Bank, given: Assessment, full: Assessment) -> None:
    for fact in _implied(given, full):
        flash(_("Set to yes as well, since another fact implies it: %(fact)s", fact=say(made_with.fact[fact].text)))


def _tell_carried(full: Assessment, earlier: Stored | None) -> None:
    if earlier is None:
        return
    had = sum(answer.choice is not None for answer in earlier.assessment.answers.values())
    copied = len(full.answers)
    flash(
        ngettext(
            "%(num)s answer is carried over and waits to be confirmed.",
            "%(num)s answers are carried over and wait to be confirmed.",
            copied,
        )
    )
    if left := had - copied:
        flash(
            ngettext(
                "%(num)s answer was left behind, since its question has changed or is gone.",
                "%(num)s answers were left behind, since their questions have changed or are gone.",
                left,
            )
        )
