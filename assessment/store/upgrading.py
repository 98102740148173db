"""A draft brought to another bank in one transaction, and back."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from assessment.engine.model import Answer, Assessment, Bank, Text
from assessment.engine.upgrade import Upgrade, put_back, upgraded
from assessment.store import banks, events, rows, set_aside
from assessment.store.assessments import Stored, load, refuse_final
from assessment.store.database import writing
from assessment.store.errors import Refused
from assessment.store.events import Actor
from assessment.store.rows import Row, answer_values, risk_values
from assessment.store.set_aside import Aside


def upgrade(db: Database, number: int, bank: Bank, actor: Actor) -> Upgrade:
    """Bring a draft to ``bank``, set aside what does not fit it, and return both.

    Raises NotFound, Finished, or Refused where the draft is on that bank already.
    """
    with writing(db):
        stored = load(db, number)
        refuse_final(stored)
        if stored.bank.hash == bank.hash:
            raise Refused(_SAME)
        found = upgraded(stored.assessment, stored.bank, bank)
        banks.keep(db, bank)
        actions = _actions_without(db, number, bank)
        set_aside.keep(db, stored, found, actions)
        _take_out(db, actions)
        _move(db, number, bank, stored.assessment, found.assessment)
        before = {**_named(stored.bank), **_told(found, actions)}
        events.record(db, actor, number, "upgraded", bank.version, before=before, after=_named(bank))
        return found


def undo(db: Database, number: int, actor: Actor, *, shown: str = "") -> Upgrade:
    """Take back a draft's latest upgrade: its bank and what was set aside are as they were.

    ``shown`` is the mark of what a person was told that goes for it. Returns the draft with what had to go, which the
    log keeps. Raises NotFound, Finished, or Refused where there is no upgrade to take back, or where more or other
    things would go than what was shown.
    """
    with writing(db):
        stored = load(db, number)
        refuse_final(stored)
        aside = set_aside.last(db, number)
        if aside is None:
            raise Refused(_NONE)
        found = undone(stored, aside)
        if shown and shown != mark(aside, found):
            raise Refused(_OTHER)
        actions = _actions_without(db, number, aside.bank)
        _take_out(db, actions)
        _insert_again(db, aside.actions)
        _move(db, number, aside.bank, stored.assessment, found.assessment)
        set_aside.forget(db, number, aside.upgrade)
        back = {name: found.assessment.answers[name] for name in aside.answers}
        after = {**_named(aside.bank), "answers": _answers(back)}
        before = {**_named(stored.bank), **_told(found, actions)}
        events.record(db, actor, number, "upgrade_undone", aside.bank.version, before=before, after=after)
        return found


def mark(aside: Aside, found: Upgrade) -> str:
    """Name an upgrade and the answers that undoing it would remove, so that what is done is what was looked at."""
    return rows.mark({"upgrade": aside.upgrade, "bank": aside.bank.hash, "gone": _answers(found.answers)})


def undone(stored: Stored, aside: Aside) -> Upgrade:
    """What undoing an upgrade makes of a draft, and what would have to go for it; nothing is written."""
    taken = Upgrade(
        assessment=stored.assessment,
        answers=aside.answers,
        off=aside.off,
        targets=aside.targets,
        accepted=aside.accepted,
        actions=aside.to_put_back(),
        profile=aside.profile,
        pledges=aside.dropped_pledges,
    )
    return put_back(stored.assessment, stored.bank, aside.bank, taken, aside.pledges)


_SAME = Text(
    en="This assessment uses that question bank already: there is nothing to upgrade.",
    zh="该评估已使用这一题库，无需升级。",
)
_NONE = Text(
    en="There is no upgrade to undo: the assessment uses the bank that it was started with.",
    zh="没有可撤销的升级：该评估使用的仍是开始时的题库。",
)
_OTHER = Text(
    en="Undoing would remove something else by now than was shown: look at the page again, then undo. "
    "Nothing was changed.",
    zh="此时撤销所移除的内容与页面所示已不一致：请查看最新页面后再撤销。本次未作任何更改。",
)


def _move(db: Database, number: int, bank: Bank, before: Assessment, after: Assessment) -> None:
    db.execute(
        "UPDATE assessments SET bank = ?, pledges = ?, profile = ?, targets = ? WHERE id = ?",
        (
            bank.hash,
            json.dumps(after.pledges),
            json.dumps(dict(after.profile), sort_keys=True),
            json.dumps(dict(after.targets), sort_keys=True),
            number,
        ),
    )
    for table, was, now, values in (
        ("answers", before.answers, after.answers, answer_values),
        ("accepted", before.accepted, after.accepted, risk_values),
    ):
        _replace(db, number, table, was, now, values)


def _replace(
    db: Database,
    number: int,
    table: str,
    was: Mapping[str, Any],
    now: Mapping[str, Any],
    values: Callable[[Any], dict[str, Any]],
) -> None:
    """Write what differs of one table's parts, each known by its question."""
    for question in was.keys() - now.keys():
        db.execute(f"DELETE FROM {table} WHERE assessment = ? AND question = ?", (number, question))  # noqa: S608
    for question, part in now.items():
        if was.get(question) != part:
            row = {"assessment": number, "question": question, **values(part)}
            db.table(table).insert(row, replace=True)


def _actions_without(db: Database, number: int, bank: Bank) -> tuple[Row, ...]:
    """Rows of the actions whose question ``bank`` does not have."""
    rows = db.query("SELECT * FROM actions WHERE assessment = ? ORDER BY id", (number,))
    return tuple(row for row in rows if row["question"] not in bank.question)


def _take_out(db: Database, actions: Iterable[Row]) -> None:
    for row in actions:
        db.execute("DELETE FROM actions WHERE id = ?", (row["id"],))


def _insert_again(db: Database, actions: Iterable[Row]) -> None:
    for row in actions:
        columns, places = ", ".join(row), ", ".join("?" * len(row))
        db.execute(f"INSERT INTO actions ({columns}) VALUES ({places})", tuple(row.values()))  # noqa: S608


def _named(bank: Bank) -> dict[str, Any]:
    return {"bank": bank.hash, "version": bank.version}


def _told(found: Upgrade, actions: Iterable[Row]) -> dict[str, Any]:
    """What came off, for the log."""
    return {
        "answers": _answers(found.answers),
        "targets": dict(found.targets),
        "accepted": {name: risk_values(risk) for name, risk in found.accepted.items()},
        "actions": [dict(row) for row in actions],
        "profile": dict(found.profile),
        "pledges": list(found.pledges),
    }


def _answers(answers: Mapping[str, Answer]) -> dict[str, Any]:
    return {name: answer_values(answer) for name, answer in answers.items()}
