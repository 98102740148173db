"""Which neighbours of a trend may be joined, and which clauses stand first."""

from dataclasses import replace
from typing import Any

import pytest

from assessment.engine.history import (
    ClauseFigure,
    FamilyFigure,
    Joint,
    broken_in_a_row,
    chronic_first,
    clause_figures,
    family_figures,
    joint,
    kept_throughout,
)
from assessment.engine.model import Bank
from assessment.engine.report import Report, assess
from assessment.engine.verdicts import Verdict
from tests.build import assessment, bank, clause, proved, question

NAMES = tuple(f"ENC-0{number}" for number in range(1, 6))
BANK = bank(
    *(question(name, tier="core" if name == "ENC-01" else "full") for name in NAMES),
    question("DEL-01", clauses=("P2-1",)),
    question("MIN-01", applies_when={"minors": True}),
)


def report(levels: dict[str, Any], given: Bank = BANK, **changes: Any) -> Report:
    return assess(given, assessment(levels, **{"profile": {"minors": False}, **changes}))


def all_at(level: Any, names: tuple[str, ...] = NAMES) -> dict[str, Any]:
    return dict.fromkeys(names, level)


def test_the_same_questions_answered_twice_are_joined() -> None:
    found = joint(report(all_at(1)), report(all_at(2)))
    assert found == Joint(common=5, of=5, like_for_like=250, trend="up", reasons=())
    assert found.joined


@pytest.mark.parametrize(("answered", "reasons"), [(3, ()), (2, ("little",)), (0, ("nothing",))])
def test_three_in_five_in_common_is_enough(answered: int, reasons: tuple[str, ...]) -> None:
    before, after = report(all_at(1, NAMES[:answered])), report(all_at(1))
    assert joint(before, after).reasons == reasons
    assert joint(after, before).reasons == reasons


def test_another_bank_another_tier_and_other_pledges_are_each_said() -> None:
    before = report(all_at(1))
    newer = replace(BANK, version="0.2.0", hash="1" * 64)
    assert joint(before, report(all_at(1), newer)).reasons == ("bank",)
    assert joint(before, report(all_at(1), pledges=("P1", "P2"))).reasons == ("pledges",)
    assert joint(before, report(all_at(1), tier="core")).reasons == ("tier", "little")
    assert joint(before, report({}, newer, tier="core", pledges=("P2",))).reasons == (
        "bank",
        "tier",
        "pledges",
        "nothing",
    )


def test_the_order_in_which_pledges_are_named_changes_nothing() -> None:
    assert joint(report(all_at(1), pledges=("P1", "P2")), report(all_at(1), pledges=("P2", "P1"))).joined


def test_facts_are_said_where_they_let_other_questions_in() -> None:
    before, after = report(all_at(1)), report(all_at(1), profile={"minors": True})
    assert joint(before, after).reasons == ("profile",)
    same = replace(BANK, questions=BANK.questions[:-1])
    assert joint(report(all_at(1), same), report(all_at(1), same, profile={"minors": True})).joined


def test_a_question_set_aside_as_not_applicable_parts_nothing() -> None:
    found = joint(report(all_at(1)), report({**all_at(1), "ENC-05": "na"}))
    assert (found.common, found.of, found.reasons) == (4, 5, ())


def test_families_and_clauses_carry_the_reports_own_figures() -> None:
    own = bank(
        question("ENC-01", weight=3),
        question("DEL-01", clauses=("P1-2",)),
        question("AUD-01", clauses=("P1-3",)),
        clauses=(clause("P1-1"), clause("P1-2"), clause("P1-3"), clause("P1-4")),
    )
    found = report({"ENC-01": 3, "DEL-01": proved(3), "AUD-01": "na"}, own)
    assert family_figures(found) == (
        FamilyFigure(own.family["ENC"], 2, 75, 50),
        FamilyFigure(own.family["DEL"], 3, 75, 75),
    )
    assert clause_figures(found) == (
        ClauseFigure(own.clause["P1-1"], "at_risk", unasked=False),
        ClauseFigure(own.clause["P1-2"], "kept", unasked=False),
        ClauseFigure(own.clause["P1-3"], "excluded", unasked=False),
        ClauseFigure(own.clause["P1-4"], "out_of_scope", unasked=True),
    )


@pytest.mark.parametrize(
    ("verdicts", "row"),
    [
        (("broken", "broken", "broken"), 3),
        (("broken", "kept", "broken"), 1),
        (("broken", "broken", "open"), 0),
        (("broken", None, "broken", "broken"), 2),
        ((), 0),
    ],
)
def test_broken_in_a_row_is_counted_back_from_the_latest(verdicts: tuple[Verdict | None, ...], row: int) -> None:
    assert broken_in_a_row(verdicts) == row


def test_what_was_not_asked_about_does_not_spoil_kept_throughout() -> None:
    assert kept_throughout(("kept", None, "out_of_scope", "not_asked"))
    assert [kept_throughout(("kept", verdict)) for verdict in ("broken", "open", "at_risk", "excluded")] == [False] * 4


def test_clauses_broken_longest_stand_first_and_the_rest_keep_their_order() -> None:
    rows: dict[str, tuple[Verdict | None, ...]] = {
        "a": ("kept", "kept"),
        "b": ("kept", "broken"),
        "c": ("broken", "broken"),
        "d": ("broken", "kept"),
        "e": ("kept", "broken"),
    }
    assert chronic_first(rows) == ("c", "b", "e", "a", "d")
