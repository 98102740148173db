"""The report's chapters question by question: gaps, what is not known, what does not apply, evidence, answers, sums."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from assessment.engine.model import AcceptedRisk, Action, Answer
from tests.build import REASON, assessment, bank, clause, proved, question
from tests.web.pages import Page, part, rows
from tests.web.reports import ANSWERS, BANK, KEPT, REGISTER, SETTLED, gap, line, report, section


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


def test_gaps_stand_in_the_engines_order_with_their_whole_effort(app: Flask) -> None:
    html = section(report(app), "gaps")
    assert rows(html) == ["1 ENC-01 ENC-01? ✕ Broken 0 3 18 6", "2 DEL-01 DEL-01? ▲ At risk 2 3 2 1"]
    assert part(html, "<tfoot", "</tfoot>").text == "All gaps, person-days 7"


def test_a_gap_that_no_assessed_clause_asks_for_offers_none_to_keep(make_app: Callable[..., Flask]) -> None:
    app = make_app(bank(question("ENC-01", clauses=("P1-1",)), clauses=(clause("P1-1", kind="formality"),)))
    html = report(app, assessment({"ENC-01": 0}))
    assert gap(html, "ENC-01").endswith("Plan this: ENC-01 Accept the risk: ENC-01")


def test_a_gap_says_what_is_promised_is_the_case_is_missing_and_is_to_do(app: Flask) -> None:
    risk = AcceptedRisk("It ends with the archive.", "Li Hua", date(2026, 6, 30), "Kept off line")
    action = Action("ENC-01", 2, "Zhao Lei", date(2026, 7, 1), "doing")
    html = report(app, assessment(ANSWERS, **SETTLED, accepted={"ENC-01": risk}, actions=(action,)))
    assert gap(html, "ENC-01") == (
        "1 ENC-01 ENC-01? ✕ Broken Critical Risk accepted Not known, counts as 0, target 3 "
        "What is promised P1-1 Clause P1-1 ✕ Broken "
        "What is the case We don't know Note: The operator of <b>the archive</b> has not replied. "
        "What is missing 3 Operating: ENC-01 at 3 "
        "What to do next First find out how things stand. How ENC-01 "
        "To level 1 To level 1; lead: Security; 1 person-day. To level 2 To level 2; lead: Security; 2 person-days. "
        "To level 3 To level 3; lead: Security; 3 person-days. Needs DEL-01 at level 3. "
        "Promised: level 2 · Under way · Zhao Lei · due Jul 1, 2026 "
        "Priority, effort 3 (levels below the target) × 3 (weight) × 2 (critical) = 18 1 + 2 + 3 = 6 person-days "
        "Risk accepted It ends with the archive. Instead: Kept off line "
        "Accepted by Li Hua until Jun 30, 2026. It changes no score and no verdict. "
        "Plan this: ENC-01 What it takes to keep P1-1 Change the accepted risk: ENC-01"
    )


def test_a_claim_that_is_not_shown_is_missing_evidence(app: Flask) -> None:
    assert gap(report(app), "DEL-01") == (
        "2 DEL-01 DEL-01? ▲ At risk Claimed 3, counts as 2, target 3 "
        "What is promised P1-3 Clause P1-3 ▲ At risk P1-5 Clause P1-5 ▲ At risk "
        "What is the case 3 Operating: DEL-01 at 3 Claimed, not shown: no current operating evidence. "
        "What is missing Evidence that shows what is claimed, such as: Record: Deletion log "
        "What to do next To level 3 To level 3; lead: Security; 1 person-day. "
        "Priority, effort 1 (levels below the target) × 2 (weight) = 2 1 person-day "
        "Plan this: DEL-01 What it takes to keep P1-3 Accept the risk: DEL-01"
    )


def test_an_expired_acceptance_and_a_target_set_higher_are_said(app: Flask) -> None:
    risk = AcceptedRisk("It ends.", "Li Hua", date(2026, 5, 19), "")
    given = assessment({"DEL-01": proved(3)}, **SETTLED, targets={"DEL-01": 4}, accepted={"DEL-01": risk})
    said = gap(report(app, given), "DEL-01")
    assert "4 Verified (set by this assessment; the bank's is 3): DEL-01 at 4" in said
    assert "Accepted by Li Hua until May 19, 2026: that has expired." in said


def test_the_unknown_is_never_called_absent(app: Flask) -> None:
    html = report(app)
    assert rows(section(html, "answers"))[0] == (
        "ENC-01 ENC-01? Critical Note: The operator of <b>the archive</b> has not replied. "
        "We don't know 0 not known 3 –"
    )
    assert "ENC-01 ENC-01? How to find out: How ENC-01" in Page(section(html, "unknown")).text
    assert "Absent" not in gap(html, "ENC-01")


def test_unknown_facts_are_named(app: Flask) -> None:
    html = report(app, assessment(ANSWERS, evidence=REGISTER))
    assert Page(section(html, "unknown")).text.endswith(
        "Facts not known yet Until they are known, the questions that depend on them stay in. Fact abroad"
    )
    assert rows(section(html, "scope")) == ["Fact abroad Not known yet"]


def test_what_does_not_apply_is_listed_with_its_reason(app: Flask) -> None:
    html = report(app, assessment({**KEPT, "DEL-01": "na"}, **SETTLED))
    assert f"DEL-01 DEL-01? Reason: {REASON}" in Page(section(html, "excluded")).text
    assert rows(section(html, "answers"))[-1] == f"DEL-01 DEL-01? Reason: {REASON} Does not apply – 3 –"


def test_every_answer_is_listed_open_and_carried_over_ones_with_their_mark(app: Flask) -> None:
    given = assessment({**ANSWERS, "ENC-01": Answer(2, carried_over=True)}, **SETTLED)
    assert rows(section(report(app, given), "answers")) == [
        "ENC-01 ENC-01? Critical Carried over, not confirmed 2 Defined 2 Defined 3 –",
        "ENC-02 ENC-02? 4 Verified 4 Verified 3 E1 Tickets of the month E2 Internal audit",
        "ENC-03 ENC-03? ○ Not answered – 3 –",
        "DEL-01 DEL-01? 3 Operating 2 Defined no current operating evidence 3 E3 Old test",
    ]


def test_the_register_says_for_which_questions_a_piece_is_current(app: Flask) -> None:
    html = section(report(app), "evidence")
    assert rows(html) == [
        "E1 Tickets of the month Record May 20, 2026 – Reviewer Current: ENC-02",
        "E2 Internal audit Audit report May 20, 2026 – Reviewer Current: ENC-02",
        "E3 Old test Test report May 20, 2024 – nobody Not current: DEL-01",
        "E4 Unused Record May 20, 2026 – nobody no question",
    ]
    assert "The register holds 4 pieces. Nobody looked at 2 of them a second time." in Page(html).text


def test_the_scope_counts_what_was_left_out_and_why(app: Flask) -> None:
    assert (
        "The bank holds 5 questions, 4 of them apply here. Left out are 1 that belong to no assessed pledge, "
        "0 by the organisation's facts, and 0 that only a full assessment asks."
    ) in Page(section(report(app), "scope")).text


def test_every_number_has_the_line_it_came_from(app: Flask) -> None:
    html = section(report(app), "how")
    assert rows(html)[:2] == ["ENC 3 2 1 0 0 0 5 1 0 8 8", "DEL 1 1 0 0 0 1 2 0 0 6 4"]
    assert rows(html)[2:] == [
        "ENC-01 critical 3 not known 0 0 3 0 0",
        "ENC-02 2 4 4 3 8 8",
        "ENC-03 1 open – 3 – –",
        "DEL-01 2 3 2 3 6 4",
    ]
    assert {anchor: line(html, f"how-{anchor}") for anchor in ("claimed", "high", "level", "broken", "ENC-level")} == {
        "claimed": "Claimed 100 × 14 ÷ (4 × 7) = 50.0",
        "high": "Highest it can become 100 × (12 + 4 × 1) ÷ (4 × (7 + 1)) = 50.0",
        "level": "Overall level The lowest of the families' levels: ENC 0, DEL 2 → 0",
        "broken": "Broken clauses P1-1 → 1",
        "ENC-level": (
            "Level Weighted mean, cut off: 8 ÷ 5 = 1.6 → 1. Weakest critical question: ENC-01 at 0. The smaller: 0"
        ),
    }
