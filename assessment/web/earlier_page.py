"""What an earlier assessment said, beside its question: to be confirmed, or to be answered anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessment.engine.carry import left_behind
from assessment.engine.evidence import is_current
from assessment.engine.model import Answer, Evidence, Level, Question
from assessment.engine.report import Report
from assessment.engine.scope import alike
from assessment.engine.standing import Standing, standing
from assessment.store.assessments import Stored
from assessment.store.set_aside import OldAnswer
from assessment.web.wording import Line, meaning


@dataclass(frozen=True)
class Earlier:
    """An answer that no longer fits its question, as it was given; nothing of it is filled in."""

    question: Question
    answer: Answer
    pieces: tuple[tuple[str, str], ...]
    """Names and titles of its evidence."""
    why: Literal["changed", "critical"]
    lines: tuple[Line, ...]
    """What is different about the question."""
    version: str
    """The bank it was given on."""
    title: str = ""
    day: date | None = None
    """The assessment it comes from; none where an upgrade of this one took it off."""


@dataclass(frozen=True)
class Confirming:
    """What a person should know before they confirm an answer that was carried over."""

    title: str
    day: date | None
    """The assessment it comes from; none where that was deleted."""
    then: Level | None
    """What the answer counted as there."""
    stale: tuple[tuple[str, Evidence], ...]
    """Its evidence that is no longer current, where the claim needs current evidence."""


def earlier_answers(found: Stored, previous: Stored | None, aside: Mapping[str, OldAnswer]) -> Mapping[str, Earlier]:
    """Find the old answers of questions that are asked anew, what an upgrade took off before what stayed behind."""
    earlier = {} if previous is None else _of_previous(found, previous)
    return {**earlier, **_of_upgrades(found, aside)}


def anew(report: Report, earlier: Mapping[str, object]) -> tuple[Standing, ...]:
    """Questions that have changed since they were answered and wait for a new answer."""
    return tuple(one for one in report.standings if one.state == "open" and one.question.id in earlier)


def to_confirm(report: Report) -> tuple[Standing, ...]:
    """Every question that applies whose answer was carried over and waits for somebody, N/A ones too."""
    return tuple(one for one in report.standings if one.answer.carried_over and one.state != "open")


def next_to_confirm(report: Report, after: str = "") -> Standing | None:
    """Find the next one that waits, after the question ``after`` in the bank's order, round to the start."""
    waiting = to_confirm(report)
    order = {one.question.id: place for place, one in enumerate(report.standings)}
    place = order.get(after, -1)
    later = (one for one in waiting if order[one.question.id] > place)
    return next(later, waiting[0] if waiting else None)


def confirming(one: Standing, previous: Stored | None, register: Mapping[str, Evidence]) -> Confirming | None:
    """Say what to know before confirming; None where nothing is to be confirmed."""
    if not one.answer.carried_over or one.state == "open":
        return None
    names = one.answer.evidence if (one.claimed or 0) >= 3 else ()
    stale = tuple((name, register[name]) for name in names if not is_current(register[name], one.question, one.on))
    if previous is None:
        return Confirming("", None, None, stale)
    asked = previous.bank.question.get(one.question.id)
    then = None if asked is None else standing(asked, previous.assessment).evidenced
    return Confirming(previous.assessment.title, previous.assessment.date, then, stale)


def _of_previous(found: Stored, previous: Stored) -> dict[str, Earlier]:
    before = previous.assessment
    return {
        name: _earlier(
            found,
            name,
            OldAnswer(before.answers[name], previous.bank),
            before.evidence,
            before.title,
            before.date,
        )
        for name in left_behind(found.bank, before, previous.bank)
    }


def _of_upgrades(found: Stored, aside: Mapping[str, OldAnswer]) -> dict[str, Earlier]:
    return {
        name: _earlier(found, name, old, found.assessment.evidence)
        for name, old in aside.items()
        if name in found.bank.question and name in old.bank.question
    }


def _earlier(
    found: Stored, name: str, old: OldAnswer, register: Mapping[str, Evidence], title: str = "", day: date | None = None
) -> Earlier:
    question = old.bank.question[name]
    return Earlier(
        question=question,
        answer=old.answer,
        pieces=tuple((piece, register[piece].title) for piece in old.answer.evidence if piece in register),
        why="critical" if alike(old.bank, found.bank, name) else "changed",
        lines=meaning((old.bank, question), (found.bank, found.bank.question[name])),
        version=old.bank.version,
        title=title,
        day=day,
    )
