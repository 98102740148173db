"""Assessments read lately, brought up to date by their log: after a save one row is read, not all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlite_utils import Database

from assessment.store import answer_rows, assessments, evidence
from assessment.store.assessments import Stored
from assessment.store.rows import Row

MOST_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class _Known:
    """An assessment as it was after one event of its log; time and kind tell apart what a restored file repeats."""

    event: int
    at: str
    what: str
    stored: Stored


class Recent:
    """A running application's memory of one database file; what is in it is never changed in place."""

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}

    def load(self, db: Database, number: int) -> Stored:
        """Read one assessment as ``assessments.load`` does. Raises NotFound."""
        with db.atomic():
            known = self._known.get(number)
            log = _log_from(db, number, known.event if known else 0)
            if known is not None and _goes_on(known, log):
                stored = _caught_up(db, known.stored, log[1:])
            else:
                stored = assessments.load(db, number)
        if log:
            self._keep(number, _Known(log[-1]["id"], log[-1]["at"], log[-1]["what"], stored))
        return stored

    def _keep(self, number: int, known: _Known) -> None:
        self._known.pop(number, None)
        while len(self._known) >= MOST_KEPT:
            self._known.pop(next(iter(self._known)), None)
        self._known[number] = known


def _log_from(db: Database, number: int, event: int) -> Sequence[Row]:
    """The log from ``event`` on, that one included; without one its last event alone."""
    if event:
        where, order = "id >= ?", "id"
    else:
        where, order = "id > ?", "id DESC LIMIT 1"
    sql = f"SELECT id, at, what, subject FROM events WHERE assessment = ? AND {where} ORDER BY {order}"  # noqa: S608
    return list(db.query(sql, (number, event)))


def _goes_on(known: _Known, log: Sequence[Row]) -> bool:
    if not log or (log[0]["id"], log[0]["at"], log[0]["what"]) != (known.event, known.at, known.what):
        return False
    return all(event["what"] in ("answer", "evidence") for event in log[1:])


def _caught_up(db: Database, stored: Stored, log: Sequence[Row]) -> Stored:
    if not log:
        return stored
    answers, register = dict(stored.assessment.answers), dict(stored.assessment.evidence)
    for question in {event["subject"] for event in log if event["what"] == "answer"}:
        answers[question] = answer_rows.read(db, stored.id, question)
    for name in {event["subject"] for event in log if event["what"] == "evidence"}:
        piece = evidence.read(db, stored.id, name)
        if piece is None:
            register.pop(name, None)
        else:
            register[name] = piece
    ordered = dict(sorted(answers.items())), dict(sorted(register.items(), key=lambda item: _by_number(item[0])))
    return replace(stored, assessment=replace(stored.assessment, answers=ordered[0], evidence=ordered[1]))


def _by_number(name: str) -> tuple[int, str]:
    return (len(name), name)
