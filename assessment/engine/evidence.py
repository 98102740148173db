"""What evidence shows of a claim (docs/scoring.md, section 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from assessment.engine.model import OPERATING, VERIFYING, Evidence, Level, Question, Rhythm, Text

COMPLETED_PERIODS: Final[dict[Rhythm, int]] = {
    "month": 6,
    "quarter": 4,
    "half_year": 2,
    "year": 2,
    "two_years": 1,
}
"""How many completed calendar periods a claim of 4 must show."""

MONTHS: Final[dict[Rhythm, int]] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "two_years": 24}

MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_ORDINALS: Final = (("first", "一"), ("second", "二"), ("third", "三"), ("fourth", "四"))

Lack = Literal["operating", "second", "verifying", "periods"]
"""What a claim is short of: a current operating piece, a second current piece, a current verifying piece, or a
piece in each of the last completed periods."""


@dataclass(frozen=True, slots=True)
class Backing:
    """How much of a claim its evidence shows, and what is lacking for the rest."""

    evidenced: Level
    lacks: tuple[Lack, ...] = ()
    missing_periods: tuple[Text, ...] = ()


def period(day: date, rhythm: Rhythm) -> int:
    """The number of the calendar period that ``day`` lies in; consecutive periods have consecutive numbers."""
    return (day.year * 12 + day.month - 1) // MONTHS[rhythm]


def period_name(number: int, rhythm: Rhythm) -> Text:
    """The period's name within a sentence: "May 2026", "the second quarter of 2026", "2026", "2026 and 2027"."""
    year, month = divmod(number * MONTHS[rhythm], 12)
    english, chinese = _ORDINALS[month // MONTHS[rhythm]] if rhythm in ("quarter", "half_year") else ("", "")
    match rhythm:
        case "month":
            return Text(f"{MONTH_NAMES[month]} {year}", f"{year}年{month + 1}月")
        case "quarter":
            return Text(f"the {english} quarter of {year}", f"{year}年第{chinese}季度")
        case "half_year":
            return Text(f"the {english} half of {year}", f"{year}年{'上' if month == 0 else '下'}半年")
        case "year":
            return Text(str(year), f"{year}年")
        case "two_years":
            return Text(f"{year} and {year + 1}", f"{year}年至{year + 1}年")


def is_current(piece: Evidence, question: Question, on: date) -> bool:
    """Whether ``piece`` still shows something about ``question`` on the assessment's date."""
    if piece.date is None or piece.date > on:
        return False
    if piece.valid_until is not None and piece.valid_until < on:
        return False
    if question.rhythm is None:
        return (on - piece.date).days <= question.evidence_days
    return period(piece.date, question.rhythm) >= period(on, question.rhythm) - 1


def backing(question: Question, claimed: Level, pieces: Iterable[Evidence], on: date) -> Backing:
    """The level that ``pieces`` show of a claim, on the day ``on``."""
    if claimed <= 2:
        return Backing(claimed)
    held = tuple(pieces)
    current = [piece for piece in held if is_current(piece, question, on)]
    missing = _missing_periods(question.rhythm, held, on) if claimed == 4 else ()
    lacks = (
        (*_lacks_for_four(current, missing), *_lacks_for_three(current)) if claimed == 4 else _lacks_for_three(current)
    )
    if not lacks:
        return Backing(claimed)
    return Backing(2 if "operating" in lacks else 3, lacks, missing)


def _lacks_for_three(current: list[Evidence]) -> tuple[Lack, ...]:
    return () if any(piece.kind in OPERATING for piece in current) else ("operating",)


def _lacks_for_four(current: list[Evidence], missing: tuple[Text, ...]) -> tuple[Lack, ...]:
    lacks: list[Lack] = []
    if len(current) < 2:
        lacks.append("second")
    if not any(piece.kind in VERIFYING for piece in current):
        lacks.append("verifying")
    if missing:
        lacks.append("periods")
    return tuple(lacks)


def is_asked_for(piece: Evidence, question: Question, on: date) -> bool:
    """Whether ``piece`` is current, or lies in one of the completed periods that a claim of 4 must show."""
    if is_current(piece, question, on):
        return True
    if question.rhythm is None or piece.date is None or piece.date > on:
        return False
    return period(piece.date, question.rhythm) in _wanted_periods(question.rhythm, on)


def _missing_periods(rhythm: Rhythm | None, held: tuple[Evidence, ...], on: date) -> tuple[Text, ...]:
    if rhythm is None:
        return ()
    shown = {period(piece.date, rhythm) for piece in held if piece.date is not None and piece.date <= on}
    return tuple(period_name(number, rhythm) for number in _wanted_periods(rhythm, on) if number not in shown)


def _wanted_periods(rhythm: Rhythm, on: date) -> range:
    now = period(on, rhythm)
    return range(now - COMPLETED_PERIODS[rhythm], now)
