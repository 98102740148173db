"""The one report that everything shows: its parts, their order and its counts."""

from fractions import Fraction

import pytest

from assessment.engine.model import Answer
from assessment.engine.report import Report, assess
from tests.build import Answers, assessment, bank, clause, fact, proved, question

ASKED = [
    question("ENC-02", clauses=["P1-2"], weight=2),
    question("ENC-01", clauses=["P1-1", "P2-1"], critical=True),
    question("ACC-01", clauses=["P2-1"]),
    question("ACC-02", clauses=["P2-1"]),
    question("AUD-01", clauses=["P1-1"], weight=3),
]
BANK = bank(*ASKED, clauses=[clause("P1-9", kind="formality")], facts=[fact("minors"), fact("abroad")])
ANSWERS: Answers = {
    "ENC-02": Answer(3, carried_over=True),
    "ENC-01": "unknown",
    "ACC-01": Answer("na", reason="No such access is ever given.", carried_over=True),
    "AUD-01": Answer(1, carried_over=True),
}


@pytest.fixture
def report() -> Report:
    return assess(BANK, assessment(ANSWERS, pledges=("P2", "P1"), profile={"minors": False}))


def ids(part: str, report: Report) -> list[str]:
    return [one.question.id for one in getattr(report, part)]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("standings", ["ENC-02", "ENC-01", "ACC-01", "ACC-02", "AUD-01"]),
        ("in_scope", ["ENC-02", "ENC-01", "ACC-02", "AUD-01"]),
        ("unknown", ["ENC-01"]),
        ("excluded", ["ACC-01"]),
        ("carried_over", ["ENC-02", "AUD-01"]),
        ("capped", ["ENC-02"]),
    ],
)
def test_questions_of_each_kind_are_listed_by_themselves(report: Report, part: str, expected: list[str]) -> None:
    assert ids(part, report) == expected


def test_pledges_clauses_and_families_stand_in_the_banks_order(report: Report) -> None:
    found = (
        [one.pledge.id for one in report.pledges],
        [one.clause.id for one in report.clauses],
        [one.family.id for one in report.families],
    )
    assert found == (["P1", "P2"], ["P1-2", "P1-1", "P2-1"], ["ENC", "ACC", "AUD"])


def test_a_formality_has_no_verdict(report: Report) -> None:
    assert {one.clause.kind for one in report.clauses} == {"obligation"}


def test_a_pledge_that_is_not_assessed_is_left_out() -> None:
    report = assess(BANK, assessment(ANSWERS, pledges=("P2",)))
    assert ([one.pledge.id for one in report.pledges], [one.clause.id for one in report.clauses]) == (["P2"], ["P2-1"])


def test_the_counts_of_a_report(report: Report) -> None:
    broken = [one.clause.id for one in report.broken]
    assert (report.answered, report.complete, broken, report.unknown_facts) == (3, False, ["P1-1", "P2-1"], ("abroad",))


def test_the_counts_of_a_family(report: Report) -> None:
    found = [
        (one.family.id, len(one.standings), len(one.in_scope), one.answered, one.capped) for one in report.families
    ]
    assert found == [("ENC", 2, 2, 2, 1), ("ACC", 2, 1, 0, 0), ("AUD", 1, 1, 1, 0)]


def test_the_lowest_family_is_the_first_with_the_lowest_index(report: Report) -> None:
    # ENC (2*2 + 1*0) / (4*3) = 1/3; ACC nothing answered; AUD 3*1 / (4*3) = 1/4
    assert report.lowest is not None
    assert (report.lowest.family.id, report.lowest.score.evidenced) == ("AUD", Fraction(25))


def test_without_an_answer_no_family_is_lowest() -> None:
    assert assess(BANK, assessment()).lowest is None


def test_of_two_families_alike_the_first_is_lowest() -> None:
    report = assess(bank(question("ENC-01"), question("ACC-01")), assessment({"ENC-01": 0, "ACC-01": 0}))
    assert report.lowest is not None
    assert report.lowest.family.id == "ENC"


@pytest.mark.parametrize(
    ("answers", "complete"),
    [
        ({"ENC-01": proved(3), "ENC-02": "unknown"}, True),
        ({"ENC-01": 0, "ENC-02": "na"}, True),
        ({"ENC-01": 0}, False),
        ({"ENC-01": "na", "ENC-02": "na"}, False),
    ],
)
def test_a_report_is_complete_when_all_of_s_is_answered(answers: Answers, complete: bool) -> None:
    assert assess(bank(question("ENC-01"), question("ENC-02")), assessment(answers)).complete is complete
