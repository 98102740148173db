"""The least that makes pledges fit to sign, worked out by hand (docs/scoring.md, section 6)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import pytest

from assessment.engine.model import Answer
from assessment.engine.planning import fit_to_sign
from assessment.engine.planning_goal import goal_refusals
from assessment.engine.report import Report, assess
from tests.build import Answers, assessment, bank, clause, fact, proved, question
from tests.engine.plans import RISK, in_the_way, needing, planned, report_of, verdicts

BANK: Final = bank(
    needing(question("ENC-01", clauses=["P1-1"], weight=2, efforts=(1, 2, 3, 4)), {3: [("ENC-04", 3)]}),
    question("ENC-02", clauses=["P1-1", "P1-2"], target=2),
    question("ENC-03", clauses=["P1-3"], weight=3),
    question("ENC-04", clauses=["P2-1"], target=2, efforts=(5, 6, 7, 8)),
    question("ENC-05", clauses=["P1-4"]),
    clauses=[clause("P1-2"), clause("P1-3", by="user"), clause("P1-4", kind="formality"), clause("P1-5")],
    facts=[fact("minors")],
)
ANSWERS: Final[Answers] = {"ENC-01": 1, "ENC-02": 1, "ENC-03": 0, "ENC-04": 1, "ENC-05": 0}


def of_bank(answers: Answers = ANSWERS, **changes: Any) -> Report:
    return assess(BANK, assessment(answers, **{"pledges": ("P1", "P2"), "profile": {"minors": True}} | changes))


def refused(report: Report, chosen: Sequence[str]) -> list[tuple[str, str]]:
    return [(one.where, one.message.en) for one in goal_refusals(report, chosen)]


def test_the_plan_is_every_open_step_of_the_pledges_questions_and_what_these_need() -> None:
    plan = fit_to_sign(of_bank(), ["P1"])
    # ENC-04 must be at 3, one above its own target. The clause by users and the formality make no verdict.
    assert planned(plan) == [
        ("ENC-01", 2, 1),
        ("ENC-04", 2, 1),
        ("ENC-04", 3, 1),
        ("ENC-01", 3, 1),
        ("ENC-02", 2, 1),
    ]
    # Worth 2 + 1 + 0 + 2 + 1 = 6; 2 + 6 + 7 + 3 + 1 = 19 days
    assert (plan.worth, plan.effort, plan.status, plan.optimality_gap) == (6, 19, "optimal", 0)
    assert (plan.blocked, plan.too_large) == ((), ())


def test_carrying_it_out_makes_the_pledge_kept_and_fit_to_sign() -> None:
    plan = fit_to_sign(of_bank(), ["P1"])
    (after,) = plan.predicted
    assert verdicts(after) == {"P1": "kept", "P2": "kept"}
    assert [one.fit_to_sign for one in after.pledges] == [True, True]
    # ENC-03 keeps the users' clause broken, which is named although the goal leaves it out.
    assert [(one.gap.standing.question.id, one.clauses) for one in plan.left_broken] == [("ENC-03", ("P1-3",))]


def test_a_clause_may_be_the_goal_and_so_may_one_of_users() -> None:
    assert planned(fit_to_sign(of_bank(), ["P1-2"])) == [("ENC-02", 2, 1)]
    assert planned(fit_to_sign(of_bank(), ["P1-3"])) == [("ENC-03", 1, 1), ("ENC-03", 2, 1), ("ENC-03", 3, 1)]


def test_pledges_and_clauses_chosen_together_are_one_plan_whatever_their_order() -> None:
    both = [planned(fit_to_sign(of_bank(), chosen)) for chosen in (["P2", "P1-2"], ["P1-2", "P2", "P1-2"])]
    # Broken clauses first, there are none; priorities 1 and 1, efforts 6 and 1.
    assert both == [[("ENC-02", 2, 1), ("ENC-04", 2, 1)]] * 2


def test_an_assessments_own_target_is_not_part_of_being_fit_to_sign() -> None:
    plan = fit_to_sign(of_bank(targets={"ENC-02": 4}), ["P1-2"])
    assert planned(plan) == [("ENC-02", 2, 1)]


def test_what_is_kept_already_needs_no_step() -> None:
    plan = fit_to_sign(of_bank({**ANSWERS, "ENC-02": proved(3)}), ["P1-2"])
    assert (planned(plan), plan.blocked, len(plan.predicted)) == ([], (), 1)


@pytest.mark.parametrize(
    ("answers", "changes", "expected"),
    [
        ({"ENC-02": None}, {}, [("unanswered", "ENC-02", [])]),
        ({"ENC-04": None}, {}, [("unanswered", "ENC-04", [("ENC-01", 3)])]),
        ({}, {"accepted": {"ENC-04": RISK}}, [("accepted", "ENC-04", [("ENC-01", 3)])]),
        ({}, {"accepted": {"ENC-02": RISK}}, [("accepted", "ENC-02", [])]),
        ({"ENC-02": proved(3)}, {"accepted": {"ENC-02": RISK}}, []),
        ({"ENC-04": proved(3)}, {"accepted": {"ENC-04": RISK}}, []),
        ({"ENC-02": "na"}, {}, [("excluded", "P1-2", [])]),
        ({}, {"profile": {}}, [("fact", "minors", [])]),
        ({"ENC-03": Answer(1, carried_over=True)}, {}, [("carried_over", "ENC-03", [])]),
        ({"ENC-03": None, "ENC-05": None}, {}, []),
    ],
    ids=[
        "an open question",
        "an open question that is needed",
        "an accepted risk on what is needed",
        "an accepted risk",
        "an accepted risk without a gap",
        "an accepted risk on what is shown already",
        "an excluded clause",
        "a fact that is not known",
        "an answer carried over",
        "open questions of other clauses",
    ],
)
def test_what_no_step_can_mend_is_named_with_the_steps_that_wait_for_it(
    answers: Answers, changes: dict[str, object], expected: list[object]
) -> None:
    report = of_bank({**ANSWERS, **answers}, **changes)
    plan = fit_to_sign(report, ["P1"])
    assert in_the_way(plan) == expected
    assert plan.predicted[0].pledges[0].fit_to_sign is (not expected)


def test_blocked_steps_are_left_out_with_what_only_they_need() -> None:
    asked = [
        needing(question("ENC-01"), {3: [("ENC-02", 3), ("ENC-03", 1)]}),
        question("ENC-02", clauses=["P2-1"]),
        question("ENC-03", clauses=["P2-1"]),
    ]
    plan = fit_to_sign(report_of(asked, {"ENC-01": 1, "ENC-02": 2}, pledges=("P1", "P2")), ["P1"])
    assert planned(plan) == [("ENC-01", 2, 1)]
    assert in_the_way(plan) == [("unanswered", "ENC-03", [("ENC-01", 3)])]


def test_blockers_stand_in_one_order() -> None:
    asked = [
        question("ENC-01", clauses=["P1-1"], tier="core"),
        question("ENC-02", clauses=["P1-1"], tier="core"),
        question("ENC-03", clauses=["P1-1"], tier="core"),
        question("ENC-04", clauses=["P1-2"], tier="core", applies_when={"minors": True}),
    ]
    answers: Answers = {"ENC-01": 1, "ENC-03": Answer(1, carried_over=True), "ENC-04": "na"}
    report = report_of(asked, answers, tier="core", accepted={"ENC-01": RISK})
    assert in_the_way(fit_to_sign(report, ["P1"])) == [
        ("express", "core", []),
        ("fact", "minors", []),
        ("carried_over", "ENC-03", []),
        ("excluded", "P1-2", []),
        ("unanswered", "ENC-02", []),
        ("accepted", "ENC-01", []),
    ]


def test_a_pledge_or_a_clause_that_nothing_applies_to_is_named() -> None:
    asked = [question("ENC-01", applies_when={"minors": True}), question("ENC-02", clauses=["P2-1"])]
    made = bank(*asked, clauses=[clause("P2-2")])
    answers: Answers = {"ENC-02": proved(3)}
    report = assess(made, assessment(answers, pledges=("P1", "P2"), profile={"minors": False}))
    assert in_the_way(fit_to_sign(report, ["P1"])) == [("out_of_scope", "P1", [])]
    assert in_the_way(fit_to_sign(report, ["P2-2", "P2-1"])) == [("out_of_scope", "P2-2", [])]
    assert in_the_way(fit_to_sign(report, ["P2"])) == []


def test_a_circle_of_needs_is_one_plan() -> None:
    asked = [
        needing(question("ENC-01", target=2), {2: [("ENC-02", 2)]}),
        needing(question("ENC-02", target=2), {2: [("ENC-01", 2)]}),
    ]
    plan = fit_to_sign(report_of(asked, {"ENC-01": 1, "ENC-02": 1}), ["P1"])
    assert ({*planned(plan)}, plan.blocked) == ({("ENC-01", 2, 1), ("ENC-02", 2, 1)}, ())


def test_a_chain_of_needs_of_any_length_is_followed() -> None:
    names = [f"ENC-{number}" for number in range(1000, 3000)]
    first, *rest = (question(name, target=2, clauses=["P2-1"]) for name in names)
    chain = [needing(one, {2: [(before, 2)]}) for before, one in zip(names, rest, strict=False)]
    asked = [first, *chain[:-1], replace(chain[-1], clauses=("P1-1",))]
    plan = fit_to_sign(report_of(asked, dict.fromkeys(names, 1), pledges=("P1", "P2")), ["P1"])
    assert planned(plan) == [(name, 2, 1) for name in names]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (["P1", "P1-1", "P2", "P1-3"], []),
        ([], [("goal", "Nothing is chosen: name a pledge or a clause.")]),
        (["P9"], [("goal.P9", "The bank has no pledge or clause “P9”: check the spelling.")]),
        (
            ["P3", "P1"],
            [("goal.P3", "P3 is not assessed here: add it to the assessment's pledges, or choose another.")],
        ),
        (
            ["P3-1"],
            [("goal.P3-1", "P3 is not assessed here: add it to the assessment's pledges, or choose another.")],
        ),
        (["P1-4"], [("goal.P1-4", "P1-4 is a formality without a verdict: choose another clause.")]),
    ],
)
def test_a_goal_that_has_no_verdict_here_is_refused(chosen: list[str], expected: list[tuple[str, str]]) -> None:
    asked = [*BANK.questions, question("GOV-01", clauses=["P3-1"])]
    made = bank(*asked, clauses=BANK.clauses)
    report = assess(made, assessment(ANSWERS, pledges=("P1", "P2")))
    assert refused(report, chosen) == expected
