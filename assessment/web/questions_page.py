"""What the page on the question bank shows: which questions ask about which promise, and each question's levels."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assessment.bank import ClauseCoverage, PledgeCoverage, coverage
from assessment.engine.model import Bank, Clause, Family, Question


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to show: one pledge, one family, empty for all; and whether every question's levels stand open."""

    pledge: str = ""
    family: str = ""
    levels: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.pledge and not self.family


@dataclass(frozen=True, slots=True)
class FamilyQuestions:
    """A family and those of its questions that are shown, in the bank's order."""

    family: Family
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class QuestionsPage:
    """The bank, the chosen part of it, and counts over the whole of it."""

    bank: Bank
    chosen: Chosen
    pledges: tuple[PledgeCoverage, ...]
    families: tuple[FamilyQuestions, ...]
    whole: tuple[PledgeCoverage, ...]

    @cached_property
    def core(self) -> int:
        """How many questions the express check asks."""
        return sum(question.tier == "core" for question in self.bank.questions)

    @cached_property
    def families_asked(self) -> int:
        """How many families have a question."""
        return len({question.family for question in self.bank.questions})

    @cached_property
    def formalities(self) -> int:
        """How many clauses owe no question."""
        return sum(clause.kind == "formality" for clause in self.bank.clauses)

    @cached_property
    def unasked(self) -> tuple[Clause, ...]:
        """Clauses of the whole bank that no question asks about, though one is owed."""
        return tuple(clause for pledge in self.whole for clause in pledge.unasked)

    @cached_property
    def shown(self) -> frozenset[str]:
        """Ids of the clauses and questions that stand on the page."""
        clauses = (one.clause.id for covered in self.pledges for one in covered.clauses)
        questions = (question.id for one in self.families for question in one.questions)
        return frozenset((*clauses, *questions))

    @property
    def owed(self) -> int:
        """How many clauses owe a question."""
        return len(self.bank.clauses) - self.formalities


def questions_page(bank: Bank, chosen: Chosen) -> QuestionsPage:
    """Gather the part of ``bank`` that ``chosen`` names; a pledge or family that it does not know counts as all."""
    known = Chosen(
        pledge=chosen.pledge if chosen.pledge in bank.pledge else "",
        family=chosen.family if chosen.family in bank.family else "",
        levels=chosen.levels,
    )
    whole = coverage(bank)
    return QuestionsPage(bank, known, _pledges(whole, known), _families(bank, known), whole)


def _pledges(whole: Iterable[PledgeCoverage], chosen: Chosen) -> tuple[PledgeCoverage, ...]:
    wanted = (covered for covered in whole if chosen.pledge in ("", covered.pledge.id))
    narrowed = (
        PledgeCoverage(covered.pledge, tuple(clause for clause in covered.clauses if _concerns(clause, chosen)))
        for covered in wanted
    )
    return tuple(covered for covered in narrowed if covered.clauses)


def _concerns(covered: ClauseCoverage, chosen: Chosen) -> bool:
    return not chosen.family or any(question.family == chosen.family for question in covered.questions)


def _families(bank: Bank, chosen: Chosen) -> tuple[FamilyQuestions, ...]:
    found = (
        FamilyQuestions(family, tuple(_asked(bank, family, chosen)))
        for family in bank.families
        if chosen.family in ("", family.id)
    )
    return tuple(one for one in found if one.questions)


def _asked(bank: Bank, family: Family, chosen: Chosen) -> Iterable[Question]:
    for question in bank.questions:
        pledges = {bank.clause[clause].pledge for clause in question.clauses}
        if question.family == family.id and (not chosen.pledge or chosen.pledge in pledges):
            yield question
