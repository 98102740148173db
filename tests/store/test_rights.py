"""Files and folders that may not be written: one sentence that names the right place, and nothing touched."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from assessment.store import assessments, database
from assessment.store.errors import Unusable
from tests.store.conftest import ACTOR, BANK, DRAFT, held, sentence

NOBODY: Final = 65534


@contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Root may write anything, so while a test runs as root it becomes nobody and comes back."""
    if os.geteuid():
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, as the tests' own one cannot be."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        made.chmod(0o755)
        yield made
        made.chmod(0o755)


def test_a_read_only_folder_is_told(folder: Path) -> None:
    path = folder / "assessments.db"
    folder.chmod(0o555)
    with as_somebody_without_rights(), pytest.raises(Unusable) as error:
        database.prepare(path)
    assert list(folder.iterdir()) == []
    assert sentence(error) == (
        f"{folder} cannot be written: give this program write permission there, or name another folder with "
        "--instance.",
        f"{folder}无法写入：请授予写入权限，或者用--instance指定其他文件夹。",
    )


def test_a_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    path = folder / "instance" / "assessments.db"
    folder.chmod(0o555)
    with as_somebody_without_rights(), pytest.raises(Unusable) as error:
        database.prepare(path)
    assert sentence(error)[0].startswith(f"{path.parent} cannot be written: ")


def test_a_database_in_a_folder_made_read_only_is_told(folder: Path) -> None:
    path = folder / "assessments.db"
    database.prepare(path)
    before = held(path)
    folder.chmod(0o555)
    with as_somebody_without_rights(), pytest.raises(Unusable) as error, database.opened(path) as db:
        assessments.create(db, BANK, DRAFT, ACTOR)
    assert held(path) == before
    assert sentence(error)[0].startswith(f"{folder} cannot be written: ")


def test_a_database_that_may_only_be_read_is_told(folder: Path) -> None:
    path = folder / "assessments.db"
    database.prepare(path)
    before = path.read_bytes()
    folder.chmod(0o777)
    path.chmod(0o444)
    with as_somebody_without_rights(), pytest.raises(Unusable) as error, database.opened(path) as db:
        assessments.create(db, BANK, DRAFT, ACTOR)
    assert path.read_bytes() == before
    assert sentence(error)[0].startswith(f"{path} cannot be written: ")
