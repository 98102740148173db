"""A draft is upgraded while somebody else is at it: one upgrade, no answer lost, none to a question nobody read."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from assessment.engine.model import Answer
from assessment.formats import file
from assessment.store import answers, assessments, events, set_aside, upgrading
from assessment.store.errors import NotFound, Refused
from tests.store.conftest import ACTOR, BANK, DRAFT, everything, sentence
from tests.store.test_two_writers import SAVES, together
from tests.store.test_upgrading import BEGUN, NEWER


@pytest.mark.parametrize("kept", [{}, {"ENC-01": Answer(2)}])
def test_an_answer_to_the_question_as_it_was_before_the_upgrade_is_refused(
    db: Database, kept: dict[str, Answer]
) -> None:
    number = assessments.create(db, BANK, replace(DRAFT, answers=kept), ACTOR)
    version = 1 if kept else 0
    upgrading.upgrade(db, number, NEWER, ACTOR)
    before = everything(db)

    with pytest.raises(Refused) as error:
        answers.save(db, number, "ENC-01", Answer(3, version=version), ACTOR, revision=1)

    assert sentence(error) == (
        "This question has changed since its page was opened: read it anew on a fresh page, then save.",
        "该题目在页面打开之后已有变更：请在最新页面上重新阅读题目后再保存。",
    )
    assert everything(db) == before
    assert answers.save(db, number, "ENC-01", Answer(3, version=2 * version), ACTOR, revision=2).choice == 3


def test_of_two_who_upgrade_at_once_one_does_and_the_other_is_told(path: Path, db: Database) -> None:
    number = assessments.create(db, BANK, BEGUN, ACTOR)
    told: list[str] = []

    def upgrade(own: Database) -> None:
        try:
            upgrading.upgrade(own, number, NEWER, ACTOR)
        except Refused as refused:
            told.append(refused.message.en)

    together(path, upgrade, upgrade)

    assert told == ["This assessment uses that question bank already: there is nothing to upgrade."]
    assert [one.what for one in events.of(db, number)] == ["created", "upgraded"]


@pytest.mark.parametrize("question", ["ENC-01", "MIN-01"])
def test_what_is_saved_while_somebody_upgrades_is_set_aside_or_refused(path: Path, db: Database, question: str) -> None:
    number = assessments.create(db, BANK, BEGUN, ACTOR)
    saved = [answers.save(db, number, question, Answer(2, note="First", version=1), ACTOR)]

    def save(own: Database) -> None:
        for turn in range(SAVES):
            try:
                mine = replace(saved[-1], note=f"turn {turn}")
                saved.append(answers.save(own, number, question, mine, ACTOR, revision=1))
            except (Refused, NotFound):
                break

    def upgrade(own: Database) -> None:
        upgrading.upgrade(own, number, NEWER, ACTOR)

    together(path, save, upgrade)

    assert set_aside.old_answers(db, number)[question].answer == saved[-1]


def test_of_an_upgraded_draft_a_copy_says_the_same(db: Database) -> None:
    number = assessments.create(db, BANK, BEGUN, ACTOR)
    upgrading.upgrade(db, number, NEWER, ACTOR)
    upgraded = assessments.load(db, number)
    written = file.write(upgraded.bank, upgraded.assessment)

    found = file.read(written, BANK)
    again = assessments.load(db, assessments.create(db, found.bank, found.assessment, ACTOR))

    assert (again.bank, file.write(again.bank, again.assessment)) == (NEWER, written)
