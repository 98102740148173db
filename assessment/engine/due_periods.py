"""When something that comes back is owed next, by the calendar and by the days on which it was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assessment.engine.duties import Calendar
from assessment.engine.evidence import MONTHS, period
from assessment.engine.model import Rhythm

Basis = Literal["done", "going_on", "missed", "unanswered"]
"""Why this day: the period that runs is done already; it is not, and the one before was; nothing was done in time; or
nobody has answered yet, so that nothing is called late."""


@dataclass(frozen=True, slots=True)
class Owed:
    """The day on which something is owed, and why that one. ``last`` is the last day on which it was done.

    ``period`` is the number of the calendar period that it is owed for, None where the time runs from ``last``.
    """

    day: date
    basis: Basis
    last: date | None
    period: int | None


def last_day(number: int, rhythm: Rhythm) -> date:
    """The last day of a calendar period."""
    year, month = divmod((number + 1) * MONTHS[rhythm], 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def owed(calendar: Calendar, since: date, done: Iterable[date], today: date, *, answered: bool) -> Owed:
    """When a thing that was ``done`` on some days is owed as of ``today``, ``since`` when it is owed at all.

    A calendar period that has a day in it is done. Missed is one whose day has passed without, the current one's or the
    one's before; then that day is the answer, until the current period has a day in it.
    """
    past = sorted(day for day in done if day <= today)
    last = past[-1] if past else None
    if calendar.rolling:
        return _rolling(calendar, since, last, today)
    now, first = period(today, calendar.every), _first_after(max(today, since), calendar)
    if last is not None and period(last, calendar.every) == now:
        return Owed(_due_day(max(first, now + 1), calendar), "done", last, max(first, now + 1))
    missed = _missed(calendar, since, last, today)
    if answered and missed is not None:
        return Owed(_due_day(missed, calendar), "missed", last, missed)
    return Owed(_due_day(first, calendar), "going_on" if answered else "unanswered", last, first)


def _rolling(calendar: Calendar, since: date, last: date | None, today: date) -> Owed:
    start = max(last or since, since)
    year, month = divmod(start.year * 12 + start.month - 1 + MONTHS[calendar.every], 12)
    # On 29 February of a year without one, the day before 1 March.
    day = _day_or_first_after(year, month + 1, start.day) - timedelta(days=1)
    return Owed(day, "missed" if day < today else "going_on", last, None)


def _day_or_first_after(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month + 1, 1)


def _first_after(day: date, calendar: Calendar) -> int:
    """The first period whose day is ``day`` or later."""
    now = period(day, calendar.every)
    return now if _due_day(now, calendar) >= day else now + 1


def _due_day(number: int, calendar: Calendar) -> date:
    end = last_day(number, calendar.every)
    return date(end.year, *calendar.by) if calendar.by else end


def _missed(calendar: Calendar, since: date, last: date | None, today: date) -> int | None:
    """The latest period whose day has passed with nothing done in it, where none was done after."""
    now = period(today, calendar.every)
    latest = now if _due_day(now, calendar) < today else now - 1
    done_up_to = period(last, calendar.every) if last is not None else None
    if done_up_to is not None and done_up_to >= latest:
        return None
    return latest if _due_day(latest, calendar) >= since else None
