"""What a reader must know beside the figures, in both languages."""

from collections.abc import Sequence

import pytest

from assessment.engine.model import Choice, Question, Text
from assessment.engine.report import assess
from tests.build import assessment, bank, clause, question


def family(name: str, size: int) -> list[Question]:
    return [question(f"{name}-{number:02}") for number in range(1, size + 1)]


def warnings(asked: Sequence[Question], excluded: Sequence[str]) -> tuple[Text, ...]:
    answers: dict[str, Choice] = dict.fromkeys(excluded, "na")
    return assess(bank(*asked), assessment(answers)).warnings


def test_nothing_to_tell_where_a_fifth_of_a_family_is_na() -> None:
    assert warnings(family("ENC", 5), ["ENC-03"]) == ()


def test_more_than_a_fifth_na_is_told_family_by_family() -> None:
    asked = [*family("ENC", 4), *family("ACC", 5), *family("AUD", 5)]
    assert warnings(asked, ["AUD-01", "AUD-02", "ACC-01", "ENC-04"]) == (
        Text("ENC: 1 of 4 applicable questions are answered N/A.", "ENC：4个适用题目中有1个答为不适用。"),
        Text("AUD: 2 of 5 applicable questions are answered N/A.", "AUD：5个适用题目中有2个答为不适用。"),
    )


def test_clauses_that_nothing_asks_about_are_counted_by_pledge() -> None:
    names = ["P1-1", "P1-2", "P1-3", "P2-1", "P3-1"]
    clauses = [clause("P1-9", kind="formality"), *(clause(name) for name in names)]
    tiny = bank(question(clauses=["P1-2"]), clauses=clauses)
    assert assess(tiny, assessment(pledges=("P2", "P1"))).warnings == (
        Text(
            "P1: this bank has no question yet on 2 of its clauses; the verdict does not cover them.",
            "P1：本题库尚无题目涉及其中2项条款，结论不包括这些条款。",
        ),
        Text(
            "P2: this bank has no question yet on 1 of its clauses; the verdict does not cover them.",
            "P2：本题库尚无题目涉及其中1项条款，结论不包括这些条款。",
        ),
    )


@pytest.mark.parametrize(("tier", "profile"), [("core", {"minors": True}), ("full", {"minors": False})])
def test_a_clause_with_a_question_that_does_not_apply_is_asked_about(tier: str, profile: dict[str, bool]) -> None:
    tiny = bank(question(applies_when={"minors": True}))
    assert assess(tiny, assessment(tier=tier, profile=profile)).warnings == ()


def test_exclusions_are_told_before_clauses_without_a_question() -> None:
    report = assess(bank(*family("ENC", 2), clauses=[clause("P1-7")]), assessment({"ENC-01": "na"}))
    assert [one.en.partition(":")[0] for one in report.warnings] == ["ENC", "P1"]
