"""What the settings pages show: which questions enter and leave, which targets can be raised, what a deletion takes."""

from dataclasses import dataclass

from wtforms import Field

from assessment.engine.model import Assessment, Bank, Family, Question
from assessment.engine.scope import applicable
from assessment.store import events
from assessment.store.assessments import Stored
from assessment.store.database import Database
from assessment.web.forms_settings import SettingsForm


@dataclass(frozen=True)
class ScopeChange:
    """Questions that a change of the settings brings in and takes out, in the bank's order."""

    enter: tuple[Question, ...]
    leave: tuple[Question, ...]
    answered: frozenset[str]
    """Those of ``leave`` that have an answer, which stays stored and stops counting."""

    def __bool__(self) -> bool:
        """Whether anything enters or leaves."""
        return bool(self.enter or self.leave)

    @property
    def mark(self) -> str:
        """Names the change, so that what is applied is what was shown."""
        return " ".join((*(f"+{one.id}" for one in self.enter), *(f"-{one.id}" for one in self.leave)))


@dataclass(frozen=True)
class Targets:
    """One family's questions that apply, each with the field of its target; ``raised`` are above the bank's."""

    family: Family
    rows: tuple[tuple[Question, Field], ...]
    raised: int
    wrong: bool
    """Whether a target that was sent is refused."""


@dataclass(frozen=True)
class Extent:
    """What deleting an assessment takes away."""

    found: Stored
    answers: int
    evidence: int
    accepted: int
    actions: int
    events: int


def scope_change(bank: Bank, before: Assessment, after: Assessment) -> ScopeChange:
    """Compare the questions that apply before and after."""
    was, will_be = applicable(bank, before), applicable(bank, after)
    leave = tuple(question for question in was if question not in will_be)
    answers = before.answers
    answered = (one.id for one in leave if one.id in answers and answers[one.id].choice is not None)
    return ScopeChange(tuple(question for question in will_be if question not in was), leave, frozenset(answered))


def targets(form: SettingsForm, assessment: Assessment) -> tuple[Targets, ...]:
    """Group the targets that can be raised by family; a question whose target was refused is always among them."""
    bank, asked = form.bank, applicable(form.bank, assessment)
    shown = [one for one in bank.questions if one in asked or form.target(one.id).errors]
    return tuple(
        _targets(form, family, own)
        for family in bank.families
        if (own := [question for question in shown if question.family == family.id])
    )


def _targets(form: SettingsForm, family: Family, questions: list[Question]) -> Targets:
    rows = tuple((question, form.target(question.id)) for question in questions)
    return Targets(
        family,
        rows,
        raised=sum(field.data != str(question.target) for question, field in rows),
        wrong=any(field.errors for _question, field in rows),
    )


def extent(db: Database, found: Stored) -> Extent:
    """Count what goes with an assessment when it is deleted."""
    parts = found.assessment
    return Extent(
        found,
        answers=len(parts.answers),
        evidence=len(parts.evidence),
        accepted=len(parts.accepted),
        actions=len(parts.actions),
        events=len(events.of(db, found.id)),
    )
