"""What is wrong with the database's file, in sentences for the person who runs the program."""

import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from assessment.engine.model import Text
from assessment.store.errors import Busy, StoreError, Unusable

Fault = sqlite3.DatabaseError
"""What SQLite raises."""


def explained(error: sqlite3.DatabaseError, path: Path) -> StoreError | None:
    """SQLite's ``error`` as a sentence; None where it is no fault of the file at ``path``."""
    # The low byte is the kind of fault; the rest tells variants of it apart.
    words = _WORDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if words is None:
        return None
    return Busy(words(path)) if words is locked else Unusable(words(path))


def locked(path: Path) -> Text:
    """Another program holds the file."""
    return Text(
        en=f"{path} is locked by another program: close that program, then try again. Nothing was written.",
        zh=f"{path}被其他程序锁定：请关闭该程序后重试。本次未写入任何内容。",
    )


def not_writable(path: Path) -> Text:
    """The file or its folder cannot be written."""
    place = path if os.access(path.parent, os.W_OK) else path.parent
    return Text(
        en=f"{place} cannot be written: give this program write permission there, or name another folder with "
        "--instance.",
        zh=f"{place}无法写入：请授予写入权限，或者用--instance指定其他文件夹。",
    )


def no_room(path: Path) -> Text:
    """The disk is full or failing."""
    return Text(
        en=f"{path} could not be written to its disk: make room there or mend the disk, then try again. Nothing was "
        "written.",
        zh=f"{path}未能写入磁盘：请清理或者修复磁盘后重试。本次未写入任何内容。",
    )


def damaged(path: Path) -> Text:
    """The file is a database, and part of it is missing or spoilt."""
    return Text(
        en=f"{path} is damaged: move it away, then restore a backup.",
        zh=f"{path}已损坏：请移走该文件，然后恢复备份。",
    )


def not_ours(path: Path) -> Text:
    """The file is something else."""
    return Text(
        en=f"{path} is not a database of this program: move it away, or restore a backup.",
        zh=f"{path}不是本程序的数据库：请移走该文件，或者恢复备份。",
    )


def newer(path: Path) -> Text:
    """The file's schema is of a later version."""
    return Text(
        en=f"{path} was written by a newer version of this program: use that version.",
        zh=f"{path}由更新版本的程序写入：请使用该版本。",
    )


_WORDS: Final[Mapping[int, Callable[[Path], Text]]] = {
    sqlite3.SQLITE_BUSY: locked,
    sqlite3.SQLITE_LOCKED: locked,
    sqlite3.SQLITE_PERM: not_writable,
    sqlite3.SQLITE_READONLY: not_writable,
    sqlite3.SQLITE_CANTOPEN: not_writable,
    sqlite3.SQLITE_FULL: no_room,
    sqlite3.SQLITE_IOERR: no_room,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: not_ours,
}
