"""Saving one answer: what is kept and logged, what is refused, and two people meeting over the same answer."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from assessment.engine.model import Answer, Choice, Evidence
from assessment.engine.rules import answer_refusals
from assessment.store import answers, assessments, banks, events
from assessment.store.errors import Conflict, NotFound, Refused
from assessment.store.events import Actor
from tests.build import REASON, piece
from tests.store.conftest import ACTOR, BANK, DAY, DRAFT, everything
from tests.store.test_assessments import event

NEW = Answer(3, note="第一行\nsecond “line” \U0001f512 '; --", evidence=("E1",), flagged=True)
NOTHING = Answer(choice=None)
LOGGED_NEW = {
    "choice": "3",
    "reason": "",
    "note": NEW.note,
    "evidence": '["E1"]',
    "carried_over": 0,
    "flagged": 1,
    "version": 1,
}
REFUSED = {
    "N/A without a reason": ("ENC-02", Answer("na", version=1)),
    "N/A with a short reason": ("ENC-02", Answer("na", reason="  too short a one    ", version=1)),
    "N/A on a critical question": ("ENC-01", Answer("na", reason=REASON, version=1)),
    "evidence that is not registered": ("ENC-02", Answer(2, evidence=("E1", "E2"), version=1)),
}


@pytest.fixture
def empty(db: Database) -> int:
    """The number of a draft with a register and without any answer."""
    return assessments.create(db, BANK, replace(DRAFT, answers={}, accepted={}, actions=()), ACTOR)


@pytest.fixture
def carried(db: Database) -> int:
    """The number of a draft with a carried-over answer to ENC-02."""
    one = Answer(2, note="As last year", evidence=("E1",), carried_over=True)
    return assessments.create(db, BANK, replace(DRAFT, answers={"ENC-02": one}), ACTOR)


def save(db: Database, number: int, question: str, answer: Answer, added: Evidence | None = None) -> Answer:
    return answers.save(db, number, question, answer, ACTOR, added=added)


def stored(db: Database, number: int, question: str) -> Answer | None:
    return assessments.load(db, number).assessment.answers.get(question)


def log(db: Database, number: int) -> tuple[events.Event, ...]:
    """What was logged since the assessment was made."""
    return events.of(db, number)[1:]


def test_a_first_save_is_version_1_and_logged(db: Database, empty: int) -> None:
    assert save(db, empty, "ENC-01", NEW) == replace(NEW, version=1)
    assert assessments.load(db, empty).assessment.answers == {"ENC-01": replace(NEW, version=1)}
    assert log(db, empty) == (event("answer", "ENC-01", None, LOGGED_NEW),)


def test_a_later_save_is_the_next_version_and_logged_with_what_was(db: Database, empty: int) -> None:
    first = save(db, empty, "ENC-01", NEW)
    assert save(db, empty, "ENC-01", replace(first, choice=4)) == replace(NEW, choice=4, version=2)
    assert stored(db, empty, "ENC-01") == replace(NEW, choice=4, version=2)
    assert log(db, empty)[1:] == (event("answer", "ENC-01", LOGGED_NEW, {**LOGGED_NEW, "choice": "4", "version": 2}),)


@pytest.mark.parametrize("choice", [0, 1, 2, 3, 4, "unknown", "na", None])
def test_every_choice_is_read_back(db: Database, empty: int, choice: Choice | None) -> None:
    saved = save(db, empty, "ENC-02", Answer(choice, reason=REASON if choice == "na" else ""))
    found = stored(db, empty, "ENC-02")
    assert found == saved
    assert found is not None
    assert (type(found.choice), found.choice) == (type(choice), choice)


def test_an_answer_is_cleared_by_one_that_is_empty(db: Database, draft: int) -> None:
    assert save(db, draft, "ENC-01", Answer(choice=None, version=1)) == Answer(choice=None, version=2)
    assert stored(db, draft, "ENC-01") == Answer(choice=None, version=2)


def test_a_save_touches_no_other_answer(db: Database, draft: int) -> None:
    other = assessments.create(db, BANK, DRAFT, ACTOR)
    before = assessments.load(db, draft).assessment, assessments.load(db, other).assessment
    save(db, draft, "MIN-02", Answer(1, version=1))
    changed = {**before[0].answers, "MIN-02": Answer(1, version=2)}
    assert assessments.load(db, draft).assessment == replace(before[0], answers=changed)
    assert assessments.load(db, other).assessment == before[1]


def test_who_saved_and_when_is_logged(db: Database, empty: int) -> None:
    later = Actor("somebody else", ACTOR.at.replace(year=2027))
    answers.save(db, empty, "ENC-01", NEW, later)
    assert [(one.who, one.at) for one in log(db, empty)] == [("somebody else", later.at)]


def test_the_same_answer_sent_twice_is_stored_once(db: Database, empty: int) -> None:
    first = save(db, empty, "ENC-01", NEW)
    before = everything(db)
    assert save(db, empty, "ENC-01", NEW) == first
    assert everything(db) == before


def test_the_same_answer_with_its_new_evidence_sent_twice_is_stored_once(db: Database, empty: int) -> None:
    first = save(db, empty, "ENC-01", NEW, piece())
    before = everything(db)
    assert save(db, empty, "ENC-01", NEW, piece()) == first
    assert everything(db) == before


def test_a_save_that_changes_nothing_is_not_stored(db: Database, draft: int) -> None:
    before = everything(db)
    for question, answer in DRAFT.answers.items():
        assert save(db, draft, question, replace(answer, version=1)) == replace(answer, version=1)
    assert everything(db) == before


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_save_based_on_another_version_is_told_what_is_stored(db: Database, empty: int, version: int) -> None:
    theirs = save(db, empty, "ENC-01", replace(save(db, empty, "ENC-01", NEW), choice=4))
    before = everything(db)
    with pytest.raises(Conflict) as error:
        save(db, empty, "ENC-01", Answer(1, version=version), piece())
    assert error.value.stored == theirs
    assert (error.value.message.en, error.value.message.zh) == (
        "Somebody else saved this answer meanwhile. Both are shown: choose one and save again.",
        "他人已先保存该题答案。两份答案均已列出，请选定后重新保存。",
    )
    assert everything(db) == before


def test_a_save_based_on_a_version_that_never_was_is_told_so(db: Database, empty: int) -> None:
    with pytest.raises(Conflict) as error:
        save(db, empty, "ENC-01", Answer(1, version=1))
    assert error.value.stored == NOTHING


@pytest.mark.parametrize(
    "mine",
    [
        (NEW, piece(title="Another piece")),
        (replace(NEW, note="Another note"), piece()),
        (replace(NEW, evidence=()), piece()),
        (replace(NEW, evidence=()), None),
    ],
    ids=["another new piece", "another note", "less evidence", "no evidence"],
)
def test_what_differs_from_the_stored_in_anything_is_no_repetition(
    db: Database, empty: int, mine: tuple[Answer, Evidence | None]
) -> None:
    theirs = save(db, empty, "ENC-01", NEW, piece())
    before = everything(db)
    with pytest.raises(Conflict) as error:
        save(db, empty, "ENC-01", *mine)
    assert (error.value.stored, everything(db)) == (theirs, before)


def test_the_loser_saves_again_on_the_stored_version(db: Database, empty: int) -> None:
    save(db, empty, "ENC-01", NEW)
    with pytest.raises(Conflict) as error:
        save(db, empty, "ENC-01", Answer(1))
    mine = Answer(1, version=error.value.stored.version)
    assert save(db, empty, "ENC-01", mine) == Answer(1, version=2)
    assert [one.after["choice"] for one in log(db, empty)] == ["3", "1"]


@pytest.mark.parametrize(("question", "answer"), REFUSED.values(), ids=REFUSED.keys())
def test_what_breaks_a_rule_is_refused_with_its_sentence(
    db: Database, draft: int, question: str, answer: Answer
) -> None:
    before = everything(db)
    with pytest.raises(Refused) as error:
        save(db, draft, question, replace(answer, note="kept nowhere"), piece())
    expected = next(answer_refusals(BANK.question[question], answer, DRAFT.evidence))
    assert error.value.message == expected.message
    assert everything(db) == before


@pytest.mark.parametrize(("number", "question"), [(1, "XYZ-01"), (9, "ENC-01")])
@pytest.mark.usefixtures("draft")
def test_an_answer_to_what_is_not_asked_is_refused(db: Database, number: int, question: str) -> None:
    before = everything(db)
    with pytest.raises(NotFound) as error:
        save(db, number, question, NEW)
    assert (error.value.message.en, error.value.message.zh) == (
        f"There is no question {question} in assessment {number}: if its page was open during an upgrade, open it "
        "again.",
        f"评估{number}中没有题目{question}：如果页面是在升级题库之前打开的，请重新打开。",
    )
    assert everything(db) == before


def test_evidence_added_on_the_spot_is_registered_and_linked(db: Database, empty: int) -> None:
    added = Evidence("test", "恢复演练", DAY, DAY, "DOC-9", "Reviewer")
    assert save(db, empty, "ENC-01", NEW, added) == replace(NEW, evidence=("E1", "E2"), version=1)
    found = assessments.load(db, empty).assessment
    assert (dict(found.evidence), found.answers["ENC-01"].evidence) == ({**DRAFT.evidence, "E2": added}, ("E1", "E2"))
    assert [(one.what, one.subject, one.before) for one in log(db, empty)] == [
        ("evidence", "E2", None),
        ("answer", "ENC-01", None),
    ]


@pytest.mark.parametrize(
    ("sent", "still"),
    [
        ({"carried_over": True, "note": "Looked at it", "flagged": True}, True),
        ({"carried_over": True, "choice": 3}, False),
        ({"carried_over": True, "evidence": ()}, False),
        ({"carried_over": False}, False),
    ],
    ids=["a mark and a note", "another level", "other evidence", "confirmed"],
)
def test_an_answer_is_carried_over_until_its_claim_is_looked_at(
    db: Database, carried: int, sent: dict[str, Any], still: bool
) -> None:
    before = stored(db, carried, "ENC-02")
    assert before is not None
    saved = save(db, carried, "ENC-02", replace(before, **sent))
    assert saved == replace(before, **{**sent, "carried_over": still}, version=2)
    assert stored(db, carried, "ENC-02") == saved


def test_an_answer_of_ones_own_does_not_become_carried_over(db: Database, empty: int) -> None:
    assert save(db, empty, "ENC-02", Answer(2, carried_over=True)) == Answer(2, version=1)
    again = Answer(2, note="Looked at it", carried_over=True, version=1)
    assert save(db, empty, "ENC-02", again) == Answer(2, note="Looked at it", version=2)


def test_a_confirmation_of_an_older_version_is_not_taken_for_a_repetition(db: Database, carried: int) -> None:
    before = stored(db, carried, "ENC-02")
    assert before is not None
    marked = save(db, carried, "ENC-02", replace(before, flagged=True))
    theirs = save(db, carried, "ENC-02", replace(marked, flagged=False))
    with pytest.raises(Conflict) as error:
        save(db, carried, "ENC-02", replace(before, carried_over=False))
    assert error.value.stored == theirs == replace(before, version=3)


@pytest.mark.parametrize(
    "fails",
    ["BEFORE INSERT ON main.events WHEN NEW.what = 'evidence'", "AFTER INSERT ON main.events WHEN NEW.what = 'answer'"],
    ids=["in the middle", "at the very end"],
)
def test_a_save_that_fails_leaves_nothing_behind(db: Database, draft: int, fails: str) -> None:
    before = everything(db)
    db.execute(f"CREATE TEMP TRIGGER failing {fails} BEGIN SELECT RAISE(ABORT, 'failed'); END")
    with pytest.raises(sqlite3.IntegrityError, match="failed"):
        save(db, draft, "MIN-02", Answer(1, version=1), piece())
    assert everything(db) == before
    db.execute("DROP TRIGGER failing")
    assert save(db, draft, "MIN-02", Answer(1, version=1)) == Answer(1, version=2)


def test_a_save_is_on_the_disk_when_it_returns(db: Database, draft: int, path: Path) -> None:
    save(db, draft, "MIN-02", Answer(1, version=1))
    with closing(sqlite3.connect(path)) as other:
        found = other.execute("SELECT choice, version FROM answers WHERE question = 'MIN-02'").fetchall()
    assert found == [("1", 2)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(1, version=1), "BEGIN, SELECT assessments, SELECT answers, INSERT answers, INSERT events"),
        (
            Answer(1, evidence=("E1",), version=1),
            "BEGIN, SELECT assessments, SELECT answers, SELECT evidence, INSERT answers, INSERT events",
        ),
    ],
    ids=["bare", "with evidence"],
)
def test_a_save_takes_few_statements_and_does_not_read_the_bank(
    db: Database, draft: int, answer: Answer, expected: str
) -> None:
    banks.fetch(db, BANK.hash)
    told: list[str] = []
    with db.tracer(lambda sql, _: told.append(verb_and_table(sql))):
        save(db, draft, "MIN-02", answer)
    assert ", ".join(told) == expected


def verb_and_table(sql: str) -> str:
    """The first word of a statement and the table that it names first."""
    words = sql.replace("(", " ").split()
    found = next((words[place + 1] for place, word in enumerate(words) if word in ("FROM", "INTO")), "")
    return f"{words[0]} {found}".strip()
