"""When something that comes back is owed: worked by hand on the calendar of 2025 to 2028."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.engine.due_periods import Owed, last_day, owed
from assessment.engine.duties import Calendar
from assessment.engine.evidence import MONTHS, period
from assessment.engine.model import Rhythm

TODAY = date(2026, 11, 24)
QUARTER = Calendar("quarter")
JANUARY = Calendar("year", by=(1, 31))
Q3, Q4, Q1 = (period(date(year, month, 1), "quarter") for year, month in ((2026, 7), (2026, 10), (2027, 1)))
Y2026, Y2027 = period(date(2026, 1, 1), "year"), period(date(2027, 1, 1), "year")


@pytest.mark.parametrize(
    ("rhythm", "day", "expected"),
    [
        ("month", date(2028, 2, 3), date(2028, 2, 29)),
        ("quarter", date(2026, 11, 24), date(2026, 12, 31)),
        ("half_year", date(2026, 6, 30), date(2026, 6, 30)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
        ("two_years", date(2026, 11, 24), date(2027, 12, 31)),
        ("two_years", date(2025, 11, 24), date(2025, 12, 31)),
    ],
)
def test_a_period_ends_on_the_last_day_of_its_last_month(rhythm: Rhythm, day: date, expected: date) -> None:
    assert last_day(period(day, rhythm), rhythm) == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        # The fourth quarter, which runs, has one: the next is owed by the end of the first.
        ([date(2026, 10, 2)], Owed(date(2027, 3, 31), "done", date(2026, 10, 2), Q1)),
        # The third had one and the fourth has none yet.
        ([date(2026, 8, 1), date(2026, 9, 30)], Owed(date(2026, 12, 31), "going_on", date(2026, 9, 30), Q4)),
        # The third passed without: it ended on 30 September.
        ([date(2026, 6, 30)], Owed(date(2026, 9, 30), "missed", date(2026, 6, 30), Q3)),
        ([], Owed(date(2026, 9, 30), "missed", None, Q3)),
        # What is dated after today is not done yet.
        ([date(2026, 11, 25)], Owed(date(2026, 9, 30), "missed", None, Q3)),
    ],
)
def test_each_quarter(done: list[date], expected: Owed) -> None:
    assert owed(QUARTER, date.min, done, TODAY, answered=True) == expected


def test_nothing_is_missed_where_nobody_has_answered() -> None:
    assert owed(QUARTER, date.min, [], TODAY, answered=False) == Owed(date(2026, 12, 31), "unanswered", None, Q4)


def test_a_period_that_ended_before_it_was_owed_is_not_missed() -> None:
    found = owed(QUARTER, date(2026, 10, 1), [], TODAY, answered=True)
    assert found == Owed(date(2026, 12, 31), "going_on", None, Q4)
    assert owed(QUARTER, date(2026, 9, 30), [], TODAY, answered=True).basis == "missed"


@pytest.mark.parametrize(
    ("today", "done", "expected"),
    [
        # Reported in January 2026: the next day is 31 January 2027.
        (TODAY, [date(2026, 1, 20)], Owed(date(2027, 1, 31), "done", date(2026, 1, 20), Y2027)),
        # Reported late is reported.
        (TODAY, [date(2026, 3, 5)], Owed(date(2027, 1, 31), "done", date(2026, 3, 5), Y2027)),
        # A report of 2025 is not that of January 2026.
        (TODAY, [date(2025, 1, 20)], Owed(date(2026, 1, 31), "missed", date(2025, 1, 20), Y2026)),
        # Up to the day itself there is time.
        (date(2026, 1, 31), [date(2025, 1, 20)], Owed(date(2026, 1, 31), "going_on", date(2025, 1, 20), Y2026)),
        # The January before that one passed without, and this one has not come.
        (date(2026, 1, 10), [date(2024, 1, 20)], Owed(date(2025, 1, 31), "missed", date(2024, 1, 20), Y2026 - 1)),
    ],
)
def test_by_a_day_of_each_year(today: date, done: list[date], expected: Owed) -> None:
    assert owed(JANUARY, date(2024, 1, 1), done, today, answered=True) == expected


def test_a_day_of_the_year_that_has_passed_unanswered_gives_the_next() -> None:
    assert owed(JANUARY, date.min, [], TODAY, answered=False) == Owed(date(2027, 1, 31), "unanswered", None, Y2027)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        # From 1 May 2025, the first day that counts, two years end on 30 April 2027.
        ([], Owed(date(2027, 4, 30), "going_on", None, None)),
        ([date(2024, 3, 1), date(2025, 12, 18)], Owed(date(2027, 12, 17), "going_on", date(2025, 12, 18), None)),
        # What was done before that day counts as done on it.
        ([date(2024, 3, 1)], Owed(date(2027, 4, 30), "going_on", date(2024, 3, 1), None)),
    ],
)
def test_two_years_from_the_last(done: list[date], expected: Owed) -> None:
    calendar = Calendar("two_years", rolling=True)
    assert owed(calendar, date(2025, 5, 1), done, TODAY, answered=True) == expected


def test_two_years_from_the_last_have_passed() -> None:
    calendar, long_ago = Calendar("two_years", rolling=True), date(2020, 1, 1)
    for last in (date(2024, 2, 29), date(2024, 3, 1)):
        assert owed(calendar, long_ago, [last], TODAY, answered=True) == Owed(date(2026, 2, 28), "missed", last, None)


DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31))
CALENDARS = st.one_of(
    st.builds(Calendar, st.sampled_from(sorted(MONTHS)), rolling=st.booleans()), st.just(JANUARY), st.just(QUARTER)
)


@given(CALENDARS, DAYS, st.lists(DAYS, max_size=6), DAYS, st.booleans())
def test_only_what_was_missed_lies_before_today(
    calendar: Calendar, since: date, done: list[date], today: date, answered: bool
) -> None:
    found = owed(calendar, since, done, today, answered=answered)
    assert (found.day < today) == (found.basis == "missed")


@given(CALENDARS, DAYS, st.lists(DAYS, max_size=6), DAYS)
def test_doing_it_today_leaves_nothing_missed(calendar: Calendar, since: date, done: list[date], today: date) -> None:
    before = owed(calendar, since, done, today, answered=True)
    after = owed(calendar, since, [*done, today], today, answered=True)
    assert after.day > today
    assert after.day >= before.day


@given(CALENDARS, DAYS, st.lists(DAYS, max_size=6), DAYS)
def test_what_is_ahead_stays_until_its_day(calendar: Calendar, since: date, done: list[date], today: date) -> None:
    found = owed(calendar, since, done, today, answered=True)
    past = [day for day in done if day <= today]
    if found.basis == "going_on":
        assert owed(calendar, since, past, found.day, answered=True).day == found.day
        assert owed(calendar, since, past, found.day + timedelta(days=1), answered=True).basis == "missed"
