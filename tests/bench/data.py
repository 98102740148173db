"""Stores of known size to measure with."""

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Final

from assessment import bank as bank_room
from assessment.engine.model import Answer, Assessment, Bank, Choice, Evidence
from assessment.store import assessments, database
from assessment.store.events import Actor

ACTOR: Final = Actor("bench", datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC))
DAY: Final = datetime.date(2026, 11, 24)


def full(bank: Bank) -> Assessment:
    """Every question answered, at every level, with evidence for half of them."""
    choices: tuple[Choice, ...] = (0, 1, 2, 3, 4, "unknown")
    register = {
        f"E{number}": Evidence(kind, f"Piece {number}", DAY, location=f"DOC-{number}")
        for number, kind in enumerate(("review", "config", "record", "policy", "test"), start=1)
    }
    answers = {
        question.id: Answer(
            choices[number % len(choices)], note="As seen on site.", evidence=("E1", "E2") if number % 2 else ()
        )
        for number, question in enumerate(bank.questions)
    }
    return Assessment(
        title="Bench",
        organisation="Sample firm",
        date=DAY,
        pledges=tuple(pledge.id for pledge in bank.pledges),
        profile={fact.id: True for fact in bank.facts},
        evidence=register,
        answers=answers,
    )


def fill(instance: Path, number: int) -> None:
    """Make an instance folder with ``number`` assessments, the first of them full; the rest are copied in SQL."""
    bank = bank_room.load()
    path = instance / "assessments.db"
    database.prepare(path)
    with database.opened(path) as db:
        assessments.create(db, bank, full(bank), ACTOR)
        for index in range(1, min(number, 10)):
            assessments.create(db, bank, replace(full(bank), title=f"Bench {index}"), ACTOR)
        if number > 10:
            _copy(db, number)


def _copy(db: database.Database, number: int) -> None:
    heads = "bank, title, organisation, unit, date, tier, status, pledges, profile, targets, revision, sample"
    parts = {
        "evidence": "name, kind, title, date, valid_until, location, checked_by",
        "answers": "question, choice, reason, note, evidence, carried_over, flagged, version",
    }
    with database.writing(db):
        db.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 11 UNION ALL SELECT i + 1 FROM n WHERE i < {number}) "
            f"INSERT INTO assessments (id, {heads}) SELECT i, {heads} FROM n, assessments WHERE assessments.id = 1"
        )
        for table, columns in parts.items():
            db.execute(
                f"INSERT INTO {table} (assessment, {columns}) "
                f"SELECT a.id, {columns.replace('title', 'p.title').replace(' date', ' p.date')} "
                f"FROM assessments a, {table} p WHERE a.id > 10 AND p.assessment = 1"
            )
        db.execute(
            "INSERT INTO events (assessment, at, who, what, subject) "
            "SELECT a.id, e.at, e.who, e.what, e.subject FROM assessments a, events e "
            "WHERE a.id > 10 AND e.assessment = 1"
        )
