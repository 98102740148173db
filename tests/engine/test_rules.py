"""What is refused, and the sentence that says why, in both languages."""

from typing import Any

import pytest

from assessment.engine.model import AcceptedRisk, Action, Answer, Question, Text
from assessment.engine.rules import Refusal, answer_refusals, refusals, target_refusals
from tests.build import DAY, PROOF, Answers, assessment, bank, clause, fact, proved, question

RISK = AcceptedRisk("The supplier leaves.", "Board", DAY, "Manual review")
BANK = bank(
    question("ENC-01", critical=True),
    question("ENC-02", target=3),
    question("ENC-03", clauses=["P2-1"]),
    clauses=[clause("P1-1"), clause("P2-1")],
    facts=[fact("minors"), fact("abroad")],
)
KNOWN = {"minors": True, "abroad": False}
SETTLED: Answers = {"ENC-01": proved(3), "ENC-02": Answer(2)}

CRITICAL = Refusal(
    "answers.ENC-01.level",
    Text(
        "ENC-01 is critical and cannot be answered N/A: what makes it not apply belongs in the profile facts.",
        "ENC-01是关键题目，不得答为不适用：不适用的缘由应当在基本情况中说明。",
    ),
)
NO_REASON = Refusal(
    "answers.ENC-02.reason",
    Text(
        "ENC-02: say in 20 characters or more why it does not apply.",
        "ENC-02：请用不少于20个字符说明不适用的理由。",
    ),
)
NOT_REGISTERED = Refusal(
    "answers.ENC-02.evidence",
    Text("Evidence E9 is not in the register: add it there first.", "证据登记册中没有E9：请先登记该证据。"),
)
TARGET = Refusal(
    "targets.ENC-02",
    Text(
        "The target of ENC-02 is 3 in the bank: choose a level from there to 4. "
        "What is left undone on purpose is an accepted risk, not a lower target.",
        "ENC-02在题库中的目标等级为3级：只能设为该级至4级。有意不做的，应当登记为已接受的风险，不得降低目标。",
    ),
)
NO_PLEDGE = Refusal(
    "pledges", Text("No pledge is being assessed: choose at least one.", "尚未选择承诺书：请至少选择一份。")
)
NOT_KNOWN = Refusal(
    "profile.minors",
    Text(
        "“Fact minors” is not known yet: say yes or no in the settings.",
        "“Fact minors（中文）”尚未确定：请在设置中选择是或者否。",
    ),
)
CARRIED_OVER = Refusal(
    "answers.ENC-02",
    Text(
        "The answer to ENC-02 was carried over and nobody has confirmed it: confirm or change it.",
        "ENC-02的答案沿用上次，尚未确认：请确认或者修改。",
    ),
)
COPIED = Answer(2, carried_over=True)


def unknown(where: str, name: str) -> Refusal:
    return Refusal(
        f"{where}.{name}",
        Text(
            f"The bank has no “{name}”: check the spelling, or use the bank that it was made with.",
            f"题库中没有“{name}”：请核对编号，或者使用制作该文件时的题库。",
        ),
    )


REFUSED: list[tuple[str, Answers, dict[str, Any], Refusal]] = [
    ("N/A on a critical question", {"ENC-01": "na"}, {}, CRITICAL),
    ("N/A without a reason", {"ENC-02": Answer("na")}, {}, NO_REASON),
    ("N/A for 19 characters", {"ENC-02": Answer("na", reason="x" * 19)}, {}, NO_REASON),
    ("N/A for 19 and blanks", {"ENC-02": Answer("na", reason=f"  {'x' * 19}\n")}, {}, NO_REASON),
    ("evidence not in the register", {"ENC-02": Answer(3, evidence=("E9", "E1"))}, {}, NOT_REGISTERED),
    ("a target below the bank's", {}, {"targets": {"ENC-02": 2}}, TARGET),
    ("a target above the scale", {}, {"targets": {"ENC-02": 5}}, TARGET),
    ("an unknown pledge", {}, {"pledges": ("P1", "P7")}, unknown("pledges", "P7")),
    ("an unknown fact", {}, {"profile": {"pets": True}}, unknown("profile", "pets")),
    ("an answer to an unknown question", {"ENC-99": 2}, {}, unknown("answers", "ENC-99")),
    ("a target of an unknown question", {}, {"targets": {"ENC-99": 0}}, unknown("targets", "ENC-99")),
    ("a risk of an unknown question", {}, {"accepted": {"ENC-99": RISK}}, unknown("accepted", "ENC-99")),
    ("an action of an unknown question", {}, {"actions": (Action("ENC-99", 3),)}, unknown("actions", "ENC-99")),
]
KEPT: list[tuple[str, Answers, dict[str, Any]]] = [
    ("nothing at all", {}, {"pledges": ()}),
    ("every kind of answer", {"ENC-01": "unknown", "ENC-02": proved(4), "ENC-03": 0}, {}),
    ("N/A for 20 characters", {"ENC-02": Answer("na", reason="x" * 20)}, {}),
    ("N/A for 20 Chinese characters", {"ENC-02": Answer("na", reason="本单位不向境外提供任何个人信息也无此计划")}, {}),
    ("an unknown on a critical question", {"ENC-01": "unknown"}, {}),
    ("the bank's target and the highest", {}, {"targets": {"ENC-01": 3, "ENC-02": 4}}),
    ("an answer out of scope", {"ENC-03": 2}, {}),
    ("evidence dated after the assessment", {"ENC-02": proved(3)}, {"date": DAY.replace(year=2020)}),
    ("a draft carried over", {"ENC-02": COPIED}, {}),
    ("a risk and an action", {"ENC-02": 1}, {"accepted": {"ENC-02": RISK}, "actions": (Action("ENC-02", 3),)}),
]


@pytest.mark.parametrize(
    ("answers", "changes", "refusal"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_broken_rule_is_refused_with_a_sentence(answers: Answers, changes: dict[str, Any], refusal: Refusal) -> None:
    assert refusals(BANK, assessment(answers, **changes)) == (refusal,)


@pytest.mark.parametrize(("answers", "changes"), [case[1:] for case in KEPT], ids=[case[0] for case in KEPT])
def test_what_keeps_the_rules_is_not_refused(answers: Answers, changes: dict[str, Any]) -> None:
    assert refusals(BANK, assessment(answers, **changes)) == ()


FINAL: list[tuple[str, Answers, dict[str, Any], Refusal]] = [
    ("no pledge", SETTLED, {"pledges": ()}, NO_PLEDGE),
    ("a fact not known", SETTLED, {"profile": {"abroad": False}}, NOT_KNOWN),
    ("an answer carried over", {**SETTLED, "ENC-02": COPIED}, {}, CARRIED_OVER),
    ("N/A without a reason", {**SETTLED, "ENC-02": Answer("na")}, {}, NO_REASON),
]


@pytest.mark.parametrize(
    ("answers", "changes", "refusal"), [case[1:] for case in FINAL], ids=[case[0] for case in FINAL]
)
def test_a_final_assessment_must_be_fit_to_be_final(
    answers: Answers, changes: dict[str, Any], refusal: Refusal
) -> None:
    given = assessment(answers, status="final", **{"profile": KNOWN} | changes)
    assert refusals(BANK, given) == (refusal,)


@pytest.mark.parametrize("answers", [SETTLED, {"ENC-02": "unknown"}, {}])
def test_open_and_unknown_answers_do_not_keep_an_assessment_from_being_final(
    answers: Answers,
) -> None:
    assert refusals(BANK, assessment(answers, status="final", profile=KNOWN)) == ()


def test_everything_that_is_wrong_is_told_at_once() -> None:
    answers: Answers = {"ENC-99": 2, "ENC-01": Answer("na"), "ENC-02": COPIED, "ENC-98": 1}
    given = assessment(answers, status="final", targets={"ENC-02": 1}, profile={"abroad": True})
    no_reason = Refusal(
        "answers.ENC-01.reason",
        Text(
            "ENC-01: say in 20 characters or more why it does not apply.",
            "ENC-01：请用不少于20个字符说明不适用的理由。",
        ),
    )
    unknowns = (unknown("answers", "ENC-98"), unknown("answers", "ENC-99"))
    assert refusals(BANK, given) == (*unknowns, TARGET, CRITICAL, no_reason, NOT_KNOWN, CARRIED_OVER)


def test_one_answer_is_held_to_the_same_rules() -> None:
    asked = question("ENC-02")
    assert [
        list(answer_refusals(asked, Answer("na", evidence=("E9", "E9")), PROOF)),
        list(answer_refusals(asked, proved(4), PROOF)),
    ] == [[NO_REASON, NOT_REGISTERED], []]


@pytest.mark.parametrize(("target", "refused"), [(-1, True), (2, True), (3, False), (4, False), (5, True)])
def test_one_target_is_held_to_the_same_rules(target: int, refused: bool) -> None:
    asked: Question = question("ENC-02")
    assert list(target_refusals(asked, target)) == ([TARGET] if refused else [])
