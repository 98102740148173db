"""What changed between two assessments, why, and whether they may be compared (docs/scoring.md, section 7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, TypeVar

from assessment.engine.decomposition import (
    PARTS,
    Contribution,
    Pair,
    Part,
    Scores,
    claimed_change,
    contributions,
    pairs,
    scores,
)
from assessment.engine.developments import (
    ChronicGap,
    ClauseChange,
    Expired,
    Promise,
    chronic_gaps,
    clause_changes,
    expired,
    level_changes,
    promised,
)
from assessment.engine.model import Family
from assessment.engine.report import Report

Trend = Literal["up", "down", "level"]
Name = TypeVar("Name", bound=str)
LIKE_FOR_LIKE: Final[tuple[Part, ...]] = ("moved", "evidence_gained", "evidence_lost")
"""The parts that the change over the questions in common is made of."""


@dataclass(frozen=True, slots=True)
class FamilyChange:
    """What the questions of one family add to the change of the whole index, in points."""

    family: Family
    parts: Mapping[Part, Fraction]
    points: Fraction


@dataclass(frozen=True, slots=True)
class Figures:
    """An index as it is shown, in tenths of a point: A's, B's, B's less A's, and like for like.

    None where there is none. What is like for like and what is not add up to ``change``.
    """

    a: int | None
    b: int | None
    change: int | None
    like_for_like: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures as they are shown: whole tenths of a point, so that each sum can be checked by its reader.

    ``change`` is B's shown index less A's. ``like_for_like`` and the three other parts add up to it; ``moved`` and the
    two of evidence add up to ``like_for_like``; the families add up to ``change``; the questions of a part add up to
    the part. ``parts`` is None, and the mappings are empty, where nothing is comparable.
    """

    change: int | None
    like_for_like: int | None
    parts: Mapping[Part, int] | None
    families: Mapping[str, int]
    questions: Mapping[Part, Mapping[str, int]]


@dataclass(frozen=True)
class Comparison:
    """Everything that follows from two reports, A the earlier and B the later, each on its own bank and date."""

    a: Report
    b: Report
    pairs: tuple[Pair, ...]
    scores: Scores
    contributions: tuple[Contribution, ...]

    @cached_property
    def common(self) -> int:
        """How many questions are alike, in scope and answered in both."""
        return sum(pair.common for pair in self.pairs)

    @cached_property
    def of(self) -> int:
        """How many questions are answered in A or B; one that the bank changed counts once."""
        return sum(pair.answered for pair in self.pairs)

    @property
    def comparable(self) -> bool:
        """Whether any question is in common."""
        return self.common > 0

    @property
    def change(self) -> Fraction | None:
        """B's evidenced index less A's; None where one of them has none."""
        return _difference(self.scores.s4, self.scores.s0)

    @property
    def like_for_like(self) -> Fraction | None:
        """The change over the questions in common, with B's weights; None where there is none in common."""
        return _difference(self.scores.s3, self.scores.s2)

    @cached_property
    def parts(self) -> Mapping[Part, Fraction] | None:
        """The change by part, in points; the parts sum to it exactly. None where nothing is comparable."""
        return _by_part(self.contributions) if self.comparable else None

    @cached_property
    def families(self) -> tuple[FamilyChange, ...]:
        """The change by family, in B's order, then those that only A has; their points sum to the change exactly."""
        known = {**self.b.bank.family, **self.a.bank.family}
        found: dict[str, list[Contribution]] = {name: [] for name in known}
        for one in self.contributions:
            found[one.pair.question.family].append(one)
        return tuple(
            FamilyChange(self.b.bank.family.get(name, known[name]), _by_part(own), _points(own))
            for name, own in found.items()
            if own
        )

    @property
    def trend(self) -> Trend | None:
        """Which way the shown like-for-like figure points; None below 60 % in common, where no trend may be named."""
        tenths = self.shown.like_for_like
        if tenths is None or 5 * self.common < 3 * self.of:
            return None
        return "up" if tenths > 0 else "down" if tenths < 0 else "level"

    @cached_property
    def shown(self) -> Shown:
        """The figures in tenths."""
        return _shown(self)

    @cached_property
    def evidenced(self) -> Figures:
        """The evidenced index as it is shown."""
        a, b = _tenths(self.scores.s0), _tenths(self.scores.s4)
        return Figures(a, b, self.shown.change, self.shown.like_for_like)

    @property
    def claimed_like_for_like(self) -> Fraction | None:
        """The change of the claimed index over the questions in common, with B's weights; None where none is."""
        return claimed_change(self.pairs)

    @cached_property
    def claimed(self) -> Figures:
        """The claimed index as it is shown; like for like by the same rule as the evidenced one."""
        return _claimed(self)

    @cached_property
    def clauses(self) -> tuple[ClauseChange, ...]:
        """Clauses whose verdict differs, worse ones first."""
        return clause_changes(self.a, self.b)

    @cached_property
    def level_changes(self) -> tuple[Pair, ...]:
        """Questions whose level or kind of answer differs, in the order of ``pairs``."""
        return level_changes(self.pairs)

    @cached_property
    def expired(self) -> tuple[Expired, ...]:
        """Evidence that has run out since A."""
        return expired(self.a, self.b)

    @cached_property
    def promised(self) -> tuple[Promise, ...]:
        """The actions of A's plan, and what became of their questions."""
        return promised(self.a, self.b)

    @cached_property
    def still_open(self) -> tuple[ChronicGap, ...]:
        """Gaps of B that A had too."""
        return chronic_gaps((self.a, self.b))


def compare(a: Report, b: Report) -> Comparison:
    """Compare two reports, B after A. Dates are not looked at, so that it can be asked backwards too."""
    found = pairs(a, b)
    return Comparison(a, b, found, scores(a, b, found), contributions(a, b, found))


def in_tenths(amounts: Mapping[Name, Fraction], total: int) -> dict[Name, int]:
    """Amounts of points as whole tenths that add up to ``total`` tenths, by largest remainder.

    Each amount becomes the tenth below it, towards minus infinity whatever its sign, or the one above. The ones above
    go to the largest remainders over the tenth below; of equal remainders to the larger amount, then to the name that
    sorts first. So an amount of whole tenths stays what it is, nought among them, none changes its sign, and with
    every sign turned the result is the same with every sign turned (but where two amounts are equal).

    Raises ValueError where ``total`` is a tenth or more away from the amounts' sum: then no such tenths exist.
    """
    below = {name: int(10 * amount // 1) for name, amount in amounts.items()}
    if abs(total - 10 * sum(amounts.values(), Fraction(0))) >= 1:
        raise ValueError(f"{total} tenths are not the sum of {list(amounts.values())}, give or take less than one")
    above = sorted(amounts, key=lambda name: (below[name] - 10 * amounts[name], -amounts[name], name))
    chosen = set(above[: total - sum(below.values())])
    return {name: tenths + (name in chosen) for name, tenths in below.items()}


def _shown(found: Comparison) -> Shown:
    change = _difference(_tenths(found.scores.s4), _tenths(found.scores.s0))
    parts, like_for_like = found.parts, found.like_for_like
    if change is None or parts is None or like_for_like is None:
        return Shown(change, None, None, {}, {})
    # In two rounds: the like-for-like figure stands beside its parts, and must be their sum there too.
    others = {part: parts[part] for part in PARTS if part not in LIKE_FOR_LIKE}
    outer = in_tenths({"like_for_like": like_for_like, **others}, change)
    inner = in_tenths({part: parts[part] for part in LIKE_FOR_LIKE}, outer["like_for_like"])
    tenths: dict[Part, int] = {part: inner[part] if part in inner else outer[part] for part in PARTS}
    return Shown(
        change=change,
        like_for_like=outer["like_for_like"],
        parts=tenths,
        families=in_tenths({one.family.id: one.points for one in found.families}, change),
        questions={part: in_tenths(_by_question(found.contributions, part), tenths[part]) for part in PARTS},
    )


def _claimed(found: Comparison) -> Figures:
    before, after, alike = found.a.score.claimed, found.b.score.claimed, found.claimed_like_for_like
    a, b = _tenths(before), _tenths(after)
    change = _difference(b, a)
    if before is None or after is None or change is None or alike is None:
        return Figures(a, b, change, None)
    return Figures(a, b, change, in_tenths({"alike": alike, "rest": after - before - alike}, change)["alike"])


def _by_question(found: Iterable[Contribution], part: Part) -> dict[str, Fraction]:
    return {one.pair.question.id: one.points for one in found if one.part == part}


def _by_part(found: Iterable[Contribution]) -> dict[Part, Fraction]:
    held = tuple(found)
    return {part: _points(one for one in held if one.part == part) for part in PARTS}


def _points(found: Iterable[Contribution]) -> Fraction:
    return sum((one.points for one in found), Fraction(0))


Figure = TypeVar("Figure", int, Fraction)


def _difference(later: Figure | None, earlier: Figure | None) -> Figure | None:
    return None if later is None or earlier is None else later - earlier


def _tenths(index: Fraction | None) -> int | None:
    return None if index is None else int(10 * index // 1)
