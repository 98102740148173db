"""Summaries on the front page: worked out for what is shown, once, and never out of date."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from assessment.engine.model import Answer, Assessment
from assessment.engine.report import Report, assess
from assessment.store import answers, assessments
from assessment.web import summaries
from tests.build import DAY, assessment, bank, proved, question
from tests.web.conftest import ACTOR, Person, storage, stored
from tests.web.pages import rows

BANK = bank(question("ENC-01", clauses=("P1-1",), weight=3), question("ENC-02", clauses=("P1-2",), weight=2))


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the assessments whose report was worked out, in order."""
    titles: list[str] = []

    def noting(bank: Any, one: Assessment) -> Report:
        titles.append(one.title)
        return assess(bank, one)

    monkeypatch.setattr(summaries, "assess", noting)
    return titles


def many(app: Flask, number: int, **changes: Any) -> None:
    """Assessments titled 1 to ``number``, each a day later than the one before."""
    for one in range(1, number + 1):
        stored(app, assessment(title=str(one), date=DAY + timedelta(days=one), **changes))


def test_only_what_is_shown_is_worked_out_and_that_once(app: Flask, person: Person, worked_out: list[str]) -> None:
    many(app, 30)
    person.open("/")
    assert sorted(map(int, worked_out)) == list(range(21, 31))
    person.open("/")
    assert len(worked_out) == 10


def test_a_saved_answer_shows_at_once_and_the_rest_is_not_worked_out_again(
    app: Flask, person: Person, worked_out: list[str]
) -> None:
    many(app, 3)
    before = rows(person.open("/"))
    worked_out.clear()
    with storage(app) as db:
        answers.save(db, 2, "ENC-01", Answer(2), ACTOR)
    after = rows(person.open("/"))
    assert worked_out == ["2"]
    assert (after[0], after[2]) == (before[0], before[2])
    assert "1 of 2 answered" in after[1]


def test_a_finished_draft_shows_as_final_at_once(app: Flask, person: Person) -> None:
    stored(app, assessment({"ENC-01": proved(3)}))
    assert " Draft " in rows(person.open("/"))[0]
    with storage(app) as db:
        assessments.finish(db, 1, assessments.load(db, 1).assessment.signed, ACTOR)
    assert " Final " in rows(person.open("/"))[0]


def test_no_more_than_a_thousand_summaries_are_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries, "MOST_KEPT", 2)
    many(app, 5)
    kept: summaries.Kept = {}
    with storage(app) as db:
        found = [summaries.summaries(db, [number], kept)[number].assessment.title for number in range(1, 6)]
    assert found == ["1", "2", "3", "4", "5"]
    assert list(kept) == [5]


def test_what_has_no_log_is_never_kept(app: Flask) -> None:
    many(app, 1)
    kept: summaries.Kept = {}
    with storage(app) as db:
        db.execute("DELETE FROM events")
        summaries.summaries(db, [1], kept)
    assert kept == {}
