"""The bank that is shipped: that it is sound and covers the promises, never how it is worded."""

import time
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
