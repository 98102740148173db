"""Where each effort leads, worked out by hand (docs/scoring.md, section 6)."""

from collections.abc import Iterable
from fractions import Fraction

import pytest

from assessment.engine.frontier import Frontier, Point, frontier
from assessment.engine.model import Question
from assessment.engine.report import Report
from tests.build import question
from tests.engine.plans import RISK, at_two, needing, report_of, to_three

BROKEN = question("ENC-02", clauses=["P1-2"], weight=2, critical=True, efforts=(1, 1, 2, 1))
"""At level 1 it breaks its clause; the steps to 2 and 3 take 1 and 2 days and are worth 4 each."""


def told(points: Iterable[Point]) -> list[tuple[Fraction | int, ...]]:
    """Effort, worth, evidenced index and number of broken clauses of each point."""
    return [(one.effort, one.worth, one.evidenced, len(one.report.broken)) for one in points]


def two_gaps() -> Report:
    """Levels 2 and 1, weights 3 and 2: 25 * (3 * 2 + 2 * 1) / 5 = 40."""
    return report_of([to_three("ENC-01", 6, 3), BROKEN], {"ENC-01": 2, "ENC-02": 1})


def falling() -> Frontier:
    """Each whole day from 1 to 27 as a budget.

    The first question's step to 1 takes 3 days and mends its clause; the second one's step takes 4 and is worth more,
    so that 4 days are spent on it alone.
    """
    asked = [
        question("ENC-01", weight=3, efforts=(3, 10, 10, 1)),
        question("ENC-02", clauses=["P1-2"], weight=2, critical=True, efforts=(1, 1, 4, 1)),
    ]
    return frontier(report_of(asked, {"ENC-01": 0, "ENC-02": 2}), 27)


def test_it_goes_from_nothing_to_everything_by_the_plan_of_most_worth_for_each_budget() -> None:
    # 3 days: both steps of the second, 25 * (3*2 + 2*3) / 5 = 60. 6 days: the same. 9: all, 25 * (3*3 + 2*3) / 5 = 75.
    points = frontier(two_gaps(), 3).points
    assert told(points) == [(0, 0, 40, 1), (3, 8, 60, 0), (9, 11, 75, 0)]
    assert [one.budget for one in points] == [Fraction(0), Fraction(3), Fraction(9)]
    assert all(one.proven for one in points)


def test_the_first_point_is_where_the_report_stands() -> None:
    report = two_gaps()
    assert frontier(report, 3).start == Point(Fraction(0), Fraction(0), Fraction(0), report, proven=True)


def test_part_of_the_way_is_reached_with_the_least_effort_that_gains_it() -> None:
    # Half of the way from 40 to 75 is 57.5, which 60 reaches; nine tenths are 71.5.
    found = frontier(two_gaps(), 3)
    parts = [Fraction(0), Fraction(1, 2), Fraction(9, 10), Fraction(1)]
    assert [found.reaching(part).effort for part in parts] == [0, 3, 9, 9]


def test_the_index_may_fall_where_a_critical_step_is_worth_more() -> None:
    # 25 * (3*1 + 2*2) / 5 = 35; 25 * (3*0 + 2*3) / 5 = 30; 25 * (3*1 + 2*3) / 5 = 45
    assert told(falling().points)[:4] == [(0, 0, 20, 1), (3, 3, 35, 0), (4, 4, 30, 1), (7, 7, 45, 0)]


def test_no_clause_is_broken_from_where_none_is_at_any_more_effort() -> None:
    point = falling().unbroken
    assert point is not None
    assert point.effort == 7


def test_where_a_clause_stays_broken_to_the_end_there_is_no_such_point() -> None:
    report = report_of([to_three("ENC-01", 1), BROKEN], {"ENC-01": 2, "ENC-02": 1}, accepted={"ENC-02": RISK})
    found = frontier(report)
    assert found.unbroken is None
    assert told(found.points) == [(0, 0, Fraction(100 * 4, 12), 1), (1, 1, Fraction(100 * 5, 12), 1)]


def test_everything_holds_what_open_steps_need_above_their_targets() -> None:
    # The step to 3 takes 2 days and needs the other question at 4, one day above its target.
    asked = [needing(to_three("ENC-01", 2), {3: [("ENC-02", 4)]}), question("ENC-02")]
    found = frontier(report_of(asked, at_two("ENC-01", "ENC-02")))
    assert told([found.end]) == [(4, 2, Fraction(100 * 7, 8), 0)]


@pytest.mark.parametrize(
    "asked",
    [[], [to_three("ENC-01", 3)], [to_three("ENC-01", 3), to_three("ENC-02", Fraction(1, 2))]],
    ids=["nothing", "one step", "two steps"],
)
def test_the_same_plan_makes_one_point_however_many_budgets_lead_to_it(asked: list[Question]) -> None:
    found = frontier(report_of([question("ACC-01"), *asked], {**at_two(*(one.id for one in asked)), "ACC-01": None}))
    assert len(found.points) == 1 + len(asked)
