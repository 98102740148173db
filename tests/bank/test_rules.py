"""Each rule finds its fault and no other: a tiny bad bank a rule, with the faults it must give beside it.

faults.txt holds the errors of a bank, or its warnings where it has no errors.
"""

from collections.abc import Iterable

import pytest

from assessment.bank import Fault, check
from assessment.bank.checks import RULES
from tests.bank.conftest import BANKS, TinyBank

BAD = sorted(path.name for path in BANKS.iterdir() if path.name != "good")
COMPLETENESS = sorted(rule.name for rule in RULES.values() if rule.kind == "completeness")
ONLY_IN_COPIES = {"unknown-pledge"}
"""Rules that the files' form cannot break; test_freezing breaks them."""
ADVICE = sorted(rule.name for rule in RULES.values() if rule.kind == "advice")


def expected(name: str) -> list[str]:
    return (BANKS / name / "faults.txt").read_text("utf-8").splitlines()


def lines(faults: Iterable[Fault]) -> list[str]:
    return [str(fault) for fault in faults]


def test_the_good_bank_has_no_fault(tiny_bank: TinyBank) -> None:
    checked = check(tiny_bank())
    assert (checked.errors, checked.warnings) == ((), ())


def test_every_rule_has_a_bank_that_breaks_it() -> None:
    assert {rule.name for rule in RULES.values()} - set(BAD) == ONLY_IN_COPIES


@pytest.mark.parametrize("name", BAD)
def test_a_bad_bank_gives_its_faults(tiny_bank: TinyBank, name: str) -> None:
    checked = check(tiny_bank(name))
    assert lines(checked.errors or checked.warnings) == expected(name)
    assert (checked.bank is None) == bool(checked.errors)


@pytest.mark.parametrize("name", [*COMPLETENESS, *ADVICE])
def test_completeness_and_advice_are_warnings_while_a_bank_grows(tiny_bank: TinyBank, name: str) -> None:
    assert check(tiny_bank(name)).errors == ()


@pytest.mark.parametrize("version", ["1.0.0", "1.2.3", "10.0.0"])
@pytest.mark.parametrize("name", COMPLETENESS)
def test_completeness_is_an_error_from_version_one(tiny_bank: TinyBank, name: str, version: str) -> None:
    checked = check(tiny_bank(name, version=version))
    assert set(expected(name)) - set(lines(checked.errors)) == set()
    assert checked.warnings == ()


@pytest.mark.parametrize("version", ["0.9.12", "1.0.0-rc.1"])
def test_a_version_before_one_is_still_growing(tiny_bank: TinyBank, version: str) -> None:
    checked = check(tiny_bank("small-family", version=version))
    assert (lines(checked.errors), lines(checked.warnings)) == ([], expected("small-family"))


@pytest.mark.parametrize("name", ADVICE)
def test_advice_stays_a_warning(tiny_bank: TinyBank, name: str) -> None:
    assert set(expected(name)) - set(lines(check(tiny_bank(name, version="1.0.0")).warnings)) == set()


def test_a_finished_bank_owes_every_family(tiny_bank: TinyBank) -> None:
    assert lines(check(tiny_bank(version="1.0.0")).errors) == [
        "bank.yaml:13: family DEL needs 4 questions or more and has 0",
        "bank.yaml:13: family DEL has no question in the core tier",
    ]


def test_faults_of_all_files_come_at_once(tiny_bank: TinyBank) -> None:
    names = ("form-of-the-catalogue", "form-of-the-references", "unknown-fact", "unknown-family")
    assert set(lines(check(tiny_bank(*names)).errors)) == {line for name in names for line in expected(name)}


def test_a_fault_of_form_hides_no_other_fault_of_its_question(tiny_bank: TinyBank) -> None:
    folder = tiny_bank("unknown-clause")
    family = folder / "families" / "DEL.yaml"
    family.write_text(family.read_text("utf-8").replace("weight: 2", "weight: 4"), "utf-8")
    assert lines(check(folder).errors) == [
        "families/DEL.yaml:4: DEL-01: weight must be 3 or less, not 4",
        *expected("unknown-clause"),
    ]


def test_what_cannot_be_judged_is_not_reported(tiny_bank: TinyBank) -> None:
    """A family that cannot be read is not called small, nor its questions missing."""
    folder = tiny_bank("yaml-syntax", version="1.0.0")
    encryption = folder / "families" / "ENC.yaml"
    encryption.write_text(
        encryption.read_text("utf-8").replace(
            "lead: privacy}", "lead: privacy, needs: [{question: DEL-01, level: 1}]}", 1
        )
    )
    assert lines(check(folder).errors) == expected("yaml-syntax")
