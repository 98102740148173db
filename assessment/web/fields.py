"""Fields, checks and faults that the forms share."""

from collections.abc import Callable, Collection
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, StringField, TextAreaField
from wtforms.validators import StopValidation

Check = Callable[[Any, Any], None]
"""What WTForms calls with the form and the field."""


class DayField(DateField):
    """A date whose fault says how to write one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a date as the browser sends it."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("That is no date: write it as year-month-day, such as 2026-05-31.")) from error


def needed(sentence: object) -> Check:
    """Refuse an empty text with ``sentence``, which asks for it."""

    def check(_form: FlaskForm, field: StringField) -> None:
        if not (field.data or "").strip():
            raise StopValidation(str(sentence))

    return check


def given(sentence: object) -> Check:
    """Refuse a field that nothing was chosen or written in with ``sentence``, which asks for it."""

    def check(_form: FlaskForm, field: Field) -> None:
        if not any(field.raw_data or ()):
            field.errors = []
            raise StopValidation(str(sentence))

    return check


def at_most(characters: int) -> Check:
    """Refuse a text that is too long to print."""

    def check(_form: FlaskForm, field: StringField) -> None:
        length = len(field.data or "")
        if length > characters:
            raise StopValidation(
                _("That text has %(length)s characters; shorten it to %(most)s.", length=length, most=characters)
            )

    return check


def one_of(offered: Collection[str]) -> Check:
    """Refuse a choice, or one of several, that was not offered."""

    def check(_form: FlaskForm, field: Field) -> None:
        sent = field.data if isinstance(field.data, list) else [field.data]
        for value in sent:
            if value not in offered:
                raise StopValidation(_("“%(value)s” is not offered here: choose one of those given.", value=value))

    return check


def one_line(field: StringField) -> str:
    """Return the text that was written, with single spaces and without any at its ends."""
    return " ".join((field.data or "").split())


def paragraphs(field: TextAreaField) -> str:
    """Return the text that was written in its lines, without blanks at its ends."""
    return (field.data or "").replace("\r\n", "\n").strip()


def faults(form: FlaskForm) -> list[tuple[str, str]]:
    """Pairs of a field's id and a sentence, in the form's order, for the summary at its top."""
    return [(field.id, str(sentence)) for field in form for sentence in field.errors]
