"""Each rule finds its fault and no other: a tiny bad bank a rule, with the faults it must give beside it.

faults.txt holds the errors of a bank, or its warnings where it has no errors.
"""

from collections.abc import Iterable

import pytest

from assessment.bank import Fault, check
from assessment.bank.checks import RULES
from tests.architecture import ROOT
from tests.bank.conftest import BANKS, TinyBank, replace

BAD = sorted(path.name for path in BANKS.iterdir() if path.name != "good")
COMPLETENESS = [
    "critical-outside-core",
    "family-without-core",
    "hidden-measure",
    "latin-punctuation",
    "level-length",
    "many-critical",
    "near-duplicate",
    "one-clause-family",
    "small-family",
    "step-echo",
    "unasked-clause",
    "unasked-rhythm",
]
ONLY_IN_COPIES = {"unknown-pledge"}
"""Rules that the files' form cannot break; test_freezing breaks them."""
ADVICE = ["foreign-theme", "needless-elsewhere", "unused-fact"]


def expected(name: str) -> list[str]:
    return (BANKS / name / "faults.txt").read_text("utf-8").splitlines()


def lines(faults: Iterable[Fault]) -> list[str]:
    return [str(fault) for fault in faults]


def test_the_good_bank_has_no_fault(tiny_bank: TinyBank) -> None:
    checked = check(tiny_bank())
    assert (checked.errors, checked.warnings) == ((), ())


def test_every_rule_has_a_bank_that_breaks_it() -> None:
    assert {rule.name for rule in RULES.values()} - set(BAD) == ONLY_IN_COPIES


def test_every_rule_is_explained_on_the_banks_page() -> None:
    page = (ROOT / "docs" / "bank.md").read_text("utf-8")
    assert "unknown-…" in page
    named = {rule.name for rule in RULES.values() if not rule.name.startswith("unknown-")}
    assert {name for name in named if name not in page} == set()


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
    replace(folder / "families" / "DEL.yaml", "weight: 2", "weight: 4")
    assert lines(check(folder).errors) == [
        "families/DEL.yaml:4: DEL-01: weight must be 3 or less, not 4",
        *expected("unknown-clause"),
    ]


def test_what_cannot_be_judged_is_not_reported(tiny_bank: TinyBank) -> None:
    """A family that cannot be read is not called small, nor its questions missing."""
    folder = tiny_bank("yaml-syntax", version="1.0.0")
    need = "lead: privacy, needs: [{question: DEL-01, level: 1}]}"
    replace(folder / "families" / "ENC.yaml", "lead: privacy}", need)
    assert lines(check(folder).errors) == expected("yaml-syntax")


def test_a_sixth_of_the_questions_may_be_critical(tiny_bank: TinyBank) -> None:
    folder = tiny_bank("small-family")
    replace(folder / "families" / "DEL.yaml", "critical: false", "critical: true")
    assert lines(check(folder).warnings) == expected("small-family")


BROKEN = [
    ("families/ENC.yaml", "clauses: [A-1, A-2]", "clauses: A-2", "ENC-02: clauses must be a list"),
    ("families/ENC.yaml", "rhythm: quarter", "rhythm: 3", "ENC-02: rhythm must be 'month', 'quarter', "),
    ("families/ENC.yaml", "{minors: true}", "{minors: 1}", "ENC-01: applies_when.minors must be true or false"),
    ("families/ENC.yaml", ', zh: "信使同样签字。"', "", "ENC-04: elsewhere.A-3.zh is missing"),
    ("families/ENC.yaml", "id: ENC-04", "id: E4", "E4: id must look like ENC-02, not 'E4'"),
    ("families/ENC.yaml", "revision: 1", "revision: x", "ENC-01: revision must be a whole number"),
    ("families/ENC.yaml", "revision: 1", "revision: [1", "the file is not YAML"),
    ("bank.yaml", "id: ENC", "id: [ENC]", "families: id must be text"),
    ("bank.yaml", "id: minors", "id: [minors]", "facts: id must be text"),
    ("bank.yaml", "technical: {", "te chnical: {", "groups.te chnical must look like fact_name, not 'te chnical'"),
    ("bank.yaml", "level: 0", "level: nought", "scale: level must be a whole number"),
    ("pledges.yaml", "id: A-1", "id: [A-1]", "clauses: id must be text; put it in quotes"),
    ("pledges.yaml", "deletion: [DEL]", "deletion: DEL", "themes.deletion must be a list"),
    ("pledges.yaml", "{A-2: quarter}", "{A-9: weekly}", "rhythms.A-9 must be 'month', 'quarter', "),
    ("duties.yaml", "book: law", "book: 3", "laws: book must be text; put it in quotes"),
    ("duties.yaml", "every: year", "every: decade", "duties: calendar.every must be 'month', 'quarter', "),
    ("duties.yaml", "every: year", "every: quarter", "duties: calendar may name a day in by only with every: year"),
    ("duties.yaml", "limit: within", "limit: at_once", "duties: clock needs amount and unit with the limits within "),
    ("references.yaml", '"Lawfulness"', "5", "law.5 must be text in quotes, or {en: …, zh: …}"),
]


@pytest.mark.parametrize(("file", "sound", "broken", "message"), BROKEN)
def test_what_is_broken_has_one_fault_and_draws_no_others_after_it(
    tiny_bank: TinyBank, file: str, sound: str, broken: str, message: str
) -> None:
    folder = tiny_bank()
    replace(folder / file, sound, broken)
    checked = check(folder)
    [error] = lines(checked.errors)
    assert error.partition(": ")[2].startswith(message)
    assert checked.warnings == ()


def test_questions_without_an_id_are_not_taken_for_one_another(tiny_bank: TinyBank) -> None:
    folder = tiny_bank()
    for name in ("ENC-04", "ENC-05"):
        replace(folder / "families" / "ENC.yaml", f"id: {name}\n  revision", "revision")
    assert [fault.message for fault in check(folder).errors] == ["id is missing", "id is missing"]
