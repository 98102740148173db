"""Questions on paper: what is already known of each answer, and how much room is left to write."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from assessment.engine.model import Answer, Bank, Evidence, Family, Level, Question
from assessment.engine.report import Report
from assessment.web.questions_filter import Chosen

ROWS: Final = 3
"""How many rows for evidence a sheet has at least."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question to answer by hand; ``evidence`` are the pieces that its present answer points to."""

    question: Question
    target: Level
    answer: Answer
    evidence: tuple[Evidence, ...]

    @property
    def free_rows(self) -> int:
        """How many empty rows follow the present evidence; one at least."""
        return max(1, ROWS - len(self.evidence))


@dataclass(frozen=True, slots=True)
class FamilySheets:
    """A family and its questions, in the bank's order."""

    family: Family
    sheets: tuple[Sheet, ...]


def blank(bank: Bank, chosen: Chosen) -> tuple[FamilySheets, ...]:
    """Empty sheets of the questions that ``chosen`` lets through, family by family."""
    nothing = Answer(choice=None)
    asked = [Sheet(one, one.target, nothing, ()) for one in bank.questions if chosen.takes(bank, one)]
    return tuple(_families(bank.families, asked))


def answered(report: Report, family: Family) -> FamilySheets:
    """Sheets of a family's applicable questions as they stand in an assessment."""
    own = (one for one in report.standings if one.question.family == family.id)
    return FamilySheets(family, tuple(Sheet(one.question, one.target, one.answer, one.pieces) for one in own))


def _families(families: Iterable[Family], asked: list[Sheet]) -> Iterable[FamilySheets]:
    for family in families:
        own = tuple(sheet for sheet in asked if sheet.question.family == family.id)
        if own:
            yield FamilySheets(family, own)
