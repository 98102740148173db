"""What differs between two banks."""

from dataclasses import replace
from typing import Any

import pytest

from assessment.engine.bank_changes import (
    GRADES,
    MEANING,
    PARTS,
    WORDING,
    BankChanges,
    Change,
    Part,
    bank_changes,
    differences,
    is_newer,
)
from assessment.engine.model import Bank, EvidenceHint, Question
from tests.build import bank, clause, fact, question, steps, text

OTHER: dict[Part, Any] = {
    "text": text("Another question?"),
    "why": text("Another reason"),
    "how": text("Another way"),
    "levels": tuple(text(f"Other {level}") for level in range(5)),
    "evidence": (EvidenceHint("audit", text("Audit")),),
    "steps": steps(1, 2, 1, 1),
    "refs": {"pipl": ("51",)},
    "elsewhere": {"P1-1": text("Since")},
    "clauses": ("P1-1", "P1-2"),
    "applies_when": {"minors": True},
    "rhythm": "quarter",
    "evidence_days": 30,
    "critical": True,
    "weight": 3,
    "target": 4,
    "tier": "core",
}
OWN = question("ENC-01")


def changes(before: Bank, after: Bank) -> BankChanges:
    return bank_changes(before, after)


def names(some: Any) -> list[str]:
    return [one.after.id if isinstance(one, Change) else one.id for one in some]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_a_question_is_looked_at(part: Part) -> None:
    assert differences(OWN, replace(OWN, **{part: OTHER[part]})) == (part,)


def test_the_parts_are_all_that_a_question_has_beside_its_name_and_revision() -> None:
    held = set(Question.__dataclass_fields__) - {"id", "family", "revision"}
    assert set(PARTS) == held == set(OTHER)
    assert len(PARTS) == len(held)
    assert {*MEANING, *GRADES, *WORDING} == held


def test_a_bank_against_itself_shows_nothing() -> None:
    own = bank(OWN, facts=[fact("minors")])
    found = changes(own, own)
    assert (bool(found), found.differing, found.new, found.retired) == (False, (), (), ())


def test_questions_are_told_apart_by_what_happened_to_them() -> None:
    before = bank(*(question(f"ENC-0{number}") for number in range(1, 7)))
    after = bank(
        question("ENC-01"),
        replace(question("ENC-02", revision=2, weight=3), text=text("Anew?")),
        replace(question("ENC-03"), why=text("In other words")),
        question("ENC-04", weight=2),
        replace(question("ENC-05", target=4), how=text("Otherwise")),
        question("ENC-07"),
    )

    found = changes(before, after)

    assert names(found.new) == ["ENC-07"]
    assert names(found.retired) == ["ENC-06"]
    assert names(found.revised) == ["ENC-02"]
    assert names(found.reworded) == ["ENC-03", "ENC-05"]
    assert names(found.graded) == ["ENC-02", "ENC-04", "ENC-05"]
    assert [one.parts for one in found.differing] == [
        ("text", "weight"),
        ("why",),
        ("weight",),
        ("how", "target"),
    ]


def test_a_new_revision_of_the_same_words_is_a_change_all_the_same() -> None:
    found = changes(bank(OWN), bank(replace(OWN, revision=2)))
    assert [(one.revised, one.reworded, one.parts) for one in found.differing] == [(True, False, ())]
    assert found


def test_facts_pledges_and_clauses_that_come_and_go_are_named() -> None:
    before = bank(OWN, clauses=[clause("P1-1"), clause("P3-1")], facts=[fact("minors"), fact("abroad")])
    after = bank(OWN, clauses=[clause("P1-1"), clause("P1-2"), clause("P2-1")], facts=[fact("faces"), fact("minors")])

    found = changes(before, after)

    assert (names(found.new_facts), names(found.retired_facts)) == (["faces"], ["abroad"])
    assert (names(found.new_pledges), names(found.retired_pledges)) == (["P2"], ["P3"])
    assert (names(found.new_clauses), names(found.retired_clauses)) == (["P1-2", "P2-1"], ["P3-1"])
    assert found


@pytest.mark.parametrize(
    ("installed", "same", "newer"),
    [
        ("1.0.0", True, False),
        ("1.0.0", False, True),
        ("1.10.0", False, True),
        ("2.0.0-beta", False, True),
        ("0.9.9", False, False),
    ],
)
def test_a_bank_is_newer_where_it_is_another_of_no_lower_version(installed: str, same: bool, newer: bool) -> None:
    own = replace(bank(OWN), version="1.0.0")
    other = replace(own, version=installed, hash=own.hash if same else "1" * 64)
    assert is_newer(other, own) is newer
