"""Which questions ask about which promise."""

from assessment.bank import coverage, load
from tests.bank.conftest import TinyBank, replace


def test_each_clause_has_its_questions_in_order(tiny_bank: TinyBank) -> None:
    [covered] = coverage(load(tiny_bank()))
    assert covered.pledge.id == "A"
    assert {part.clause.id: [question.id for question in part.questions] for part in covered.clauses} == {
        "A-1": ["ENC-01", "ENC-02", "ENC-04", "ENC-05"],
        "A-2": ["ENC-02"],
        "A-3": ["ENC-04"],
    }


def test_a_formality_owes_no_question(tiny_bank: TinyBank) -> None:
    folder = tiny_bank()
    replace(folder / "families" / "ENC.yaml", "clauses: [A-1, A-3]\n  elsewhere", "clauses: [A-1]\n  # elsewhere")
    [covered] = coverage(load(folder))
    assert covered.unasked == ()


def test_a_promise_that_nobody_asks_about_is_named(tiny_bank: TinyBank) -> None:
    [covered] = coverage(load(tiny_bank("unasked-clause")))
    assert [clause.id for clause in covered.unasked] == ["A-0"]
