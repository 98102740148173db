"""Which assessments came before which, and which of their revisions counts."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from assessment.engine.model import SignOff
from assessment.store import assessments, lineage
from tests.build import assessment
from tests.store.conftest import ACTOR, BANK

READY = {"profile": {"minors": False, "abroad": False}}


def kept(db: Database, title: str, day: date, previous: int | None = None, **changes: Any) -> int:
    given = assessment({"ENC-01": 2}, title=title, date=day, **READY, **changes)
    before = None if previous is None else str(previous)
    return assessments.create(db, BANK, replace(given, evidence={}, previous=before), ACTOR)


def spring(number: int) -> date:
    return date(2026, number, 1)


def test_the_row_leads_from_an_assessment_back_the_nearest_first(db: Database) -> None:
    first = kept(db, "First", spring(1), status="final")
    second = kept(db, "Second", spring(2), first)
    third = kept(db, "Third", spring(3), second)
    kept(db, "Other", spring(3), first)

    assert [one.id for one in lineage.row(db, third)] == [third, second, first]
    assert lineage.row(db, second)[0] == lineage.Head(
        second, "Second", "Sample", "", spring(2), "draft", 1, first, sample=False
    )
    assert lineage.row(db, 99) == ()


def test_a_row_that_bites_its_tail_ends(db: Database) -> None:
    first = kept(db, "First", spring(1))
    second = kept(db, "Second", spring(2), first)
    db.execute("UPDATE assessments SET previous = ? WHERE id = ?", (second, first))
    assert [one.id for one in lineage.row(db, second)] == [second, first]


def test_the_newest_that_goes_on_from_an_assessment_stands_at_the_end_of_the_longest_way(db: Database) -> None:
    first = kept(db, "First", spring(1), status="final")
    side = kept(db, "Aside", spring(2), first)
    second = kept(db, "Second", spring(2), first)
    third = kept(db, "Third", spring(3), second)
    kept(db, "Other", spring(4))
    newest = {number: lineage.newest_after(db, number) for number in (first, side, second, third, 99)}
    assert {number: head and head.id for number, head in newest.items()} == {
        **dict.fromkeys((first, second), third),
        **dict.fromkeys((side, third, 99)),
    }


def test_where_assessments_follow_each_other_in_a_ring_the_search_ends(db: Database) -> None:
    first = kept(db, "First", spring(1))
    second = kept(db, "Second", spring(2), first)
    db.execute("UPDATE assessments SET previous = ? WHERE id = ?", (second, first))
    newest = lineage.newest_after(db, first)
    assert newest is not None
    assert newest.id == second


def test_kin_are_of_the_same_organisation_and_unit_and_dated_no_later(db: Database) -> None:
    early = kept(db, "Early", spring(1))
    kept(db, "Elsewhere", spring(1), unit="Other unit")
    kept(db, "Others", spring(1), organisation="Others")
    twin, asked = kept(db, "Twin", spring(2)), kept(db, "Asked", spring(2))
    kept(db, "Later", spring(3))
    assert [one.id for one in lineage.kin(db, asked)] == [asked, twin, early]


def test_what_is_offered_begins_with_the_latest(db: Database) -> None:
    numbers = [kept(db, "January", spring(1)), kept(db, "March", spring(3)), kept(db, "February", spring(2))]
    assert [one.id for one in lineage.offered(db)] == [numbers[1], numbers[2], numbers[0]]


def test_of_revisions_the_latest_final_one_counts_or_the_one_that_is_kept(db: Database) -> None:
    first = kept(db, "First", spring(1), status="final")
    second = assessments.reopen(db, first, ACTOR)
    assessments.finish(db, second, SignOff(), ACTOR)
    third = assessments.reopen(db, second, ACTOR)
    other = kept(db, "Draft in between", spring(2), third)
    last = kept(db, "Last", spring(3), other)

    line = lineage.row(db, last)
    assert [one.id for one in line] == [last, other, third, second, first]
    assert [one.id for one in lineage.one_revision_each(line, last)] == [last, second]
    assert [one.id for one in lineage.one_revision_each(line, first)] == [first]
    assert [one.id for one in lineage.one_revision_each(line, third)] == [third]
