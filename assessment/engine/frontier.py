"""How far each effort goes: the exact solver's plans for one period and rising budgets (docs/scoring.md, section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import takewhile
from math import ceil
from typing import Final

from assessment.engine.planning import SECONDS, within_budget
from assessment.engine.planning_steps import steps
from assessment.engine.report import Report

BUDGETS: Final = 20
"""How many budgets are tried, spread evenly from nothing to everything, unless told otherwise."""


@dataclass(frozen=True)
class Point:
    """The plan of most worth within ``budget`` person-days, by what it takes and where it leads.

    ``worth`` is counted as section 6 does it; ``proven`` where the solver showed that no plan within the budget is
    worth more, and none of equal worth takes less effort. The point of no budget is where the report stands.
    """

    budget: Fraction
    effort: Fraction
    worth: Fraction
    report: Report
    proven: bool

    @property
    def evidenced(self) -> Fraction:
        """The evidenced index that the plan is predicted to lead to; 0 where nothing is answered."""
        return self.report.score.evidenced or Fraction(0)


@dataclass(frozen=True)
class Frontier:
    """Points of rising effort, the first without any. The solver seeks worth, so that an index may fall between two."""

    points: tuple[Point, ...]

    @property
    def start(self) -> Point:
        """Where the report stands."""
        return self.points[0]

    @property
    def end(self) -> Point:
        """The point of most effort."""
        return self.points[-1]

    @cached_property
    def unbroken(self) -> Point | None:
        """The point of least effort at which no clause is broken, nor at any of more effort."""
        whole = [*takewhile(lambda one: not one.report.broken, reversed(self.points))]
        return whole[-1] if whole else None

    def reaching(self, part: Fraction) -> Point:
        """The point of least effort at which ``part``, 0 to 1, of what the evidenced index gains is gained."""
        wanted = self.start.evidenced + part * (self.end.evidenced - self.start.evidenced)
        return next((one for one in self.points if one.evidenced >= wanted), self.end)


def frontier(report: Report, budgets: int = BUDGETS, seconds: float = SECONDS) -> Frontier:
    """The points of ``budgets`` budgets, 1 or more, up to the effort of everything that may be planned.

    Budgets of the same plan make one point, and each point is worth more than the one before. The solver has an equal
    part of ``seconds`` for each.
    """
    points = [Point(Fraction(0), Fraction(0), Fraction(0), report, proven=True)]
    for days in _spread(_everything(report), budgets):
        plan = within_budget(report, days, seconds=seconds / budgets)
        # A plan whose time was up may take more effort than the one before and still be worth no more.
        if plan.effort > points[-1].effort and plan.worth > points[-1].worth:
            points.append(Point(days, plan.effort, plan.worth, plan.predicted[-1], plan.status == "optimal"))
    return Frontier(tuple(points))


def _everything(report: Report) -> Fraction:
    return sum((one.step.effort for one in steps(report).everything), Fraction(0))


def _spread(total: Fraction, count: int) -> Sequence[Fraction]:
    """Budgets in halves of a day, none twice."""
    halves = (ceil(2 * total * part / count) for part in range(1, count + 1))
    return [Fraction(half, 2) for half in dict.fromkeys(halves) if half]
