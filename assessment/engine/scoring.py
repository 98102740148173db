"""Weighted indices and maturity levels (docs/scoring.md, section 3). Sums are whole numbers, scores exact fractions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from assessment.engine.model import Level
from assessment.engine.standing import Standing


@dataclass(frozen=True, slots=True)
class Score:
    """The sums behind a set's scores: weights of answered, open and N/A questions, and weighted levels.

    Every index is 0 to 100, or None where nothing is answered.
    """

    answered_weight: int
    open_weight: int
    na_weight: int
    claimed_points: int
    evidenced_points: int

    @property
    def claimed(self) -> Fraction | None:
        """What the answers claim, over answered questions."""
        return self._index(self.claimed_points, self.answered_weight)

    @property
    def evidenced(self) -> Fraction | None:
        """What the evidence shows, over answered questions."""
        return self._index(self.evidenced_points, self.answered_weight)

    @property
    def low(self) -> Fraction | None:
        """Evidenced, with every open question at 0."""
        return self._index(self.evidenced_points, self.answered_weight + self.open_weight)

    @property
    def high(self) -> Fraction | None:
        """Evidenced, with every open question at 4."""
        points = self.evidenced_points + 4 * self.open_weight
        return self._index(points, self.answered_weight + self.open_weight)

    @property
    def strict(self) -> Fraction | None:
        """Evidenced, with open and N/A questions at 0."""
        return self._index(self.evidenced_points, self.answered_weight + self.open_weight + self.na_weight)

    def _index(self, points: int, weight: int) -> Fraction | None:
        return Fraction(100 * points, 4 * weight) if self.answered_weight else None


def score(standings: Iterable[Standing]) -> Score:
    """The score of a set of applicable questions; N/A among them count in ``strict`` alone."""
    answered = unanswered = na = claimed = evidenced = 0
    for one in standings:
        weight = one.question.weight
        if one.claimed is not None and one.evidenced is not None:
            answered += weight
            claimed += weight * one.claimed
            evidenced += weight * one.evidenced
        elif one.in_scope:
            unanswered += weight
        else:
            na += weight
    return Score(answered, unanswered, na, claimed, evidenced)


def family_level(standings: Sequence[Standing]) -> Level | None:
    """A family's maturity level: the floor of its weighted mean, held down by its weakest critical question.

    None while a critical question in scope is open, or nothing is answered.
    """
    sums = score(standings)
    critical = [one.evidenced for one in standings if one.question.critical and one.in_scope]
    if not sums.answered_weight or None in critical:
        return None
    shown = [level for level in critical if level is not None]
    return cast(Level, min([sums.evidenced_points // sums.answered_weight, *shown]))


def overall_level(families: Iterable[Level | None]) -> Level | None:
    """The lowest of the families' levels; None while one of them has none, or there is no family."""
    levels = list(families)
    known = [level for level in levels if level is not None]
    return min(known) if known and len(known) == len(levels) else None


def truncated(index: Fraction | None) -> float | None:
    """An index to one decimal, cut off and never rounded up: 59.96 is 59.9."""
    return None if index is None else (index * 10 // 1) / 10
