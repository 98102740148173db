"""The bank that is shipped: that it is sound and covers the promises, never how it is worded."""

from collections import Counter

import pytest

from assessment.bank import Checked, check, coverage, from_document, to_document
from assessment.bank.checks.completeness import is_finished
from assessment.bank.defaults import SCALE
from assessment.engine.model import Bank

CLAUSES = {"P1": 20, "P2": 24, "P3": 12, "P4": 29}


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check()


@pytest.fixture(scope="module")
def bank(checked: Checked) -> Bank:
    assert [str(fault) for fault in checked.errors] == []
    assert checked.bank is not None
    return checked.bank


def test_the_bank_has_no_errors(checked: Checked) -> None:
    assert [str(fault) for fault in checked.errors] == []


def test_a_finished_bank_draws_no_warning(checked: Checked, bank: Bank) -> None:
    assert not is_finished(bank.version) or [str(fault) for fault in checked.warnings] == []


def test_every_clause_of_the_pledges_is_catalogued(bank: Bank) -> None:
    assert Counter(clause.pledge for clause in bank.clauses) == CLAUSES


def test_a_finished_bank_asks_about_every_promise(bank: Bank) -> None:
    unasked = [clause.id for covered in coverage(bank) for clause in covered.unasked]
    assert not is_finished(bank.version) or unasked == []


def test_coverage_counts_each_question_under_each_of_its_clauses(bank: Bank) -> None:
    counted = sum(len(part.questions) for covered in coverage(bank) for part in covered.clauses)
    assert counted == sum(len(question.clauses) for question in bank.questions)


def test_the_bank_is_frozen_and_read_back_the_same(bank: Bank) -> None:
    assert from_document(to_document(bank)) == bank


def test_banks_that_leave_the_scale_out_get_this_one(bank: Bank) -> None:
    assert bank.scale == SCALE
