"""Assessments as a whole: made, read, changed, finished, reopened, deleted."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlite_utils import Database

from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Bank, Evidence, SignOff, Text
from assessment.engine.rules import final_refusals, refusals
from assessment.store import action_rows, banks, events
from assessment.store.database import writing
from assessment.store.errors import Finished, NotFound, Overtaken, Refused
from assessment.store.events import Actor
from assessment.store.rows import (
    Row,
    action_from,
    action_values,
    answer_from,
    answer_values,
    evidence_from,
    evidence_values,
    first,
    risk_from,
    risk_values,
)
from assessment.store.rows import mark as row_mark

SETTINGS: Final = ("title", "organisation", "unit", "date", "tier", "pledges", "profile", "targets")
"""Parts of an assessment that are said of it as a whole and can be changed while it is a draft."""


@dataclass(frozen=True)
class Stored:
    """An assessment as it is in the store; ``sample`` marks the made-up firm's."""

    id: int
    bank: Bank
    assessment: Assessment
    sample: bool


def create(db: Database, bank: Bank, assessment: Assessment, actor: Actor, *, sample: bool = False) -> int:
    """Keep a new assessment with its frozen bank and return its number.

    Raises Refused where it breaks a rule, NotFound where what it calls its previous one is not in the store.
    """
    _refuse(refusals(bank, assessment))
    with writing(db):
        if assessment.previous is not None:
            _row(db, assessment.previous)
        banks.keep(db, bank)
        number = _insert(db, bank, replace(assessment, status="draft"), sample)
        _insert_parts(db, number, assessment)
        if assessment.status == "final":
            action_rows.keep_promises(db, number)
            db.execute("UPDATE assessments SET status = 'final' WHERE id = ?", (number,))
        events.record(db, actor, number, "created", after=_head(assessment))
    return number


def load(db: Database, number: int) -> Stored:
    """Read one assessment with the bank it was made with. Raises NotFound."""
    # One transaction, so that what is saved meanwhile is read wholly or not at all.
    with db.atomic():
        row = _row(db, number)
        return Stored(number, banks.fetch(db, row["bank"]), _assessment(db, row), bool(row["sample"]))


def mark(assessment: Assessment) -> str:
    """Name what the settings are, so that a change can tell what it was made from."""
    head = _head(assessment)
    return row_mark({name: head[name] for name in SETTINGS})


def change(db: Database, number: int, changed: Assessment, actor: Actor, *, made_from: str = "") -> None:
    """Change a draft's settings to those of ``changed``, whose other parts don't matter.

    ``made_from`` is the mark of what the change was made from. Raises NotFound, Finished, Refused where a setting
    breaks a rule, or Overtaken where somebody changed the settings to something else meanwhile.
    """
    with writing(db):
        stored = load(db, number)
        refuse_final(stored)
        settled = replace(stored.assessment, **{name: getattr(changed, name) for name in SETTINGS})
        _refuse(refusals(stored.bank, settled))
        before, after = _head(stored.assessment), _head(settled)
        was = {key: before[key] for key in before if before[key] != after[key]}
        if was:
            if made_from and made_from != mark(stored.assessment):
                raise Overtaken(_OVERTAKEN, stored.assessment)
            now = {key: after[key] for key in was}
            _update(db, number, now)
            events.record(db, actor, number, "settings", before=was, after=now)


def finish(db: Database, number: int, signed: SignOff, actor: Actor) -> None:
    """Make a draft final, with the names of those who sign. Raises NotFound, Finished or Refused."""
    with writing(db):
        stored = load(db, number)
        refuse_final(stored)
        _refuse(final_refusals(stored.bank, stored.assessment))
        final = replace(stored.assessment, status="final", signed=signed)
        action_rows.keep_promises(db, number)
        _update(db, number, _head(final))
        events.record(db, actor, number, "final", after=_signatures(signed))


def reopen(db: Database, number: int, actor: Actor) -> int:
    """Start a new revision of a final assessment, which stays as it is; returns the revision's number.

    The actions go on in the revision as they stand now. Raises NotFound, or Refused where it is a draft or has a
    revision already.
    """
    with writing(db):
        stored = load(db, number)
        if stored.assessment.status != "final":
            raise Refused(Text(en="This assessment is a draft: go on with it.", zh="该评估仍为草稿，可直接继续填写。"))
        _refuse_second(db, stored)
        again = replace(
            stored.assessment,
            status="draft",
            signed=SignOff(),
            revision=stored.assessment.revision + 1,
            previous=str(number),
        )
        new = _insert(db, stored.bank, again, stored.sample)
        _insert_parts(db, new, replace(again, actions=()))
        action_rows.copy(db, number, new)
        events.record(db, actor, new, "reopened", subject=str(number), after=_head(again))
        events.record(db, actor, number, "reopened_as", subject=str(new))
    return new


def delete(db: Database, number: int, actor: Actor) -> None:
    """Delete a draft, or an assessment of the sample, with all its parts; those that follow it no longer name it.

    Raises NotFound or Finished.
    """
    with writing(db):
        row = _row(db, number)
        if row["status"] == "final" and not row["sample"]:
            raise Finished(FINAL_TEXT)
        for (follower,) in db.execute("SELECT id FROM assessments WHERE previous = ?", (number,)).fetchall():
            events.record(db, actor, follower, "previous_deleted", before={"previous": number})
        db.execute("DELETE FROM assessments WHERE id = ?", (number,))
        db.execute("DELETE FROM events WHERE assessment = ?", (number,))
        events.record(db, actor, number, "deleted", before={"title": row["title"], "date": row["date"]})


def refuse_final(stored: Stored) -> None:
    """Raise Finished where the assessment is final."""
    if stored.assessment.status == "final":
        raise Finished(FINAL_TEXT)


_OVERTAKEN: Final = Text(
    en="Somebody else changed the settings meanwhile. What differs is shown: choose, and save again.",
    zh="他人已先修改设置。不同之处已列出，请选定后重新保存。",
)


def _refuse_second(db: Database, stored: Stored) -> None:
    """Refuse to reopen what was reopened already: two revisions of one number could not be told apart."""
    query = "SELECT id, revision, status FROM assessments WHERE previous = ? AND revision > ? ORDER BY id"
    row = first(db, query, (stored.id, stored.assessment.revision))
    if row is None:
        return
    number, revision = row["id"], row["revision"]
    if row["status"] == "draft":
        en = f"It has been reopened already: go on with revision {revision}, a draft (assessment {number})."
        zh = f"该评估已重新打开：请继续填写修订版{revision}的草稿（评估{number}）。"
    else:
        en = f"It has been reopened already: reopen revision {revision}, which is final (assessment {number})."
        zh = f"该评估已重新打开：请改为重新打开已定稿的修订版{revision}（评估{number}）。"
    raise Refused(Text(en=en, zh=zh))


FINAL_TEXT = Text(
    en="This assessment is final and cannot be changed: reopen it as a new revision.",
    zh="该评估已定稿，不得修改：请重新打开为新的修订版。",
)


def _refuse(found: Iterable[Any]) -> None:
    for refusal in found:
        raise Refused(refusal.message)


def _row(db: Database, number: int | str) -> Row:
    row = first(db, "SELECT * FROM assessments WHERE id = ?", (number,))
    if row is None:
        raise NotFound(Text(en=f"There is no assessment {number}.", zh=f"没有编号为{number}的评估。"))
    return row


def _insert(db: Database, bank: Bank, assessment: Assessment, sample: bool) -> int:
    values = {"bank": bank.hash, "sample": int(sample), **_head(assessment)}
    cursor = db.execute(
        f"INSERT INTO assessments ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608
        tuple(values.values()),
    )
    return int(cursor.lastrowid or 0)


def _update(db: Database, number: int, values: Mapping[str, Any]) -> None:
    columns = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE assessments SET {columns} WHERE id = ?", (*values.values(), number))  # noqa: S608


def _insert_parts(db: Database, number: int, assessment: Assessment) -> None:
    db.table("evidence").insert_all(
        {"assessment": number, "name": name, **evidence_values(piece)} for name, piece in assessment.evidence.items()
    )
    db.table("answers").insert_all(
        {"assessment": number, "question": name, **answer_values(replace(answer, version=1))}
        for name, answer in assessment.answers.items()
    )
    db.table("accepted").insert_all(
        {"assessment": number, "question": name, **risk_values(risk)} for name, risk in assessment.accepted.items()
    )
    db.table("actions").insert_all({"assessment": number, **action_values(action)} for action in assessment.actions)


def _head(assessment: Assessment) -> dict[str, Any]:
    return {
        "title": assessment.title,
        "organisation": assessment.organisation,
        "unit": assessment.unit,
        "date": assessment.date.isoformat(),
        "tier": assessment.tier,
        "status": assessment.status,
        "pledges": json.dumps(assessment.pledges),
        "profile": json.dumps(dict(assessment.profile), sort_keys=True),
        "targets": json.dumps(dict(assessment.targets), sort_keys=True),
        **_signatures(assessment.signed),
        "revision": assessment.revision,
        "previous": None if assessment.previous is None else int(assessment.previous),
    }


def _signatures(signed: SignOff) -> dict[str, str | None]:
    return {"prepared": signed.prepared, "reviewed": signed.reviewed, "approved": signed.approved}


def _assessment(db: Database, row: Row) -> Assessment:
    number = row["id"]
    return Assessment(
        title=row["title"],
        organisation=row["organisation"],
        unit=row["unit"],
        date=date.fromisoformat(row["date"]),
        tier=row["tier"],
        status=row["status"],
        pledges=tuple(json.loads(row["pledges"])),
        profile=json.loads(row["profile"]),
        targets=json.loads(row["targets"]),
        evidence=_evidence(db, number),
        answers=_answers(db, number),
        accepted=_accepted(db, number),
        actions=_actions(db, number, row["status"]),
        signed=SignOff(row["prepared"], row["reviewed"], row["approved"]),
        revision=row["revision"],
        previous=None if row["previous"] is None else str(row["previous"]),
    )


def _answers(db: Database, number: int) -> dict[str, Answer]:
    return {row["question"]: answer_from(row) for row in _part(db, "answers", number, "question")}


def _evidence(db: Database, number: int) -> dict[str, Evidence]:
    return {row["name"]: evidence_from(row) for row in _part(db, "evidence", number, "length(name), name")}


def _accepted(db: Database, number: int) -> dict[str, AcceptedRisk]:
    return {row["question"]: risk_from(row) for row in _part(db, "accepted", number, "question")}


def _actions(db: Database, number: int, status: str) -> tuple[Action, ...]:
    """A draft's actions as they stand; a final assessment's as it promised them."""
    return tuple(action_from(row) for row in _part(db, "promised" if status == "final" else "actions", number, "id"))


def _part(db: Database, table: str, number: int, order: str) -> Iterable[Row]:
    return db.query(f"SELECT * FROM {table} WHERE assessment = ? ORDER BY {order}", (number,))  # noqa: S608
