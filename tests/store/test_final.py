"""A final assessment stays as it is: for the store's verbs, and for any program that opens the file."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from assessment.engine.model import Answer, SignOff
from assessment.store import actions, answers, assessments, events, evidence, risks
from assessment.store.errors import Finished, Refused
from tests.build import piece
from tests.store.conftest import ACTOR, BANK, DAY, DRAFT, FINAL, GUARDED, as_stored, everything, rows_of
from tests.store.test_assessments import event, head

VERBS: dict[str, Callable[[Database, int], Any]] = {
    "change": lambda db, number: assessments.change(db, number, DRAFT, ACTOR),
    "finish": lambda db, number: assessments.finish(db, number, SignOff(), ACTOR),
    "delete": lambda db, number: assessments.delete(db, number, ACTOR),
    "save": lambda db, number: answers.save(db, number, "ENC-02", Answer(1, version=1), ACTOR),
    "save the same": lambda db, number: answers.save(db, number, "MIN-02", DRAFT.answers["MIN-02"], ACTOR),
    "evidence.add": lambda db, number: evidence.add(db, number, piece(), ACTOR),
    "evidence.change": lambda db, number: evidence.change(db, number, "E1", piece(), ACTOR),
    "evidence.confirm": lambda db, number: evidence.confirm(db, number, "E1", DAY, ACTOR),
    "evidence.remove": lambda db, number: evidence.remove(db, number, "DOC-7", ACTOR),
    "actions.done_by": lambda db, number: actions.done_by(db, number, actions.of(db, number)[0].id, "E1", ACTOR),
    "risks.accept": lambda db, number: risks.accept(db, number, "ENC-01", FINAL.accepted["ENC-02"], ACTOR),
    "risks.withdraw": lambda db, number: risks.withdraw(db, number, "ENC-02", ACTOR),
}
DIRECTLY = {
    "made a draft": "UPDATE assessments SET status = 'draft' WHERE id = :final",
    "made a sample": "UPDATE assessments SET sample = 1 WHERE id = :final",
    "deleted": "DELETE FROM assessments WHERE id = :final",
    "replaced": "REPLACE INTO assessments SELECT * FROM assessments WHERE id = :final",
    "told to follow nothing": "UPDATE assessments SET previous = NULL WHERE id = :final",
    "retitled as it is told to follow another": (
        "UPDATE assessments SET title = 'x', previous = :draft WHERE id = :final"
    ),
    "given an answer": (
        "INSERT INTO answers SELECT :final, 'XYZ-01', choice, reason, note, evidence, carried_over, flagged, version "
        "FROM answers WHERE assessment = :draft AND question = 'ENC-01'"
    ),
    "given another answer": (
        "REPLACE INTO answers SELECT assessment, question, '4', '', '', '[]', 0, 0, 2 FROM answers "
        "WHERE assessment = :final"
    ),
    "given a draft's answer": "UPDATE answers SET assessment = :final, question = 'Q' WHERE assessment = :draft",
    "given a draft's evidence": "UPDATE evidence SET assessment = :final, name = 'E' WHERE assessment = :draft",
    "given a promise": "INSERT INTO promised SELECT NULL, :final, 'Q', 1, '', NULL, 'open' FROM banks",
    "taken out of the log": "DELETE FROM events WHERE assessment = :final",
}


@pytest.fixture
def other(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection, with foreign keys on and SQLite's other settings as they come."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


@pytest.fixture
def sample(db: Database) -> int:
    """The number of a final assessment of the sample."""
    return assessments.create(db, BANK, FINAL, ACTOR, sample=True)


def refused(other: sqlite3.Connection, sql: str, **values: int) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"^the assessment is final$"):
        other.execute(sql, values)


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
def test_no_verb_changes_a_final_assessment(db: Database, final: int, verb: Callable[[Database, int], Any]) -> None:
    before = everything(db)
    with pytest.raises(Finished) as error:
        verb(db, final)
    assert (error.value.message.en, error.value.message.zh) == (
        "This assessment is final and cannot be changed: reopen it as a new revision.",
        "该评估已定稿，不得修改：请重新打开为新的修订版。",
    )
    assert everything(db) == before


@pytest.mark.parametrize("verb", [name for name in VERBS if name != "delete"])
def test_a_final_assessment_of_the_sample_can_only_be_deleted(db: Database, sample: int, verb: str) -> None:
    before = everything(db)
    with pytest.raises(Finished):
        VERBS[verb](db, sample)
    assert everything(db) == before


@pytest.mark.parametrize("sql", DIRECTLY.values(), ids=DIRECTLY.keys())
def test_no_program_changes_a_final_assessment(
    db: Database, other: sqlite3.Connection, final: int, draft: int, sql: str
) -> None:
    before = everything(db)
    refused(other, sql, final=final, draft=draft)
    assert everything(db) == before


def test_no_program_changes_any_column_of_a_final_assessment(
    db: Database, other: sqlite3.Connection, final: int, sample: int
) -> None:
    for column in db.table("assessments").columns:
        refused(other, f"UPDATE assessments SET {column.name} = {column.name} WHERE id = :final", final=final)
        if column.name != "previous":
            refused(other, f"UPDATE assessments SET {column.name} = {column.name} WHERE id = :final", final=sample)


@pytest.mark.parametrize("table", GUARDED)
def test_no_program_changes_the_parts_of_a_final_assessment(
    db: Database, other: sqlite3.Connection, final: int, sample: int, table: str
) -> None:
    before = everything(db)
    for number in (final, sample):
        refused(other, f"INSERT INTO {table} SELECT * FROM {table} WHERE assessment = :final", final=number)
        refused(other, f"REPLACE INTO {table} SELECT * FROM {table} WHERE assessment = :final", final=number)
        refused(other, f"DELETE FROM {table} WHERE assessment = :final", final=number)
        for column in db.table(table).columns:
            change = f"UPDATE {table} SET {column.name} = {column.name} WHERE assessment = :final"
            refused(other, change, final=number)
    assert everything(db) == before


@pytest.mark.parametrize("table", ["banks", "events"])
@pytest.mark.usefixtures("draft")
def test_no_program_edits_a_frozen_bank_or_the_log(db: Database, other: sqlite3.Connection, table: str) -> None:
    for column in db.table(table).columns:
        with pytest.raises(sqlite3.IntegrityError, match=f"^{table} are never edited$"):
            other.execute(f"UPDATE {table} SET {column.name} = {column.name}")


def test_a_draft_can_be_changed_by_any_program(db: Database, other: sqlite3.Connection, draft: int, final: int) -> None:
    before = rows_of(db, final)
    other.execute("UPDATE assessments SET title = 'Other', previous = NULL WHERE id = ?", (draft,))
    other.execute("UPDATE answers SET note = 'Other' WHERE assessment = ?", (draft,))
    found = assessments.load(db, draft).assessment
    assert (found.title, {one.note for one in found.answers.values()}) == ("Other", {"Other"})
    assert rows_of(db, final) == before


def test_reopening_makes_a_revision_that_names_the_old_one_and_leaves_it(db: Database, final: int) -> None:
    before = rows_of(db, final), assessments.load(db, final)
    new = assessments.reopen(db, final, ACTOR)
    again = replace(DRAFT, signed=SignOff(), revision=FINAL.revision + 1, previous=str(final))
    assert assessments.load(db, new) == replace(before[1], id=new, assessment=as_stored(again))
    assert (rows_of(db, final), assessments.load(db, final)) == before
    assert events.of(db, new) == (event("reopened", str(final), after=head(again)),)
    assert events.of(db, final)[1:] == (event("reopened_as", str(new)),)


def test_a_revision_goes_its_own_way(db: Database, final: int) -> None:
    before = rows_of(db, final)
    new = assessments.reopen(db, final, ACTOR)
    answers.save(db, new, "ENC-01", Answer(0, version=1), ACTOR)
    evidence.remove(db, new, "E1", ACTOR)
    assessments.change(db, new, replace(DRAFT, title="2026 Q2, corrected"), ACTOR)
    assessments.finish(db, new, SignOff("Li"), ACTOR)
    found = assessments.load(db, new).assessment
    assert (found.title, found.status, found.answers["ENC-01"]) == ("2026 Q2, corrected", "final", Answer(0, version=2))
    assert rows_of(db, final) == before


def test_a_second_revision_is_refused_while_the_first_is_there(db: Database, final: int) -> None:
    new = assessments.reopen(db, final, ACTOR)
    for status, sentence in (
        ("draft", f"It has been reopened already: go on with revision 4, a draft (assessment {new})."),
        ("final", f"It has been reopened already: reopen revision 4, which is final (assessment {new})."),
    ):
        if status == "final":
            assessments.finish(db, new, SignOff("Li"), ACTOR)
        before = everything(db)
        with pytest.raises(Refused) as error:
            assessments.reopen(db, final, ACTOR)
        assert error.value.message.en == sentence
        assert everything(db) == before


def test_after_its_revision_was_deleted_it_is_reopened_anew(db: Database, final: int) -> None:
    assessments.delete(db, assessments.reopen(db, final, ACTOR), ACTOR)
    again = assessments.load(db, assessments.reopen(db, final, ACTOR)).assessment
    assert (again.status, again.revision, again.previous) == ("draft", FINAL.revision + 1, str(final))


def test_a_revision_of_the_sample_is_of_the_sample(db: Database, sample: int) -> None:
    new = assessments.reopen(db, sample, ACTOR)
    assert [assessments.load(db, number).sample for number in (sample, new)] == [True, True]


def test_a_draft_is_not_reopened(db: Database, draft: int) -> None:
    before = everything(db)
    with pytest.raises(Refused) as error:
        assessments.reopen(db, draft, ACTOR)
    assert (error.value.message.en, error.value.message.zh) == (
        "This assessment is a draft: go on with it.",
        "该评估仍为草稿，可直接继续填写。",
    )
    assert everything(db) == before
