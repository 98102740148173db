"""Finding one unit's assessments over time, and each unit's latest on a day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from assessment.engine.model import Assessment
from assessment.store import assessments, history
from assessment.store.history import Sought, Unit
from tests.store.conftest import ACTOR, BANK, DAY

BLANK = Assessment(title="", organisation="Firm", date=DAY, pledges=("P1",), profile={"minors": False, "abroad": False})
WHOLE = Unit("Firm", "", sample=False)
LATEST = Sought()
EVERY = Sought(every_revision=True)


def keep(db: Database, days: int = 0, *, sample: bool = False, **told: Any) -> int:
    """Keep a blank assessment dated some days after ``DAY``."""
    return assessments.create(db, BANK, replace(BLANK, date=DAY + timedelta(days=days), **told), ACTOR, sample=sample)


def revised(db: Database, number: int) -> int:
    """Make a draft final and start its next revision."""
    if assessments.load(db, number).assessment.status == "draft":
        assessments.finish(db, number, BLANK.signed, ACTOR)
    return assessments.reopen(db, number, ACTOR)


def found(db: Database, sought: Sought = LATEST, unit: Unit = WHOLE) -> list[int]:
    """What is found, the number of all of it agreeing."""
    numbers, total = history.of_unit(db, unit, sought)
    assert total == len(numbers)
    return list(numbers)


def test_of_one_day_the_later_revision_comes_later_whichever_was_kept_first(db: Database) -> None:
    second, first = keep(db, revision=2), keep(db)
    assert found(db, EVERY) == [first, second]


def test_units_stand_with_the_one_assessed_latest_first(db: Database) -> None:
    keep(db, 5, unit="Shop")
    keep(db, 9, organisation="Made up", sample=True)
    keep(db, 1)
    keep(db, 7)
    assert history.units(db) == (Unit("Made up", "", sample=True), WHOLE, Unit("Firm", "Shop", sample=False))


def test_a_unit_is_a_sample_only_where_all_of_it_is(db: Database) -> None:
    keep(db, sample=True)
    assert [unit.sample for unit in history.units(db)] == [True]
    keep(db)
    assert [unit.sample for unit in history.units(db)] == [False]


def test_a_units_assessments_come_oldest_first_and_no_others_with_them(db: Database) -> None:
    later, other = keep(db, 3), keep(db, 2, unit="Shop")
    keep(db, 2, organisation="Firm 2")
    earlier = keep(db, 1)
    assert found(db) == [earlier, later]
    assert found(db, unit=Unit("Firm", "Shop", sample=False)) == [other]
    assert found(db, unit=Unit("firm", "", sample=False)) == []


def test_only_the_latest_are_given_of_too_many_and_all_are_counted(db: Database) -> None:
    numbers = [keep(db, days) for days in range(6)]
    assert history.of_unit(db, WHOLE, Sought(), most=4) == (tuple(numbers[2:]), 6)


def test_status_and_pledge_must_both_hold(db: Database) -> None:
    draft, both = keep(db), keep(db, 1, pledges=("P2", "P1"), status="final")
    final = keep(db, 2, status="final")
    assert found(db, Sought(status="final")) == [both, final]
    assert found(db, Sought(pledge="P2")) == [both]
    assert found(db, Sought(status="final", pledge="P1")) == [both, final]
    assert found(db, Sought(status="draft", pledge="P1")) == [draft]
    assert found(db, Sought(pledge="P")) == []


def test_a_revision_stands_in_the_place_of_what_it_revises(db: Database) -> None:
    first = keep(db)
    second = revised(db, first)
    third = revised(db, second)
    assert found(db) == [third]
    assert found(db, EVERY) == [first, second, third]


def test_the_latest_final_revision_stands_while_the_next_is_a_draft(db: Database) -> None:
    first = keep(db)
    second = revised(db, first)
    revised(db, second)
    assert found(db, Sought(status="final")) == [second]
    assert found(db, replace(EVERY, status="final")) == [first, second]


def test_an_assessment_carried_over_from_another_does_not_replace_it(db: Database) -> None:
    earlier = keep(db)
    later = keep(db, 90, previous=str(earlier))
    assert found(db) == [earlier, later]


def test_what_was_revised_comes_back_when_the_revision_is_deleted(db: Database) -> None:
    first = keep(db)
    assessments.delete(db, revised(db, first), ACTOR)
    assert found(db) == [first]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, []), (0, ["Shop 0"]), (4, ["Shop 0", "Whole 3"]), (8, ["Other 5", "Shop 7", "Whole 3"])],
)
def test_each_units_latest_up_to_a_day_is_found(db: Database, days: int, expected: list[str]) -> None:
    for title, day, told in (
        ("Shop 0", 0, {"unit": "Shop"}),
        ("Shop 7", 7, {"unit": "Shop"}),
        ("Whole 3", 3, {"unit": "Whole"}),
        ("Whole 9", 9, {"unit": "Whole"}),
        ("Other 5", 5, {"organisation": "Aunt's"}),
    ):
        keep(db, day, title=title, **told)
    numbers = history.latest_of_each(db, DAY + timedelta(days=days), Sought())
    assert [assessments.load(db, number).assessment.title for number in numbers] == expected


def test_side_by_side_the_filter_is_asked_before_the_latest_is_chosen(db: Database) -> None:
    final = keep(db, status="final", pledges=("P2",))
    draft, other = keep(db, 1), keep(db, 1, organisation="Firm 2")
    day = date(2030, 1, 1)
    assert history.latest_of_each(db, day, Sought()) == (draft, other)
    assert history.latest_of_each(db, day, Sought(status="final")) == (final,)
    assert history.latest_of_each(db, day, Sought(pledge="P2")) == (final,)
    assert history.latest_of_each(db, day, Sought(), "Firm 2") == (other,)
    assert history.latest_of_each(db, day, Sought(), "Nobody") == ()


def test_of_one_day_the_later_revision_is_the_latest(db: Database) -> None:
    first = keep(db)
    second = revised(db, first)
    assert history.latest_of_each(db, DAY, EVERY) == (second,)
