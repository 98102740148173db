"""One question's form: what was chosen, why, with which evidence, based on which version."""

import re
from typing import Any, Final, cast

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from assessment.engine.model import LEVELS, Answer, Choice

CHOICES: Final[dict[str, Choice]] = {**{str(level): level for level in LEVELS}, "unknown": "unknown", "na": "na"}
NUMBER: Final = re.compile(r"[0-9]{1,18}")
LONGEST_REASON: Final = 2_000
LONGEST_NOTE: Final = 10_000


class AnswerForm(FlaskForm):
    """Read one answer; the register's names and the rules on N/A are checked where it is stored."""

    choice = StringField(validators=[Optional()])
    reason = TextAreaField()
    note = TextAreaField()
    evidence = SelectMultipleField(validate_choice=False)
    flagged = BooleanField()
    version = StringField()
    revision = StringField()
    carried_over = BooleanField()
    confirm = HiddenField()
    clear = HiddenField()

    def validate_choice(self, field: StringField) -> None:
        """Refuse what is neither a level nor one of the two words."""
        if field.data not in CHOICES:
            raise ValidationError(
                _(
                    "“%(value)s” is no answer: choose a level from 0 to 4, “We don't know” or “Does not apply”.",
                    value=field.data,
                )
            )

    def validate_version(self, field: StringField) -> None:
        """Refuse an answer that does not say what it is based on."""
        if not NUMBER.fullmatch(field.data or ""):
            raise ValidationError(_("This page is too old to be saved from: reload it, then save again."))

    def validate_reason(self, field: TextAreaField) -> None:
        """Refuse a reason that is too long to print."""
        self._refuse_long(field, LONGEST_REASON)

    def validate_note(self, field: TextAreaField) -> None:
        """Refuse a note that is too long to print."""
        self._refuse_long(field, LONGEST_NOTE)

    def answer(self) -> Answer:
        """Return the answer that was sent; a valid form only."""
        version = int(self.version.data) if NUMBER.fullmatch(self.version.data or "") else 0
        if self.clear.data:
            return Answer(choice=None, version=version)
        return Answer(
            choice=CHOICES.get(self.choice.data or ""),
            reason=_clean(self.reason.data) if self.choice.data == "na" else "",
            note=_clean(self.note.data),
            evidence=tuple(dict.fromkeys(self.evidence.data or ())),
            carried_over=bool(self.carried_over.data) and not self.confirm.data,
            flagged=bool(self.flagged.data),
            version=version,
        )

    def shown_revision(self) -> int | None:
        """Return the revision of the question that was answered; None where the sender did not say."""
        return int(self.revision.data) if NUMBER.fullmatch(self.revision.data or "") else None

    def sentences(self) -> list[str]:
        """Return every fault of the form, a sentence each."""
        return [str(sentence) for faults in cast(dict[str, Any], self.errors).values() for sentence in faults]

    @staticmethod
    def _refuse_long(field: TextAreaField, most: int) -> None:
        if len(field.data or "") > most:
            raise ValidationError(
                _("That text has %(length)s characters; shorten it to %(most)s.", length=len(field.data), most=most)
            )


def _clean(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()
