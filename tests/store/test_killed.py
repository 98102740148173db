"""A process that is killed in the middle of an upgrade, or of undoing one, leaves the file as it was before."""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import pytest

from assessment.store import assessments, database, events, set_aside, upgrading
from tests.store.conftest import ACTOR, BANK, everything
from tests.store.test_upgrading import BEGUN, NEWER

SECONDS: Final = 60


def upgrade(path: Path) -> None:
    """Upgrade the one draft; its process dies where it was told to."""
    with database.opened(path) as db:
        upgrading.upgrade(db, 1, NEWER, ACTOR)


def undo(path: Path) -> None:
    """Undo its upgrade likewise."""
    with database.opened(path) as db:
        upgrading.undo(db, 1, ACTOR)


PLACES: Final[dict[str, tuple[Callable[[Path], None], Any, str]]] = {
    "upgrade, after what comes off was kept": (upgrade, upgrading, "_take_out"),
    "upgrade, before its event": (upgrade, events, "record"),
    "undo, before what was set aside is forgotten": (undo, set_aside, "forget"),
    "undo, before its event": (undo, events, "record"),
}


def until_killed(place: str, path: Path) -> None:
    """Work in a process of its own, up to the call at which it kills itself."""
    work, module, name = PLACES[place]
    setattr(module, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    work(path)


@pytest.mark.parametrize("place", PLACES)
def test_a_process_killed_on_the_way_has_changed_nothing(path: Path, place: str) -> None:
    with database.opened(path) as db:
        assessments.create(db, BANK, BEGUN, ACTOR)
        if place.startswith("undo"):
            upgrading.upgrade(db, 1, NEWER, ACTOR)
        before = everything(db)

    process = get_context("spawn").Process(target=until_killed, args=(place, path))
    process.start()
    process.join(SECONDS)

    assert process.exitcode == -signal.SIGKILL
    database.prepare(path)
    with database.opened(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert everything(db) == before
    PLACES[place][0](path)
