"""Which questions an assessment asks (docs/scoring.md, section 1)."""

import pytest

from assessment.engine.model import Answer, Assessment, Question
from assessment.engine.report import assess
from assessment.engine.scope import applicable, carried_over, outside, unknown_facts, with_implied
from tests.build import assessment, bank, clause, fact, question

CASES = [
    ("a clause of an assessed pledge", question(clauses=["P1-1"]), assessment(), None),
    ("one clause of many", question(clauses=["P2-1", "P1-1"]), assessment(), None),
    ("no clause of an assessed pledge", question(clauses=["P2-1"]), assessment(), "pledge"),
    ("no pledge at all", question(), assessment(pledges=()), "pledge"),
    ("a fact as wanted", question(applies_when={"minors": True}), assessment(profile={"minors": True}), None),
    ("a fact otherwise", question(applies_when={"minors": True}), assessment(profile={"minors": False}), "fact"),
    ("a fact not known", question(applies_when={"minors": True}), assessment(), None),
    ("a fact wanted false", question(applies_when={"minors": False}), assessment(profile={"minors": False}), None),
    ("a fact that holds", question(applies_when={"minors": False}), assessment(profile={"minors": True}), "fact"),
    (
        "one fact of two otherwise",
        question(applies_when={"minors": True, "abroad": True}),
        assessment(profile={"minors": True, "abroad": False}),
        "fact",
    ),
    ("another fact", question(applies_when={"minors": True}), assessment(profile={"abroad": False}), None),
    ("full tier, express check", question(tier="full"), assessment(tier="core"), "tier"),
    ("core tier, express check", question(tier="core"), assessment(tier="core"), None),
    ("core tier, full assessment", question(tier="core"), assessment(tier="full"), None),
]


@pytest.mark.parametrize(("asked", "given", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_question_applies_by_pledge_profile_and_tier(asked: Question, given: Assessment, why: str | None) -> None:
    tiny = bank(asked, facts=[fact("abroad")])
    expected = () if why else (asked,)
    assert (outside(tiny, asked, given), applicable(tiny, given)) == (why, expected)


def test_a_formality_alone_brings_its_question_in() -> None:
    asked = question(clauses=["P1-9"])
    assert applicable(bank(asked, clauses=[clause("P1-9", kind="formality")]), assessment()) == (asked,)


def test_applicable_questions_stand_in_the_banks_order() -> None:
    asked = [question("ENC-02"), question("ACC-01"), question("ENC-01")]
    assert applicable(bank(*asked), assessment({"ENC-01": 1, "ACC-01": 2, "ENC-02": 3})) == tuple(asked)


def test_an_answer_na_leaves_the_question_applicable_and_out_of_s() -> None:
    report = assess(bank(question("ENC-01"), question("ENC-02")), assessment({"ENC-01": "na", "ENC-02": 2}))
    assert [(one.question.id, one.in_scope) for one in report.standings] == [("ENC-01", False), ("ENC-02", True)]


def test_answers_to_questions_that_do_not_apply_score_nothing() -> None:
    tiny = bank(
        question("ENC-01", clauses=["P1-1"]),
        question("ENC-02", clauses=["P2-1"]),
        question("ENC-03", clauses=["P1-2"], applies_when={"minors": True}),
    )
    profile = {"minors": False}
    stored = assess(tiny, assessment({"ENC-01": 2, "ENC-02": 0, "ENC-03": "unknown"}, profile=profile))
    bare = assess(tiny, assessment({"ENC-01": 2}, profile=profile))
    assert (stored.standings, stored.score, stored.gaps) == (bare.standings, bare.score, bare.gaps)


def test_facts_that_the_profile_leaves_out_are_not_known() -> None:
    tiny = bank(question(), facts=[fact("minors"), fact("abroad"), fact("sensitive")])
    assert unknown_facts(tiny, assessment(profile={"abroad": False})) == ("minors", "sensitive")


def test_carried_over_answers_count_where_the_question_applies() -> None:
    tiny = bank(question("ENC-01"), question("ENC-02", clauses=["P2-1"]), question("ENC-03"), question("ENC-04"))
    copied = Answer(2, carried_over=True)
    given = assessment({"ENC-04": copied, "ENC-02": copied, "ENC-01": copied, "ENC-03": 2})
    assert carried_over(tiny, given) == ("ENC-01", "ENC-04")


FACTS = [fact("children", "minors"), fact("minors", "sensitive"), fact("sensitive", "children"), fact("abroad")]
IMPLIED = [
    ({"children": True}, {"children": True, "minors": True, "sensitive": True}),
    ({"children": True, "minors": False}, {"children": True, "minors": True, "sensitive": True}),
    ({"children": False}, {"children": False}),
    ({"abroad": True, "children": False}, {"abroad": True, "children": False}),
]


@pytest.mark.parametrize(("profile", "expected"), IMPLIED)
def test_a_true_fact_makes_true_what_it_implies(profile: dict[str, bool], expected: dict[str, bool]) -> None:
    given = dict(profile)
    assert (with_implied(bank(question(), facts=FACTS), profile), profile) == (expected, given)
