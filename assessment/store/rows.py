"""Rows to dataclasses and back; the only place that knows how a value is written in a column."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from sqlite_utils import Database

from assessment.engine.model import AcceptedRisk, Action, Answer, Choice, Evidence

Row = Mapping[str, Any]


def first(db: Database, sql: str, parameters: Sequence[Any] | dict[str, Any]) -> Row | None:
    """Read the first row of a query; None where there is none."""
    # db.query would wrap each read in a savepoint, which takes several times as long as the read itself.
    cursor = db.execute(sql, parameters)
    row = cursor.fetchone()
    return None if row is None else dict(zip((column[0] for column in cursor.description), row, strict=True))


def answer_from(row: Row) -> Answer:
    """Read one answer."""
    return Answer(
        choice=_choice(row["choice"]),
        reason=row["reason"],
        note=row["note"],
        evidence=tuple(json.loads(row["evidence"])),
        carried_over=bool(row["carried_over"]),
        flagged=bool(row["flagged"]),
        version=row["version"],
    )


def answer_values(answer: Answer) -> dict[str, Any]:
    """Columns of one answer, but for its keys."""
    return {
        "choice": None if answer.choice is None else str(answer.choice),
        "reason": answer.reason,
        "note": answer.note,
        "evidence": json.dumps(answer.evidence),
        "carried_over": int(answer.carried_over),
        "flagged": int(answer.flagged),
        "version": answer.version,
    }


def evidence_from(row: Row) -> Evidence:
    """Read one piece of evidence."""
    return Evidence(
        row["kind"], row["title"], day(row["date"]), day(row["valid_until"]), row["location"], row["checked_by"]
    )


def evidence_values(piece: Evidence) -> dict[str, Any]:
    """Columns of one piece of evidence, but for its keys."""
    return {
        "kind": piece.kind,
        "title": piece.title,
        "date": text_of(piece.date),
        "valid_until": text_of(piece.valid_until),
        "location": piece.location,
        "checked_by": piece.checked_by,
    }


def risk_from(row: Row) -> AcceptedRisk:
    """Read one accepted risk."""
    return AcceptedRisk(row["reason"], row["approver"], date.fromisoformat(row["until"]), row["compensation"])


def risk_values(risk: AcceptedRisk) -> dict[str, Any]:
    """Columns of one accepted risk, but for its keys."""
    return {
        "reason": risk.reason,
        "approver": risk.approver,
        "until": risk.until.isoformat(),
        "compensation": risk.compensation,
    }


def action_from(row: Row) -> Action:
    """Read one action."""
    return Action(row["question"], row["level"], row["owner"], day(row["due"]), row["status"])


def action_values(action: Action) -> dict[str, Any]:
    """Columns of one action, but for its keys and what is kept beside the assessment file."""
    return {
        "question": action.question,
        "level": action.level,
        "owner": action.owner,
        "due": text_of(action.due),
        "status": action.status,
    }


def mark(values: Mapping[str, Any]) -> str:
    """Name a row's values: what is changed on the ground of them is refused where they are others by then."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def day(value: str | None) -> date | None:
    """Read a date column."""
    return None if value is None else date.fromisoformat(value)


def text_of(value: date | None) -> str | None:
    """Write a date column."""
    return None if value is None else value.isoformat()


def _choice(value: str | None) -> Choice | None:
    return cast(Choice, int(value)) if value is not None and value.isdigit() else cast(Choice | None, value)
