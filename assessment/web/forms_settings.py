"""The forms that say what an assessment is about: at its start, and later in its settings."""

import datetime
from collections.abc import Sequence
from typing import Any, Final, TypeVar, cast

from flask_babel import format_date, lazy_gettext
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import StopValidation

from assessment.engine.model import Assessment, Bank, Fact, Level, Question
from assessment.engine.profile import contradictions
from assessment.engine.rules import target_refusals
from assessment.web import words
from assessment.web.fields import Check, DayField, at_most, needed, one_line, one_of
from assessment.web.language import say

KNOWN: Final = {"yes": True, "no": False}
ANSWERS: Final = {"yes": lazy_gettext("Yes"), "no": lazy_gettext("No"), "unknown": lazy_gettext("Not known yet")}
LEVELS_SENT: Final = frozenset("01234")


class AboutForm(FlaskForm):
    """Title, organisation, date, pledges and extent; ``form_for`` adds a field for every fact of a bank.

    The date is not after ``today`` and not before ``not_before``, the day of what the assessment follows.
    """

    title = StringField(
        lazy_gettext("Title"),
        [needed(lazy_gettext("Give the assessment a title, such as the quarter it is about.")), at_most(200)],
    )
    organisation = StringField(
        lazy_gettext("Organisation"), [needed(lazy_gettext("Name the organisation that is assessed.")), at_most(200)]
    )
    unit = StringField(lazy_gettext("Unit or project"), [at_most(200)])
    date = DayField(lazy_gettext("Date of the assessment"))
    pledges = SelectMultipleField(lazy_gettext("Pledges"), validate_choice=False)
    tier = RadioField(lazy_gettext("Extent"), [one_of(words.TIERS)], choices=list(words.TIERS), validate_choice=False)

    def __init__(
        self, bank: Bank, today: datetime.date, not_before: datetime.date | None = None, **kwargs: Any
    ) -> None:
        """Take the bank whose pledges and facts are offered, and the days that the date lies between."""
        super().__init__(**kwargs)
        self.bank = bank
        self.today = today
        self.not_before = not_before

    def validate_date(self, field: DateField) -> None:
        """Refuse a day to come, and one before what the assessment follows."""
        if field.data is None:
            raise StopValidation("" if field.errors else _("Give the date of the assessment."))
        if field.data > self.today:
            raise StopValidation(
                _(
                    "An assessment cannot be dated on a day to come: give %(today)s or earlier.",
                    today=format_date(self.today),
                )
            )
        if self.not_before and field.data < self.not_before:
            raise StopValidation(
                _(
                    "That lies before the earlier assessment of %(earlier)s: give that day or a later one.",
                    earlier=format_date(self.not_before),
                )
            )

    def validate_pledges(self, field: SelectMultipleField) -> None:
        """Refuse none, and what is no pledge of the bank."""
        if not field.data:
            raise StopValidation(_("Choose at least one pledge: it decides which questions are asked."))
        one_of(self.bank.pledge)(self, field)

    def fact(self, name: str) -> Field:
        """Return the field of one fact."""
        return self[_fact_field(name)]

    def profile(self) -> dict[str, bool]:
        """Return the facts that are known; what they imply is not added."""
        given = {fact.id: self.fact(fact.id).data for fact in self.bank.facts}
        return {name: KNOWN[answer] for name, answer in given.items() if answer in KNOWN}

    def values(self) -> dict[str, Any]:
        """Return the settings by the names that an assessment gives them; a valid form only."""
        return {
            "title": one_line(self.title),
            "organisation": one_line(self.organisation),
            "unit": one_line(self.unit),
            "date": self.date.data,
            "pledges": tuple(pledge.id for pledge in self.bank.pledges if pledge.id in self.pledges.data),
            "tier": self.tier.data,
            "profile": self.profile(),
        }


class StartForm(AboutForm):
    """The settings of a new assessment, and which of ``offered`` (number, title, day, organisation) it follows."""

    earlier = SelectField(lazy_gettext("Begin with"), validate_choice=False, default="")

    def __init__(self, offered: Sequence[tuple[int, str, str, str]], bank: Bank, today: datetime.date, **kwargs: Any):
        """Take the earlier assessments to choose from; the rest is every settings form's."""
        super().__init__(bank, today, **kwargs)
        days = {str(number): day for number, _title, day, _organisation in offered}
        self.offered = offered
        self.known = frozenset(days)
        if self.earlier.data in days:
            self.not_before = datetime.date.fromisoformat(days[self.earlier.data])

    def validate_earlier(self, field: SelectField) -> None:
        """Refuse what is no assessment of the list."""
        one_of({"", *self.known})(self, field)

    def validate_pledges(self, field: SelectMultipleField) -> None:
        """Allow none where the earlier assessment's are taken over."""
        if field.data or not self.earlier.data:
            super().validate_pledges(field)


class SettingsForm(AboutForm):
    """The settings of a draft; ``form_for`` adds a target for every question of a bank."""

    def target(self, name: str) -> Field:
        """Return the field of one question's target."""
        return self[_target_field(name)]

    def values(self) -> dict[str, Any]:
        """Return the settings with the targets that are above the bank's; a valid form only."""
        chosen = {question.id: int(self.target(question.id).data) for question in self.bank.questions}
        higher = {name: cast(Level, level) for name, level in chosen.items() if level > self.bank.question[name].target}
        return {**super().values(), "targets": higher}


Form = TypeVar("Form", bound=AboutForm)


def form_for(bank: Bank, base: type[Form]) -> type[Form]:
    """Make the form of ``bank``: a field for every fact and, in the settings, one for every question's target."""
    parts: dict[str, Any] = {_fact_field(fact.id): _fact(fact) for fact in bank.facts}
    if issubclass(base, SettingsForm):
        parts |= {_target_field(question.id): _target(question) for question in bank.questions}
    return cast(type[Form], type(base.__name__, (base,), parts))


def settings_of(bank: Bank, assessment: Assessment) -> dict[str, Any]:
    """Return what the settings form shows of a stored assessment, by field."""
    answers = {True: "yes", False: "no", None: "unknown"}
    facts = {_fact_field(fact.id): answers[assessment.profile.get(fact.id)] for fact in bank.facts}
    targets = {_target_field(one.id): str(assessment.targets.get(one.id, one.target)) for one in bank.questions}
    plain = ("title", "organisation", "unit", "date", "tier")
    return {
        **{name: getattr(assessment, name) for name in plain},
        "pledges": list(assessment.pledges),
        **facts,
        **targets,
    }


def _fact(fact: Fact) -> RadioField:
    checks = [one_of(ANSWERS), _consistent(fact)]
    return RadioField(validators=checks, choices=list(ANSWERS), validate_choice=False, default="unknown")


def _consistent(fact: Fact) -> Check:
    """Refuse the "no" of a fact that another one, answered "yes", implies."""

    def check(form: AboutForm, _field: RadioField) -> None:
        for name, implied in contradictions(form.bank, form.profile()):
            if implied == fact.id:
                raise StopValidation(
                    _(
                        "“%(fact)s” cannot be no where “%(because)s” is yes: change one of them.",
                        fact=_quoted(fact),
                        because=_quoted(form.bank.fact[name]),
                    )
                )

    return check


def _quoted(fact: Fact) -> str:
    """Return the fact's sentence as it stands inside another one."""
    return say(fact.text).rstrip(".。")


def _target(question: Question) -> SelectField:
    return SelectField(validators=[_reachable(question)], validate_choice=False, default=str(question.target))


def _reachable(question: Question) -> Check:
    """Refuse a target that the engine refuses, and what is no level at all."""

    def check(_form: SettingsForm, field: SelectField) -> None:
        for refusal in target_refusals(question, int(field.data) if field.data in LEVELS_SENT else -1):
            raise StopValidation(say(refusal.message))

    return check


def _fact_field(name: str) -> str:
    return f"fact-{name}"


def _target_field(name: str) -> str:
    return f"target-{name}"
