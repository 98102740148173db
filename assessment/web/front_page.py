"""What the front page shows: drafts to go on with, what needs attention in them, one page of the assessments."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sqlite_utils import Database

from assessment.engine.report import Report, assess
from assessment.engine.review import Kind, objections
from assessment.engine.verdicts import PLEDGE_ORDER, Verdict
from assessment.store import assessments, listing
from assessment.store.assessments import Stored
from assessment.store.listing import PAGE_SIZE, Wanted

DRAFTS: Final = 5
"""How many of the latest drafts the page offers to go on with."""

ATTENTION: Final[tuple[Kind, ...]] = ("carried_over", "capped", "unknown", "stale", "flagged")
"""What is worth a person's attention while a draft is still being answered; open questions are its progress."""


@dataclass(frozen=True)
class Row:
    """One assessment with everything that follows from it."""

    found: Stored
    report: Report

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict among the assessed pledges; None where no pledge is assessed."""
        given = {pledge.verdict for pledge in self.report.pledges}
        if not given:
            return None
        return next((verdict for verdict in PLEDGE_ORDER if verdict in given), "out_of_scope")

    @cached_property
    def attention(self) -> tuple[tuple[Kind, int], ...]:
        """How many objections there are of each kind in ``ATTENTION``; kinds without any are left out."""
        counts = Counter(objection.kind for objection in objections(self.report))
        return tuple((kind, counts[kind]) for kind in ATTENTION if counts[kind])


@dataclass(frozen=True)
class FrontPage:
    """One page of the wanted assessments; the drafts stand on the unfiltered first page only."""

    wanted: Wanted
    number: int
    total: int
    rows: tuple[Row, ...]
    drafts: tuple[Row, ...]

    @property
    def last(self) -> int:
        """The number of the last page, from 1."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def filtered(self) -> bool:
        """Whether not every assessment is wanted."""
        return self.wanted != Wanted()

    @property
    def empty(self) -> bool:
        """Whether there is no assessment at all yet."""
        return not self.total and not self.filtered

    @property
    def attention(self) -> tuple[Row, ...]:
        """The drafts that have something to look at again."""
        return tuple(draft for draft in self.drafts if draft.attention)


def front_page(db: Database, wanted: Wanted, number: int) -> FrontPage:
    """Read page ``number`` (from 1) of the wanted assessments, or the nearest that exists.

    Only what is shown is read and computed, so the page costs the same however many are stored.
    """
    total = listing.count(db, wanted)
    number = min(max(1, number), max(1, -(-total // PAGE_SIZE)))
    shown = listing.page(db, wanted, number)
    leads = number == 1 and wanted == Wanted()
    drafts = listing.page(db, Wanted(status="draft"), 1, DRAFTS) if leads and total else ()
    rows = _rows(db, {*shown, *drafts})
    return FrontPage(wanted, number, total, tuple(rows[one] for one in shown), tuple(rows[one] for one in drafts))


def _rows(db: Database, numbers: Iterable[int]) -> dict[int, Row]:
    found = {number: assessments.load(db, number) for number in numbers}
    return {number: Row(one, assess(one.bank, one.assessment)) for number, one in found.items()}
