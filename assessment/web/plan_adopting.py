"""The form that makes actions of a plan's steps: which, by whom, until when, and what will prove them done."""

import re
from datetime import date
from functools import cached_property
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField
from wtforms.validators import Optional, StopValidation

from assessment.engine.model import Action
from assessment.engine.planning import PlannedStep
from assessment.engine.planning_steps import StepKey, steps
from assessment.engine.report import Report
from assessment.store.action_rows import Tracked
from assessment.web import words
from assessment.web.actions_page import proposed
from assessment.web.fields import DayField, at_most, one_line
from assessment.web.plan_asked import Asked

_STEP: Final = re.compile(r"([A-Z0-9-]+)\.([1-4])\.([0-9]{1,2})")


class AdoptForm(FlaskForm):
    """The steps that are adopted, and a field for who does those of each function that leads some: ``owner``."""

    step = SelectMultipleField(lazy_gettext("Steps"), validate_choice=False, id="steps")
    due = DayField(lazy_gettext("Due on"), validators=[Optional()])

    def __init__(self, report: Report, asked: Asked, **kwargs: Any) -> None:
        """Take what the steps must belong to, and what was planned."""
        super().__init__(**kwargs)
        self.report = report
        self.planned = asked

    def owner(self, lead: str) -> StringField:
        """Return the field of who does the steps that a function leads."""
        field: StringField = self[f"owner-{lead}"]
        return field

    def validate_step(self, field: SelectMultipleField) -> None:
        """Refuse none, and what is no step of a plan like this one."""
        if not field.data:
            raise StopValidation(_("Choose at least one step to adopt."))
        for value in field.data:
            if self._read(value) is None:
                raise StopValidation(
                    _("“%(value)s” is no step that can be planned here: open the plan again.", value=value)
                )

    def wanted(self) -> tuple[Tracked, ...]:
        """Return the actions to be, in the order of the plan; a valid form only."""
        found = (self._read(value) for value in dict.fromkeys(self.step.data))
        return tuple(self._tracked(*one) for one in found if one is not None)

    def _read(self, value: str) -> tuple[str, str, int] | None:
        """A step's question, level and period."""
        parts = _STEP.fullmatch(value)
        if parts is None or not 1 <= int(parts[3]) <= self.planned.periods:
            return None
        key = StepKey(parts[1], words.LEVEL_OF[parts[2]])
        return (key.question, parts[2], int(parts[3])) if key in self._possible else None

    @cached_property
    def _possible(self) -> frozenset[StepKey]:
        """Steps that some plan from here has: an answer that was given since may have made others needless."""
        return frozenset(one.key for one in steps(self.report).everything)

    def _tracked(self, question: str, level: str, period: int) -> Tracked:
        reached = words.LEVEL_OF[level]
        lead = self.report.bank.question[question].steps[reached - 1].lead
        action = Action(question, reached, one_line(self.owner(lead)), self._due(period))
        return Tracked(action, proof=proposed(self.report, question, level)["proof"])

    def _due(self, period: int) -> date | None:
        day: date | None = self.planned.spans[period - 1].last if self.planned.spans else self.due.data
        return day


for _lead, _word in words.LEADS.items():
    setattr(AdoptForm, f"owner-{_lead}", StringField(_word, [at_most(100)]))


def value_of(step: PlannedStep) -> str:
    """The step as the form sends it."""
    return f"{step.key.question}.{step.key.level}.{step.period}"
