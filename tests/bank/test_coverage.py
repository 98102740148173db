"""Which questions ask about which promise."""

from assessment.bank import coverage, load
from tests.bank.conftest import TinyBank


def test_each_clause_has_its_questions_in_order(tiny_bank: TinyBank) -> None:
    [covered] = coverage(load(tiny_bank()))
    assert covered.pledge.id == "A"
    assert {part.clause.id: [question.id for question in part.questions] for part in covered.clauses} == {
        "A-1": ["ENC-01", "ENC-02", "ENC-04", "ENC-05"],
        "A-2": ["ENC-02"],
        "A-3": [],
    }


def test_a_formality_owes_no_question(tiny_bank: TinyBank) -> None:
    [covered] = coverage(load(tiny_bank()))
    assert covered.unasked == ()


def test_a_promise_that_nobody_asks_about_is_named(tiny_bank: TinyBank) -> None:
    [covered] = coverage(load(tiny_bank("unasked-clause")))
    assert [clause.id for clause in covered.unasked] == ["A-0"]
