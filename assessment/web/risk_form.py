"""The form of an accepted risk."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

from assessment.engine.model import AcceptedRisk
from assessment.engine.rules import risk_refusals
from assessment.web.fields import DayField, at_most, given, one_line, paragraphs
from assessment.web.language import say


class RiskForm(FlaskForm):
    """Read why the gap of ``question`` is left, who approves it, until when, and what is done in the meantime."""

    reason = TextAreaField(lazy_gettext("Why the gap is left"), [at_most(2000)])
    approver = StringField(lazy_gettext("Approved by"), [at_most(100)])
    until = DayField(lazy_gettext("Until"), [given(lazy_gettext("Say until which day the risk is accepted."))])
    compensation = TextAreaField(lazy_gettext("What is done in the meantime"), [at_most(2000)])

    def __init__(self, question: str, on: datetime.date, **kwargs: Any) -> None:
        """Take the question and the assessment's date, before which nothing can end."""
        super().__init__(**kwargs)
        self.asked, self.on = question, on

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields, then the engine's rules for the whole."""
        sound = super().validate(extra_validators)
        for refusal in risk_refusals(self.asked, self.risk(), self.on):
            field = self[refusal.where.rpartition(".")[2]]
            field.errors = [*field.errors, say(refusal.message)]
            sound = False
        return sound

    def risk(self) -> AcceptedRisk:
        """Return the acceptance that was written; a valid form only."""
        until = self.until.data or self.on
        return AcceptedRisk(paragraphs(self.reason), one_line(self.approver), until, paragraphs(self.compensation))
