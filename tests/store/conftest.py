"""A fresh database file for each test, a tiny bank, and an assessment that has something in every field."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from sqlite_utils import Database

from assessment.bank import from_document, to_document
from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Bank, Evidence, SignOff
from assessment.store import assessments, database
from assessment.store.errors import StoreError
from assessment.store.events import Actor
from tests.build import REASON, bank, clause, fact, question

ACTOR: Final = Actor("tester", datetime(2026, 5, 20, 9, 30, tzinfo=UTC))
DAY: Final = date(2026, 5, 20)
GUARDED: Final = ("answers", "evidence", "accepted", "promised")
PARTS: Final = (*GUARDED, "actions")
TABLES: Final = ("banks", "assessments", *PARTS, "set_aside", "events")


def frozen(made: Bank) -> Bank:
    """The bank as the store gives it back, under its true hash."""
    return from_document(to_document(made))


BANK: Final = frozen(
    bank(
        question("ENC-01", critical=True),
        question("ENC-02"),
        question("MIN-01", clauses=("P2-1",), applies_when={"minors": True}, tier="core"),
        question("MIN-02", clauses=("P2-1",), target=2),
        clauses=(clause("P1-1"), clause("P2-1")),
        facts=(fact("minors"), fact("abroad")),
    )
)

DRAFT: Final = Assessment(
    title="2026 Q2",
    organisation="Sample organisation",
    unit="Platform",
    date=DAY,
    tier="core",
    pledges=("P2", "P1"),
    profile={"minors": True, "abroad": False},
    targets={"ENC-02": 4, "MIN-02": 3},
    evidence={
        "E1": Evidence("audit", "审计报告", DAY, date(2027, 5, 19), "DOC-1, shelf 2", "Reviewer"),
        "DOC-7": Evidence("policy", "Policy without a date"),
    },
    answers={
        "ENC-01": Answer(3, note="Two lines,\nquoted: \"'", evidence=("DOC-7", "E1"), flagged=True),
        "ENC-02": Answer("na", reason=REASON),
        "MIN-01": Answer("unknown", note="问过运维"),
        "MIN-02": Answer(None, note="Only a note so far"),
    },
    accepted={"ENC-02": AcceptedRisk("It ends with the archive", "Head of security", date(2026, 12, 31), "Off line")},
    actions=(
        Action("ENC-01", 4, "Security", date(2026, 9, 30), "doing"),
        Action("MIN-02", 1),
        Action("ENC-01", 1, status="dropped"),
    ),
    signed=SignOff("Preparer", "Reviewer", "Approver"),
    revision=3,
)
FINAL: Final = replace(DRAFT, status="final")


def as_stored(assessment: Assessment) -> Assessment:
    """A new assessment as it is read back: every answer has been saved once."""
    return replace(assessment, answers={name: replace(one, version=1) for name, one in assessment.answers.items()})


def everything(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    return {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES}


def nothing() -> dict[str, list[tuple[Any, ...]]]:
    """What ``everything`` is of a file in which nothing was ever stored."""
    return {table: [] for table in TABLES}


def rows_of(db: Database, number: int) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of one assessment, but for its events."""
    held = {
        table: db.execute(f"SELECT * FROM {table} WHERE assessment = ? ORDER BY 1, 2", (number,)).fetchall()
        for table in PARTS
    }
    return {**held, "assessments": db.execute("SELECT * FROM assessments WHERE id = ?", (number,)).fetchall()}


def held(path: Path) -> dict[str, bytes]:
    """The files of a database and what is in them, but for SQLite's shared memory."""
    return {one.name: one.read_bytes() for one in path.parent.iterdir() if not one.name.endswith("-shm")}


def sentence(error: pytest.ExceptionInfo[StoreError]) -> tuple[str, str]:
    """What a person is told, in English and Chinese."""
    return error.value.message.en, error.value.message.zh


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a prepared database file holds; preparing one for each test would take most of the tests' time."""
    made = tmp_path_factory.mktemp("store") / "assessments.db"
    database.prepare(made)
    return made.read_bytes()


@pytest.fixture
def path(tmp_path: Path, prepared: bytes) -> Path:
    """A prepared database file."""
    made = tmp_path / "instance" / "assessments.db"
    made.parent.mkdir()
    made.write_bytes(prepared)
    return made


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    """A connection to the prepared file."""
    with database.opened(path) as opened:
        yield opened


@pytest.fixture
def draft(db: Database) -> int:
    """The number of a stored draft."""
    return assessments.create(db, BANK, DRAFT, ACTOR)


@pytest.fixture
def final(db: Database) -> int:
    """The number of a stored final assessment, which follows another one."""
    earlier = assessments.create(db, BANK, DRAFT, ACTOR)
    return assessments.create(db, BANK, replace(FINAL, previous=str(earlier)), ACTOR)
