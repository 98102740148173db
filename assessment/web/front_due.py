"""What falls due soon in the latest assessments, kept in the process until one of them changes or the day does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from assessment.engine.due import due
from assessment.engine.due_items import Due
from assessment.engine.report import assess
from assessment.store import actions, assessments
from assessment.store.database import Database
from assessment.store.latest import Mark, leading, marks

DAYS: Final = 30
"""How far ahead is soon."""

LOOKED_AT: Final = 5
"""In how many of the latest assessments, of those that no other one follows, it is looked for."""

NAMED: Final = 5
"""How many things the page names."""


@dataclass(frozen=True, slots=True)
class Soon:
    """One thing that falls due soon, and the assessment that says so."""

    assessment: int
    title: str
    sample: bool
    item: Due


Kept = dict[int, tuple[Mark, date, tuple[Soon, ...]]]
"""What falls due soon by assessment, with the mark and the day it was worked out at; one a running application."""


@dataclass(frozen=True, slots=True)
class SoonPart:
    """The first things to fall due, how many there are, and the assessments that they belong to."""

    named: tuple[Soon, ...]
    count: int
    of: tuple[tuple[int, str], ...]


def soon(db: Database, kept: Kept, today: date) -> SoonPart:
    """Read what falls due from ``today`` on within 30 days, the nearest first."""
    wanted = leading(db, LOOKED_AT)
    now = marks(db, wanted)
    found = sorted(
        (one for number in wanted for one in _of(db, number, now.get(number), kept, today)),
        key=lambda one: one.item.day,
    )
    return SoonPart(tuple(found[:NAMED]), len(found), tuple(_titles(found)))


def _of(db: Database, number: int, mark: Mark | None, kept: Kept, today: date) -> tuple[Soon, ...]:
    known = kept.get(number)
    if known is not None and known[:2] == (mark, today):
        return known[2]
    found = _worked_out(db, number, today)
    if mark is not None:
        for other in [other for other in kept if kept[other][1] != today]:
            kept.pop(other, None)
        kept[number] = (mark, today, found)
    return found


def _worked_out(db: Database, number: int, today: date) -> tuple[Soon, ...]:
    stored = assessments.load(db, number)
    promised = {one.id: one.action for one in actions.of(db, number)}
    items = due(assess(stored.bank, stored.assessment), promised, today).within(DAYS)
    return tuple(Soon(number, stored.assessment.title, stored.sample, one) for one in items if not one.overdue)


def _titles(found: Iterable[Soon]) -> Iterable[tuple[int, str]]:
    return dict.fromkeys((one.assessment, one.title) for one in found)
