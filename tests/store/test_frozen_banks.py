"""Frozen banks: each is kept once, and an assessment goes on reading the one that it was made with."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlite_utils import Database

from assessment.bank import to_document
from assessment.engine.model import Answer, Bank
from assessment.store import answers, assessments, banks
from assessment.store.errors import NotFound
from tests.build import REASON, assessment, bank, question
from tests.store.conftest import ACTOR, BANK, DRAFT, as_stored, frozen

NEWER = frozen(replace(BANK, version="0.2.0", questions=(question("ENC-01"), *BANK.questions[2:])))
OF_NEWER = replace(DRAFT, answers={"ENC-01": Answer("na", reason=REASON)}, accepted={}, targets={})


@pytest.fixture(autouse=True)
def nothing_read_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has just started: what a test reads comes from the file."""
    monkeypatch.setattr(banks, "_thawed", {})


def kept(db: Database) -> list[tuple[Any, ...]]:
    return db.execute("SELECT hash, version, document FROM banks ORDER BY version").fetchall()


def test_a_bank_is_kept_once_however_many_are_made_with_it(db: Database) -> None:
    for number in range(1, 4):
        assert assessments.create(db, BANK, DRAFT, ACTOR) == number
    assert [(row[0], row[1], json.loads(row[2])) for row in kept(db)] == [
        (BANK.hash, "0.1.0", json.loads(json.dumps(to_document(BANK))))
    ]


@pytest.mark.usefixtures("draft")
def test_a_frozen_bank_is_read_back_whole(db: Database) -> None:
    assert banks.fetch(db, BANK.hash) == BANK
    assert banks.fetch(db, BANK.hash) is banks.fetch(db, BANK.hash)


def test_an_assessment_goes_on_with_its_own_bank(db: Database, draft: int) -> None:
    first = kept(db)
    newer = assessments.create(db, NEWER, OF_NEWER, ACTOR)
    assert kept(db)[:1] == first
    assert [assessments.load(db, number).bank for number in (draft, newer)] == [BANK, NEWER]
    assert assessments.load(db, draft).assessment == as_stored(DRAFT)


def test_each_save_is_judged_by_its_own_assessments_bank(db: Database, draft: int) -> None:
    newer = assessments.create(db, NEWER, OF_NEWER, ACTOR)
    assert answers.save(db, draft, "ENC-02", Answer(1, version=1), ACTOR) == Answer(1, version=2)
    with pytest.raises(NotFound, match="There is no question ENC-02 in assessment 2"):
        answers.save(db, newer, "ENC-02", Answer(1), ACTOR)


def test_a_revision_keeps_the_bank_of_the_old_one(db: Database, final: int) -> None:
    assessments.create(db, NEWER, OF_NEWER, ACTOR)
    assert assessments.load(db, assessments.reopen(db, final, ACTOR)).bank == BANK


def test_a_bank_kept_in_an_older_form_goes_on_under_the_hash_it_was_kept_by(db: Database, draft: int) -> None:
    document = {key: value for key, value in to_document(BANK).items() if key not in ("references", "groups")}
    old = replace(BANK, hash="a" * 64)
    db.execute("INSERT INTO banks VALUES (?, '0.1.0', ?)", (old.hash, json.dumps(document)))
    number = assessments.create(db, old, replace(DRAFT, status="final"), ACTOR)
    again = assessments.reopen(db, number, ACTOR)
    assert [assessments.load(db, one).bank.hash for one in (draft, number, again)] == [BANK.hash, old.hash, old.hash]


def test_a_bank_that_is_not_there_is_told(db: Database) -> None:
    with pytest.raises(NotFound) as error:
        banks.fetch(db, "0123456789abcdef" * 4)
    assert (error.value.message.en, error.value.message.zh) == (
        "No question bank 0123456789ab is stored.",
        "未存有题库0123456789ab。",
    )


def test_no_more_than_some_banks_are_held_at_a_time(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(banks, "_THAWED_AT_MOST", 2)
    made: list[Bank] = [frozen(replace(bank(question()), version=f"0.{minor}.0")) for minor in range(5)]
    for one in made:
        assessments.create(db, one, assessment(), ACTOR)
    for one in (*made, *reversed(made)):
        assert banks.fetch(db, one.hash) == one
        assert len(banks._thawed) <= 2
