"""What falls due soon, on the front page: the nearest first, of the latest assessments, worked out once a day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import pytest
from flask import Flask

from assessment.engine.due import due
from assessment.engine.due_items import Dues
from assessment.engine.model import Action, Assessment
from assessment.engine.report import Report
from assessment.store import actions
from assessment.store.action_rows import Tracked
from tests.build import assessment, bank, question
from tests.web.conftest import ACTOR, Person, storage, stored
from tests.web.pages import Page, part

TODAY: Final = date(2026, 6, 1)


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr("assessment.web.storage.today", lambda: TODAY)
    return make_app(bank(question("ENC-01")))


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the assessments for which it was worked out, in order."""
    titles: list[str] = []

    def noting(report: Report, *given: Any) -> Dues:
        titles.append(report.assessment.title)
        return due(report, *given)

    monkeypatch.setattr("assessment.web.front_due.due", noting)
    return titles


def promising(*days: int, title: str = "2026", **changes: Any) -> Assessment:
    """A draft with an action that is due so many days from now, for each of ``days``."""
    due = [Action("ENC-01", 3, "Li", TODAY + timedelta(days=day)) for day in days]
    return assessment(title=title, actions=tuple(due), **changes)


def soon(person: Person) -> Page:
    return part(person.open("/"), 'aria-labelledby="soon"', "</section>")


def test_what_falls_due_within_thirty_days_is_named_the_nearest_first(app: Flask, person: Person) -> None:
    stored(app, promising(31, 30, 0, -1))
    page = soon(person)
    item = "Action · Li To level 3 ENC-01"
    assert page.text == (
        f"Falls due in the next 30 days Jun 1, 2026 {item} Jul 1, 2026 {item} All that falls due: 2026"
    )
    assert page.links == ["/assessments/1/due"]


def test_five_are_named_and_the_others_counted(app: Flask, person: Person) -> None:
    stored(app, promising(1, 2, 3, 4), sample=True)
    stored(app, promising(5, 6, 7, title="Other"))
    said = soon(person).text
    assert said.count("Action · Li") == 5
    assert "Jun 5, 2026 Action · Li To level 3 ENC-01 · 2026 Sample Jun 6, 2026" in said
    assert said.endswith("2 more All that falls due: 2026 All that falls due: Other")


def test_an_assessment_that_another_one_follows_says_nothing_here(app: Flask, person: Person) -> None:
    stored(app, promising(1))
    stored(app, promising(2, title="Next", previous="1"))
    assert soon(person).links == ["/assessments/2/due"]


@pytest.mark.parametrize(("days", "query"), [((31, -1), ""), ((1,), "?words=2026"), ((1,), "?status=draft")])
def test_without_anything_soon_and_on_a_filtered_page_it_is_left_out(
    app: Flask, person: Person, days: tuple[int, ...], query: str
) -> None:
    stored(app, promising(*days))
    assert "Falls due in the next 30 days" not in person.open(f"/{query}")


def test_it_is_worked_out_once_a_day_and_when_something_changes(
    app: Flask, person: Person, worked_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        stored(app, promising(1, title=str(number)))
    for _ in range(2):
        person.open("/")
    assert worked_out == ["6", "5", "4", "3", "2"]
    with storage(app) as db:
        actions.add(db, 7, [Tracked(Action("ENC-01", 4, "Wang", TODAY))], ACTOR)
    assert "Wang" in soon(person).text
    assert worked_out[5:] == ["6"]
    monkeypatch.setattr("assessment.web.storage.today", lambda: TODAY + timedelta(days=1))
    person.open("/")
    assert worked_out[6:] == ["6", "5", "4", "3", "2"]
