"""The log: every change is in it once, with who and when, and nothing else is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlite_utils import Database

from assessment.engine.model import Answer, SignOff
from assessment.store import answers, assessments, events, evidence
from assessment.store.events import Actor, Event
from assessment.store.latest import Mark, marks
from tests.build import piece
from tests.store.conftest import ACTOR, BANK, DAY, DRAFT

LATER = Actor("deputy", datetime(2026, 6, 1, 23, 59, 59, 250000, tzinfo=timezone(timedelta(hours=8))))
VERBS: dict[str, Callable[[Database, int], Any]] = {
    "settings": lambda db, number: assessments.change(db, number, replace(DRAFT, title="Other"), LATER),
    "final": lambda db, number: assessments.finish(db, number, SignOff(), LATER),
    "deleted": lambda db, number: assessments.delete(db, number, LATER),
    "answer": lambda db, number: answers.save(db, number, "MIN-02", Answer(1, version=1), LATER),
    "evidence": lambda db, number: evidence.add(db, number, piece(), LATER),
    "evidence changed": lambda db, number: evidence.change(db, number, "E1", piece(), LATER),
    "evidence confirmed": lambda db, number: evidence.confirm(db, number, "E1", DAY, LATER),
    "evidence removed": lambda db, number: evidence.remove(db, number, "DOC-7", LATER),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
def test_every_change_is_logged_with_who_and_when(
    db: Database, draft: int, verb: Callable[[Database, int], Any]
) -> None:
    before = events.of(db, draft)
    verb(db, draft)
    new = [one for one in events.of(db, draft) if one not in before]
    assert new
    assert {(one.who, one.at, one.at.utcoffset()) for one in new} == {("deputy", LATER.at, timedelta(hours=8))}


@pytest.mark.parametrize("verb", [name for name in VERBS if name != "deleted"])
def test_every_change_moves_the_mark(db: Database, draft: int, verb: str) -> None:
    before = marks(db, [draft])[draft]
    VERBS[verb](db, draft)
    after = marks(db, [draft])[draft]
    assert after == Mark(after.event, LATER.at.isoformat())
    assert after.event > before.event


def test_the_log_is_in_the_order_of_what_happened_whatever_the_clocks_say(db: Database, draft: int) -> None:
    answers.save(db, draft, "MIN-02", Answer(1, version=1), LATER)
    answers.save(db, draft, "MIN-02", Answer(2, version=2), ACTOR)
    assert [(one.what, one.at) for one in events.of(db, draft)] == [
        ("created", ACTOR.at),
        ("answer", LATER.at),
        ("answer", ACTOR.at),
    ]


def test_an_event_is_read_back_whole(db: Database, draft: int) -> None:
    with db.conn:
        events.record(db, LATER, draft, "settings", "主题", before={"unit": "安全"}, after={"unit": None, "n": [1]})
    expected = Event(LATER.at, "deputy", "settings", "主题", {"unit": "安全"}, {"unit": None, "n": [1]})
    assert events.of(db, draft)[1:] == (expected,)


def test_each_assessment_has_its_own_log(db: Database, draft: int) -> None:
    other = assessments.create(db, BANK, DRAFT, ACTOR)
    answers.save(db, other, "MIN-02", Answer(1, version=1), LATER)
    told = [[one.what for one in events.of(db, number)] for number in (draft, other, 9)]
    assert told == [["created"], ["created", "answer"], []]


def test_the_last_subject_is_that_of_the_latest_event_of_its_kind(db: Database, draft: int) -> None:
    for question in ("MIN-02", "ENC-02"):
        answers.save(db, draft, question, Answer(1, version=1), ACTOR)
    evidence.add(db, draft, piece(), ACTOR)
    found = [events.last_subject(db, draft, what) for what in ("answer", "evidence", "final")]
    assert found == ["ENC-02", "E2", None]
    assert events.last_subject(db, 9, "answer") is None


def test_marks_are_read_for_those_asked_for_and_have_any(db: Database, draft: int) -> None:
    other = assessments.create(db, BANK, DRAFT, LATER)
    found = marks(db, [other, 9, draft])
    assert found == {draft: Mark(1, ACTOR.at.isoformat()), other: Mark(2, LATER.at.isoformat())}
    assert (marks(db, [other]), marks(db, [])) == ({other: found[other]}, {})
