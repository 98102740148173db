"""Gaps: how large, in which order, which are accepted (docs/scoring.md, section 4)."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from assessment.engine.gaps import Gap
from assessment.engine.model import AcceptedRisk, Answer, Choice, Level, Question
from assessment.engine.report import Report, assess
from tests.build import DAY, Answers, assessment, bank, clause, proved, question

HALF = Fraction(1, 2)


def report_of(asked: Sequence[Question], answers: Answers, **changes: Any) -> Report:
    return assess(bank(*asked), assessment(answers, **changes))


def only(report: Report) -> Gap:
    (found,) = report.gaps
    return found


def order(report: Report) -> list[str]:
    return [gap.standing.question.id for gap in report.gaps]


# gap = target - evidenced; priority = gap * weight * (2 if critical)
SIZES: list[tuple[str, Question, Answer | Choice, dict[str, Level], tuple[int, int]]] = [
    ("3 - 0, weight 1", question(), 0, {}, (3, 3)),
    ("3 - 0, unknown", question(), "unknown", {}, (3, 3)),
    ("3 - 1, weight 3", question(weight=3), 1, {}, (2, 6)),
    ("3 - 2, weight 2, critical", question(weight=2, critical=True), 2, {}, (1, 4)),
    ("3 - 2, a claim not shown", question(weight=2), 4, {}, (1, 2)),
    ("2 - 1, a low target", question(target=2), 1, {}, (1, 1)),
    ("4 - 3, a high target", question(target=4), proved(3), {}, (1, 1)),
    ("4 - 2, one's own target", question(weight=3), 2, {"ENC-01": 4}, (2, 6)),
    ("4 - 0, critical", question(weight=3, critical=True, target=4), 0, {}, (4, 24)),
]


@pytest.mark.parametrize(
    ("asked", "answer", "targets", "expected"), [case[1:] for case in SIZES], ids=[case[0] for case in SIZES]
)
def test_a_gap_is_what_lacks_to_the_target(
    asked: Question, answer: Answer | Choice, targets: dict[str, Level], expected: tuple[int, int]
) -> None:
    found = only(report_of([asked], {"ENC-01": answer}, targets=targets)).standing
    assert (found.gap, found.priority) == expected


@pytest.mark.parametrize("answer", [None, "na", proved(3), proved(4)])
def test_what_is_open_excluded_or_at_its_target_is_no_gap(answer: Answer | Choice | None) -> None:
    assert report_of([question()], {"ENC-01": answer}).gaps == ()


def test_above_the_target_is_no_gap() -> None:
    assert report_of([question(target=2)], {"ENC-01": proved(4)}).gaps == ()


@pytest.mark.parametrize(
    ("answer", "targets", "levels", "effort"),
    [
        # half + 2 + 4 = 6.5
        (0, {}, [1, 2, 3], 6 + HALF),
        (1, {}, [2, 3], 6),
        # the claim of 3 shows 2
        (3, {}, [3], 4),
        # 4 + 8 = 12
        (2, {"ENC-01": 4}, [3, 4], 12),
        (proved(3), {"ENC-01": 4}, [4], 8),
    ],
)
def test_the_effort_of_a_gap_is_that_of_its_open_steps(
    answer: Answer | Choice, targets: dict[str, Level], levels: list[Level], effort: Fraction | int
) -> None:
    found = only(report_of([question(efforts=(HALF, 2, 4, 8))], {"ENC-01": answer}, targets=targets)).standing
    assert ([step.level for step in found.open_steps], found.effort) == (levels, effort)


@pytest.mark.parametrize("answer", [None, "na", proved(3)])
def test_without_a_gap_no_step_is_open(answer: Answer | Choice | None) -> None:
    (found,) = report_of([question(efforts=(1, 2, 4, 8))], {"ENC-01": answer}).standings
    assert (list(found.open_steps), found.effort) == ([], Fraction(0))


def test_a_target_that_one_sets_lower_stays_the_banks() -> None:
    found = only(report_of([question(target=3)], {"ENC-01": 1}, targets={"ENC-01": 2})).standing
    assert (found.target, found.gap) == (3, 2)


def test_the_worst_verdict_comes_first_whatever_the_priority() -> None:
    asked = [
        question("ENC-01", clauses=["P1-1"], weight=3),
        question("ENC-02", clauses=["P1-2"], weight=3),
        question("ENC-03", clauses=["P1-2"]),
        question("ENC-04", clauses=["P1-3"], critical=True, target=2),
        question("ENC-05", clauses=["P1-4"], weight=3),
    ]
    # kept: 1*3 = 3; open: 2*3 = 6; broken: 1*1*2 = 2; at risk: 2*3 = 6
    answers: Answers = {"ENC-01": proved(3), "ENC-02": 1, "ENC-04": 1, "ENC-05": 1}
    report = report_of(asked, answers, targets={"ENC-01": 4})
    assert [(gap.standing.question.id, gap.verdict, gap.standing.priority) for gap in report.gaps] == [
        ("ENC-04", "broken", 2),
        ("ENC-02", "open", 6),
        ("ENC-05", "at_risk", 6),
        ("ENC-01", "kept", 3),
    ]


def test_a_gap_counts_by_the_worst_of_its_assessed_clauses() -> None:
    asked = [
        question("ENC-01", clauses=["P1-1", "P1-2", "P2-1"]),
        question("ENC-02", clauses=["P1-2"]),
        question("ENC-03", clauses=["P2-1"], weight=3),
    ]
    report = report_of(asked, {"ENC-01": 2, "ENC-03": 0})
    found = only(report)
    assert ([one.clause.id for one in found.clauses], found.verdict) == (["P1-1", "P1-2"], "open")


def test_a_broken_clause_of_users_counts_for_the_order() -> None:
    asked = [question("ENC-01", weight=3), question("ENC-02", clauses=["P1-2"], weight=2)]
    report = assess(bank(*asked, clauses=[clause("P1-2", by="user")]), assessment({"ENC-01": 1, "ENC-02": 0}))
    # priorities 2*3 = 6 and 3*2 = 6
    assert [(gap.standing.question.id, gap.verdict) for gap in report.gaps] == [
        ("ENC-02", "broken"),
        ("ENC-01", "at_risk"),
    ]


def test_of_equal_verdicts_the_higher_priority_comes_first() -> None:
    # 2*1 = 2, 1*3 = 3, 1*2*2 = 4
    asked = [question("ENC-01"), question("ENC-02", weight=3), question("ENC-03", weight=2, critical=True)]
    assert order(report_of(asked, {"ENC-01": 1, "ENC-02": 2, "ENC-03": 2})) == ["ENC-03", "ENC-02", "ENC-01"]


def test_of_equal_priorities_the_lower_effort_comes_first_then_the_banks_order() -> None:
    asked = [
        question("ENC-09", efforts=(1, 1, 5, 1)),
        question("ENC-08", efforts=(9, 9, 2, 9)),
        question("ENC-07", efforts=(1, 1, 5, 1)),
        question("ENC-06", efforts=(1, 1, 2 + HALF, 1)),
    ]
    answers: dict[str, Choice] = {"ENC-06": 2, "ENC-07": 2, "ENC-08": 2, "ENC-09": 2}
    assert order(report_of(asked, answers)) == ["ENC-08", "ENC-06", "ENC-09", "ENC-07"]


@pytest.mark.parametrize(
    ("until", "accepted"),
    [(date(2026, 5, 19), False), (date(2026, 5, 20), True), (date(2026, 5, 21), True)],
    ids=["the day before", "the day", "the day after"],
)
def test_a_risk_is_accepted_through_its_last_day(until: date, accepted: bool) -> None:
    risk = AcceptedRisk("The supplier leaves in a month.", "Board", until, "Manual review")
    found = only(report_of([question()], {"ENC-01": 1}, accepted={"ENC-01": risk}))
    assert (found.risk, found.accepted) == (risk, accepted)


def test_an_accepted_risk_changes_no_order_no_score_and_no_verdict() -> None:
    asked = [question("ENC-01", weight=2), question("ENC-02")]
    risk = AcceptedRisk("The supplier leaves in a month.", "Board", DAY, "Manual review")
    bare = report_of(asked, {"ENC-01": 0, "ENC-02": 1})
    marked = report_of(asked, {"ENC-01": 0, "ENC-02": 1}, accepted={"ENC-01": risk})
    assert (order(marked), marked.score, marked.level) == (["ENC-01", "ENC-02"], bare.score, bare.level)
    assert (marked.clauses, marked.pledges) == (bare.clauses, bare.pledges)


def test_without_a_risk_nothing_is_accepted() -> None:
    found = only(report_of([question()], {"ENC-01": 1}))
    assert (found.risk, found.accepted) == (None, False)


def test_a_risk_without_a_gap_is_not_listed() -> None:
    risk = AcceptedRisk("The supplier leaves in a month.", "Board", DAY, "Manual review")
    assert report_of([question()], {"ENC-01": proved(3)}, accepted={"ENC-01": risk}).gaps == ()
