"""Reports of several assessments at once, and comparisons of them, kept until one of the assessments changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from flask import current_app

from assessment.engine.comparison import Comparison, compare
from assessment.engine.developments import ChronicGap, chronic_gaps
from assessment.engine.report import Report
from assessment.store import lineage
from assessment.store.assessments import Stored
from assessment.store.latest import Mark, marks
from assessment.web.storage import db, report, stored

MOST_REPORTS: Final = 256
"""More than one row of assessments is followed: with fewer, each page over a long row would work all of it out anew."""

MOST_COMPARISONS: Final = 64

Worked = TypeVar("Worked")
Key = tuple[tuple[int, Mark], ...]
"""Assessments, each with the mark that its report or comparison was worked out at."""


@dataclass
class Kept:
    """What a running application remembers; nothing in it is ever changed in place."""

    reports: dict[Key, Report] = field(default_factory=dict)
    comparisons: dict[Key, Comparison] = field(default_factory=dict)


def reports(numbers: Sequence[int]) -> tuple[Report, ...]:
    """Compute the reports of these assessments, anew only where something happened since. Raises NotFound."""
    now = marks(db(), numbers)
    return tuple(_report(number, now.get(number)) for number in numbers)


def compared(a: Stored, b: Stored) -> Comparison:
    """Compare B with A, anew only where something happened to one of them since."""
    now = marks(db(), (a.id, b.id))
    key = tuple((number, now[number]) for number in (a.id, b.id) if number in now)

    def made() -> Comparison:
        return compare(*reports((a.id, b.id)))

    return made() if len(key) < 2 else _remembered(_kept().comparisons, MOST_COMPARISONS, key, made)


def chronic(a: int, b: int) -> tuple[ChronicGap, ...]:
    """Find the gaps of B that the assessments before it had too, with the number of those in a row.

    The row is B's own line where A belongs to it, else every assessment of B's organisation and unit up to B's date.
    Final ones count, and B itself; of an assessment's revisions one counts.
    """
    line = lineage.row(db(), b)
    if a not in {one.id for one in line}:
        line = lineage.kin(db(), b)
    counted = [one.id for one in lineage.one_revision_each(line, b) if one.id != b]
    return chronic_gaps(reports([*reversed(counted), b]))


def _report(number: int, mark: Mark | None) -> Report:
    if mark is None:
        return report(stored(number))
    return _remembered(_kept().reports, MOST_REPORTS, ((number, mark),), lambda: report(stored(number)))


def _kept() -> Kept:
    found: Kept = current_app.extensions.setdefault("compared", Kept())
    return found


def _remembered(kept: dict[Key, Worked], most: int, key: Key, work: Callable[[], Worked]) -> Worked:
    # Looked up once: another thread may make room meanwhile.
    found = kept.get(key)
    if found is None:
        while len(kept) >= most:
            kept.pop(next(iter(kept)), None)
        found = kept[key] = work()
    return found
