"""The forms of an action: one that is new, one that is changed, and what shows it done."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from assessment.engine.model import Action, Evidence
from assessment.engine.report import Report
from assessment.store.action_rows import Tracked
from assessment.web import words
from assessment.web.fields import DayField, at_most, needed, one_line, one_of, paragraphs
from assessment.web.language import say


class PlanForm(FlaskForm):
    """What is said of any action; all of it can be left for later."""

    owner = StringField(lazy_gettext("Who does it"), [at_most(100)])
    due = DayField(lazy_gettext("Due on"), validators=[Optional()])
    proof = StringField(lazy_gettext("What will prove it done"), [at_most(500)])
    note = TextAreaField(lazy_gettext("Note"), [at_most(2000)])

    def tracked(self, action: Action) -> Tracked:
        """Return what was written of the step, and with the status, of ``action``; a valid form only."""
        own = Action(action.question, action.level, one_line(self.owner), self.due.data, action.status)
        return Tracked(own, note=paragraphs(self.note), proof=one_line(self.proof))


class NewActionForm(PlanForm):
    """Read a new action for a question of the report's bank."""

    question = SelectField(lazy_gettext("Question"), validate_choice=False)
    level = SelectField(lazy_gettext("To level"), [one_of(words.LEVEL_OF)], validate_choice=False)

    def __init__(self, report: Report, **kwargs: Any) -> None:
        """Offer the gaps first, in the order in which they matter, then every other question."""
        super().__init__(**kwargs)
        gaps = [gap.standing.question for gap in report.gaps]
        others = [question for question in report.bank.questions if question not in gaps]
        self.known = report.bank.question
        self.question.choices = {
            str(title): [(one.id, f"{one.id} {say(one.text)}") for one in questions]
            for title, questions in ((_("Gaps, in order"), gaps), (_("Other questions"), others))
            if questions
        }
        self.level.choices = [(level, f"{level} {words.LEVELS[int(level)]}") for level in words.LEVEL_OF]

    def validate_question(self, field: SelectField) -> None:
        """Refuse what is no question of the bank."""
        one_of(self.known)(self, field)

    def wanted(self) -> Tracked:
        """Return the action that was written; a valid form only."""
        return self.tracked(Action(self.question.data, words.LEVEL_OF[self.level.data]))


class ChangeForm(PlanForm):
    """Read what becomes of an action; only one that is done already can stay so, for else something must show it."""

    status = SelectField(lazy_gettext("Status"), validate_choice=False)

    def __init__(self, tracked: Tracked, **kwargs: Any) -> None:
        """Fill in what is stored of the action."""
        stored = {"owner": tracked.action.owner, "due": tracked.action.due, "status": tracked.action.status}
        super().__init__(data={**stored, "proof": tracked.proof, "note": tracked.note}, **kwargs)
        self.offered = {
            name: word for name, word in words.ACTIONS.items() if name != "done" or tracked.action.status == "done"
        }
        self.status.choices = list(self.offered.items())

    def with_status(self, tracked: Tracked) -> Tracked:
        """Return ``tracked`` with the status that was chosen; a valid form only."""
        return replace(tracked, action=replace(tracked.action, status=self.status.data))

    def validate_status(self, field: SelectField) -> None:
        """Refuse a status that is not offered."""
        one_of(self.offered)(self, field)


class DoneForm(FlaskForm):
    """Choose the piece of the register that shows an action done; a new one has a form of its own."""

    evidence = SelectField(lazy_gettext("A piece of the register"), validate_choice=False)

    def __init__(self, register: Mapping[str, Evidence], **kwargs: Any) -> None:
        """Offer the pieces of ``register``."""
        super().__init__(**kwargs)
        self.offered = ("", *register)
        pieces = [(name, f"{name} · {piece.title}") for name, piece in register.items()]
        self.evidence.choices = [("", _("None of them")), *pieces]

    def validate_evidence(self, field: SelectField) -> None:
        """Refuse a piece that the register has not."""
        one_of(self.offered)(self, field)

    def refuse_unless_one(self, new: bool) -> None:
        """Refuse neither and both: a chosen piece, and whether there is a new one."""
        if not self.evidence.data and not new:
            self._refuse(_("Choose a piece of the register, or add one below: done means that something shows it."))
        if self.evidence.data and new:
            self._refuse(_("Choose a piece of the register or add one, not both."))

    def _refuse(self, sentence: str) -> None:
        self.evidence.errors = [*self.evidence.errors, sentence]


class ShownForm(FlaskForm):
    """Read what shows an action of a final assessment done, for its register is closed."""

    shown = TextAreaField(
        lazy_gettext("What shows it"),
        [needed(lazy_gettext("Say what shows it: a document number, a ticket, an address.")), at_most(500)],
    )
