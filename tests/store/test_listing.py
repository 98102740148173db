"""Finding assessments: by words as they are written, by status, page by page, the latest first."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from assessment.engine.model import Assessment
from assessment.store import assessments, listing
from assessment.store.listing import Wanted
from tests.store.conftest import ACTOR, BANK, DAY, FINAL

BLANK = Assessment(title="", organisation="", date=DAY, pledges=("P1",))
TOLD: tuple[dict[str, Any], ...] = (
    {"title": "Annual review", "organisation": "Sample Online", "unit": "Shop"},
    {"title": "年度自评", "organisation": "示例公司", "unit": "商城"},
    {"title": "100% encrypted", "organisation": "Sample Online"},
    {"title": "100 pieces", "organisation": "sample_online"},
    {"title": r"C:\shop", "organisation": 'It\'s "quoted"'},
)


def keep(db: Database, *, sample: bool = False, **told: Any) -> int:
    return assessments.create(db, BANK, replace(BLANK, **told), ACTOR, sample=sample)


def found(db: Database, wanted: Wanted) -> list[int]:
    """What is found, the number of all of it agreeing."""
    numbers = listing.page(db, wanted, 1)
    assert listing.count(db, wanted) == len(numbers)
    return sorted(numbers)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("  ", [1, 2, 3, 4, 5]),
        ("review", [1]),
        ("REVIEW annual", [1]),
        ("shop", [1, 5]),
        ("annual quarterly", []),
        ("online 100", [3, 4]),
        ("年度", [2]),
        ("示例 商城", [2]),
        ("%", [3]),
        ("100%", [3]),
        ("_", [4]),
        ("e_o", [4]),
        ("\\", [5]),
        (r"\s", [5]),
        ("it's", [5]),
        ('"', [5]),
        ("reviewSample", []),
        ("onlineShop", []),
    ],
)
def test_words_are_sought_as_they_are_written(db: Database, words: str, expected: list[int]) -> None:
    for told in TOLD:
        keep(db, **told)
    assert found(db, Wanted(words)) == expected


def test_status_and_words_are_both_asked_of_each(db: Database) -> None:
    keep(db, title="Shop")
    assessments.create(db, BANK, replace(FINAL, title="Shop"), ACTOR)
    assessments.create(db, BANK, FINAL, ACTOR)
    sought = [Wanted(), Wanted(status="draft"), Wanted(status="final"), Wanted("shop", "final"), Wanted("x", "final")]
    assert [found(db, wanted) for wanted in sought] == [[1, 2, 3], [1], [2, 3], [2], []]


def test_pages_follow_one_another_latest_date_first_then_latest_made(db: Database) -> None:
    for place in range(25):
        keep(db, title=str(place), date=DAY + timedelta(days=place % 3))
    by_date = sorted(range(1, 26), key=lambda number: ((number - 1) % 3, number), reverse=True)
    pages = [listing.page(db, Wanted(), number) for number in (1, 2, 3, 4)]
    assert pages == [tuple(by_date[:10]), tuple(by_date[10:20]), tuple(by_date[20:]), ()]
    assert listing.page(db, Wanted(), 3, 7) == tuple(by_date[14:21])
    assert listing.count(db, Wanted()) == 25


def test_a_page_is_read_by_an_index(db: Database) -> None:
    for wanted, index in ((Wanted(), "assessments_by_date"), (Wanted(status="final"), "assessments_by_status")):
        where, values = listing._where(wanted)
        query = f"EXPLAIN QUERY PLAN SELECT id FROM assessments{where} ORDER BY date DESC, id DESC LIMIT 10"
        plan = [row[3] for row in db.execute(query, values)]
        assert len(plan) == 1
        assert index in plan[0]


def test_the_latest_are_named_to_choose_from(db: Database) -> None:
    keep(db, title="First", organisation="One", date=date(2026, 1, 1))
    keep(db, title="Second", organisation="Two", date=date(2027, 1, 1))
    keep(db, title="Third", organisation="Three", date=date(2026, 1, 1))
    assert listing.names(db) == (
        (2, "Second", "2027-01-01", "Two"),
        (3, "Third", "2026-01-01", "Three"),
        (1, "First", "2026-01-01", "One"),
    )


def test_no_more_than_200_are_named(db: Database) -> None:
    for _ in range(3):
        keep(db)
    columns = ", ".join(column.name for column in db.table("assessments").columns if column.name != "id")
    db.execute(
        f"WITH RECURSIVE copy(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < 200) "
        f"INSERT INTO assessments ({columns}) SELECT {columns} FROM assessments, copy WHERE id = 1"
    )
    assert [row[0] for row in listing.names(db)] == list(range(203, 3, -1))


def test_the_sample_is_told_oldest_first(db: Database) -> None:
    keep(db)
    later = keep(db, sample=True, date=DAY + timedelta(days=1))
    earlier = keep(db, sample=True)
    assert listing.samples(db) == (earlier, later)
