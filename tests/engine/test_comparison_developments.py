"""What became of clauses, levels, evidence, promised actions and gaps between two assessments, and over many."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pytest

from assessment.engine.comparison import Comparison, compare
from assessment.engine.developments import chronic_gaps
from assessment.engine.model import Action, Answer, Assessment, Bank, Choice
from assessment.engine.report import Report, assess
from tests.build import DAY, PROOF, REASON, Answers, assessment, bank, piece, proved, question

LATER: Final = date(2026, 11, 20)
SIX: Final = bank(*(question(f"ENC-0{n}", clauses=[f"P1-{n}"], weight=2) for n in range(1, 7)))


def compared(a: Assessment, b: Assessment, onto: Bank = SIX, later: Bank | None = None) -> Comparison:
    return compare(assess(onto, a), assess(later or onto, b))


def each(*choices: Choice | None) -> dict[str, Answer | Choice | None]:
    """Answers to the questions in order; a 3 with its proof."""
    names = (one.id for one in SIX.questions)
    return {name: proved(one) if one == 3 else one for name, one in zip(names, choices, strict=False)}


def turned(found: Comparison) -> list[tuple[str, str | None, str | None, str]]:
    return [
        (one.clause.id, one.before.verdict if one.before else None, one.after.verdict if one.after else None, one.turn)
        for one in found.clauses
    ]


def test_clauses_that_got_worse_stand_first_then_the_better_then_the_others() -> None:
    # A question of weight 2 breaks its clause at 0 and puts it at risk below its target of 3.
    found = compared(assessment(each(3, 3, 2, 0, 0, 2)), assessment(each(2, 0, 0, 2, 3, None)))
    assert turned(found) == [
        ("P1-2", "kept", "broken", "worse"),
        ("P1-3", "at_risk", "broken", "worse"),
        ("P1-1", "kept", "at_risk", "worse"),
        ("P1-5", "broken", "kept", "better"),
        ("P1-4", "broken", "at_risk", "better"),
        ("P1-6", "at_risk", "open", "other"),
    ]


def test_a_clause_that_one_assessment_did_not_hear_is_neither_better_nor_worse() -> None:
    tiny = bank(question("ENC-01"), question("ACC-01", clauses=["P2-1"]), question("DEL-01", clauses=["P3-1"]))
    answers: Answers = {"ENC-01": 2, "ACC-01": 1, "DEL-01": "na"}
    found = compared(
        assessment(answers, pledges=("P1", "P2")), assessment({**answers, "ENC-01": "na"}, pledges=("P1", "P3")), tiny
    )
    assert turned(found) == [
        ("P1-1", "at_risk", "excluded", "other"),
        ("P3-1", None, "excluded", "other"),
        ("P2-1", "at_risk", None, "other"),
    ]


def test_levels_that_differ_are_told_question_by_question() -> None:
    a = assessment(each(2, 2, 0, "na", None, 3))
    b = assessment({**each(2, 1, "unknown", 1, "na", 3), "ENC-06": 3})
    found = [
        (pair.question.id, pair.before and pair.before.evidenced, pair.after and pair.after.evidenced)
        for pair in compared(a, b).level_changes
    ]
    assert found == [("ENC-02", 2, 1), ("ENC-03", 0, 0), ("ENC-04", None, 1), ("ENC-05", None, None), ("ENC-06", 3, 2)]


def test_a_claim_that_rose_without_evidence_is_a_change_of_level() -> None:
    (pair,) = compared(assessment(each(2)), assessment({"ENC-01": 3})).level_changes
    assert [one and (one.claimed, one.evidenced) for one in (pair.before, pair.after)] == [(2, 2), (3, 2)]


def test_a_question_that_came_and_is_still_open_is_no_change_of_level() -> None:
    found = compared(assessment(pledges=()), assessment())
    assert (len(found.pairs), found.level_changes) == (6, ())


POINTED: Final[Answers] = {"ENC-01": Answer(3, evidence=("E1", "E2", "E1")), "ENC-02": Answer(1, evidence=("E2",))}
MAY: Final = assessment(
    POINTED,
    evidence={"E1": piece("record", DAY), "E2": piece("review", DAY, valid_until=date(2026, 6, 30)), "E3": piece()},
)


def expired(
    a: Assessment, b: Assessment, onto: Bank = SIX, later: Bank | None = None
) -> list[tuple[str, Sequence[str]]]:
    return [(one.name, one.questions) for one in compared(a, b, onto, later).expired]


def later(**changes: Any) -> Assessment:
    """The assessment of May, half a year on."""
    return assessment(changes.pop("answers", POINTED), **{"date": LATER, "evidence": MAY.evidence} | changes)


def test_evidence_that_ran_out_is_named_with_the_questions_it_served() -> None:
    # On 20 November E2 is past its 30 June and E1 184 days old, of 365.
    (found,) = compared(MAY, later()).expired
    assert (found.name, found.piece, found.questions) == ("E2", MAY.evidence["E2"], ("ENC-01", "ENC-02"))
    # 366 days after its date E1 has run out too; E3 served no question.
    assert [one.name for one in compared(MAY, later(date=date(2027, 5, 21))).expired] == ["E1", "E2"]


def test_evidence_confirmed_again_under_its_name_has_not_run_out() -> None:
    assert expired(MAY, later(evidence={**MAY.evidence, "E2": piece("review", LATER, title="Review of autumn")})) == []


def test_another_kind_of_piece_under_the_same_name_is_another_piece() -> None:
    assert expired(MAY, later(evidence={**MAY.evidence, "E2": piece("policy", LATER)})) == [
        ("E2", ("ENC-01", "ENC-02"))
    ]


def test_evidence_that_was_taken_away_has_run_out_only_where_its_time_is_over() -> None:
    assert expired(MAY, later(answers={"ENC-01": 3, "ENC-02": 1}, evidence={})) == [("E2", ("ENC-01", "ENC-02"))]


def test_evidence_of_a_question_that_left_the_scope_has_not_run_out() -> None:
    assert expired(MAY, later(answers={**POINTED, "ENC-02": "na"})) == [("E2", ("ENC-01",))]
    assert expired(MAY, later(pledges=())) == []
    gone = assessment({**POINTED, "ENC-02": Answer("na", REASON, evidence=("E2",))}, evidence=MAY.evidence)
    assert expired(gone, later()) == [("E2", ("ENC-01",))]


def test_evidence_that_was_not_current_before_has_not_run_out_since() -> None:
    assert expired(later(), later(date=date(2026, 12, 1))) == []


def test_evidence_runs_out_by_each_bank_s_own_rhythm() -> None:
    # A record of May is current in A by its 365 days, and in B, where each quarter counts, not in the fourth.
    often = bank(*(question(f"ENC-0{n}", rhythm="quarter" if n == 1 else None) for n in (1, 2)))
    assert expired(MAY, later(), SIX, often) == [("E1", ("ENC-01",)), ("E2", ("ENC-01", "ENC-02"))]


PROMISES: Final = tuple(Action(f"ENC-0{n}", 2, "Privacy", LATER, "open") for n in range(1, 7))


def test_promised_actions_are_told_with_what_became_of_their_questions() -> None:
    changed = bank(*SIX.questions[:4], question("ENC-05", revision=2))
    a = assessment(each(0, 1, 0, 1, 0, 0), actions=(*PROMISES, Action("ENC-01", 4, status="dropped")))
    found = compared(
        a, assessment({"ENC-01": 2, "ENC-02": 1, "ENC-03": None, "ENC-04": "na", "ENC-05": 4}), SIX, changed
    )
    assert [
        (one.action, one.before and one.before.evidenced, one.after and one.after.evidenced, one.became)
        for one in found.promised
    ] == [
        (PROMISES[0], 0, 2, "reached"),
        (PROMISES[1], 1, 1, "short"),
        (PROMISES[2], 0, None, "open"),
        (PROMISES[3], 1, None, "out_of_scope"),
        (PROMISES[4], 0, 2, "changed"),
        (PROMISES[5], 0, None, "changed"),
    ]


def test_an_action_is_reached_by_what_is_shown_and_not_by_what_is_claimed() -> None:
    a = assessment(each(2), actions=(Action("ENC-01", 3, status="done"),))
    assert [one.became for one in compared(a, assessment({"ENC-01": 3})).promised] == ["short"]
    assert [one.became for one in compared(a, assessment({"ENC-01": proved(3)})).promised] == ["reached"]


def test_an_action_on_a_question_that_is_not_asked_any_more_is_out_of_scope() -> None:
    a = assessment(each(2), actions=(Action("ENC-01", 3),))
    assert [one.became for one in compared(a, assessment(pledges=())).promised] == ["out_of_scope"]


def on(day: date, answers: Answers, onto: Bank = SIX, **changes: Any) -> Report:
    return assess(onto, assessment(answers, date=day, **changes))


def chronic(*reports: Report) -> list[tuple[str, int, date]]:
    return [(one.gap.standing.question.id, one.assessments, one.since) for one in chronic_gaps(reports)]


Q1, Q2, Q3, Q4 = (date(2026, month, 20) for month in (2, 5, 8, 11))
FRESH: Final = {name: piece(one.kind, Q1) for name, one in PROOF.items()}


def test_gaps_count_the_unbroken_row_of_assessments_up_to_the_latest() -> None:
    """ENC-01 was mended in the third, ENC-02 never, ENC-03 is a gap of the last two, ENC-04 of the last alone.

    The latest report names ENC-03 first, which breaks its clause; here what stood longest stands first.
    """
    reports = [
        on(Q1, each(0, 0, 3, 3), evidence=FRESH),
        on(Q2, each(0, 1, 3, 3), evidence=FRESH),
        on(Q3, each(3, 2, 2, 3), evidence=FRESH),
        on(Q4, each(2, 2, 0, 2), evidence=FRESH),
    ]
    assert chronic(*reports) == [("ENC-02", 4, Q1), ("ENC-03", 2, Q3)]
    assert chronic(*reversed(reports)) == chronic(*reports)


def test_a_gap_that_is_closed_is_not_chronic() -> None:
    assert chronic(on(Q1, each(0)), on(Q2, each(0)), on(Q3, each(3))) == []


@pytest.mark.parametrize("between", [None, "na"])
def test_an_assessment_without_an_answer_ends_the_row(between: Choice | None) -> None:
    assert chronic(on(Q1, each(0)), on(Q2, each(between)), on(Q3, each(0)), on(Q4, each(0))) == [("ENC-01", 2, Q3)]


def test_another_revision_of_a_question_is_another_gap() -> None:
    new = bank(question("ENC-01", clauses=["P1-1"], weight=2, revision=2))
    reports = [on(Q1, each(0)), on(Q2, each(0)), on(Q3, each(0), new), on(Q4, each(0), new)]
    assert chronic(*reports) == [("ENC-01", 2, Q3)]


def test_gaps_that_stood_equally_long_keep_the_order_of_the_latest_report() -> None:
    # ENC-02 breaks its clause, ENC-01 puts its own at risk: the report names ENC-02 first.
    reports = [on(Q1, each(2, 0)), on(Q2, each(2, 0))]
    assert chronic(*reports) == [("ENC-02", 2, Q1), ("ENC-01", 2, Q1)]


def test_without_reports_and_with_one_nothing_is_chronic() -> None:
    assert (chronic(), chronic(on(Q1, each(0)))) == ([], [])


def test_the_gaps_that_two_assessments_share_are_still_open() -> None:
    found = compare(on(Q1, each(0, 0)), on(Q2, each(3, 1), evidence=FRESH))
    assert [(one.gap.standing.question.id, one.assessments) for one in found.still_open] == [("ENC-02", 2)]
