"""What upgrades took off an assessment, row by row: kept to be shown, and to be put back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from assessment.engine.model import AcceptedRisk, Action, Answer, Bank, Level
from assessment.engine.upgrade import Off, Upgrade
from assessment.store import banks
from assessment.store.assessments import Stored
from assessment.store.rows import Row, action_from, answer_from, answer_values, first, risk_from, risk_values


@dataclass(frozen=True)
class OldAnswer:
    """An answer that an upgrade took off, with the bank it was given on."""

    answer: Answer
    bank: Bank


@dataclass(frozen=True)
class Aside:
    """One upgrade: its number, the bank before it, and what it took off."""

    upgrade: int
    bank: Bank
    pledges: tuple[str, ...]
    """Every pledge before the upgrade, in order."""
    dropped_pledges: tuple[str, ...]
    profile: Mapping[str, bool]
    targets: Mapping[str, Level]
    answers: Mapping[str, Answer]
    off: Mapping[str, Off]
    accepted: Mapping[str, AcceptedRisk]
    actions: tuple[Row, ...]
    """Rows of the actions, numbers and notes included."""

    def to_put_back(self) -> tuple[Action, ...]:
        """The actions as the assessment has them."""
        return tuple(action_from(row) for row in self.actions)


def last(db: Database, number: int) -> Aside | None:
    """Read the latest upgrade of an assessment that was not undone; None where there is none."""
    upgrade = _latest(db, number)
    if not upgrade:
        return None
    rows = list(_rows(db, number, upgrade))
    settings = next(json.loads(row["content"]) for row in rows if row["part"] == "settings")
    return Aside(
        upgrade=upgrade,
        bank=banks.fetch(db, rows[0]["bank"]),
        pledges=tuple(settings["pledges"]),
        dropped_pledges=tuple(settings["dropped_pledges"]),
        profile=settings["profile"],
        targets=settings["targets"],
        answers={name: answer_from(row) for name, row in _of(rows, "answers")},
        off=settings["off"],
        accepted={name: risk_from(row) for name, row in _of(rows, "accepted")},
        actions=tuple(row for _, row in sorted(_of(rows, "actions"), key=lambda pair: int(pair[0]))),
    )


def old_answers(db: Database, number: int) -> Mapping[str, OldAnswer]:
    """Read the answers that upgrades took off, by question: the latest of each."""
    sql = "SELECT name, bank, content FROM set_aside WHERE assessment = ? AND part = 'answers' ORDER BY upgrade"
    return {
        row["name"]: OldAnswer(answer_from(json.loads(row["content"])), banks.fetch(db, row["bank"]))
        for row in db.query(sql, (number,))
    }


def keep(db: Database, before: Stored, move: Upgrade, actions: Iterable[Row]) -> None:
    """Keep what ``move`` takes off the assessment that was ``before``; the caller holds the transaction."""
    settings = {
        "pledges": before.assessment.pledges,
        "dropped_pledges": move.pledges,
        "profile": dict(move.profile),
        "targets": dict(move.targets),
        "off": dict(move.off),
    }
    parts = (
        ("settings", {"": settings}),
        ("answers", {name: answer_values(answer) for name, answer in move.answers.items()}),
        ("accepted", {name: risk_values(risk) for name, risk in move.accepted.items()}),
        ("actions", {str(row["id"]): dict(row) for row in actions}),
    )
    upgrade = _latest(db, before.id) + 1
    db.conn.executemany(
        "INSERT INTO set_aside (assessment, upgrade, part, name, bank, content) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (before.id, upgrade, part, name, before.bank.hash, json.dumps(content, ensure_ascii=False, sort_keys=True))
            for part, named in parts
            for name, content in named.items()
        ],
    )


def forget(db: Database, number: int, upgrade: int) -> None:
    """Forget an upgrade that was undone; the caller holds the transaction."""
    db.execute("DELETE FROM set_aside WHERE assessment = ? AND upgrade = ?", (number, upgrade))


def _latest(db: Database, number: int) -> int:
    row = first(db, "SELECT max(upgrade) AS latest FROM set_aside WHERE assessment = ?", (number,))
    return int(row["latest"] or 0) if row else 0


def _rows(db: Database, number: int, upgrade: int) -> Iterator[Row]:
    yield from db.query("SELECT * FROM set_aside WHERE assessment = ? AND upgrade = ? ORDER BY name", (number, upgrade))


def _of(rows: Iterable[Row], part: str) -> list[tuple[str, Any]]:
    return [(row["name"], json.loads(row["content"])) for row in rows if row["part"] == part]
