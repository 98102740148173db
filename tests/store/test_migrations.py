"""The schema's history: whichever step a file comes from, it ends up the same, with everything in it kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from assessment.store import assessments, database, set_aside, upgrading
from assessment.store.migrations import migrations
from tests.store.conftest import ACTOR, BANK, DRAFT, FINAL, PARTS, as_stored, everything
from tests.store.test_upgrading import NEWER, versions_apart

STEPS = [step.name for step in migrations._migrations]


def schema(db: Database) -> dict[str, str | None]:
    """Everything that the file defines, by kind and name."""
    rows = db.execute("SELECT type || ' ' || name, sql FROM sqlite_schema")
    return dict(rows.fetchall())


def steps_taken(db: Database) -> list[tuple[Any, ...]]:
    return db.execute("SELECT * FROM _sqlite_migrations ORDER BY id").fetchall()


def older(path: Path, last: int) -> None:
    """A file as the program left it when its history had ``last`` steps."""
    db = database.connect(path, create=True)
    db.enable_wal()
    migrations.apply(db, stop_before=STEPS[last:])
    db.close()


def fill(path: Path, source: Path) -> None:
    """Give an older file what ``source`` holds, as far as the older file has a place for it."""
    db = database.connect(path)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("ATTACH ? AS source", (str(source),))
    # Parts before their assessments: once an assessment is final it takes no more of them.
    for table in ("banks", *PARTS, "assessments", "events"):
        if columns := ", ".join(row[1] for row in db.execute(f"PRAGMA main.table_info({table})")):
            db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM source.{table}")
    db.conn.commit()
    db.close()


@pytest.fixture
def with_step(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Database], None]], None]:
    """Adds a step to the history for the test's time."""

    def add(step: Callable[[Database], None]) -> None:
        one = Migrations._Migration("m999_of_the_test", step)
        monkeypatch.setattr(migrations, "_migrations", [*migrations._migrations, one])

    return add


def test_a_new_file_has_taken_every_step_in_order(db: Database) -> None:
    assert [name for _, _, name, _ in steps_taken(db)] == STEPS == sorted(STEPS)


@pytest.mark.parametrize("last", range(1, len(STEPS)))
def test_an_older_file_ends_up_like_a_new_one(tmp_path: Path, db: Database, last: int) -> None:
    older(tmp_path / "older.db", last)
    database.prepare(tmp_path / "older.db")
    with database.opened(tmp_path / "older.db") as migrated:
        assert schema(migrated) == schema(db)
        assert [row[1:3] for row in steps_taken(migrated)] == [row[1:3] for row in steps_taken(db)]


@pytest.mark.parametrize("last", range(1, len(STEPS)))
def test_what_an_older_file_holds_is_kept(tmp_path: Path, path: Path, db: Database, last: int) -> None:
    first = assessments.create(db, BANK, FINAL, ACTOR)
    second = assessments.create(db, BANK, replace(DRAFT, previous=str(first)), ACTOR)
    older(tmp_path / "older.db", last)
    fill(tmp_path / "older.db", path)
    database.prepare(tmp_path / "older.db")
    with database.opened(tmp_path / "older.db") as migrated:
        assert everything(migrated) == everything(db)
        assert assessments.load(migrated, first).assessment == as_stored(FINAL)
        assert assessments.load(migrated, second).assessment == as_stored(replace(DRAFT, previous=str(first)))


@pytest.mark.parametrize("last", range(1, len(STEPS)))
def test_a_draft_of_an_older_file_is_upgraded_and_the_upgrade_undone(
    tmp_path: Path, path: Path, db: Database, last: int
) -> None:
    number = assessments.create(db, BANK, DRAFT, ACTOR)
    older(tmp_path / "older.db", last)
    fill(tmp_path / "older.db", path)
    database.prepare(tmp_path / "older.db")
    with database.opened(tmp_path / "older.db") as migrated:
        upgrading.upgrade(migrated, number, NEWER, ACTOR)
        assert list(set_aside.old_answers(migrated, number)) == ["ENC-01", "ENC-02", "MIN-01"]
        upgrading.undo(migrated, number, ACTOR)
        found = assessments.load(migrated, number)
        assert versions_apart(found.assessment) == versions_apart(DRAFT)
        assert migrated.execute("PRAGMA foreign_key_check").fetchall() == []


def test_taking_the_steps_again_changes_nothing(path: Path, db: Database) -> None:
    before = schema(db), steps_taken(db)
    migrations.apply(db)
    database.prepare(path)
    assert (schema(db), steps_taken(db)) == before


def test_a_further_step_is_taken_by_the_next_start(
    path: Path, db: Database, with_step: Callable[[Callable[[Database], None]], None]
) -> None:
    def step(file: Database) -> None:
        file.execute("CREATE VIEW titles AS SELECT title FROM assessments")

    before = schema(db)
    with_step(step)
    database.prepare(path)
    assert schema(db).keys() - before.keys() == {"view titles"}
    assert [row[2] for row in steps_taken(db)] == [*STEPS, "m999_of_the_test"]


def test_a_step_that_fails_leaves_the_file_as_it_was(
    path: Path, db: Database, draft: int, with_step: Callable[[Callable[[Database], None]], None]
) -> None:
    def failing(file: Database) -> None:
        file.execute("DROP TABLE actions")
        file.execute("DELETE FROM assessments WHERE id = ?", (draft,))
        raise RuntimeError("the power is gone")

    before = schema(db), steps_taken(db), everything(db)
    with_step(failing)
    with pytest.raises(RuntimeError, match="the power is gone"):
        database.prepare(path)
    assert (schema(db), steps_taken(db), everything(db)) == before


def test_a_first_start_that_fails_leaves_no_half_made_schema(
    tmp_path: Path, with_step: Callable[[Callable[[Database], None]], None]
) -> None:
    def failing(_: Database) -> None:
        raise RuntimeError("the power is gone")

    path = tmp_path / "assessments.db"
    with_step(failing)
    with pytest.raises(RuntimeError):
        database.prepare(path)
    with database.opened(path) as db:
        assert schema(db) == {}
