"""What is refused, and the sentence that says why; the same rules for the form, the file and the store."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assessment.engine.model import REASON_LENGTH, AcceptedRisk, Answer, Assessment, Bank, Question, Text
from assessment.engine.scope import carried_over, unknown_facts


@dataclass(frozen=True, slots=True)
class Refusal:
    """One broken rule: where (keys of the assessment file, joined by dots), what is wrong and how to mend it."""

    where: str
    message: Text


def refusals(bank: Bank, assessment: Assessment) -> tuple[Refusal, ...]:
    """Everything in ``assessment`` that breaks a rule; a final one must also be fit to be final."""
    found = [
        *_unknown_names(bank, assessment),
        *_target_refusals(bank, assessment),
        *_answer_refusals(bank, assessment),
    ]
    if assessment.status == "final":
        found.extend(final_refusals(bank, assessment))
    return tuple(found)


def answer_refusals(question: Question, answer: Answer, register: Iterable[str]) -> Iterator[Refusal]:
    """What is wrong with one answer; ``register`` holds the names of the assessment's evidence."""
    where = f"answers.{question.id}"
    if answer.choice == "na":
        yield from _na_refusals(question, answer, where)
    for name in sorted(set(answer.evidence) - set(register)):
        yield Refusal(
            f"{where}.evidence",
            Text(
                en=f"Evidence {name} is not in the register: add it there first.",
                zh=f"证据登记册中没有{name}：请先登记该证据。",
            ),
        )


def target_refusals(question: Question, target: int) -> Iterator[Refusal]:
    """What is wrong with a target that an assessment sets itself."""
    if not question.target <= target <= 4:
        yield Refusal(
            f"targets.{question.id}",
            Text(
                en=f"The target of {question.id} is {question.target} in the bank: choose a level from there to 4. "
                "What is left undone on purpose is an accepted risk, not a lower target.",
                zh=f"{question.id}在题库中的目标等级为{question.target}级：只能设为该级至4级。"
                "有意不做的，应当登记为已接受的风险，不得降低目标。",
            ),
        )


def risk_refusals(question: str, risk: AcceptedRisk, on: date) -> Iterator[Refusal]:
    """What is wrong with a risk that is accepted in an assessment dated ``on``; one in a file may have expired."""
    where = f"accepted.{question}"
    if len(risk.reason.strip()) < REASON_LENGTH:
        yield Refusal(
            f"{where}.reason",
            Text(
                en=f"{question}: say in {REASON_LENGTH} characters or more why the gap is left.",
                zh=f"{question}：请用不少于{REASON_LENGTH}个字符说明接受该风险的理由。",
            ),
        )
    if not risk.approver.strip():
        yield Refusal(
            f"{where}.approver",
            Text(en=f"{question}: name who approves that the gap is left.", zh=f"{question}：请写明批准人。"),
        )
    if risk.until < on:
        yield Refusal(
            f"{where}.until",
            Text(
                en=f"{question}: {risk.until} lies before the assessment's date, {on}: give that day or a later one.",
                zh=f"{question}：到期日{risk.until}早于评估日期{on}：请填写该日或者以后的日期。",
            ),
        )
    if not risk.compensation.strip():
        yield Refusal(
            f"{where}.compensation",
            Text(
                en=f"{question}: say which measure is taken in the meantime.",
                zh=f"{question}：请写明替代性控制措施。",
            ),
        )


def final_refusals(bank: Bank, assessment: Assessment) -> Iterator[Refusal]:
    """What keeps an assessment from being final."""
    if not assessment.pledges:
        yield Refusal(
            "pledges",
            Text(en="No pledge is being assessed: choose at least one.", zh="尚未选择承诺书：请至少选择一份。"),
        )
    for fact in unknown_facts(bank, assessment):
        text = bank.fact[fact].text
        yield Refusal(
            f"profile.{fact}",
            Text(
                en=f"“{text.en}” is not known yet: say yes or no in the settings.",
                zh=f"“{text.zh}”尚未确定：请在设置中选择是或者否。",
            ),
        )
    for name in carried_over(bank, assessment):
        yield Refusal(
            f"answers.{name}",
            Text(
                en=f"The answer to {name} was carried over and nobody has confirmed it: confirm or change it.",
                zh=f"{name}的答案沿用上次，尚未确认：请确认或者修改。",
            ),
        )


def _na_refusals(question: Question, answer: Answer, where: str) -> Iterator[Refusal]:
    if question.critical:
        yield Refusal(
            f"{where}.level",
            Text(
                en=f"{question.id} is critical and cannot be answered N/A: what makes it not apply belongs in the "
                "profile facts.",
                zh=f"{question.id}是关键题目，不得答为不适用：不适用的缘由应当在基本情况中说明。",
            ),
        )
    if len(answer.reason.strip()) < REASON_LENGTH:
        yield Refusal(
            f"{where}.reason",
            Text(
                en=f"{question.id}: say in {REASON_LENGTH} characters or more why it does not apply.",
                zh=f"{question.id}：请用不少于{REASON_LENGTH}个字符说明不适用的理由。",
            ),
        )


def _answer_refusals(bank: Bank, assessment: Assessment) -> Iterator[Refusal]:
    for name, answer in assessment.answers.items():
        if name in bank.question:
            yield from answer_refusals(bank.question[name], answer, assessment.evidence)


def _target_refusals(bank: Bank, assessment: Assessment) -> Iterator[Refusal]:
    for name, target in assessment.targets.items():
        if name in bank.question:
            yield from target_refusals(bank.question[name], target)


def _unknown_names(bank: Bank, assessment: Assessment) -> Iterator[Refusal]:
    yield from _unknown("pledges", assessment.pledges, bank.pledge)
    yield from _unknown("profile", assessment.profile, bank.fact)
    yield from _unknown("answers", assessment.answers, bank.question)
    yield from _unknown("targets", assessment.targets, bank.question)
    yield from _unknown("accepted", assessment.accepted, bank.question)
    yield from _unknown("actions", (action.question for action in assessment.actions), bank.question)


def _unknown(where: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Refusal]:
    for name in sorted(set(names) - set(known)):
        yield Refusal(
            f"{where}.{name}",
            Text(
                en=f"The bank has no “{name}”: check the spelling, or use the bank that it was made with.",
                zh=f"题库中没有“{name}”：请核对编号，或者使用制作该文件时的题库。",
            ),
        )
