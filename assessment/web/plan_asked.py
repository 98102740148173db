"""What a plan was asked for, and the days of its periods."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal

from assessment.engine.planning import Plan, fit_to_sign, within_budget
from assessment.engine.report import Report
from assessment.web.plan_turn import turn

Goal = Literal["sign", "budget"]
MONTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """A period's first and last day."""

    first: date
    last: date


@dataclass(frozen=True)
class Asked:
    """What is to be planned: pledges and clauses ``chosen`` to be fit to sign, or ``days`` in each of ``spans``."""

    goal: Goal
    chosen: tuple[str, ...] = ()
    days: Fraction = Fraction(0)
    length: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def periods(self) -> int:
        """How many periods the plan has; fit to sign has one, without days."""
        return len(self.spans) or 1

    def made(self, report: Report, seconds: float) -> Plan:
        """The plan, from where ``report`` stands; waiting for the solver, it may take so many seconds."""
        if self.goal == "sign":
            return fit_to_sign(report, self.chosen)
        with turn(seconds) as left:
            return within_budget(report, self.days, self.periods, left)

    def query(self, report: Report) -> dict[str, list[str]]:
        """The same as the address writes it."""
        if self.goal == "budget":
            return {
                "goal": ["budget"],
                "days": [f"{float(self.days):g}"],
                "periods": [str(self.periods)],
                "length": [self.length],
                "first": [self.spans[0].first.isoformat()],
            }
        pledges = [name for name in self.chosen if name in report.bank.pledge]
        return {"goal": ["sign"], "pledge": pledges, "clause": [one for one in self.chosen if one not in pledges]}


def spans(first: date, length: str, count: int) -> tuple[Span, ...]:
    """Periods of a ``length`` out of MONTHS, one after another; each begins on the first one's day of the month.

    Where a month has no such day its last one stands in.
    """
    starts = [_later(first, MONTHS[length] * number) for number in range(count + 1)]
    return tuple(Span(one, after - timedelta(days=1)) for one, after in pairwise(starts))


def next_month(today: date) -> date:
    """The first day of the month after ``today``'s."""
    return _later(today.replace(day=1), 1)


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
