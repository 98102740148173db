"""The verdict on a whole pledge, the users' side, and what is fit to sign (docs/scoring.md, section 5)."""

from collections.abc import Iterable
from typing import Any

import pytest

from assessment.engine.model import Answer, Choice, Party, Question
from assessment.engine.report import Report, assess
from assessment.engine.verdicts import PledgeResult, Verdict
from tests.build import Answers, assessment, bank, clause, fact, proved, question

MADE: dict[Verdict, tuple[dict[str, Any], Answer | Choice | None]] = {
    "broken": ({"weight": 2}, 0),
    "open": ({}, None),
    "at_risk": ({}, 2),
    "excluded": ({}, "na"),
    "kept": ({}, proved(3)),
    "out_of_scope": ({"applies_when": {"minors": True}}, None),
}
"""For each verdict a question and an answer that give it to the question's clause."""


def report_with(verdicts: Iterable[Verdict], parties: Iterable[Party]) -> Report:
    """A report on P1 with one clause for each of the verdicts, binding the party at the same place, or the provider."""
    asked: list[Question] = []
    answers: dict[str, Answer | Choice | None] = {}
    for number, verdict in enumerate(verdicts, 1):
        traits, answers[f"ENC-{number:02}"] = MADE[verdict]
        asked.append(question(f"ENC-{number:02}", clauses=[f"P1-{number}"], **traits))
    clauses = [clause(f"P1-{number}", by=party) for number, party in enumerate(parties, 1)]
    return assess(bank(*asked, clauses=clauses), assessment(answers, profile={"minors": False}))


def pledge_with(*verdicts: Verdict, by: tuple[Party, ...] = ()) -> PledgeResult:
    return report_with(verdicts, by).pledges[0]


ORDER: list[tuple[tuple[Verdict, ...], Verdict]] = [
    (("kept", "excluded", "at_risk", "open", "broken", "out_of_scope"), "broken"),
    (("kept", "excluded", "at_risk", "open", "out_of_scope"), "open"),
    (("kept", "excluded", "at_risk", "out_of_scope"), "at_risk"),
    (("kept", "excluded", "out_of_scope"), "excluded"),
    (("kept", "out_of_scope"), "kept"),
    (("kept",), "kept"),
    (("out_of_scope", "out_of_scope"), "out_of_scope"),
]


@pytest.mark.parametrize(("verdicts", "expected"), ORDER)
def test_a_pledge_is_as_good_as_its_worst_clause(verdicts: tuple[Verdict, ...], expected: Verdict) -> None:
    assert (pledge_with(*verdicts).verdict, pledge_with(*reversed(verdicts)).verdict) == (expected, expected)


def test_a_pledge_without_clauses_that_are_judged_is_out_of_scope() -> None:
    tiny = bank(question(), clauses=[clause(kind="formality")])
    found = assess(tiny, assessment({"ENC-01": 0})).pledges[0]
    assert (found.verdict, found.user_side, found.clauses, found.counts) == ("out_of_scope", None, (), {})


def test_a_pledge_that_the_express_check_does_not_ask_about_is_out_of_scope() -> None:
    found = assess(bank(question(tier="full")), assessment(tier="core")).pledges[0]
    assert (found.verdict, found.counts) == ("out_of_scope", {"not_asked": 1})


@pytest.mark.parametrize("party", ["provider", "supervisor", "all"])
def test_clauses_by_provider_supervisor_and_all_make_the_verdict(party: Party) -> None:
    found = pledge_with("kept", "broken", by=("provider", party))
    assert (found.verdict, found.user_side, len(found.clauses), found.user_clauses) == ("broken", None, 2, ())


USERS: list[tuple[tuple[Verdict, ...], tuple[Party, ...], tuple[Verdict, Verdict, list[str], list[str]]]] = [
    (("kept", "broken"), ("provider", "user"), ("kept", "broken", ["P1-1"], ["P1-2"])),
    (("broken", "kept", "excluded"), ("all", "user", "user"), ("broken", "excluded", ["P1-1"], ["P1-2", "P1-3"])),
    (("at_risk", "open"), ("user", "user"), ("out_of_scope", "open", [], ["P1-1", "P1-2"])),
    (("kept", "out_of_scope"), ("supervisor", "user"), ("kept", "out_of_scope", ["P1-1"], ["P1-2"])),
]


@pytest.mark.parametrize(("verdicts", "parties", "expected"), USERS)
def test_clauses_by_users_are_judged_alike_and_shown_apart(
    verdicts: tuple[Verdict, ...],
    parties: tuple[Party, ...],
    expected: tuple[Verdict, Verdict, list[str], list[str]],
) -> None:
    found = pledge_with(*verdicts, by=parties)
    sides = [[one.clause.id for one in side] for side in (found.clauses, found.user_clauses)]
    assert (found.verdict, found.user_side, *sides) == expected


def test_a_broken_clause_of_users_is_counted_among_the_broken() -> None:
    report = report_with(("kept", "broken"), ("provider", "user"))
    assert [one.clause.id for one in report.broken] == ["P1-2"]


def test_clauses_are_counted_by_verdict_without_the_users() -> None:
    found = pledge_with("kept", "broken", "kept", "broken", "open", by=("all", "all", "provider", "user", "all"))
    assert found.counts == {"kept": 2, "broken": 1, "open": 1}


def test_pledges_are_judged_each_by_its_own_clauses() -> None:
    asked = [question("ENC-01", clauses=["P1-1"], weight=2), question("ENC-02", clauses=["P2-1"])]
    report = assess(bank(*asked), assessment({"ENC-01": 0, "ENC-02": proved(3)}, pledges=("P1", "P2")))
    assert {one.pledge.id: one.verdict for one in report.pledges} == {"P1": "broken", "P2": "kept"}


PAIR = bank(
    question("ENC-01", tier="core"),
    question("ENC-02", tier="core", clauses=["P1-2"], applies_when={"minors": True}),
    question("ENC-03", tier="core", clauses=["P2-1"]),
    clauses=[clause("P3-9", kind="formality")],
    facts=[fact("minors"), fact("abroad")],
)
ALL_KEPT: Answers = {"ENC-01": proved(3), "ENC-02": proved(3)}
SETTLED: dict[str, Any] = {"profile": {"minors": True, "abroad": False}}
COPIED = Answer(3, evidence=("E1",), carried_over=True)
FIT: list[tuple[str, Answers, dict[str, Any], Verdict, bool]] = [
    ("kept, all settled", ALL_KEPT, {}, "kept", True),
    ("kept, one clause out of scope", ALL_KEPT, {"profile": {"minors": False, "abroad": False}}, "kept", True),
    ("kept in the express check", ALL_KEPT, {"tier": "core"}, "kept", False),
    ("kept, a fact not known", ALL_KEPT, {"profile": {"minors": True}}, "kept", False),
    ("kept, an answer carried over", {**ALL_KEPT, "ENC-02": COPIED}, {}, "kept", False),
    ("kept, carried over outside the scope", {**ALL_KEPT, "ENC-03": COPIED}, {}, "kept", True),
    ("with an exclusion", {**ALL_KEPT, "ENC-02": "na"}, {}, "excluded", False),
    ("at risk", {**ALL_KEPT, "ENC-02": 2}, {}, "at_risk", False),
    ("below one's own target only", ALL_KEPT, {"targets": {"ENC-01": 4}}, "kept", True),
    ("out of scope", {"ENC-03": proved(3)}, {"pledges": ("P3",)}, "out_of_scope", False),
]


@pytest.mark.parametrize(
    ("answers", "changes", "verdict", "fit"), [case[1:] for case in FIT], ids=[case[0] for case in FIT]
)
def test_what_is_kept_and_settled_is_fit_to_sign(
    answers: Answers, changes: dict[str, Any], verdict: Verdict, fit: bool
) -> None:
    pledges = assess(PAIR, assessment(answers, **SETTLED | changes)).pledges
    assert [(one.verdict, one.fit_to_sign) for one in pledges] == [(verdict, fit)]
