"""The register of evidence of one assessment."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from sqlite_utils import Database

from assessment.engine.model import Evidence, Text
from assessment.store import answer_rows, events, rows
from assessment.store.assessments import load, refuse_final
from assessment.store.database import writing
from assessment.store.errors import NotFound, Overtaken
from assessment.store.events import Actor
from assessment.store.rows import evidence_from, evidence_values, first

_NUMBERED: Final = re.compile(r"E[0-9]{1,9}")


def names(db: Database, number: int) -> tuple[str, ...]:
    """Names of all pieces in the register."""
    return tuple(row[0] for row in db.execute("SELECT name FROM evidence WHERE assessment = ?", (number,)))


def read(db: Database, number: int, name: str) -> Evidence | None:
    """Read one piece; None where there is none of that name."""
    row = first(db, "SELECT * FROM evidence WHERE assessment = ? AND name = ?", (number, name))
    return None if row is None else evidence_from(row)


def add(db: Database, number: int, piece: Evidence, actor: Actor) -> str:
    """Register a piece and return its name. Raises NotFound or Finished."""
    with writing(db):
        refuse_final(load(db, number))
        return insert(db, number, piece, actor)


def insert(db: Database, number: int, piece: Evidence, actor: Actor, *, shows: int | None = None) -> str:
    """Register a piece under a name that the assessment never had; the caller holds the transaction.

    The log keeps the number of the action that it ``shows`` done, where it was taken in for one.
    """
    name = _next_name(db, number)
    values = evidence_values(piece)
    db.table("evidence").insert({"assessment": number, "name": name, **values})
    events.record(db, actor, number, "evidence", name, after=values if shows is None else {**values, "shows": shows})
    return name


def showing(db: Database, number: int) -> tuple[tuple[str, int], ...]:
    """Names of pieces that were taken in for an action, each with its number; some may be gone from the register."""
    query = (
        "SELECT subject, json_extract(after, '$.shows') AS shows FROM events "
        "WHERE assessment = ? AND what = 'evidence' AND shows IS NOT NULL ORDER BY id"
    )
    return tuple((row[0], row[1]) for row in db.execute(query, (number,)))


def mark(piece: Evidence) -> str:
    """Name what a piece says, so that a change can tell what it was made from."""
    return rows.mark(evidence_values(piece))


def change(db: Database, number: int, name: str, piece: Evidence, actor: Actor, *, made_from: str = "") -> None:
    """Put ``piece`` in the place of the one called ``name``.

    ``made_from`` is the mark of what the change was made from. Raises NotFound, Finished, or Overtaken where somebody
    changed the piece to something else meanwhile.
    """
    with writing(db):
        before = _piece(db, number, name)
        if made_from and made_from != mark(before) and piece != before:
            raise Overtaken(_overtaken(name), before)
        values = evidence_values(piece)
        db.table("evidence").update((number, name), values)
        events.record(db, actor, number, "evidence", name, before=evidence_values(before), after=values)


def confirm(db: Database, number: int, name: str, on: date, actor: Actor) -> None:
    """Note that the piece was found still true on ``on``. Raises NotFound or Finished."""
    with writing(db):
        before = _piece(db, number, name)
        db.table("evidence").update((number, name), {"date": on.isoformat()})
        after = evidence_values(replace(before, date=on))
        events.record(db, actor, number, "evidence", name, before=evidence_values(before), after=after)


def remove(db: Database, number: int, name: str, actor: Actor) -> None:
    """Take a piece out of the register and off every answer that names it. Raises NotFound or Finished."""
    with writing(db):
        before = _piece(db, number, name)
        for question, answer in load(db, number).assessment.answers.items():
            if name in answer.evidence:
                without = tuple(one for one in answer.evidence if one != name)
                answer_rows.write(db, number, question, answer, replace(answer, evidence=without), actor)
        db.table("evidence").delete((number, name))
        events.record(db, actor, number, "evidence", name, before=evidence_values(before))


def _next_name(db: Database, number: int) -> str:
    # A removed piece's name is not given again: an old page, and the log, still mean that piece by it.
    logged = db.execute("SELECT subject FROM events WHERE assessment = ? AND what = 'evidence'", (number,))
    taken = (*names(db, number), *(row[0] for row in logged))
    return f"E{1 + max((int(name[1:]) for name in taken if _NUMBERED.fullmatch(name)), default=0)}"


def _overtaken(name: str) -> Text:
    return Text(
        en=f"Somebody else changed {name} meanwhile. Both are shown: choose, and save again.",
        zh=f"他人已先修改{name}。两份内容均已列出，请选定后重新保存。",
    )


def _piece(db: Database, number: int, name: str) -> Evidence:
    stored = load(db, number)
    refuse_final(stored)
    if name not in stored.assessment.evidence:
        raise NotFound(Text(en=f"There is no evidence {name} in the register.", zh=f"证据登记册中没有{name}。"))
    return stored.assessment.evidence[name]
