"""What the questions of one family add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assessment.engine.model import Bank, Family, Level
from assessment.engine.scoring import Score, family_level, score
from assessment.engine.standing import Standing


@dataclass(frozen=True)
class FamilyResult:
    """A family's applicable questions and what they add up to."""

    family: Family
    standings: tuple[Standing, ...]
    score: Score
    level: Level | None

    @cached_property
    def in_scope(self) -> tuple[Standing, ...]:
        """Questions in S."""
        return tuple(one for one in self.standings if one.in_scope)

    @cached_property
    def answered(self) -> int:
        """How many questions in S are answered."""
        return sum(one.claimed is not None for one in self.in_scope)

    @property
    def too_many_excluded(self) -> bool:
        """Whether more than a fifth of the applicable questions are answered N/A."""
        return 5 * (len(self.standings) - len(self.in_scope)) > len(self.standings)

    @cached_property
    def capped(self) -> int:
        """How many claims count as less for want of evidence."""
        return sum(one.capped for one in self.in_scope)


def families(bank: Bank, standings: Sequence[Standing]) -> tuple[FamilyResult, ...]:
    """Every family with an applicable question, in the bank's order."""
    found: dict[str, list[Standing]] = {}
    for one in standings:
        found.setdefault(one.question.family, []).append(one)
    return tuple(
        FamilyResult(family, tuple(own), score(own), family_level(own))
        for family in bank.families
        if (own := found.get(family.id))
    )
