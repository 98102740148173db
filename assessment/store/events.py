"""The log: what changed, when and by whom, written in the transaction of the change itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from assessment.store.rows import first


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change, and when (with its time zone)."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One change of an assessment: ``before`` and ``after`` are what was and is, None where there is nothing."""

    at: datetime
    who: str
    what: str
    subject: str
    before: Any
    after: Any


def record(
    db: Database,
    actor: Actor,
    assessment: int,
    what: str,
    subject: str = "",
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write one event; the caller holds the transaction."""
    db.execute(
        "INSERT INTO events (assessment, at, who, what, subject, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (assessment, actor.at.isoformat(), actor.who, what, subject, _json(before), _json(after)),
    )


def of(db: Database, assessment: int) -> tuple[Event, ...]:
    """Every event of an assessment, oldest first."""
    rows = db.query("SELECT * FROM events WHERE assessment = ? ORDER BY id", (assessment,))
    return tuple(
        Event(
            datetime.fromisoformat(row["at"]),
            row["who"],
            row["what"],
            row["subject"],
            None if row["before"] is None else json.loads(row["before"]),
            None if row["after"] is None else json.loads(row["after"]),
        )
        for row in rows
    )


def last_subject(db: Database, assessment: int, what: str) -> str | None:
    """Name what the latest event of this kind was about; None where there was none."""
    query = "SELECT subject FROM events WHERE assessment = ? AND what = ? ORDER BY id DESC LIMIT 1"
    row = first(db, query, (assessment, what))
    return None if row is None else str(row["subject"])


def _json(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
