"""What is remembered of an assessment is what the file holds, whoever changed it and however."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from assessment.engine.model import Action, Answer, Assessment, Evidence, SignOff
from assessment.store import actions, answers, assessments, database, evidence, risks
from assessment.store.action_rows import Tracked
from assessment.store.errors import NotFound
from assessment.store.recent import MOST_KEPT, Recent
from tests.store.conftest import ACTOR, BANK, DAY, DRAFT

PIECE = Evidence("test", "Restore test", DAY)


def save(db: Database) -> None:
    answers.save(db, 1, "ENC-01", Answer(2, version=1), ACTOR)


CHANGES: dict[str, Callable[[Database], object]] = {
    "nothing": lambda _: None,
    "an answer": save,
    "an answer with a new piece": lambda db: answers.save(db, 1, "ENC-01", Answer(2, version=1), ACTOR, added=PIECE),
    "a piece added": lambda db: evidence.add(db, 1, PIECE, ACTOR),
    "a piece changed": lambda db: evidence.change(db, 1, "E1", PIECE, ACTOR),
    "a piece confirmed": lambda db: evidence.confirm(db, 1, "DOC-7", DAY, ACTOR),
    "a piece removed": lambda db: evidence.remove(db, 1, "E1", ACTOR),
    "a risk accepted": lambda db: risks.accept(db, 1, "ENC-01", DRAFT.accepted["ENC-02"], ACTOR),
    "a risk withdrawn": lambda db: risks.withdraw(db, 1, "ENC-02", ACTOR),
    "an action added": lambda db: actions.add(db, 1, [Tracked(Action("MIN-01", 2))], ACTOR),
    "an action done by a new piece": lambda db: actions.done_by(db, 1, 1, PIECE, ACTOR),
    "an action removed": lambda db: actions.remove(db, 1, 1, ACTOR),
    "settings": lambda db: assessments.change(db, 1, replace(DRAFT, title="Renamed"), ACTOR),
    "made final": lambda db: assessments.finish(db, 1, SignOff("Lead"), ACTOR),
    "reopened": lambda db: (assessments.finish(db, 1, SignOff(), ACTOR), assessments.reopen(db, 1, ACTOR)),
}


@pytest.fixture
def recent(db: Database) -> Recent:
    """A memory that has read the one assessment."""
    assessments.create(db, BANK, DRAFT, ACTOR)
    memory = Recent()
    memory.load(db, 1)
    return memory


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(db: Database, recent: Recent, change: Callable[[Database], object]) -> None:
    change(db)

    found, stored = recent.load(db, 1), assessments.load(db, 1)

    assert found == stored
    assert list(found.assessment.evidence) == list(stored.assessment.evidence)
    assert list(found.assessment.answers) == list(stored.assessment.answers)
    assert recent.load(db, 1) == stored


def test_what_was_deleted_is_not_there(db: Database, recent: Recent) -> None:
    assessments.delete(db, 1, ACTOR)

    with pytest.raises(NotFound):
        recent.load(db, 1)


def test_another_file_put_in_its_place_is_read_anew(db: Database, recent: Recent, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    database.prepare(copy)
    with database.opened(copy) as other:
        assessments.create(other, BANK, replace(DRAFT, title="Another"), replace(ACTOR, at=ACTOR.at.replace(year=2025)))

        assert recent.load(other, 1).assessment.title == "Another"
    assert recent.load(db, 1).assessment.title == DRAFT.title


def test_the_memory_has_an_end(db: Database, recent: Recent) -> None:
    for _ in range(MOST_KEPT):
        recent.load(db, assessments.create(db, BANK, DRAFT, ACTOR))

    assert len(recent._known) == MOST_KEPT
    assert recent.load(db, 1) == assessments.load(db, 1)


@pytest.mark.parametrize("given", [DRAFT, replace(DRAFT, status="final")])
def test_the_deletion_of_what_it_was_begun_from_is_seen(db: Database, recent: Recent, given: Assessment) -> None:
    number = assessments.create(db, BANK, replace(given, previous="1"), ACTOR)
    recent.load(db, number)
    assessments.delete(db, 1, ACTOR)
    assert recent.load(db, number) == assessments.load(db, number)
