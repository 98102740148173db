"""How every number came about: the sums behind scores and levels, as lines of figures that hold in any language."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.engine.families import FamilyResult
from assessment.engine.model import Level
from assessment.engine.report import Report
from assessment.engine.scoring import Score, truncated
from assessment.engine.standing import Standing
from assessment.formats.targets import target_index


@dataclass(frozen=True, slots=True)
class Line:
    """One index: its name in the product's words, the sum, and the exact value; None where nothing is answered."""

    name: str
    sum: str
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class LevelSum:
    """What a family's level is the smaller of: the floor of the weighted mean, and the weakest critical question.

    ``undecided`` are critical questions without an answer, which leave the family without a level.
    """

    mean: str
    weakest: Standing | None
    undecided: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class FamilySum:
    """A family's lines."""

    result: FamilyResult
    lines: tuple[Line, ...]
    target: Line
    level: LevelSum


@dataclass(frozen=True, slots=True)
class Sums:
    """Every line of the report; ``levels`` are the families' levels, of which the overall level is the lowest."""

    overall: tuple[Line, ...]
    families: tuple[FamilySum, ...]
    levels: tuple[tuple[str, Level | None], ...]


def sums(report: Report) -> Sums:
    """Work out every line of ``report``."""
    own = [family for family in report.families if family.in_scope]
    return Sums(
        overall=score_lines(report.score),
        families=tuple(
            FamilySum(one, score_lines(one.score), _target_line(one), level_sum(one.standings))
            for one in report.families
        ),
        levels=tuple((one.family.id, one.level) for one in own),
    )


def _family_sum(family: FamilyResult) -> FamilySum:
    return FamilySum(family, score_lines(family.score), _target_line(family), level_sum(family.standings))


def score_lines(score: Score) -> tuple[Line, ...]:
    """The five indices of a set, in the order in which they are explained."""
    answered, unanswered, na = score.answered_weight, score.open_weight, score.na_weight
    points = score.evidenced_points
    return (
        _line("claimed", f"{score.claimed_points}", f"{answered}", score.claimed),
        _line("evidenced", f"{points}", f"{answered}", score.evidenced),
        _line("low", f"{points}", f"({answered} + {unanswered})", score.low),
        _line("high", f"({points} + 4 × {unanswered})", f"({answered} + {unanswered})", score.high),
        _line("strict", f"{points}", f"({answered} + {unanswered} + {na})", score.strict),
    )


def level_sum(standings: Sequence[Standing]) -> LevelSum:
    """The two levels of which a family's is the smaller."""
    weight = sum(one.question.weight for one in standings if one.evidenced is not None)
    points = sum(one.question.weight * one.evidenced for one in standings if one.evidenced is not None)
    critical = [one for one in standings if one.question.critical and one.in_scope]
    shown = [one for one in critical if one.evidenced is not None]
    return LevelSum(
        mean=f"{points} ÷ {weight} = {_floored(Fraction(points, weight))}" if weight else "",
        weakest=min(shown, key=lambda one: one.evidenced or 0, default=None),
        undecided=tuple(one for one in critical if one.evidenced is None),
    )


def _target_line(family: FamilyResult) -> Line:
    weight = sum(one.question.weight for one in family.in_scope)
    points = sum(one.question.weight * one.target for one in family.in_scope)
    return _line("target", f"{points}", f"{weight}", target_index(family))


def _line(name: str, points: str, weight: str, value: Fraction | None) -> Line:
    return Line(name, "" if value is None else f"100 × {points} ÷ (4 × {weight}) = {cut_off(value)}", value)


def cut_off(value: Fraction) -> str:
    """An index with its second decimal and what is left of it: "62.5", "70.19… → 70.1"."""
    shown = f"{truncated(value):.1f}"
    if (value * 10).denominator == 1:
        return shown
    hundredths, rest = divmod(value * 100, 1)
    return f"{int(hundredths) // 100}.{int(hundredths) % 100:02}{'…' if rest else ''} → {shown}"


def _floored(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value)
    return f"{cut_off(value).split(' ')[0]} → {value.numerator // value.denominator}"
