"""Why the evidenced index moved from one assessment to another, question by question (docs/scoring.md, section 7).

All figures are exact, in points of the index (0 to 100). A is the earlier assessment, B the later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, get_args

from assessment.engine.evidence import backing
from assessment.engine.model import Level, Question
from assessment.engine.report import Report
from assessment.engine.scope import alike
from assessment.engine.standing import Standing

Part = Literal["moved", "evidence_gained", "evidence_lost", "scope", "answered", "bank"]
"""What a change is made of: claims that moved, evidence gained and lost, questions that came into or left the scope,
questions answered in one assessment only, and a question bank that changed."""

PARTS: Final[tuple[Part, ...]] = get_args(Part)


@dataclass(frozen=True, slots=True)
class Pair:
    """One question in both assessments. A standing is None where the question does not apply.

    ``question`` is B's wherever it applies there. ``alike`` where both banks have it in the same revision.
    """

    question: Question
    before: Standing | None
    after: Standing | None
    alike: bool

    @property
    def answered(self) -> bool:
        """Whether it is in scope and answered in A or in B."""
        return _level(self.before) is not None or _level(self.after) is not None

    @property
    def common(self) -> bool:
        """Whether it is alike, and in scope and answered in both."""
        return self.alike and _level(self.before) is not None and _level(self.after) is not None


@dataclass(frozen=True, slots=True)
class Scores:
    """The evidenced index on the way from A to B; None where nothing is answered, or nothing is comparable.

    ``s0`` is A's and ``s4`` is B's, as reported. Between them, over the questions in common alone: ``s1`` A's levels
    with A's weights, ``s2`` A's levels with B's weights, ``s3`` B's levels with B's weights.
    """

    s0: Fraction | None
    s1: Fraction | None
    s2: Fraction | None
    s3: Fraction | None
    s4: Fraction | None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one question adds to one part of the change, in points."""

    pair: Pair
    part: Part
    points: Fraction


@dataclass(frozen=True, slots=True)
class _Shared:
    """A question in common: its weights and evidenced levels in A and B, and how far its claim moved it.

    ``moved`` is the mean of what the changed claim makes of the level under A's evidence and under B's.
    """

    pair: Pair
    weight_a: int
    weight_b: int
    level_a: Level
    level_b: Level
    moved: Fraction


@dataclass(frozen=True, slots=True)
class _Sums:
    """Weights of all answered questions and of those in common, and the scores s1 and s3."""

    answered_a: int
    answered_b: int
    common_a: int
    common_b: int
    s1: Fraction
    s3: Fraction


def pairs(a: Report, b: Report) -> tuple[Pair, ...]:
    """Every question that applies in A or B: B's in its bank's order, then those that only A has."""
    both = {**b.by_question, **a.by_question}
    return tuple(
        Pair(
            b.by_question.get(name, one).question,
            a.by_question.get(name),
            b.by_question.get(name),
            alike(a.bank, b.bank, name),
        )
        for name, one in both.items()
    )


def scores(a: Report, b: Report, found: Iterable[Pair]) -> Scores:
    """The index on the way from A to B; ``found`` are the reports' pairs."""
    shared = _all_shared(found)
    s0, s4 = a.score.evidenced, b.score.evidenced
    if not shared:
        return Scores(s0, None, None, None, s4)
    return Scores(
        s0,
        _index((one.weight_a, one.level_a) for one in shared),
        _index((one.weight_b, one.level_a) for one in shared),
        _index((one.weight_b, one.level_b) for one in shared),
        s4,
    )


def contributions(a: Report, b: Report, found: Iterable[Pair]) -> tuple[Contribution, ...]:
    """What each question adds to each part: in the order of ``PARTS``, and in each from the largest to the smallest.

    They sum to B's index less A's. A question that is not in common has its row even where it adds nothing; one in
    common only where it adds something. Empty where no question is in common. ``found`` are the reports' pairs.
    """
    asked = tuple(found)
    shared = _all_shared(asked)
    if not shared:
        return ()
    sums = _sums(a, b, shared)
    rows = [*_rows_of_shared(shared, sums), *_rows_of_others(asked, sums)]
    return tuple(sorted(rows, key=lambda row: (PARTS.index(row.part), -abs(row.points))))


def claimed_change(found: Iterable[Pair]) -> Fraction | None:
    """How the claimed index changed over the questions in common, with B's weights; None where there is none."""
    held = [
        (pair.after.question.weight, pair.after.claimed - pair.before.claimed)
        for pair in found
        if pair.common and pair.before and pair.after
        if pair.before.claimed is not None and pair.after.claimed is not None
    ]
    return _index(held) if held else None


def _rows_of_shared(shared: Iterable[_Shared], sums: _Sums) -> Iterator[Contribution]:
    for one in shared:
        moved = 25 * one.weight_b * one.moved / sums.common_b
        shown = 25 * one.weight_b * (one.level_b - one.level_a - one.moved) / sums.common_b
        share = Fraction(one.weight_b, sums.common_b) - Fraction(one.weight_a, sums.common_a)
        rows: tuple[tuple[Part, Fraction], ...] = (
            ("moved", moved),
            ("evidence_gained" if shown > 0 else "evidence_lost", shown),
            ("bank", (25 * one.level_a - sums.s1) * share),
        )
        yield from (Contribution(one.pair, part, points) for part, points in rows if points)


def _rows_of_others(found: Iterable[Pair], sums: _Sums) -> Iterator[Contribution]:
    for pair in found:
        if not pair.common and pair.answered:
            # Answered in both and still not in common is a changed question: what left and what came are one row.
            yield Contribution(pair, _reason(pair), _left(pair.before, sums) + _came(pair.after, sums))


def _left(one: Standing | None, sums: _Sums) -> Fraction:
    if one is None or one.evidenced is None:
        return Fraction(0)
    return one.question.weight * (sums.s1 - 25 * one.evidenced) / sums.answered_a


def _came(one: Standing | None, sums: _Sums) -> Fraction:
    if one is None or one.evidenced is None:
        return Fraction(0)
    return one.question.weight * (25 * one.evidenced - sums.s3) / sums.answered_b


def _reason(pair: Pair) -> Part:
    if not pair.alike:
        return "bank"
    in_both = pair.before is not None and pair.before.in_scope and pair.after is not None and pair.after.in_scope
    return "answered" if in_both else "scope"


def _all_shared(found: Iterable[Pair]) -> tuple[_Shared, ...]:
    return tuple(one for pair in found if (one := _shared(pair)) is not None)


def _shared(pair: Pair) -> _Shared | None:
    one, other = pair.before, pair.after
    if not pair.alike or one is None or other is None:
        return None
    level_a, level_b, claim_a, claim_b = one.evidenced, other.evidenced, one.claimed, other.claimed
    if level_a is None or level_b is None or claim_a is None or claim_b is None:
        return None
    moved = Fraction(_capped(one, claim_b) - level_a + level_b - _capped(other, claim_a), 2)
    return _Shared(pair, one.question.weight, other.question.weight, level_a, level_b, moved)


def _capped(one: Standing, claimed: Level) -> Level:
    """What the evidence of ``one`` would show of another claim."""
    return backing(one.question, claimed, one.pieces, one.on).evidenced


def _level(one: Standing | None) -> Level | None:
    return None if one is None else one.evidenced


def _sums(a: Report, b: Report, shared: tuple[_Shared, ...]) -> _Sums:
    return _Sums(
        answered_a=a.score.answered_weight,
        answered_b=b.score.answered_weight,
        common_a=sum(one.weight_a for one in shared),
        common_b=sum(one.weight_b for one in shared),
        s1=_index((one.weight_a, one.level_a) for one in shared),
        s3=_index((one.weight_b, one.level_b) for one in shared),
    )


def _index(levels: Iterable[tuple[int, int]]) -> Fraction:
    held = list(levels)
    return Fraction(25 * sum(weight * level for weight, level in held), sum(weight for weight, _ in held))
