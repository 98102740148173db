"""What the task list and a family's page show, worked out from the report."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from assessment.engine.families import FamilyResult
from assessment.engine.model import Answer, Family, Text
from assessment.engine.report import Report
from assessment.engine.standing import Standing
from assessment.store.assessments import Stored
from assessment.web.earlier_page import Confirming, Earlier, confirming
from assessment.web.language import say

Progress = Literal["not_started", "in_progress", "completed"]


@dataclass(frozen=True)
class Task:
    """One family on the task list; the counts are of questions in scope, those with a mark of all that apply.

    ``changed`` counts questions that were answered before they changed and are open.
    """

    result: FamilyResult
    progress: Progress
    capped: int
    unknown: int
    carried_over: int
    changed: int
    flagged: int
    first_left: str
    """The question to go on with."""


@dataclass(frozen=True)
class Group:
    """Families of one group, with a question that applies."""

    title: Text
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Entered:
    """What a person sent that was not kept: shown again in the form, with the faults, and others' answer if any."""

    question: str
    answer: Answer
    faults: tuple[str, ...] = ()
    theirs: Answer | None = None


@dataclass(frozen=True)
class Asked:
    """One question on its family's page: where it stands, and what its form holds."""

    standing: Standing
    answer: Answer
    faults: tuple[str, ...] = ()
    theirs: Answer | None = None
    earlier: Earlier | None = None
    confirming: Confirming | None = None

    @property
    def wants_evidence(self) -> bool:
        """Whether the evidence part stands open."""
        return self.answer.choice in (3, 4) or bool(self.answer.evidence)


@dataclass(frozen=True)
class Before:
    """What was said before this assessment, or before it was upgraded; nothing where it is new or final."""

    previous: Stored | None = None
    earlier: Mapping[str, Earlier] = field(default_factory=dict)


def groups(report: Report, changed: Collection[str] = ()) -> tuple[Group, ...]:
    """Families by group, in the bank's order; groups without any are left out.

    ``changed`` are the questions that have an old answer from before they changed.
    """
    found: dict[str, list[Task]] = {}
    for result in report.families:
        found.setdefault(result.family.group, []).append(task(result, changed))
    titles: Mapping[str, Text] = report.bank.groups
    return tuple(Group(titles[name], tuple(tasks)) for name, tasks in found.items())


def task(result: FamilyResult, changed: Collection[str] = ()) -> Task:
    """Count what is done and what is left of one family."""
    own = result.in_scope
    left = [one for one in result.standings if _is_left(one)]
    return Task(
        result=result,
        progress=_progress(result, left),
        capped=result.capped,
        unknown=_count(one.state == "unknown" for one in own),
        carried_over=_count(one.answer.carried_over for one in result.standings),
        changed=_count(one.state == "open" and one.question.id in changed for one in own),
        flagged=_count(one.answer.flagged for one in result.standings),
        first_left=(left or list(result.standings))[0].question.id,
    )


def _progress(result: FamilyResult, left: list[Standing]) -> Progress:
    if not left:
        return "completed"
    touched = result.answered or len(result.in_scope) < len(result.standings)
    return "in_progress" if touched else "not_started"


def _count(marks: Iterable[bool]) -> int:
    return sum(marks)


def go_on_with(report: Report, last: str | None) -> Standing | None:
    """Find the next question without an answer after the one that was answered last, round to the start."""
    order = [one.question.id for one in report.standings]
    start = order.index(last) + 1 if last in order else 0
    turned = (*report.standings[start:], *report.standings[:start])
    return next((one for one in turned if _is_left(one)), None)


def _is_left(one: Standing) -> bool:
    return one.state == "open" or one.answer.carried_over


def asked(report: Report, family: Family, entered: Entered | None, before: Before) -> tuple[Asked, ...]:
    """Questions of a family's page; what was entered but not kept takes the place of what is stored."""
    own = (one for one in report.standings if one.question.family == family.id)
    return tuple(_with_before(_asked(one, entered), report, before) for one in own)


def _asked(one: Standing, entered: Entered | None) -> Asked:
    if entered is None or entered.question != one.question.id:
        return Asked(one, one.answer)
    return Asked(one, entered.answer, entered.faults, entered.theirs)


def _with_before(one: Asked, report: Report, before: Before) -> Asked:
    return replace(
        one,
        earlier=before.earlier.get(one.standing.question.id),
        confirming=confirming(one.standing, before.previous, report.assessment.evidence),
    )


def search(report: Report, words: str) -> tuple[Standing, ...]:
    """Find applicable questions that hold every word, in id, text, why or level texts of the language in force."""
    wanted = words.casefold().split()
    return tuple(one for one in report.standings if wanted and all(word in _searched(one) for word in wanted))


def _searched(one: Standing) -> str:
    question = one.question
    texts = (question.text, question.why, *question.levels)
    return " ".join((question.id, *(say(text) for text in texts))).casefold()
