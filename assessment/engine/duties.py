"""Statutory duties that have a date or start a clock, as the bank holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, get_args

from assessment.engine.model import EvidenceKind, Rhythm, Text

Limit = Literal["at_once", "within", "keep"]
"""What a clock measures: nothing but "at once", the time within which something is done, or how long it is kept."""

Unit = Literal["hours", "days", "working_days", "months", "years"]

LIMITS: Final[tuple[Limit, ...]] = get_args(Limit)
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)


@dataclass(frozen=True, slots=True)
class Law:
    """A law as it stands in the bank's references under ``book``, and the day its cited version came into force."""

    book: str
    title: Text
    in_force: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """A duty that comes back in every calendar period.

    It is owed by the period's last day, or by the day ``by`` (month, day) of each year. With ``rolling`` the time runs
    from the last piece of evidence instead, and from the law's first day where there is none.
    """

    every: Rhythm
    by: tuple[int, int] | None = None
    rolling: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty that begins when ``starts`` happens; ``amount`` is in ``unit``, both None where it is owed at once."""

    starts: Text
    limit: Limit
    amount: int | None = None
    unit: Unit | None = None


@dataclass(frozen=True)
class Duty:
    """A statutory duty; it has either a ``calendar`` or a ``clock``.

    ``article`` is None where the number could not be verified. Evidence of the ``shown_by`` kinds on one of the
    ``questions`` counts as having done it; nothing that was owed before ``since`` does.
    """

    id: str
    title: Text
    text: Text
    law: Law
    article: str | None
    since: date
    calendar: Calendar | None
    clock: Clock | None
    applies_when: Mapping[str, bool] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    shown_by: tuple[EvidenceKind, ...] = ()
