"""Saving one answer: the hot path, and the one where two people can meet."""

from dataclasses import replace
from typing import Any, Final

from sqlite_utils import Database

from assessment.engine.model import Answer, Evidence, Question, Text
from assessment.engine.rules import answer_refusals
from assessment.store import answer_rows, banks, evidence
from assessment.store.assessments import FINAL_TEXT
from assessment.store.database import writing
from assessment.store.errors import Conflict, Finished, NotFound, Refused
from assessment.store.events import Actor
from assessment.store.rows import first


def save(
    db: Database,
    number: int,
    question: str,
    answer: Answer,
    actor: Actor,
    *,
    added: Evidence | None = None,
    revision: int | None = None,
) -> Answer:
    """Keep ``answer``, which is based on the version it carries (0: there was none), and return it as stored.

    ``added`` is a new piece for the register, linked to the answer in the same transaction. ``revision`` is that of the
    question as it was shown, where that is known. The same answer sent twice is stored once, and one that changes
    nothing is not stored at all. An answer stays carried over only while it is sent so and its claim is as it was.

    Raises NotFound, Finished, Refused, or Conflict where somebody saved another meanwhile.
    """
    with writing(db):
        asked = _question(db, number, question)
        if revision is not None and revision != asked.revision:
            raise Refused(_CHANGED)
        before = answer_rows.read(db, number, question)
        if before.version != answer.version:
            if _sent_again(db, number, before, answer, added):
                return before
            raise Conflict(before)
        register = evidence.names(db, number) if answer.evidence else ()
        for refusal in answer_refusals(asked, answer, register):
            raise Refused(refusal.message)
        if added is not None:
            name = evidence.insert(db, number, added, actor)
            answer = replace(answer, evidence=(*answer.evidence, name))
        carried = before.carried_over and answer.carried_over and _claim(before) == _claim(answer)
        answer = replace(answer, carried_over=carried)
        if before.version and answer == before:
            return before
        return answer_rows.write(db, number, question, before, answer, actor)


_CHANGED: Final = Text(
    en="This question has changed since its page was opened: read it anew on a fresh page, then save.",
    zh="该题目在页面打开之后已有变更：请在最新页面上重新阅读题目后再保存。",
)


def _question(db: Database, number: int, question: str) -> Question:
    row = first(db, "SELECT bank, status FROM assessments WHERE id = ?", (number,))
    if row is not None and row["status"] == "final":
        raise Finished(FINAL_TEXT)
    found = None if row is None else banks.fetch(db, row["bank"]).question.get(question)
    if found is None:
        raise NotFound(
            Text(
                en=f"There is no question {question} in assessment {number}: if its page was open during an upgrade, "
                "open it again.",
                zh=f"评估{number}中没有题目{question}：如果页面是在升级题库之前打开的，请重新打开。",
            )
        )
    return found


def _sent_again(db: Database, number: int, before: Answer, answer: Answer, added: Evidence | None) -> bool:
    """Whether what is stored is this very answer: its first reply was lost, and it was sent again."""
    if added is not None:
        last = before.evidence[-1:]
        if not last or evidence.read(db, number, last[0]) != added:
            return False
        answer = replace(answer, evidence=(*answer.evidence, *last))
    unconfirmed = before.carried_over and not answer.carried_over
    return _content(before) == _content(answer) and not unconfirmed


def _claim(answer: Answer) -> tuple[Any, ...]:
    return answer.choice, answer.reason, answer.evidence


def _content(answer: Answer) -> Answer:
    return replace(answer, version=0, carried_over=False)
