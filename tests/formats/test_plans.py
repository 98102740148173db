"""The plan document and its tables, worked out by hand, and what may not be asked for."""

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final, get_args

import pytest

from assessment.engine.planning import within_budget
from assessment.engine.planning_goal import Blocker, BlockerKind
from assessment.engine.report import Report, assess
from assessment.formats.plans import PlanError, plan_document, plan_table, requested_plan
from assessment.formats.scores import score_document
from tests.build import Answers, assessment, bank, clause, question
from tests.engine.plans import RISK, needing

BANK: Final = bank(
    needing(question("ENC-01", weight=3, critical=True, efforts=(1, Fraction(3, 2), 2, 9)), {2: [("DEL-01", 3)]}),
    needing(question("ENC-02", clauses=["P1-2"], efforts=(8, 1, 1, 1)), {2: [("AUD-01", 1)]}),
    question("DEL-01", clauses=["P1-2"], target=2, weight=2),
    question("AUD-01", clauses=["P1-3"]),
    clauses=[clause("P1-1"), clause("P1-2"), clause("P1-3", by="user")],
)
ANSWERS: Final[Answers] = {"ENC-01": 0, "ENC-02": 0, "DEL-01": 2}


def report_of(**changes: Any) -> Report:
    return assess(BANK, assessment(ANSWERS, **changes))


def asked(budget: str | None = None, periods: int | None = None, goal: str | None = None) -> dict[str, Any]:
    return plan_document(requested_plan(report_of(), budget, periods, goal))


DOCUMENT: Final = {
    "status": "optimal",
    "optimality_gap": 0.0,
    "worth": 17.1,
    "effort": 5.5,
    "steps": [
        {"question": "ENC-01", "level": 1, "period": 1, "effort": 1},
        {"question": "DEL-01", "level": 3, "period": 1, "effort": 1},
        {"question": "ENC-01", "level": 2, "period": 2, "effort": 1.5},
        {"question": "ENC-01", "level": 3, "period": 3, "effort": 2},
    ],
    "blocked": [
        {
            "kind": "unanswered",
            "subject": "AUD-01",
            "steps": [{"question": "ENC-02", "level": 2}, {"question": "ENC-02", "level": 3}],
        }
    ],
    "too_large": [{"question": "ENC-02", "level": 1, "effort": 8}],
    "left_broken": [],
}


def test_the_whole_document_is_as_worked_out_by_hand() -> None:
    """Two days a period: ENC-01's steps are worth 3 * 2 = 6 each, the need of its second is worth 0.

    6 * (20 + 19 + 18) / 20 = 17.1. In the first period its first step leaves a day for DEL-01, one above its target.
    """
    report = report_of()
    found = plan_document(within_budget(report, Fraction(2), 3))
    predicted = found.pop("predicted")
    assert found == DOCUMENT
    levels: list[dict[str, Any]] = [
        {"ENC-01": 1, "DEL-01": 3},
        {"ENC-01": 2, "DEL-01": 3},
        {"ENC-01": 3, "DEL-01": 3},
    ]
    assert predicted == [score_document(assess(BANK, report.assessment, each)) for each in levels]


def test_the_document_is_plain_json() -> None:
    found = asked("2", 3)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_what_stays_broken_is_named_with_its_clauses() -> None:
    assert asked("0.5")["left_broken"] == [{"question": "ENC-01", "clauses": ["P1-1"]}]


def test_a_goal_is_pledges_and_clauses_between_commas() -> None:
    found = asked(goal=" P1-1 , P1-2,")
    assert [(one["question"], one["level"], one["period"]) for one in found["steps"]] == [
        ("ENC-01", 1, 1),
        ("DEL-01", 3, 1),
        ("ENC-01", 2, 1),
        ("ENC-01", 3, 1),
        ("ENC-02", 1, 1),
    ]
    # 6 + 0 + 6 + 6 + 1; 1 + 1 + 1.5 + 2 + 8
    assert (found["worth"], found["effort"], len(found["predicted"])) == (19, 13.5, 1)
    assert found["blocked"] == DOCUMENT["blocked"]


def test_without_periods_there_is_one() -> None:
    assert asked("12.5") == asked("12.50", 1) == plan_document(within_budget(report_of(), Fraction(25, 2)))


@pytest.mark.parametrize(
    ("budget", "periods", "goal", "faults"),
    [
        (None, None, None, ["Ask for either --budget DAYS or --fit-to-sign P1,P4."]),
        ("5", None, "P1", ["Ask for either --budget DAYS or --fit-to-sign P1,P4."]),
        (None, 2, "P1", ["--periods goes with --budget alone: --fit-to-sign has no periods."]),
        ("5", 0, None, ["--periods: 0 is not between 1 and 12."]),
        ("5", 13, None, ["--periods: 13 is not between 1 and 12."]),
        *(
            (
                budget,
                None,
                None,
                [f"--budget: “{budget}” is not a number of person-days in halves above 0, such as 40 or 12.5."],
            )
            for budget in ("", "0", "-1", "0.25", "1e3", "½", "five", "inf", "1/2", " 1")
        ),
        (None, None, " ,", ["--fit-to-sign: Nothing is chosen: name a pledge or a clause."]),
        (
            None,
            None,
            "P9,P1,P1-x",
            [
                "--fit-to-sign: The bank has no pledge or clause “P9”: check the spelling.",
                "--fit-to-sign: The bank has no pledge or clause “P1-x”: check the spelling.",
            ],
        ),
    ],
)
def test_what_may_not_be_asked_for_is_told_in_a_sentence(
    budget: str | None, periods: int | None, goal: str | None, faults: list[str]
) -> None:
    with pytest.raises(PlanError) as raised:
        asked(budget, periods, goal)
    assert raised.value.faults == tuple(faults)


HEAD: Final = "2026 · 2026-05-20 · plan\n3 steps, 3.5 person-days, worth 11.7\n"
TABLES: Final = """\
period  step         person-days  lead      needs        what to do
------  -----------  -----------  --------  -----------  ----------
1       ENC-01 to 1  1            security  -            To level 1
1       DEL-01 to 3  1            security  -            To level 3
2       ENC-01 to 2  1.5          security  DEL-01 to 3  To level 2

in the way  way out    keeps back
----------  ---------  ------------------------
AUD-01      answer it  ENC-02 to 2, ENC-02 to 3

larger than a period's budget  person-days
-----------------------------  -----------
ENC-02 to 1                    8

predicted  verdicts    broken clauses  level  evidenced  claimed  answered
---------  ----------  --------------  -----  ---------  -------  --------
now        P1 broken   1               -      16.6       16.6     3 of 4
period 1   P1 broken   1               -      37.5       37.5     3 of 4
period 2   P1 at risk  0               -      50.0       50.0     3 of 4
"""


def test_the_tables_say_the_same_beside_where_things_stand() -> None:
    report = report_of()
    assert plan_table(report, within_budget(report, Fraction(2), 2)) == f"{HEAD}\n{TABLES}"


@pytest.mark.parametrize(
    ("gap", "line"),
    [
        (Fraction(0), "Time was up: no plan is worth more, but one of equal worth may take less effort."),
        (Fraction(1, 81), "Time was up: the plan may be short of the best one by 1.24 % of its worth."),
    ],
)
def test_a_plan_whose_time_was_up_says_how_far_it_may_be_from_the_best(gap: Fraction, line: str) -> None:
    report = report_of()
    plan = replace(within_budget(report, Fraction(2), 2), status="feasible", optimality_gap=gap)
    assert plan_table(report, plan) == f"{HEAD}{line}\n\n{TABLES}"
    found = plan_document(plan)
    # 1/81 is 0.01234..., and what a plan may be short of is not rounded down.
    assert (found["status"], found["optimality_gap"]) == ("feasible", 0.0124 if gap else 0.0)


def test_the_tables_begin_with_what_stays_broken_and_leave_out_what_is_empty() -> None:
    report = assess(BANK, assessment({**ANSWERS, "AUD-01": 3, "ENC-02": 3}, accepted={"ENC-01": RISK}))
    assert plan_table(report, within_budget(report, Fraction(3))) == (
        "2026 · 2026-05-20 · plan\n2 steps, 2 person-days, worth 2\n\n"
        "still broken      clauses\n----------------  -------\nENC-01 at 0 of 3  P1-1\n\n"
        "period  step         person-days  lead      needs  what to do\n"
        "------  -----------  -----------  --------  -----  ----------\n"
        "1       ENC-02 to 3  1            security  -      To level 3\n"
        "1       AUD-01 to 3  1            security  -      To level 3\n\n"
        "predicted  verdicts   broken clauses  level  evidenced  claimed  answered\n"
        "---------  ---------  --------------  -----  ---------  -------  --------\n"
        "now        P1 broken  1               0      28.5       35.7     4 of 4\n"
        "period 1   P1 broken  1               0      35.7       35.7     4 of 4\n"
    )


def test_every_kind_of_blocker_has_its_way_out() -> None:
    plan = within_budget(report_of(), Fraction(2))
    named = [Blocker(kind, f"X{place}") for place, kind in enumerate(get_args(BlockerKind))]
    lines = plan_table(report_of(), replace(plan, blocked=tuple(named))).splitlines()
    ways = [line for line in lines if line.startswith("X")]
    assert len({line.partition(" ")[2] for line in ways}) == len(named) == 7
