"""Evidence of promises with a rhythm: calendar periods and their edges (docs/scoring.md, section 2)."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest

from assessment.engine.evidence import Backing, backing, is_current, period, period_name
from assessment.engine.model import Evidence, Rhythm, Text
from tests.build import DAY, piece, question

FIRST_CURRENT: list[tuple[Rhythm, date, date]] = [
    ("month", date(2026, 5, 1), date(2026, 4, 1)),
    ("month", date(2026, 5, 31), date(2026, 4, 1)),
    ("month", date(2026, 1, 1), date(2025, 12, 1)),
    ("month", date(2024, 3, 31), date(2024, 2, 1)),
    ("quarter", date(2026, 3, 31), date(2025, 10, 1)),
    ("quarter", date(2026, 4, 1), date(2026, 1, 1)),
    ("half_year", date(2026, 6, 30), date(2025, 7, 1)),
    ("half_year", date(2026, 7, 1), date(2026, 1, 1)),
    ("half_year", date(2026, 12, 31), date(2026, 1, 1)),
    ("year", date(2026, 1, 1), date(2025, 1, 1)),
    ("year", date(2026, 12, 31), date(2025, 1, 1)),
    ("two_years", date(2025, 12, 31), date(2022, 1, 1)),
    ("two_years", date(2026, 1, 1), date(2024, 1, 1)),
    ("two_years", date(2027, 12, 31), date(2024, 1, 1)),
    ("two_years", date(2028, 1, 1), date(2026, 1, 1)),
]
YEAR_END = ("November 2025", "December 2025")
NEW_YEAR = ("January 2026", "February 2026", "March 2026", "April 2026")
MISSED = (
    *("the second quarter of 2025", "the third quarter of 2025"),
    *("the fourth quarter of 2025", "the first quarter of 2026"),
)
COMPLETED: list[tuple[Rhythm, date, tuple[str, ...]]] = [
    ("month", DAY, (*YEAR_END, *NEW_YEAR)),
    ("month", date(2026, 5, 31), (*YEAR_END, *NEW_YEAR)),
    ("month", date(2026, 6, 1), (*YEAR_END[1:], *NEW_YEAR, "May 2026")),
    ("quarter", DAY, MISSED),
    ("quarter", date(2026, 12, 31), (*MISSED[2:], "the second quarter of 2026", "the third quarter of 2026")),
    ("half_year", date(2026, 6, 30), ("the first half of 2025", "the second half of 2025")),
    ("half_year", date(2026, 7, 1), ("the second half of 2025", "the first half of 2026")),
    ("year", date(2026, 12, 31), ("2024", "2025")),
    ("two_years", date(2025, 12, 31), ("2022 and 2023",)),
    ("two_years", date(2026, 1, 1), ("2024 and 2025",)),
    ("two_years", date(2027, 12, 31), ("2024 and 2025",)),
]
QUARTERS = [date(2025, 4, 1), date(2025, 9, 30), date(2025, 10, 1), date(2026, 3, 31)]
"""A day in each of the four quarters that a claim of 4 must show on ``DAY``, each at an edge of its quarter."""


def reviews(*days: date) -> list[Evidence]:
    return [piece("review", day) for day in days]


@pytest.mark.parametrize(("rhythm", "on", "first"), FIRST_CURRENT)
def test_a_piece_of_this_period_or_the_one_before_is_current(rhythm: Rhythm, on: date, first: date) -> None:
    days = [first - timedelta(days=1), first, on, on + timedelta(days=1)]
    asked = question(rhythm=rhythm)
    assert [is_current(piece(day=day), asked, on) for day in days] == [False, True, True, False]


def test_a_rhythm_stands_in_place_of_the_age_in_days() -> None:
    assert [
        is_current(piece(day=date(2024, 1, 1)), question(rhythm="two_years", evidence_days=1), DAY),
        is_current(piece(day=date(2026, 3, 31)), question(rhythm="month", evidence_days=3650), DAY),
    ] == [True, False]


def test_a_piece_of_this_period_that_has_run_out_is_not_current() -> None:
    held = piece(day=date(2026, 4, 1), valid_until=date(2026, 5, 19))
    assert is_current(held, question(rhythm="quarter"), DAY) is False


@pytest.mark.parametrize(("rhythm", "on", "names"), COMPLETED)
def test_a_claim_of_four_must_show_the_last_completed_periods(rhythm: Rhythm, on: date, names: tuple[str, ...]) -> None:
    found = backing(question(rhythm=rhythm), 4, reviews(on, on), on)
    assert (found.evidenced, found.lacks) == (3, ("periods",))
    assert tuple(one.en for one in found.missing_periods) == names


@pytest.mark.parametrize(
    ("day", "rhythm", "name"),
    [
        (date(2026, 9, 30), "month", Text("September 2026", "2026年9月")),
        (date(2026, 12, 31), "month", Text("December 2026", "2026年12月")),
        (date(2026, 12, 31), "quarter", Text("the fourth quarter of 2026", "2026年第四季度")),
        (date(2026, 6, 30), "half_year", Text("the first half of 2026", "2026年上半年")),
        (date(2026, 7, 1), "half_year", Text("the second half of 2026", "2026年下半年")),
        (date(2028, 2, 29), "year", Text("2028", "2028年")),
        (date(2029, 12, 31), "two_years", Text("2028 and 2029", "2028年至2029年")),
    ],
)
def test_a_period_is_named_as_each_language_says_it(day: date, rhythm: Rhythm, name: Text) -> None:
    assert period_name(period(day, rhythm), rhythm) == name


@pytest.mark.parametrize(
    ("rhythm", "months", "years"),
    [
        ("month", range(1, 13), (2023, 2024, 2025, 2026, 2027)),
        ("quarter", (1, 4, 7, 10), (2023, 2024, 2025, 2026, 2027)),
        ("half_year", (1, 7), (2023, 2024, 2025, 2026, 2027)),
        ("year", (1,), (2023, 2024, 2025, 2026, 2027)),
        ("two_years", (1,), (2024, 2026)),
    ],
)
def test_periods_follow_one_another_on_their_first_days(
    rhythm: Rhythm, months: Sequence[int], years: Sequence[int]
) -> None:
    days = [date(2022, 12, 31) + timedelta(days=number) for number in range(1827)]
    rises = [day for before, day in pairwise(days) if period(day, rhythm) == period(before, rhythm) + 1]
    names = {period_name(period(day, rhythm), rhythm) for day in days}
    assert (rises, len(names)) == ([date(year, month, 1) for year in years for month in months], len(rises) + 1)


def test_a_piece_in_each_completed_period_shows_a_claim_of_four() -> None:
    assert backing(question(rhythm="quarter"), 4, reviews(*QUARTERS, DAY), DAY) == Backing(4)


@pytest.mark.parametrize(
    ("left_out", "missing"),
    list(enumerate(zip(MISSED, ("2025年第二季度", "2025年第三季度", "2025年第四季度", "2026年第一季度"), strict=True))),
)
def test_each_period_without_a_piece_is_named(left_out: int, missing: tuple[str, str]) -> None:
    days = [day for number, day in enumerate(QUARTERS) if number != left_out]
    found = backing(question(rhythm="quarter"), 4, reviews(*days, DAY, DAY), DAY)
    assert found == Backing(3, ("periods",), (Text(*missing),))


def test_one_half_year_or_one_double_year_is_shown_by_its_last_day() -> None:
    assert [
        backing(question(rhythm="half_year"), 4, reviews(date(2025, 6, 30), date(2025, 12, 31), DAY), DAY),
        backing(question(rhythm="half_year"), 4, reviews(date(2024, 12, 31), date(2025, 12, 31), DAY), DAY),
        backing(question(rhythm="two_years"), 4, reviews(date(2025, 12, 31), DAY), DAY),
        backing(question(rhythm="two_years"), 4, reviews(date(2023, 12, 31), DAY, DAY), DAY),
    ] == [
        Backing(4),
        Backing(3, ("periods",), (Text("the first half of 2025", "2025年上半年"),)),
        Backing(4),
        Backing(3, ("periods",), (Text("2024 and 2025", "2024年至2025年"),)),
    ]


def test_any_dated_piece_shows_its_period_even_one_that_has_run_out() -> None:
    old = [piece("policy", day, valid_until=day) for day in QUARTERS]
    assert backing(question(rhythm="quarter"), 4, [*old, *reviews(DAY, DAY)], DAY) == Backing(4)


def test_pieces_without_a_date_or_from_the_future_show_no_period() -> None:
    held = [*reviews(*QUARTERS[1:], DAY), piece("review", None), piece("review", date(2027, 4, 1))]
    assert backing(question(rhythm="quarter"), 4, held, DAY) == Backing(
        3, ("periods",), (Text("the second quarter of 2025", "2025年第二季度"),)
    )


def test_all_periods_shown_without_a_current_operating_piece_counts_as_two() -> None:
    held = [piece("policy", day) for day in QUARTERS]
    found = backing(question(rhythm="quarter"), 4, held, DAY)
    assert found == Backing(2, ("second", "verifying", "operating"))


def test_a_claim_of_three_needs_no_period_but_a_current_piece() -> None:
    asked = question(rhythm="quarter")
    assert [
        backing(asked, 3, [piece("record", date(2026, 1, 1))], DAY),
        backing(asked, 3, [piece("record", date(2025, 12, 31))], DAY),
    ] == [Backing(3), Backing(2, ("operating",))]
