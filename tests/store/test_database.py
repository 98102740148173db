"""The file: its pragmas really hold, and whatever is wrong with it comes out as one sentence, with nothing written."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Barrier
from typing import Final

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from assessment.engine.model import Answer, Text
from assessment.store import answers, assessments, database, faults
from assessment.store.errors import Busy, Unusable
from assessment.store.migrations import migrations
from tests.store.conftest import ACTOR, DRAFT, TABLES, everything, held, sentence

SOON: Final = 0.05
"""Seconds that a test lets a connection wait for a lock that nobody will give up."""

ORPHAN: Final = "INSERT INTO actions (assessment, question, level, owner, status) VALUES (9, 'Q', 1, '', 'open')"


def in_words(words: Callable[[Path], Text], path: Path) -> tuple[str, str]:
    return words(path).en, words(path).zh


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of some other program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def test_every_connection_has_the_pragmas(path: Path) -> None:
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "recursive_triggers")
    with database.opened(path) as first, database.opened(path, busy_seconds=1.5) as second:
        found = [[db.execute(f"PRAGMA {name}").fetchone()[0] for name in names] for db in (first, second)]
    assert found == [["wal", 2, 1, 5000, 1], ["wal", 2, 1, 1500, 1]]


def test_every_table_is_strict(db: Database) -> None:
    strict = {name for _, name, kind, _, _, is_strict in db.execute("PRAGMA table_list") if is_strict}
    assert strict == set(TABLES)


def test_a_value_of_another_type_is_refused(db: Database, draft: int) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        db.execute("UPDATE answers SET version = 'two' WHERE assessment = ?", (draft,))


def test_a_part_without_its_assessment_is_refused(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY constraint failed"):
        db.execute(ORPHAN)


def test_the_folder_is_made_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "assessments.db"
    database.prepare(path)
    assert [one.name for one in path.parent.iterdir()] == ["assessments.db"]


def test_preparing_again_keeps_everything(path: Path, db: Database, draft: int) -> None:
    before = everything(db)
    database.prepare(path)
    assert everything(db) == before
    assert assessments.load(db, draft).assessment.title == DRAFT.title


def test_starts_at_the_same_time_make_one_database(tmp_path: Path) -> None:
    path, together = tmp_path / "assessments.db", Barrier(4)

    def start(_: int) -> None:
        together.wait(timeout=10)
        database.prepare(path)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [None] * 4
    with database.opened(path) as db:
        assert set(TABLES) < set(db.table_names())


def test_a_start_that_another_one_overtakes_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, steps_taken = tmp_path / "assessments.db", migrations.applied

    def overtaken(db: Database) -> list[Migrations._AppliedMigration]:
        found = steps_taken(db)
        monkeypatch.undo()
        database.prepare(path)
        return found

    monkeypatch.setattr(migrations, "applied", overtaken)
    database.prepare(path)
    with database.opened(path) as db:
        assert set(TABLES) < set(db.table_names())


def test_a_start_that_is_refused_the_mode_looks_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "assessments.db"

    def refused(_: Database) -> None:
        monkeypatch.undo()
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(Database, "enable_wal", refused)
    database.prepare(path)
    with database.opened(path) as db:
        assert db.journal_mode == "wal"


def test_a_transaction_is_kept_whole(db: Database) -> None:
    with database.writing(db):
        db.execute("INSERT INTO banks VALUES ('a', '1', '{}')")
    assert everything(db)["banks"] == [("a", "1", "{}")]


def test_a_transaction_that_fails_leaves_nothing_and_ends(db: Database) -> None:
    def interrupted() -> None:
        with database.writing(db):
            db.execute("INSERT INTO banks VALUES ('a', '1', '{}')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (everything(db)["banks"], db.conn.in_transaction) == ([], False)


def test_a_transaction_that_cannot_be_committed_ends(db: Database) -> None:
    def broken() -> None:
        with database.writing(db):
            db.execute("PRAGMA defer_foreign_keys = ON")
            db.execute(ORPHAN)

    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY constraint failed"):
        broken()
    assert (everything(db)["actions"], db.conn.in_transaction) == ([], False)


def test_a_write_gives_up_where_another_program_writes(path: Path, db: Database, draft: int) -> None:
    before = everything(db)
    with bare(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy) as error, database.opened(path, busy_seconds=SOON) as waiting:
            answers.save(waiting, draft, "ENC-02", Answer(2, version=1), ACTOR)
    assert everything(db) == before
    assert sentence(error) == (
        f"{path} is locked by another program: close that program, then try again. Nothing was written.",
        f"{path}被其他程序锁定：请关闭该程序后重试。本次未写入任何内容。",
    )


def test_a_start_gives_up_where_another_program_holds_the_file(tmp_path: Path) -> None:
    path = tmp_path / "assessments.db"
    with bare(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy) as error:
            database.prepare(path, busy_seconds=SOON)
    assert sentence(error) == in_words(faults.locked, path)


def test_a_start_does_not_wait_for_another_writer(path: Path) -> None:
    with bare(path) as other:
        other.execute("BEGIN IMMEDIATE")
        database.prepare(path, busy_seconds=0)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("mine")
    path = tmp_path / "instance" / "assessments.db"
    with pytest.raises(Unusable) as error:
        database.prepare(path)
    assert (tmp_path / "instance").read_text() == "mine"
    assert sentence(error) == in_words(faults.not_writable, path)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as error:
        database.prepare(tmp_path)
    assert sentence(error) == in_words(faults.not_writable, tmp_path)


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Unusable), database.opened(tmp_path / "assessments.db"):
        pytest.fail("it was opened")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"Dear diary, " * 100, b"SQLite format 3\0"], ids=["a text", "a mere beginning"])
def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "assessments.db"
    path.write_bytes(content)
    with pytest.raises(Unusable) as error:
        database.prepare(path)
    assert held(path) == {path.name: content}
    assert sentence(error) == (
        f"{path} is not a database of this program: move it away, or restore a backup.",
        f"{path}不是本程序的数据库：请移走该文件，或者恢复备份。",
    )


def test_a_database_of_another_program_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "assessments.db"
    with bare(path) as other:
        other.execute("CREATE TABLE bookmarks (address TEXT)")
    before = held(path)
    with pytest.raises(Unusable) as error:
        database.prepare(path)
    assert held(path) == before
    assert sentence(error) == in_words(faults.not_ours, path)


def test_a_truncated_database_is_told_and_left_alone(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    before = held(path)
    with pytest.raises(Unusable) as error:
        database.prepare(path)
    assert held(path) == before
    assert sentence(error) == (
        f"{path} is damaged: move it away, then restore a backup.",
        f"{path}已损坏：请移走该文件，然后恢复备份。",
    )


def test_a_newer_database_is_told_and_left_alone(path: Path) -> None:
    with bare(path) as later:
        later.execute("INSERT INTO _sqlite_migrations VALUES (99, 'assessment', 'm099_of_a_later_version', '2030')")
    before = held(path)
    with pytest.raises(Unusable) as error:
        database.prepare(path)
    assert held(path) == before
    assert sentence(error) == (
        f"{path} was written by a newer version of this program: use that version.",
        f"{path}由更新版本的程序写入：请使用该版本。",
    )


def test_a_full_disk_is_told_and_nothing_is_kept(path: Path, db: Database, draft: int) -> None:
    before = everything(db)
    pages = db.execute("PRAGMA page_count").fetchone()[0]

    def save_a_long_note() -> None:
        with database.opened(path) as full:
            full.execute(f"PRAGMA max_page_count = {pages}")
            answers.save(full, draft, "MIN-02", Answer(1, note="x" * 100_000, version=1), ACTOR)

    with pytest.raises(Unusable) as error:
        save_a_long_note()
    assert everything(db) == before
    assert sentence(error) == (
        f"{path} could not be written to its disk: make room there or mend the disk, then try again. Nothing was "
        "written.",
        f"{path}未能写入磁盘：请清理或者修复磁盘后重试。本次未写入任何内容。",
    )


@pytest.mark.parametrize(
    "fault",
    [sqlite3.IntegrityError("UNIQUE constraint failed"), sqlite3.ProgrammingError("closed"), OSError("elsewhere")],
    ids=["constraint", "misuse", "another file"],
)
def test_a_fault_that_is_not_the_files_stays_what_it_is(path: Path, fault: Exception) -> None:
    with pytest.raises(type(fault)) as error, database.opened(path):
        raise fault
    assert error.value is fault
