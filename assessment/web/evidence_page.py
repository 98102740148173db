"""What the register's page shows: each piece, what it is used for, and whether it still shows anything there."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from assessment.engine.evidence import is_current
from assessment.engine.model import Assessment, Bank, Evidence, Question
from assessment.engine.scope import applicable
from assessment.store.assessments import Stored

Outdated = Literal["undated", "later", "ended", "old"]
"""Why a piece is not current: no date, confirmed after the assessment's date, ended before it, or too old for it."""


@dataclass(frozen=True)
class Use:
    """A question whose answer points to a piece."""

    question: Question
    applies: bool
    """Whether the question is asked and not answered N/A; evidence of others counts nowhere."""
    outdated: Outdated | None


@dataclass(frozen=True)
class Piece:
    """One piece of the register and its uses, in the bank's order."""

    name: str
    piece: Evidence
    uses: tuple[Use, ...]
    confirmable: bool
    """Whether "still true today" can be said of it: it has not ended."""


@dataclass(frozen=True)
class Register:
    """The whole register of one assessment."""

    pieces: tuple[Piece, ...]
    behind: bool
    """Whether the assessment's date lies before today, so that what is confirmed today does not count yet."""

    @cached_property
    def unchecked(self) -> int:
        """How many pieces nobody checked a second time."""
        return sum(not one.piece.checked_by for one in self.pieces)

    @cached_property
    def unused(self) -> int:
        """How many pieces no answer points to."""
        return sum(not one.uses for one in self.pieces)


def register(found: Stored, today: date) -> Register:
    """Work out the register as it stands on the assessment's date; ``today`` decides what can still be confirmed."""
    assessment = found.assessment
    uses = _uses(found.bank, assessment)
    pieces = tuple(
        Piece(name, piece, uses[name], piece.valid_until is None or piece.valid_until >= today)
        for name, piece in assessment.evidence.items()
    )
    return Register(pieces, behind=assessment.date < today)


def outdated(piece: Evidence, question: Question, on: date) -> Outdated | None:
    """Why ``piece`` shows nothing about ``question`` on the day ``on``; None where it is current."""
    if is_current(piece, question, on):
        return None
    if piece.date is None:
        return "undated"
    if piece.date > on:
        return "later"
    if piece.valid_until is not None and piece.valid_until < on:
        return "ended"
    return "old"


def _uses(bank: Bank, assessment: Assessment) -> dict[str, tuple[Use, ...]]:
    found: dict[str, tuple[Use, ...]] = dict.fromkeys(assessment.evidence, ())
    asked = {question.id for question in applicable(bank, assessment)}
    for question in bank.questions:
        answer = assessment.answers.get(question.id)
        for name in dict.fromkeys(answer.evidence) if answer else ():
            applies = question.id in asked and answer is not None and answer.choice != "na"
            why = outdated(assessment.evidence[name], question, assessment.date)
            found[name] = (*found[name], Use(question, applies, why))
    return found
