"""Figures over time: worked out once, and again only for what changed and its neighbours."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from assessment.engine.model import Answer, Assessment
from assessment.engine.report import Report, assess
from assessment.store import answers
from assessment.web import summaries, trend_joints
from tests.build import DAY, assessment, bank, question
from tests.web.conftest import ACTOR, Person, storage, stored
from tests.web.pages import rows


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(bank(question("ENC-01"), question("ENC-02")))


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def many(app: Flask, number: int) -> None:
    """Assessments titled Day 0 and so on, a day apart."""
    for days in range(number):
        stored(app, assessment({"ENC-01": 1}, title=f"Day {days}", date=DAY + timedelta(days=days)))


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the assessments whose report was worked out, for figures or for a joint, in order."""
    titles: list[str] = []

    def noting(bank: Any, one: Assessment) -> Report:
        titles.append(one.title)
        return assess(bank, one)

    monkeypatch.setattr(summaries, "assess", noting)
    monkeypatch.setattr(trend_joints, "assess", noting)
    return titles


def test_only_what_changed_is_worked_out_again(app: Flask, person: Person, worked_out: list[str]) -> None:
    many(app, 4)
    person.open("/trend")
    worked_out.clear()
    before = rows(person.open("/trend"))
    assert worked_out == []
    with storage(app) as db:
        answers.save(db, 4, "ENC-01", Answer(2, version=1), ACTOR)
    after = rows(person.open("/trend"))
    assert sorted(worked_out) == ["Day 2", "Day 3", "Day 3"]
    assert (after[1:4], after[0] != before[0]) == (before[1:4], True)


def test_no_more_than_a_thousand_joints_are_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trend_joints, "MOST_KEPT", 2)
    many(app, 5)
    kept: trend_joints.Kept = {}
    with storage(app) as db:
        found = trend_joints.joints(db, range(1, 6), kept, trend_joints.Reading())
    assert [one.common for one in found] == [1, 1, 1, 1]
    assert list(kept) == [(3, 4), (4, 5)]
