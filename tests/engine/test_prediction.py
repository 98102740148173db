"""What a report predicts when a plan is taken to have reached levels (docs/scoring.md, section 6)."""

from dataclasses import replace
from fractions import Fraction
from typing import Final

import pytest

from assessment.engine.evidence import Backing
from assessment.engine.model import Answer, Choice, Level, Rhythm, Text
from assessment.engine.report import assess
from tests.build import DAY, assessment, bank, piece, proved, question

AUDIT: Final = piece("audit")


@pytest.mark.parametrize(
    ("answer", "level", "claimed", "backing"),
    [
        (0, 0, 0, Backing(0)),
        (0, 2, 2, Backing(2)),
        (1, 3, 3, Backing(3)),
        (2, 4, 4, Backing(4)),
        ("unknown", 1, 1, Backing(1)),
        (3, 3, 3, Backing(3)),
        (proved(3), 2, 3, Backing(3)),
        (4, 3, 4, Backing(3, ("second", "verifying"))),
        (4, 2, 4, Backing(2, ("second", "verifying", "operating"))),
        (4, 4, 4, Backing(4)),
        (proved(4), 3, 4, Backing(4)),
    ],
)
def test_claim_and_evidence_are_raised_to_the_planned_level_and_never_lowered(
    answer: Answer | Choice, level: Level, claimed: Level, backing: Backing
) -> None:
    report = assess(bank(question()), assessment({"ENC-01": answer}), {"ENC-01": level})
    (found,) = report.standings
    assert (found.claimed, found.backing) == (claimed, backing)


@pytest.mark.parametrize("answer", [None, "na"])
def test_a_question_that_is_open_or_not_applicable_stays_so(answer: Choice | None) -> None:
    given = assessment({"ENC-01": answer})
    assert assess(bank(question()), given, {"ENC-01": 3}).standings == assess(bank(question()), given).standings


def test_date_target_and_evidence_stay_as_they_are() -> None:
    given = assessment({"ENC-01": Answer(1, note="Half done.", evidence=("E1",))}, targets={"ENC-01": 4})
    (before,), (after,) = (assess(bank(question()), given, levels).standings for levels in (None, {"ENC-01": 3}))
    assert after == replace(
        before, answer=Answer(3, note="Half done.", evidence=("E1",)), claimed=3, backing=Backing(3)
    )


def test_periods_that_a_claim_of_4_has_not_shown_are_still_missing() -> None:
    rhythm: Rhythm = "half_year"
    given = assessment({"ENC-01": Answer(4, evidence=("E1",))}, evidence={"E1": piece("policy")})
    (found,) = assess(bank(question(rhythm=rhythm)), given, {"ENC-01": 3}).standings
    missing = (Text("the first half of 2025", "2025年上半年"), Text("the second half of 2025", "2025年下半年"))
    assert found.backing == Backing(3, ("second", "verifying", "periods"), missing)


def test_what_nobody_knew_is_known_once_a_plan_has_begun() -> None:
    given = assessment({"ENC-01": "unknown", "ENC-02": "unknown"})
    report = assess(bank(question("ENC-01"), question("ENC-02")), given, {"ENC-01": 1})
    assert [one.question.id for one in report.unknown] == ["ENC-02"]


def test_scores_levels_verdicts_and_gaps_follow_the_planned_levels() -> None:
    asked = [question("ENC-01", weight=3, critical=True), question("ENC-02", clauses=["P1-2"])]
    report = assess(bank(*asked), assessment({"ENC-01": 0, "ENC-02": 2}), {"ENC-01": 2})
    # 100 * (3*2 + 1*2) / 16 = 50
    assert (report.score.evidenced, report.score.claimed, report.level) == (Fraction(50), Fraction(50), 2)
    assert {one.clause.id: one.verdict for one in report.clauses} == {"P1-1": "at_risk", "P1-2": "at_risk"}
    assert [(gap.standing.question.id, gap.standing.gap) for gap in report.gaps] == [("ENC-01", 1), ("ENC-02", 1)]
    assert report.planned == {"ENC-01": 2}


def test_a_report_of_no_plan_predicts_nothing() -> None:
    given = assessment({"ENC-01": 4}, date=DAY, evidence={"E1": AUDIT})
    assert assess(bank(question()), given) == assess(bank(question()), given, {})
    assert assess(bank(question()), given).planned == {}
