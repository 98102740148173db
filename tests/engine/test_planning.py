"""Plans within a budget, worked out by hand (docs/scoring.md, section 6)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from assessment.engine.model import Choice
from assessment.engine.planning import within_budget
from assessment.engine.report import assess
from tests.build import assessment, bank, clause, proved, question
from tests.engine.plans import RISK, at_two, large, planned, report_of, to_three, verdicts

HALF = Fraction(1, 2)


def test_the_most_worth_is_found_where_taking_the_best_step_first_would_miss_it() -> None:
    # Worth for each day: 3/6, 2/5, 2/5. The first alone is worth 3 and leaves 4 days; the others are worth 2 + 2 = 4.
    asked = [to_three("ENC-01", 6, 3), to_three("ENC-02", 5, 2), to_three("ENC-03", 5, 2)]
    plan = within_budget(report_of(asked, at_two("ENC-01", "ENC-02", "ENC-03")), Fraction(10))
    assert planned(plan) == [("ENC-02", 3, 1), ("ENC-03", 3, 1)]
    assert (plan.status, plan.optimality_gap, plan.worth, plan.effort) == ("optimal", 0, 4, 10)


def test_a_step_is_worth_its_weight_and_twice_that_where_it_is_critical() -> None:
    # 2 * 2 = 4 against 3
    asked = [to_three("ENC-01", 4, 3), to_three("ENC-02", 4, 2, critical=True)]
    plan = within_budget(report_of(asked, at_two("ENC-01", "ENC-02")), Fraction(5))
    assert (planned(plan), plan.worth) == ([("ENC-02", 3, 1)], 4)


def test_of_equal_worth_the_least_effort_is_taken() -> None:
    # Either is worth 2, both take 7 days.
    asked = [to_three("ENC-01", 4, 2), to_three("ENC-02", 3, 2)]
    plan = within_budget(report_of(asked, at_two("ENC-01", "ENC-02")), Fraction(5))
    assert (planned(plan), plan.worth, plan.effort) == ([("ENC-02", 3, 1)], 2, 3)


def test_of_equal_worth_and_effort_the_more_pressing_gap_is_mended() -> None:
    # Each first step is worth 2 and takes 2 days; the second question's clause is broken, the first one's at risk.
    asked = [
        question("ENC-01", clauses=["P1-1"], weight=2, efforts=(2, 2, 2, 2)),
        question("ENC-02", clauses=["P1-2"], weight=2, efforts=(2, 2, 2, 2)),
    ]
    plan = within_budget(report_of(asked, {"ENC-01": 1, "ENC-02": 0}), Fraction(2))
    assert (planned(plan), plan.worth, plan.effort) == ([("ENC-02", 1, 1)], 2, 2)


def test_a_later_period_counts_a_twentieth_less() -> None:
    # 3 * 20/20 + 2 * 19/20 + 1 * 18/20 = 5.8
    asked = [to_three("ENC-01", 5, 1), to_three("ENC-02", 5, 3), to_three("ENC-03", 5, 2)]
    plan = within_budget(report_of(asked, at_two("ENC-01", "ENC-02", "ENC-03")), Fraction(5), 3)
    assert planned(plan) == [("ENC-02", 3, 1), ("ENC-03", 3, 2), ("ENC-01", 3, 3)]
    assert (plan.worth, plan.effort) == (Fraction(58, 10), 15)


def test_what_a_period_leaves_over_is_not_carried_into_the_next() -> None:
    # Two periods of 4 days: the step of 5 fits in neither, although 8 days are left.
    plan = within_budget(report_of([to_three("ENC-01", 5)], at_two("ENC-01")), Fraction(4), 2)
    assert (planned(plan), large(plan), plan.effort) == ([], [("ENC-01", 3)], 0)


def test_the_twelfth_period_is_the_last_and_counts_nine_twentieths() -> None:
    # Twelve steps of one period each: 20/20 + 19/20 + ... + 9/20 = 174/20 = 8.7
    asked = [to_three(f"ENC-{number:02}", 1) for number in range(1, 14)]
    plan = within_budget(report_of(asked, at_two(*(one.id for one in asked))), Fraction(1), 12)
    assert [period for _, _, period in planned(plan)] == list(range(1, 13))
    assert (plan.worth, len(plan.predicted)) == (Fraction(87, 10), 12)


def test_steps_of_a_question_come_in_order() -> None:
    # Steps to 1, 2, 3 take 4, 1, 1 days. In 5 days: 1 and 2, worth 2; in the next 5 the last.
    asked = [question("ENC-01", efforts=(4, 1, 1, 1))]
    plan = within_budget(report_of(asked, {"ENC-01": 0}), Fraction(5), 2)
    assert planned(plan) == [("ENC-01", 1, 1), ("ENC-01", 2, 1), ("ENC-01", 3, 2)]
    assert plan.worth == 2 + Fraction(19, 20)


def test_a_dear_first_step_is_taken_for_what_comes_after_it() -> None:
    # 1 + 1 + 1 = 3 for 5 + 1 + 1 = 7 days, against 2 for 7 days.
    asked = [question("ENC-01", efforts=(5, 1, 1, 1)), to_three("ENC-02", 7, 2)]
    plan = within_budget(report_of(asked, {"ENC-01": 0, "ENC-02": 2}), Fraction(7))
    assert (planned(plan), plan.worth) == ([("ENC-01", 1, 1), ("ENC-01", 2, 1), ("ENC-01", 3, 1)], 3)


def test_steps_go_up_to_the_assessments_own_target() -> None:
    report = report_of([question("ENC-01", weight=2)], at_two("ENC-01"), targets={"ENC-01": 4})
    plan = within_budget(report, Fraction(100))
    assert (planned(plan), plan.worth) == ([("ENC-01", 3, 1), ("ENC-01", 4, 1)], 4)


def test_half_days_and_thirds_are_counted_exactly() -> None:
    # All four take 7/6 of a day; of three, worth 3, the least take 1/6 + 1/6 + 1/3 = 2/3.
    efforts = {"ENC-01": Fraction(1, 3), "ENC-02": HALF, "ENC-03": Fraction(1, 6), "ENC-04": Fraction(1, 6)}
    asked = [to_three(name, effort) for name, effort in efforts.items()]
    plan = within_budget(report_of(asked, at_two(*efforts)), Fraction(1))
    assert (planned(plan), plan.effort) == ([("ENC-03", 3, 1), ("ENC-04", 3, 1), ("ENC-01", 3, 1)], Fraction(2, 3))


def test_nothing_is_planned_for_what_is_open_not_applicable_or_at_its_target() -> None:
    asked = [question("ENC-01"), question("ENC-02"), question("ENC-03")]
    plan = within_budget(report_of(asked, {"ENC-02": "na", "ENC-03": proved(3)}), Fraction(100))
    assert (planned(plan), plan.worth, plan.effort, plan.blocked, plan.status) == ([], 0, 0, (), "optimal")


def test_what_nobody_knows_is_planned_from_the_first_level() -> None:
    plan = within_budget(report_of([question(target=2)], {"ENC-01": "unknown"}), Fraction(100))
    assert planned(plan) == [("ENC-01", 1, 1), ("ENC-01", 2, 1)]


@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2026, 5, 19), [("ENC-01", 3, 1)]), (date(2026, 5, 20), []), (date(2026, 5, 21), [])],
    ids=["expired the day before", "on its last day", "the day after"],
)
def test_nothing_is_planned_for_an_accepted_risk_until_it_expires(
    until: date, expected: list[tuple[str, int, int]]
) -> None:
    report = report_of([to_three("ENC-01", 1)], at_two("ENC-01"), accepted={"ENC-01": replace(RISK, until=until)})
    assert planned(within_budget(report, Fraction(100))) == expected


def test_a_plan_predicts_scores_levels_and_verdicts_after_each_period() -> None:
    asked = [
        question("ENC-01", clauses=["P1-1"], weight=3, target=2, efforts=(2, 2, 1, 1)),
        question("ENC-02", clauses=["P1-2"], weight=1, efforts=(1, 1, 4, 1)),
    ]
    plan = within_budget(report_of(asked, {"ENC-01": 0, "ENC-02": 2}), Fraction(4), 2)
    # The first two steps are worth 3 each and fit in the first period; the last, worth 1, takes the second.
    assert planned(plan) == [("ENC-01", 1, 1), ("ENC-01", 2, 1), ("ENC-02", 3, 2)]
    # 100 * (3*2 + 1*2) / 16 = 50, then 100 * (3*2 + 1*3) / 16 = 56.25; levels (6+2)//4 = 2 and (6+3)//4 = 2
    assert [(one.score.evidenced, one.level, verdicts(one)) for one in plan.predicted] == [
        (50, 2, {"P1": "at_risk"}),
        (Fraction(225, 4), 2, {"P1": "kept"}),
    ]
    assert [one.planned for one in plan.predicted] == [{"ENC-01": 2}, {"ENC-01": 2, "ENC-02": 3}]


def test_a_gap_that_breaks_a_clause_and_stays_is_named_with_its_clauses() -> None:
    asked = [
        question("ENC-01", clauses=["P1-1", "P1-2"], weight=2, efforts=(5, 1, 1, 1)),
        question("ENC-02", clauses=["P1-2", "P1-3"], weight=3, efforts=(1, 9, 9, 9)),
        question("ENC-03", clauses=["P1-2"], critical=True),
        question("ENC-04", clauses=["P1-4"]),
    ]
    made = bank(*asked, clauses=[clause("P1-2"), clause("P1-3", by="user")])
    answers: dict[str, Choice] = {"ENC-01": 0, "ENC-02": 0, "ENC-03": 1, "ENC-04": 0}
    report = assess(made, assessment(answers, accepted={"ENC-03": RISK}))
    plan = within_budget(report, Fraction(4))
    # ENC-02's first step and ENC-04's three steps take 4 days; a weight of 1 breaks nothing.
    assert {*planned(plan)} == {("ENC-02", 1, 1), ("ENC-04", 1, 1), ("ENC-04", 2, 1), ("ENC-04", 3, 1)}
    left = [(one.gap.standing.question.id, one.clauses) for one in plan.left_broken]
    assert left == [("ENC-01", ("P1-2", "P1-1")), ("ENC-03", ("P1-2",))]


def test_without_a_gap_the_plan_is_empty_and_predicts_what_there_is() -> None:
    report = report_of([question()], {"ENC-01": proved(3)})
    plan = within_budget(report, Fraction(10), 2)
    assert (plan.steps, plan.left_broken, plan.predicted) == ((), (), (report, report))


def test_when_time_is_up_the_best_plan_found_is_given_with_what_it_may_be_short_of() -> None:
    # Forty steps of odd efforts in twelve periods are not settled in no time.
    asked = [to_three(f"ENC-{number:02}", 3 + number % 7 * HALF, 1 + number % 3) for number in range(1, 41)]
    report = report_of(asked, at_two(*(one.id for one in asked)))
    plan = within_budget(report, Fraction(7), 12, seconds=0.0)
    assert (plan.status, bool(plan.steps)) == ("feasible", True)
    assert 0 < plan.optimality_gap < 1
    spent = [sum(one.step.effort for one in plan.steps if one.period == period) for period in range(1, 13)]
    assert max(spent) <= 7


@pytest.mark.parametrize(("days", "periods"), [(0, 1), (-1, 1), (1, 0), (1, 13)])
def test_a_budget_of_nothing_and_other_numbers_of_periods_are_refused(days: int, periods: int) -> None:
    with pytest.raises(ValueError, match="a budget of"):
        within_budget(report_of([question()], {"ENC-01": 0}), Fraction(days), periods)
