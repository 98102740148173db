"""Opening the database, its pragmas, and write transactions."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlite_utils import Database as Database

from assessment.store import faults
from assessment.store.errors import Unusable
from assessment.store.migrations import migrations

BUSY_SECONDS: Final = 5.0
"""How long a writer waits for another before it gives up."""

PRAGMAS: Final = ("PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL")
"""What each connection needs; WAL is kept in the file itself."""


def prepare(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
    """Create the database file with its folder, or bring an older one up to date.

    Raises Unusable where the folder or file cannot be written, is damaged, is no database of this program, or is newer
    than it; Busy where another process holds it for longer than ``busy_seconds``.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(faults.not_writable(path)) from error
    with opened(path, create=True, busy_seconds=busy_seconds) as db:
        _refuse_strange(db, path)
        _enable_wal(db)
        if migrations.pending(db):
            # Two first starts at once: the second waits here, then finds nothing left to apply.
            with writing(db):
                migrations.apply(db)


@contextmanager
def opened(path: Path, *, create: bool = False, busy_seconds: float = BUSY_SECONDS) -> Iterator[Database]:
    """Lend one connection, closed afterwards; faults of the file come out as StoreError."""
    try:
        with closing(connect(path, create=create, busy_seconds=busy_seconds)) as db:
            yield db
    except sqlite3.DatabaseError as error:
        found = faults.explained(error, path)
        if found is None:
            raise
        raise found from error


def connect(path: Path, *, create: bool = False, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Open a connection with the pragmas set; without ``create`` the file must be there."""
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=busy_seconds, check_same_thread=False
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return Database(connection)
    except BaseException:
        connection.close()
        raise


def hold(path: Path) -> Callable[[], None]:
    """Keep the write-ahead log in being until the function that is returned is called.

    Without that, each request that closes the last connection would copy the log into the file and delete it.
    """
    db = connect(path)
    db.execute("SELECT count(*) FROM sqlite_master")
    return db.close


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """Hold one write transaction: all of it is kept or none.

    It takes the lock at its start: a deferred BEGIN, as ``db.atomic()`` uses, fails at once and without waiting when
    another writer comes between its first read and its first write.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


def _refuse_strange(db: Database, path: Path) -> None:
    # Tables before steps: a first start that ends between the two must not look like another program's file.
    holds_tables = bool(db.table_names())
    applied = {migration.name for migration in migrations.applied(db)}
    if applied - {migration.name for migration in migrations._migrations}:
        raise Unusable(faults.newer(path))
    if holds_tables and not applied:
        raise Unusable(faults.not_ours(path))


def _enable_wal(db: Database) -> None:
    try:
        db.enable_wal()
    except sqlite3.OperationalError:
        # Of two that change the mode at once SQLite refuses one without waiting: wait for the other, then look again.
        with writing(db):
            pass
        db.enable_wal()
