"""Many assessments over time: what a trend says of each, and whether one may be joined to the next.

Nothing is averaged or drawn on: each figure is a report's own (docs/scoring.md, sections 3, 5 and 7).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from typing import Final, Literal

from assessment.engine.comparison import Trend, compare
from assessment.engine.model import Clause, Family, Level
from assessment.engine.report import Report
from assessment.engine.verdicts import Verdict

Reason = Literal["nothing", "little", "bank", "tier", "pledges", "profile"]
"""Why two assessments are not joined: nothing or less than 60 % in common, another question bank, another tier, other
pledges, or facts answered otherwise so that other questions apply."""

SPEAKS_FOR_ITSELF: Final[frozenset[Verdict]] = frozenset(("kept", "out_of_scope", "not_asked"))


@dataclass(frozen=True, slots=True)
class FamilyFigure:
    """A family's level and indices, 0 to 100; None where there is none."""

    family: Family
    level: Level | None
    claimed: Fraction | None
    evidenced: Fraction | None


@dataclass(frozen=True, slots=True)
class ClauseFigure:
    """A clause's verdict; ``unasked`` where the bank has no question on it."""

    clause: Clause
    verdict: Verdict
    unasked: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """Whether the index may be read on from A to B, and what stands against it.

    ``common`` and ``of`` are the comparison's: questions alike and answered in both, of those answered in either.
    ``like_for_like`` is its shown change over them, in tenths of a point, None where nothing is in common; ``trend`` is
    which way it points, None also where too little is. ``reasons`` is empty where the two are joined.
    """

    common: int
    of: int
    like_for_like: int | None
    trend: Trend | None
    reasons: tuple[Reason, ...]

    @property
    def joined(self) -> bool:
        """Whether both were asked the same questions, and enough of the answers are in both."""
        return not self.reasons


def family_figures(report: Report) -> tuple[FamilyFigure, ...]:
    """The families that have a question in scope, in the bank's order."""
    return tuple(
        FamilyFigure(one.family, one.level, one.score.claimed, one.score.evidenced)
        for one in report.families
        if one.in_scope
    )


def clause_figures(report: Report) -> tuple[ClauseFigure, ...]:
    """Every clause of the assessed pledges but formalities, in the bank's order."""
    return tuple(ClauseFigure(one.clause, one.verdict, one.unasked) for one in report.clauses)


def joint(a: Report, b: Report) -> Joint:
    """Whether B, the later one, may be joined to A."""
    found = compare(a, b)
    return Joint(
        common=found.common,
        of=found.of,
        like_for_like=found.shown.like_for_like,
        trend=found.trend,
        reasons=(*_scope_reasons(a, b), *_overlap_reasons(found.comparable, found.trend)),
    )


def _scope_reasons(a: Report, b: Report) -> tuple[Reason, ...]:
    one, other = a.assessment, b.assessment
    differs: dict[Reason, bool] = {
        "bank": a.bank.hash != b.bank.hash,
        "tier": one.tier != other.tier,
        "pledges": set(one.pledges) != set(other.pledges),
    }
    found = tuple(reason for reason, holds in differs.items() if holds)
    # Facts matter as far as they let questions in or keep them out; where more changed, that has been said.
    return found or (("profile",) if a.by_question.keys() != b.by_question.keys() else ())


def _overlap_reasons(comparable: bool, trend: Trend | None) -> tuple[Reason, ...]:
    if not comparable:
        return ("nothing",)
    return ("little",) if trend is None else ()


def broken_in_a_row(verdicts: Sequence[Verdict | None]) -> int:
    """For how many assessments a clause has been broken without a break, up to the latest; oldest first."""
    return sum(1 for _ in takewhile(lambda verdict: verdict == "broken", reversed(verdicts)))


def kept_throughout(verdicts: Iterable[Verdict | None]) -> bool:
    """Whether a clause was never anything but kept, as far as it was in scope and asked about."""
    return all(verdict is None or verdict in SPEAKS_FOR_ITSELF for verdict in verdicts)


def chronic_first(rows: Mapping[str, Sequence[Verdict | None]]) -> tuple[str, ...]:
    """Clauses by their verdicts, oldest first: those broken longest up to the latest first, the rest as they stand."""
    return tuple(sorted(rows, key=lambda name: -broken_in_a_row(rows[name])))
