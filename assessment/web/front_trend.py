"""The newest assessment and those it followed, as the small trend of the front page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assessment.store import lineage
from assessment.store.database import Database
from assessment.store.lineage import Head
from assessment.web import trend_joints
from assessment.web.summaries import Kept, Summary, summaries
from assessment.web.trend_joints import Reading

MOST: Final = 6
"""How many of the latest the line shows."""

WIDTH: Final = 280
HEIGHT: Final = 88
EDGE: Final = 6


@dataclass(frozen=True, slots=True)
class Point:
    """Where an assessment's indices stand in the picture, in its own units; ``claimed`` and ``evidenced`` run down."""

    x: float
    claimed: float
    evidenced: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to the next, as a polyline's points; ``joined`` where the two may be read as one line."""

    way: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Assessments of one unit, oldest first, two or more, each with an index.

    ``joined`` says of each from the second on whether it may be joined to the one before.
    """

    steps: tuple[Summary, ...]
    joined: tuple[bool, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """The steps by their dates, from edge to edge."""
        days = [one.assessment.date.toordinal() for one in self.steps]
        span = max(days) - min(days) or 1
        return tuple(
            Point(
                round(EDGE + (day - days[0]) / span * (WIDTH - 2 * EDGE), 1),
                _down(float(one.claimed or 0)),
                _down(float(one.evidenced or 0)),
            )
            for one, day in zip(self.steps, days, strict=True)
        )

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The evidenced index from each step to the next."""
        ends = [f"{point.x},{point.evidenced}" for point in self.points]
        return tuple(Stretch(" ".join(two), one) for two, one in zip(pairwise(ends), self.joined, strict=True))


def trend(db: Database, newest: int, kept: Kept, kept_joints: trend_joints.Kept) -> Line | None:
    """The line that ends with ``newest``; None where fewer than two of it have an index."""
    row = _standing(lineage.row(db, newest))[:MOST]
    reading = Reading()
    found = summaries(db, [one.id for one in row], kept, reading.load)
    steps = tuple(found[one.id] for one in row[::-1] if found[one.id].evidenced is not None)
    if len(steps) < 2:
        return None
    joints = trend_joints.joints(db, (one.id for one in steps), kept_joints, reading)
    return Line(steps, tuple(one.joined for one in joints))


def _standing(row: Sequence[Head]) -> list[Head]:
    """The assessments of ``row``, nearest first, of the newest one's unit, without those that a revision replaced."""
    replaced = {one.previous for one in row if one.revision > 1}
    unit = (row[0].organisation, row[0].unit)
    own = [one for one in row if (one.organisation, one.unit) == unit and one.id not in replaced]
    return sorted(own, key=lambda one: one.date, reverse=True)


def _down(index: float) -> float:
    return round(EDGE + (100 - index) / 100 * (HEIGHT - 2 * EDGE), 1)
