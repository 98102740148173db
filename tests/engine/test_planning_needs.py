"""Needs among questions, what blocks a step, and steps larger than the budget (docs/scoring.md, section 6)."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.engine.model import Choice, Level
from assessment.engine.planning import within_budget
from tests.build import Answers, proved, question
from tests.engine.plans import RISK, at_two, in_the_way, large, needing, planned, report_of, to_three

NEEDING = needing(to_three("ENC-01", 2, 3), {3: [("ENC-02", 3)]})
NEEDED = question("ENC-02", target=2, efforts=(1, 1, 1, 1))
"""Its step to 3 is above its target: worth nothing by itself."""


def test_a_need_pulls_in_a_step_above_its_questions_target_which_comes_first() -> None:
    # 3 for the step, 0 for what it needs: 2 + 1 days.
    plan = within_budget(report_of([NEEDING, NEEDED], at_two("ENC-01", "ENC-02")), Fraction(3))
    assert planned(plan) == [("ENC-02", 3, 1), ("ENC-01", 3, 1)]
    assert (plan.worth, plan.effort) == (3, 3)
    assert [one.stands_on for one in plan.steps] == [(), (("ENC-02", 3),)]


def test_a_step_above_the_target_is_not_planned_for_itself() -> None:
    free = replace(NEEDING, steps=question().steps)
    plan = within_budget(report_of([free, NEEDED], at_two("ENC-01", "ENC-02")), Fraction(100))
    assert planned(plan) == [("ENC-01", 3, 1)]


def test_a_need_that_does_not_fit_keeps_its_step_out() -> None:
    other = to_three("ENC-03", 2)
    plan = within_budget(report_of([NEEDING, NEEDED, other], at_two("ENC-01", "ENC-02", "ENC-03")), Fraction(5, 2))
    assert (planned(plan), plan.worth) == ([("ENC-03", 3, 1)], 1)


def test_a_need_may_be_met_in_an_earlier_period_and_never_in_a_later_one() -> None:
    # 2 days a period: what is needed in the first, the step in the second, 3 * 19/20. The step of ENC-03 in the first
    # takes the day that is left: 1. Reversed, the worth would be 3 + 0.
    asked = [NEEDING, NEEDED, to_three("ENC-03", 1)]
    plan = within_budget(report_of(asked, at_two("ENC-01", "ENC-02", "ENC-03")), Fraction(2), 2)
    assert planned(plan) == [("ENC-02", 3, 1), ("ENC-03", 3, 1), ("ENC-01", 3, 2)]
    assert plan.worth == 1 + 3 * Fraction(19, 20)


@pytest.mark.parametrize(
    ("answers", "changes"),
    [
        ({"ENC-02": proved(3)}, {}),
        ({"ENC-02": "na"}, {}),
        ({}, {"profile": {"minors": False}}),
        ({}, {"tier": "core"}),
        ({}, {"pledges": ("P1",)}),
    ],
    ids=["shown already", "not applicable", "out of scope by the profile", "outside the core", "of no assessed pledge"],
)
def test_a_need_is_met_by_what_is_shown_already_and_by_what_is_not_in_s(
    answers: Answers, changes: dict[str, object]
) -> None:
    asked = [
        replace(NEEDING, tier="core"),
        replace(NEEDED, applies_when={"minors": True}, clauses=("P2-1",)),
    ]
    given: Answers = {"ENC-01": 2, **answers}
    report = report_of(asked, given, **{"pledges": ("P1", "P2"), **changes})
    plan = within_budget(report, Fraction(3))
    assert (planned(plan), plan.effort, plan.blocked) == ([("ENC-01", 3, 1)], 2, ())


def test_questions_that_need_one_another_are_done_together() -> None:
    one = needing(to_three("ENC-01", 1), {3: [("ENC-02", 3)]})
    other = needing(to_three("ENC-02", 2), {3: [("ENC-01", 3)]})
    report = report_of([one, other], at_two("ENC-01", "ENC-02"))
    assert planned(within_budget(report, Fraction(2))) == []
    assert {*planned(within_budget(report, Fraction(3)))} == {("ENC-01", 3, 1), ("ENC-02", 3, 1)}


def test_a_lower_level_of_a_need_is_enough_for_what_asks_for_it() -> None:
    levels: dict[Level, list[tuple[str, Level]]] = {3: [("ENC-02", 1)]}
    asked = [needing(to_three("ENC-01", 1, 3), levels), question("ENC-02", efforts=(1, 9, 9, 9))]
    plan = within_budget(report_of(asked, {"ENC-01": 2, "ENC-02": 0}), Fraction(2))
    assert planned(plan) == [("ENC-02", 1, 1), ("ENC-01", 3, 1)]


CHAIN = [
    needing(question("ENC-01", target=2), {2: [("ENC-02", 2)]}),
    needing(question("ENC-02", target=3), {2: [("ENC-03", 1)]}),
    question("ENC-03"),
]
"""The first needs the second, that the third; from 1, 1 and nothing known of the third."""


@pytest.mark.parametrize(
    ("third", "accepted", "kind"),
    [(None, {}, "unanswered"), (0, {"ENC-03": RISK}, "accepted")],
)
def test_steps_whose_needs_cannot_be_planned_are_blocked_and_named_however_long_the_chain(
    third: Choice | None, accepted: Mapping[str, object], kind: str
) -> None:
    report = report_of(CHAIN, {"ENC-01": 0, "ENC-02": 1, "ENC-03": third}, accepted=accepted)
    plan = within_budget(report, Fraction(100))
    assert planned(plan) == [("ENC-01", 1, 1)]
    assert in_the_way(plan) == [(kind, "ENC-03", [("ENC-01", 2), ("ENC-02", 2), ("ENC-02", 3)])]


def test_an_open_question_that_nothing_waits_for_is_in_nobodys_way() -> None:
    plan = within_budget(report_of([CHAIN[0], CHAIN[2]], {"ENC-01": 0}), Fraction(100))
    assert (planned(plan), plan.blocked) == ([("ENC-01", 1, 1), ("ENC-01", 2, 1)], ())


def test_a_step_above_the_target_is_not_named_as_blocked() -> None:
    asked = [needing(question("ENC-01", target=2), {3: [("ENC-02", 1)]}), question("ENC-02")]
    assert within_budget(report_of(asked, {"ENC-01": 2}), Fraction(100)).blocked == ()


def test_steps_larger_than_the_budget_are_named_with_those_that_only_needs_pull_in() -> None:
    asked = [
        needing(question("ENC-01", efforts=(9, 1, 1, 9)), {3: [("ENC-02", 3)]}),
        question("ENC-02", target=2, efforts=(9, 9, 9, 9)),
        question("ENC-03", target=2, efforts=(9, 9, 9, 9)),
    ]
    report = report_of(asked, {"ENC-01": 1, "ENC-02": 1, "ENC-03": 2})
    plan = within_budget(report, Fraction(8))
    assert (planned(plan), large(plan)) == ([("ENC-01", 2, 1)], [("ENC-02", 2), ("ENC-02", 3)])
    assert large(within_budget(report, Fraction(9))) == []


def test_a_step_that_is_blocked_is_named_as_too_large_too() -> None:
    asked = [needing(to_three("ENC-01", 9), {3: [("ENC-02", 1)]}), question("ENC-02")]
    plan = within_budget(report_of(asked, {"ENC-01": 2}), Fraction(8))
    assert (in_the_way(plan), large(plan)) == ([("unanswered", "ENC-02", [("ENC-01", 3)])], [("ENC-01", 3)])
