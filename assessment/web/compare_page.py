"""What the comparison of two assessments shows, worked out once from the engine's comparison."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Final

from assessment.engine.comparison import LIKE_FOR_LIKE, Comparison, Figures, in_tenths
from assessment.engine.decomposition import PARTS, Pair, Part
from assessment.engine.developments import ChronicGap, ClauseChange, Turn
from assessment.engine.model import Family, Pledge
from assessment.engine.verdicts import PledgeResult, Verdict
from assessment.store.assessments import Stored
from assessment.web.compare_scope import BankChanges, Differences, bank_changes, differences

TRADED: Final[tuple[Part, ...]] = tuple(part for part in PARTS if part not in LIKE_FOR_LIKE)
"""The parts beside like for like: what the two assessments ask and answer differently."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A question behind a figure, and the tenths of a point that it adds to it."""

    pair: Pair
    points: int


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of the change, in tenths: what it adds, where the index then stands, and the questions behind it."""

    part: Part
    points: int
    stands: int
    questions: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family's share in the change, alike; ``before`` and ``after`` are its own evidenced indices."""

    family: Family
    before: Fraction | None
    after: Fraction | None
    points: int
    stands: int
    questions: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """One pledge's result in A and in B; None where it was not assessed."""

    pledge: Pledge
    before: PledgeResult | None
    after: PledgeResult | None

    @property
    def users(self) -> tuple[Verdict | None, Verdict | None] | None:
        """The verdicts on the users' own side; None where neither assessment has one."""
        sides = tuple(None if one is None else one.user_side for one in (self.before, self.after))
        return None if sides == (None, None) else (sides[0], sides[1])


@dataclass(frozen=True)
class ComparePage:
    """The comparison with what its page works out from it. ``parts`` is empty where nothing is comparable."""

    a: Stored
    b: Stored
    found: Comparison
    differences: Differences
    bank: BankChanges
    pledges: tuple[PledgeRow, ...]
    evidenced: Figures
    claimed: Figures
    parts: tuple[PartRow, ...]
    families: tuple[FamilyRow, ...]
    clauses: Mapping[Turn, tuple[ClauseChange, ...]]
    lower: tuple[Pair, ...]
    higher: tuple[Pair, ...]
    otherwise: tuple[Pair, ...]
    chronic: tuple[ChronicGap, ...]

    @property
    def changed(self) -> frozenset[str]:
        """Questions that the page tells before and after."""
        return frozenset(pair.question.id for pair in self.found.level_changes)

    @property
    def backwards(self) -> bool:
        """Whether A is dated later than B."""
        return self.a.assessment.date > self.b.assessment.date

    @property
    def percentage(self) -> int:
        """The share of questions in common, cut off to whole per cent; 0 where nothing is answered."""
        return 100 * self.found.common // self.found.of if self.found.of else 0


def compare_page(a: Stored, b: Stored, found: Comparison, chronic: tuple[ChronicGap, ...]) -> ComparePage:
    """Work out the page of a comparison of B with A."""
    levels = found.level_changes
    return ComparePage(
        a=a,
        b=b,
        found=found,
        differences=differences(a, b),
        bank=bank_changes(found),
        pledges=pledges(found),
        evidenced=found.evidenced,
        claimed=found.claimed,
        parts=parts(found),
        families=_families(found),
        clauses=by_turn(found.clauses),
        lower=tuple(pair for pair in levels if _rise(pair) < 0),
        higher=tuple(pair for pair in levels if _rise(pair) > 0),
        otherwise=tuple(pair for pair in levels if _rise(pair) == 0),
        chronic=chronic,
    )


def parts(found: Comparison) -> tuple[PartRow, ...]:
    """The change by part, in the order of ``PARTS``, each with its questions; empty where nothing is comparable."""
    shown = found.shown
    start = found.evidenced.a
    if shown.parts is None or start is None:
        return ()
    stands = list(accumulate(shown.parts.values(), initial=start))[1:]
    return tuple(
        PartRow(part, points, stand, _behind(found, part, shown.questions[part]))
        for (part, points), stand in zip(shown.parts.items(), stands, strict=True)
    )


def _behind(found: Comparison, part: Part, points: Mapping[str, int]) -> tuple[Behind, ...]:
    return tuple(Behind(one.pair, points[one.pair.question.id]) for one in found.contributions if one.part == part)


def _families(found: Comparison) -> tuple[FamilyRow, ...]:
    shown, start = found.shown.families, found.evidenced.a
    if not shown or start is None:
        return ()
    before, after = ({one.family.id: one.score.evidenced for one in report.families} for report in (found.a, found.b))
    stands = list(accumulate(shown.values(), initial=start))[1:]
    return tuple(
        FamilyRow(
            family=one.family,
            before=before.get(one.family.id),
            after=after.get(one.family.id),
            points=shown[one.family.id],
            stands=stand,
            questions=_of_family(found, one.family.id, shown[one.family.id]),
        )
        for one, stand in zip(found.families, stands, strict=True)
    )


def _of_family(found: Comparison, family: str, points: int) -> tuple[Behind, ...]:
    """A family's questions with all their parts together, the largest first."""
    sums: dict[str, Fraction] = {}
    by_question: dict[str, Pair] = {}
    for one in found.contributions:
        name = one.pair.question.id
        if one.pair.question.family == family:
            sums[name] = sums.get(name, Fraction(0)) + one.points
            by_question[name] = one.pair
    shown = in_tenths(sums, points)
    return tuple(Behind(by_question[name], shown[name]) for name in sorted(sums, key=lambda name: -abs(sums[name])))


def by_turn(found: Iterable[ClauseChange]) -> Mapping[Turn, tuple[ClauseChange, ...]]:
    """Clauses that got worse, got better, or moved otherwise, each list in its own order."""
    held = tuple(found)
    turns: Sequence[Turn] = ("worse", "better", "other")
    return {turn: tuple(one for one in held if one.turn == turn) for turn in turns}


def pledges(found: Comparison) -> tuple[PledgeRow, ...]:
    """Every pledge that A or B assesses, by id."""
    before, after = ({one.pledge.id: one for one in report.pledges} for report in (found.a, found.b))
    known = {**before, **after}
    return tuple(PledgeRow(known[name].pledge, before.get(name), after.get(name)) for name in sorted(known))


def _rise(pair: Pair) -> int:
    before = None if pair.before is None else pair.before.evidenced
    after = None if pair.after is None else pair.after.evidenced
    return 0 if before is None or after is None else after - before
