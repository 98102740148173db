"""Is a clause's promise being kept? (docs/scoring.md, section 5)"""

from collections.abc import Sequence
from typing import Any

import pytest

from assessment.engine.model import AcceptedRisk, Answer, Clause, Question
from assessment.engine.report import assess
from assessment.engine.verdicts import ClauseResult, Verdict
from tests.build import DAY, Answers, assessment, bank, clause, proved, question

ONE, TWO, THREE = (question(weight=weight) for weight in (1, 2, 3))
CRITICAL = question(critical=True)
OTHER, SECOND_CRITICAL = question("ENC-02"), question("ENC-02", critical=True)
LOW, HIGH = question(target=2), question(target=4)
CORE = question(tier="core")
FOR_MINORS = question(applies_when={"minors": True})
EXPRESS, NO_MINORS = {"tier": "core"}, {"profile": {"minors": False}}
FAR_RISK = AcceptedRisk("Costly", "Board", DAY.replace(year=2027), "A second pair of eyes")

CASES: list[tuple[str, list[Question], Answers, dict[str, Any], Verdict]] = [
    ("express, all in the full tier", [ONE, OTHER], {"ENC-01": 0}, EXPRESS, "not_asked"),
    ("express, one in the core", [CORE, OTHER], {"ENC-01": proved(3)}, EXPRESS, "kept"),
    ("express, a core hole", [CORE, OTHER], {"ENC-01": "unknown"}, EXPRESS, "at_risk"),
    ("express, the profile rules it out", [FOR_MINORS], {}, EXPRESS | NO_MINORS, "out_of_scope"),
    ("express, one ruled out, one full", [FOR_MINORS, OTHER], {}, EXPRESS | NO_MINORS, "not_asked"),
    ("full, the profile rules it out", [FOR_MINORS], {"ENC-01": 0}, NO_MINORS, "out_of_scope"),
    ("full, one ruled out, one left", [FOR_MINORS, OTHER], {"ENC-02": proved(3)}, NO_MINORS, "kept"),
    ("full, a fact not known", [FOR_MINORS], {}, {}, "open"),
    ("no question at all", [], {}, {}, "out_of_scope"),
    ("no question at all, express", [], {}, EXPRESS, "out_of_scope"),
    ("all N/A", [ONE, OTHER], {"ENC-01": "na", "ENC-02": "na"}, {}, "excluded"),
    ("one N/A, one open", [ONE, OTHER], {"ENC-01": "na"}, {}, "open"),
    ("one N/A, one kept", [ONE, OTHER], {"ENC-01": "na", "ENC-02": proved(3)}, {}, "kept"),
    ("N/A and ruled out", [FOR_MINORS, OTHER], {"ENC-02": "na"}, NO_MINORS, "excluded"),
    ("0 of weight 1", [ONE], {"ENC-01": 0}, {}, "at_risk"),
    ("0 of weight 2", [TWO], {"ENC-01": 0}, {}, "broken"),
    ("0 of weight 3", [THREE], {"ENC-01": 0}, {}, "broken"),
    ("0 and critical", [CRITICAL], {"ENC-01": 0}, {}, "broken"),
    ("unknown of weight 1", [ONE], {"ENC-01": "unknown"}, {}, "at_risk"),
    ("unknown of weight 2", [TWO], {"ENC-01": "unknown"}, {}, "broken"),
    ("1 of weight 3", [THREE], {"ENC-01": 1}, {}, "at_risk"),
    ("1 and critical", [CRITICAL], {"ENC-01": 1}, {}, "broken"),
    ("2 and critical", [CRITICAL], {"ENC-01": 2}, {}, "at_risk"),
    ("broken before open", [TWO, OTHER], {"ENC-01": 0}, {}, "broken"),
    ("broken beside a perfect one", [ONE, SECOND_CRITICAL], {"ENC-01": proved(4), "ENC-02": 0}, {}, "broken"),
    ("open before at risk", [THREE, OTHER], {"ENC-01": 1}, {}, "open"),
    ("open alone", [ONE], {}, {}, "open"),
    ("cleared", [ONE], {"ENC-01": None}, {}, "open"),
    ("a claim not shown", [ONE], {"ENC-01": 3}, {}, "at_risk"),
    ("a claim shown", [ONE], {"ENC-01": proved(3)}, {}, "kept"),
    ("below a low target", [LOW], {"ENC-01": 1}, {}, "at_risk"),
    ("at a low target", [LOW], {"ENC-01": 2}, {}, "kept"),
    ("below a high target", [HIGH], {"ENC-01": proved(3)}, {}, "at_risk"),
    ("at a high target", [HIGH], {"ENC-01": proved(4)}, {}, "kept"),
    ("below one's own target", [ONE], {"ENC-01": proved(3)}, {"targets": {"ENC-01": 4}}, "kept"),
    ("a low target set by oneself", [ONE], {"ENC-01": 2}, {"targets": {"ENC-01": 2}}, "at_risk"),
    ("an accepted risk", [TWO], {"ENC-01": 0}, {"accepted": {"ENC-01": FAR_RISK}}, "broken"),
    ("carried over", [ONE], {"ENC-01": Answer(2, carried_over=True)}, {}, "at_risk"),
]


def result(asked: Sequence[Question], answers: Answers, changes: dict[str, Any]) -> ClauseResult:
    return assess(bank(*asked, clauses=[clause()]), assessment(answers, **changes)).clauses[0]


@pytest.mark.parametrize(
    ("asked", "answers", "changes", "verdict"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_verdict_on_a_clause(
    asked: list[Question], answers: Answers, changes: dict[str, Any], verdict: Verdict
) -> None:
    assert result(asked, answers, changes).verdict == verdict


BECAUSE: list[tuple[list[Question], Answers, tuple[str, ...]]] = [
    ([TWO, OTHER, question("ENC-03", critical=True)], {"ENC-01": 0, "ENC-02": 0, "ENC-03": 1}, ("ENC-01", "ENC-03")),
    ([ONE, OTHER, question("ENC-03")], {"ENC-02": 0}, ("ENC-01", "ENC-03")),
    ([HIGH, OTHER, question("ENC-03")], {"ENC-01": proved(3), "ENC-02": proved(3), "ENC-03": 3}, ("ENC-01", "ENC-03")),
    ([ONE, OTHER], {"ENC-01": "na", "ENC-02": "na"}, ("ENC-01", "ENC-02")),
    ([ONE, OTHER], {"ENC-01": "na", "ENC-02": proved(3)}, ()),
]


@pytest.mark.parametrize(("asked", "answers", "names"), BECAUSE)
def test_a_verdict_names_the_questions_that_made_it(
    asked: list[Question], answers: Answers, names: tuple[str, ...]
) -> None:
    found = result(asked, answers, {})
    every = tuple(one.id for one in asked)
    assert tuple(one.question.id for one in found.because) == names
    assert tuple(one.question.id for one in found.standings) == every


@pytest.mark.parametrize(
    ("asked", "unasked"), [([], True), ([FOR_MINORS], False), ([ONE], False)], ids=["none", "ruled out", "asked"]
)
def test_a_clause_without_a_question_is_marked(asked: list[Question], unasked: bool) -> None:
    assert result(asked, {}, NO_MINORS).unasked is unasked


def test_a_question_speaks_for_all_its_clauses_and_for_no_other() -> None:
    asked = [question("ENC-01", clauses=["P1-1", "P1-2"], weight=2), question("ENC-02", clauses=["P1-2", "P1-3"])]
    report = assess(bank(*asked), assessment({"ENC-01": 0, "ENC-02": proved(3)}))
    assert {one.clause.id: one.verdict for one in report.clauses} == {
        "P1-1": "broken",
        "P1-2": "broken",
        "P1-3": "kept",
    }


KINDS: list[tuple[Clause, list[str]]] = [
    (clause(kind="obligation"), ["P1-1"]),
    (clause(kind="prohibition"), ["P1-1"]),
    (clause(kind="right"), ["P1-1"]),
    (clause(kind="liability"), ["P1-1"]),
    (clause(kind="formality"), []),
]


@pytest.mark.parametrize(("one", "judged"), KINDS, ids=[case[0].kind for case in KINDS])
def test_every_kind_of_clause_but_a_formality_is_judged(one: Clause, judged: list[str]) -> None:
    report = assess(bank(ONE, clauses=[one]), assessment({"ENC-01": 0}))
    assert [found.clause.id for found in report.clauses] == judged
