"""One answer's row, read and written inside somebody's transaction."""

from dataclasses import replace
from typing import Final

from sqlite_utils import Database

from assessment.engine.model import Answer
from assessment.store import events
from assessment.store.events import Actor
from assessment.store.rows import answer_from, answer_values, first

_VERSIONS: Final = """
SELECT max(version) AS version FROM (
    SELECT json_extract(after, '$.version') AS version FROM events
    WHERE assessment = :number AND what = 'answer' AND subject = :question
    UNION ALL
    SELECT json_extract(content, '$.version') FROM set_aside
    WHERE assessment = :number AND part = 'answers' AND name = :question
)
"""


def read(db: Database, number: int, question: str) -> Answer:
    """Read the stored answer; version 0 where there is none."""
    row = first(db, "SELECT * FROM answers WHERE assessment = ? AND question = ?", (number, question))
    return Answer(choice=None) if row is None else answer_from(row)


def write(db: Database, number: int, question: str, before: Answer, answer: Answer, actor: Actor) -> Answer:
    """Put ``answer`` in the place of ``before``, with its event; the caller holds the transaction and checked it."""
    after = replace(answer, version=(before.version or _last_version(db, number, question)) + 1)
    values = answer_values(after)
    db.execute(
        "INSERT OR REPLACE INTO answers "
        "(assessment, question, choice, reason, note, evidence, carried_over, flagged, version) "
        "VALUES (:assessment, :question, :choice, :reason, :note, :evidence, :carried_over, :flagged, :version)",
        {"assessment": number, "question": question, **values},
    )
    was = answer_values(before) if before.version else None
    events.record(db, actor, number, "answer", question, before=was, after=values)
    return after


def point_to(db: Database, number: int, question: str, name: str, actor: Actor) -> None:
    """Put the piece ``name`` of the register on the question's answer, whose level stays as it is."""
    answer = read(db, number, question)
    if name not in answer.evidence:
        write(db, number, question, answer, replace(answer, evidence=(*answer.evidence, name)), actor)


def _last_version(db: Database, number: int, question: str) -> int:
    """The highest version of an answer that an upgrade, or undoing one, took away; 0 where there was none.

    A version is not given again: a page that is based on it must not save over what was said in the meantime.
    """
    row = first(db, _VERSIONS, {"number": number, "question": question})
    return int(row["version"] or 0) if row else 0
