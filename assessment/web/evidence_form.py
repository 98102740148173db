"""The form of one piece of evidence, on the register's page and on a question's."""

import datetime
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation

from assessment.engine.model import Evidence
from assessment.web import words

LONGEST = {"title": 200, "location": 500, "checked_by": 100}
"""Characters at most."""


class _Day(DateField):
    """A date whose fault says how to write one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a date as the browser sends it."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("That is no date: write it as year-month-day, such as 2026-05-31.")) from error


class EvidenceForm(FlaskForm):
    """Read one piece of evidence as of ``today``, after which nothing can have been confirmed true."""

    kind = SelectField(lazy_gettext("Kind"), choices=[SelectChoice(*one) for one in words.KINDS.items()])
    title = StringField(lazy_gettext("Title or document number"))
    date = _Day(lazy_gettext("Last confirmed true on"), validators=[Optional()])
    valid_until = _Day(lazy_gettext("Valid until"), validators=[Optional()])
    location = StringField(lazy_gettext("Where it is kept"))
    checked_by = StringField(lazy_gettext("Checked a second time by"))

    def __init__(self, today: datetime.date, **kwargs: Any) -> None:
        """Take the day after which dates are refused; the rest goes to the form."""
        super().__init__(**kwargs)
        self.today = today

    @property
    def filled(self) -> bool:
        """Whether a person wrote anything here."""
        texts = (self.title, self.location, self.checked_by)
        days = (self.date, self.valid_until)
        return any((field.data or "").strip() for field in texts) or any(
            field.raw_data[0] for field in days if field.raw_data
        )

    def validate_title(self, field: StringField) -> None:
        """Refuse a piece that nobody could find again."""
        if not (field.data or "").strip():
            raise StopValidation(_("Evidence needs a title or a document number."))
        _refuse_long(field)

    def validate_location(self, field: StringField) -> None:
        """Refuse what is too long to print."""
        _refuse_long(field)

    def validate_checked_by(self, field: StringField) -> None:
        """Refuse what is too long to print."""
        _refuse_long(field)

    def validate_date(self, field: DateField) -> None:
        """Refuse a day that has not come yet."""
        if field.data and field.data > self.today:
            raise StopValidation(
                _("Evidence cannot have been confirmed on a day to come: give %(today)s or earlier.", today=self.today)
            )

    def validate_valid_until(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.date.data and field.data < self.date.data:
            raise StopValidation(_("“Valid until” lies before the day it was last confirmed: give a later day."))

    def piece(self) -> Evidence:
        """Return the piece that was written; a valid form only."""
        return Evidence(
            kind=self.kind.data,
            title=_clean(self.title),
            date=self.date.data,
            valid_until=self.valid_until.data,
            location=_clean(self.location),
            checked_by=_clean(self.checked_by) or None,
        )

    def sentences(self) -> list[str]:
        """Return every fault of the form, a sentence each."""
        return [str(sentence) for faults in cast(dict[str, Any], self.errors).values() for sentence in faults]


def _clean(field: StringField) -> str:
    return (field.data or "").strip()


def _refuse_long(field: StringField) -> None:
    most = LONGEST[field.short_name]
    if len(field.data or "") > most:
        raise StopValidation(
            _("That text has %(length)s characters; shorten it to %(most)s.", length=len(field.data), most=most)
        )
