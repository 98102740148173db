"""Which neighbours of a trend may be joined, worked out once and kept until one of the two changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from assessment.engine.history import Joint, joint
from assessment.engine.report import Report, assess
from assessment.store import assessments
from assessment.store.assessments import Stored
from assessment.store.database import Database
from assessment.store.latest import Mark, marks

MOST_KEPT: Final = 1000

Kept = dict[tuple[int, int], tuple[Mark, Mark, Joint]]
"""Joints by their two assessments, each with the marks it was worked out at; one a running application."""


@dataclass
class Reading:
    """The assessments that one request has read whole, so that none is read twice."""

    found: dict[int, Stored] = field(default_factory=dict)
    reports: dict[int, Report] = field(default_factory=dict)

    def load(self, db: Database, number: int) -> Stored:
        """Read an assessment once. Raises NotFound."""
        if number not in self.found:
            self.found[number] = assessments.load(db, number)
        return self.found[number]

    def report(self, db: Database, number: int) -> Report:
        """Work out its report once. Raises NotFound."""
        if number not in self.reports:
            stored = self.load(db, number)
            self.reports[number] = assess(stored.bank, stored.assessment)
        return self.reports[number]


def joints(db: Database, numbers: Iterable[int], kept: Kept, reading: Reading) -> tuple[Joint, ...]:
    """How each assessment is joined to the one before it, from the second on. Raises NotFound."""
    wanted = tuple(numbers)
    now = marks(db, wanted)
    return tuple(_joint(db, pair, (now.get(pair[0]), now.get(pair[1])), kept, reading) for pair in pairwise(wanted))


def _joint(
    db: Database, pair: tuple[int, int], now: tuple[Mark | None, Mark | None], kept: Kept, reading: Reading
) -> Joint:
    if pair in kept and kept[pair][:2] == now:
        return kept[pair][2]
    found = joint(reading.report(db, pair[0]), reading.report(db, pair[1]))
    if now[0] is not None and now[1] is not None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[pair] = (now[0], now[1], found)
    return found
