"""Where each effort leads, worked out by hand (docs/scoring.md, section 6)."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.engine.frontier import Frontier, Point, frontier
from assessment.engine.model import Assessment, Bank, Question
from assessment.engine.planning import Plan, within_budget
from assessment.engine.planning_steps import steps
from assessment.engine.report import Report, assess
from tests.build import question
from tests.engine.plans import RISK, at_two, needing, needy, report_of, to_three

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


def test_a_plan_for_which_time_was_up_and_that_is_worth_no_more_makes_no_point(monkeypatch: pytest.MonkeyPatch) -> None:
    """For 6 and for 9 days the solver is taken to have found what is worth no more than what 3 days buy."""

    def hurried(report: Report, days: Fraction, seconds: float) -> Plan:
        best = within_budget(report, days, seconds=seconds)
        return replace(best, effort=days, worth=min(best.worth, Fraction(8)), status="feasible")

    monkeypatch.setattr("assessment.engine.frontier.within_budget", hurried)
    points = frontier(two_gaps(), 3).points
    assert [row[:2] for row in told(points)] == [(0, 0), (3, 8)]
    assert [one.proven for one in points] == [True, False]


def test_budgets_are_halves_of_a_day_rounded_up_so_that_the_last_one_buys_everything() -> None:
    """Eight steps of a third of a day take 8/3: a third and two of it are 8/9 and 16/9, in halves 1, 2 and 3."""
    names = [f"ENC-0{number}" for number in range(1, 9)]
    found = frontier(report_of([to_three(name, Fraction(1, 3)) for name in names], at_two(*names)), 3)
    assert [one.budget for one in found.points] == [0, 1, 2, 3]
    assert [one.effort for one in found.points] == [0, 1, 2, Fraction(8, 3)]


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


@settings(settings.get_profile("house"), derandomize=True, max_examples=40)
@given(needy(5), st.integers(1, 6))
def test_effort_and_worth_rise_from_point_to_point_and_end_with_everything(
    made: tuple[Bank, Assessment], budgets: int
) -> None:
    report = assess(*made)
    points = frontier(report, budgets).points
    assert all(one.effort < other.effort and one.worth < other.worth for one, other in pairwise(points))
    assert all(one.effort <= one.budget and one.proven for one in points)
    worth = [one.worth for one in steps(report).candidates.values() if one.key not in steps(report).blocked]
    assert points[-1].worth == sum(worth)


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
