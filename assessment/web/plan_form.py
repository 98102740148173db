"""The forms of the plan: what is to be planned, which stands in the address, and which of its steps become actions."""

import re
from datetime import date
from fractions import Fraction
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import StopValidation

from assessment.engine.planning import PERIODS
from assessment.engine.planning_goal import goal_refusals
from assessment.engine.report import Report
from assessment.web.fields import DayField, faults, one_of
from assessment.web.language import say
from assessment.web.plan_asked import MONTHS, Asked, next_month, spans

LENGTHS: Final = {
    "month": lazy_gettext("A month"),
    "quarter": lazy_gettext("A quarter"),
    "half_year": lazy_gettext("Half a year"),
    "year": lazy_gettext("A year"),
}
DAYS: Final = "60"
NUMBER: Final = "4"
LENGTH: Final = "quarter"
YEARS: Final = 20
"""How far from today a plan may begin, either way."""
WITHOUT_TOKEN: Final = {"csrf": False}
"""For forms that change nothing and stand in the address."""

_DAYS_WRITTEN: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,6})?")


class GoalForm(FlaskForm):
    """What of an assessment is to be made fit to sign: pledges, and clauses by themselves."""

    pledge = SelectMultipleField(lazy_gettext("Pledges"), validate_choice=False)
    clause = SelectMultipleField(lazy_gettext("Single clauses"), validate_choice=False)

    def __init__(self, report: Report, sent: MultiDict[str, str] | None) -> None:
        """Read what was sent; nothing sent means every assessed pledge."""
        offered = MultiDict([("pledge", one.pledge.id) for one in report.pledges])
        super().__init__(formdata=offered if sent is None else sent, meta=WITHOUT_TOKEN)
        self.report = report

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of pledges and clauses."""
        return tuple(dict.fromkeys([*(self.pledge.data or ()), *(self.clause.data or ())]))

    def validate_pledge(self, field: SelectMultipleField) -> None:
        """Refuse none, and what is not assessed here."""
        field.errors = [*field.errors, *(say(one.message) for one in goal_refusals(self.report, self.chosen))]

    def asked(self) -> Asked:
        """Return what was asked for; a valid form only."""
        return Asked("sign", chosen=self.chosen)


class BudgetForm(FlaskForm):
    """Person-days a period, and how many periods of which length from which day."""

    days = StringField(lazy_gettext("Person-days a period"))
    periods = SelectField(lazy_gettext("Number of periods"), validate_choice=False)
    length = SelectField(lazy_gettext("Length of a period"), [one_of(MONTHS)], validate_choice=False)
    first = DayField(lazy_gettext("First day"))

    def __init__(self, today: date, sent: MultiDict[str, str] | None) -> None:
        """Read what was sent; what was not is 60 days in each of four quarters from the first of next month."""
        usual = {"days": DAYS, "periods": NUMBER, "length": LENGTH, "first": next_month(today).isoformat()}
        super().__init__(formdata=MultiDict({**usual, **(sent.to_dict() if sent else {})}), meta=WITHOUT_TOKEN)
        self.today = today
        self.days.render_kw = {"inputmode": "decimal", "autocomplete": "off"}
        self.periods.choices = [str(number) for number in range(1, PERIODS + 1)]
        self.length.choices = list(LENGTHS.items())

    @property
    def budget(self) -> Fraction:
        """The person-days that were written; 0 where they are no number."""
        written = (self.days.data or "").strip()
        return Fraction(written) if _DAYS_WRITTEN.fullmatch(written) else Fraction(0)

    def validate_days(self, _field: StringField) -> None:
        """Refuse what is no number of person-days in halves above 0."""
        if self.budget <= 0 or (2 * self.budget).denominator != 1:
            raise StopValidation(_("Write the person-days of a period in halves above 0, such as 40 or 12.5."))

    def validate_periods(self, field: SelectField) -> None:
        """Refuse other numbers of periods."""
        if field.data not in field.choices:
            raise StopValidation(_("A plan has from 1 to %(most)s periods: choose one of these.", most=PERIODS))

    def validate_first(self, field: DayField) -> None:
        """Refuse a day so far away that it must be a slip."""
        if field.data is not None and abs(field.data.year - self.today.year) > YEARS:
            raise StopValidation(_("That is more than %(years)s years away: correct the year.", years=YEARS))

    def asked(self) -> Asked:
        """Return what was asked for; a valid form only."""
        periods = spans(self.first.data, self.length.data, int(self.periods.data))
        return Asked("budget", days=self.budget, length=self.length.data, spans=periods)


class Asking:
    """The two forms of the page, and which of them the address has filled in."""

    def __init__(self, report: Report, sent: MultiDict[str, str], today: date) -> None:
        """Read the address: ``goal`` is "budget", or the plan is to be fit to sign."""
        goal = sent.get("goal")
        self.report = report
        self.goal = GoalForm(report, sent if goal == "sign" else None)
        self.budget = BudgetForm(today, sent if goal == "budget" else None)
        self.form: GoalForm | BudgetForm = self.budget if goal == "budget" else self.goal
        self.possible = bool(report.pledges and report.answered)
        self.valid = self.possible and bool(self.form.validate())

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong with what was asked for, for the summary."""
        return faults(self.form)
