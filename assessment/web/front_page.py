"""What the front page shows: drafts to go on with, what needs attention in them, one page of the assessments."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from assessment.store import actions, listing
from assessment.store.actions import Overdue
from assessment.store.database import Database
from assessment.store.listing import PAGE_SIZE, Wanted
from assessment.web import front_due, front_trend, trend_joints
from assessment.web.front_due import SoonPart
from assessment.web.front_trend import Line
from assessment.web.summaries import Kept, Summary, summaries

DRAFTS: Final = 5
"""How many of the latest drafts the page offers to go on with."""

OVERDUE: Final = 5
"""How many of the longest overdue actions the page names."""


@dataclass(frozen=True)
class FrontPage:
    """One page of the wanted assessments; all but ``rows`` stands on the unfiltered first page only.

    ``overdue_count`` counts all overdue actions, of which the longest overdue are in ``overdue``.
    """

    wanted: Wanted
    number: int
    total: int
    rows: tuple[Summary, ...]
    drafts: tuple[Summary, ...]
    overdue: tuple[Overdue, ...]
    overdue_count: int
    soon: SoonPart | None
    trend: Line | None

    @property
    def last(self) -> int:
        """The number of the last page, from 1."""
        return _last(self.total)

    @property
    def filtered(self) -> bool:
        """Whether not every assessment is wanted."""
        return self.wanted != Wanted()

    @property
    def empty(self) -> bool:
        """Whether there is no assessment at all yet."""
        return not self.total and not self.filtered

    @property
    def attention(self) -> tuple[Summary, ...]:
        """The drafts that have something to look at again."""
        return tuple(draft for draft in self.drafts if draft.attention)


@dataclass(frozen=True, slots=True)
class Known:
    """What the application knows already of assessments that did not change."""

    summaries: Kept
    dues: front_due.Kept
    joints: trend_joints.Kept


def front_page(db: Database, wanted: Wanted, number: int, known: Known, today: date) -> FrontPage:
    """Read page ``number`` (from 1) of the wanted assessments, or the nearest that exists, as of ``today``.

    Only what is shown is read and computed, so the page costs the same however many are stored.
    """
    total = listing.count(db, wanted)
    number = min(max(1, number), _last(total))
    shown = listing.page(db, wanted, number)
    first = number == 1 and wanted == Wanted()
    drafts = listing.page(db, Wanted(status="draft"), 1, DRAFTS) if first else ()
    overdue, overdue_count = actions.overdue(db, today, OVERDUE) if first else ((), 0)
    found = summaries(db, (*shown, *drafts), known.summaries)
    return FrontPage(
        wanted,
        number,
        total,
        rows=tuple(found[one] for one in shown),
        drafts=tuple(found[one] for one in drafts),
        overdue=overdue,
        overdue_count=overdue_count,
        soon=front_due.soon(db, known.dues, today) if first else None,
        trend=front_trend.trend(db, shown[0], known.summaries, known.joints) if first and shown else None,
    )


def _last(total: int) -> int:
    return max(1, -(-total // PAGE_SIZE))
