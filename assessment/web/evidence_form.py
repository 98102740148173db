"""The form of one piece of evidence, on the register's page and on a question's."""

import datetime
from typing import Any, Final, cast

from flask import request
from flask_babel import format_date, lazy_gettext
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation

from assessment.engine.model import Evidence
from assessment.web import words
from assessment.web.fields import DayField, at_most, needed, one_line, one_of

WRITTEN: Final = ("title", "date", "valid_until", "location", "checked_by")
"""Fields that a person fills in; the kind always has a value."""


PREFIX: Final = "new-"
"""What begins the fields' names where the form stands inside another."""


class EvidenceForm(FlaskForm):
    """Read one piece of evidence as of ``today``, after which nothing can have been confirmed true."""

    kind = SelectField(
        lazy_gettext("Kind"),
        [one_of(words.KINDS)],
        choices=[SelectChoice(*one) for one in words.KINDS.items()],
        validate_choice=False,
    )
    title = StringField(
        lazy_gettext("Title or document number"),
        [needed(lazy_gettext("Evidence needs a title or a document number.")), at_most(200)],
    )
    date = DayField(lazy_gettext("Last confirmed true on"), validators=[Optional()])
    valid_until = DayField(lazy_gettext("Valid until"), validators=[Optional()])
    location = StringField(lazy_gettext("Where it is kept"), [at_most(500)])
    checked_by = StringField(lazy_gettext("Checked a second time by"), [at_most(100)])

    def __init__(self, today: datetime.date, **kwargs: Any) -> None:
        """Take the day after which dates are refused; the rest goes to the form."""
        super().__init__(**kwargs)
        self.today = today

    def validate_date(self, field: DateField) -> None:
        """Refuse a day that has not come yet."""
        if field.data and field.data > self.today:
            raise StopValidation(
                _(
                    "Evidence cannot have been confirmed on a day to come: give %(today)s or earlier.",
                    today=format_date(self.today),
                )
            )

    def validate_valid_until(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.date.data and field.data < self.date.data:
            raise StopValidation(_("“Valid until” lies before the day it was last confirmed: give a later day."))

    def piece(self) -> Evidence:
        """Return the piece that was written; a valid form only."""
        return Evidence(
            kind=self.kind.data,
            title=one_line(self.title),
            date=self.date.data,
            valid_until=self.valid_until.data,
            location=one_line(self.location),
            checked_by=one_line(self.checked_by) or None,
        )

    def sentences(self) -> list[str]:
        """Return every fault of the form, a sentence each."""
        return [str(sentence) for faults in cast(dict[str, Any], self.errors).values() for sentence in faults]


def filled(today: datetime.date) -> EvidenceForm | None:
    """Read the form that stands inside another one, unchecked; None where nothing was written in it."""
    # Most saves bring no evidence, and a form costs more than the look.
    if not any(request.form.get(f"{PREFIX}{name}", "").strip() for name in WRITTEN):
        return None
    return EvidenceForm(today, prefix=PREFIX)
