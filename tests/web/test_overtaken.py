"""Two people change one piece of evidence, or the settings, from the same page: the second is shown the first's."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.engine.model import Evidence
from assessment.web.settings_theirs import Difference, differences
from tests.build import assessment, bank, fact, question
from tests.web.conftest import Person, read, stored
from tests.web.pages import part, rows
from tests.web.test_settings import pressed

TODAY: Final = date(2026, 11, 24)
REGISTER: Final = "/assessments/1/evidence"
SETTINGS: Final = "/assessments/1/settings"
BANK: Final = bank(question("ENC-01"), question("ACC-01", clauses=["P2-1"]))
PIECE_FIELDS: Final[dict[str, Any]] = {
    "kind": "metric",
    "title": "Share of encrypted links",
    "date": "2026-05-10",
    "valid_until": "",
    "location": "Board 3",
    "checked_by": "",
}
SETTINGS_FIELDS: Final[dict[str, Any]] = {
    "title": "2026",
    "organisation": "Sample",
    "unit": "Shop",
    "date": "2026-05-20",
    "pledges": ["P1"],
    "tier": "full",
    "target-ENC-01": "4",
}


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    for page in ("evidence", "start"):
        monkeypatch.setattr(f"assessment.web.{page}.today", lambda: TODAY)
    made = make_app(BANK)
    pieces = {"E2": Evidence("config", "TLS export", date(2025, 12, 31))}
    stored(made, assessment(unit="Shop", targets={"ENC-01": 4}, evidence=pieces))
    return made


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def change(person: Person, **fields: Any) -> TestResponse:
    return person.send(SETTINGS, page=SETTINGS, **SETTINGS_FIELDS | fields)


def made_from(html: str) -> str:
    found = re.search(r'name="made_from" value="([^"]*)"', html)
    assert found is not None
    return found[1]


def test_a_piece_that_somebody_else_changed_meanwhile_is_shown_beside_what_was_entered(
    app: Flask, person: Person
) -> None:
    address = f"{REGISTER}/E2"
    seen = made_from(person.open(address))
    assert person.send(address, page=address, **PIECE_FIELDS, made_from=seen).status_code == 303
    entered = {**PIECE_FIELDS, "title": "TLS export of May", "kind": "config", "made_from": seen}

    reply = person.send(address, page=address, **entered)

    html = reply.get_data(as_text=True)
    assert (reply.status_code, read(app, 1).evidence["E2"].title) == (409, "Share of encrypted links")
    assert part(html, 'id="error-summary"', "</div>").text == (
        "There is a problem Somebody else changed E2 meanwhile. Both are shown: choose, and save again."
    )
    assert part(html, 'id="theirs"', "</dl>").text == (
        "Saved by somebody else meanwhile Title or document number Share of encrypted links Kind Metric "
        "Last confirmed true on May 10, 2026 Valid until – Where it is kept Board 3 Checked a second time by Nobody"
    )
    assert 'value="TLS export of May"' in html
    again = person.send(address, page=address, **entered | {"made_from": made_from(html)})
    assert (again.status_code, read(app, 1).evidence["E2"].title) == (303, "TLS export of May")


def test_a_fault_keeps_what_the_change_was_made_from(person: Person) -> None:
    address = f"{REGISTER}/E2"
    seen = made_from(person.open(address))
    person.send(address, page=address, **PIECE_FIELDS)
    reply = person.send(address, page=address, **PIECE_FIELDS | {"title": "", "made_from": seen})
    assert (reply.status_code, made_from(reply.get_data(as_text=True))) == (422, seen)


def test_the_same_change_sent_twice_is_no_conflict(person: Person) -> None:
    address = f"{REGISTER}/E2"
    seen = made_from(person.open(address))
    replies = [person.send(address, page=address, **PIECE_FIELDS, made_from=seen).status_code for _ in range(2)]
    assert replies == [303, 303]


def test_settings_that_somebody_else_changed_meanwhile_are_shown_where_they_differ(app: Flask, person: Person) -> None:
    seen = made_from(person.open(SETTINGS))
    assert change(person, title="2026 Q4", made_from=seen).status_code == 303
    entered = {"unit": "Warehouse", "target-ENC-01": "3", "made_from": seen}

    reply = change(person, **entered)

    html = reply.get_data(as_text=True)
    assert (reply.status_code, read(app, 1).title, read(app, 1).unit) == (409, "2026 Q4", "Shop")
    assert part(html, 'id="error-summary"', "</div>").text == (
        "There is a problem "
        "Somebody else changed the settings meanwhile. What differs is shown: choose, and save again."
    )
    assert rows(part(html, 'id="theirs"', "</section>").html) == [
        "Title 2026 Q4 2026",
        "Unit or project Shop Warehouse",
        "Target of ENC-01 4 3",
    ]
    assert 'value="Warehouse"' in html
    again = made_from(html)
    assert change(person, **entered | {"made_from": again}).status_code == 303
    assert (read(app, 1).title, read(app, 1).unit) == ("2026", "Warehouse")


def test_what_a_change_was_made_from_goes_through_the_preview_and_back(app: Flask, person: Person) -> None:
    seen = made_from(person.open(SETTINGS))
    preview = change(person, pledges=["P1", "P2"], made_from=seen)
    assert change(person, title="2026 Q4").status_code == 303
    form = pressed(person, preview, edit="1").get_data(as_text=True)
    assert made_from(form) == seen
    assert pressed(person, preview).status_code == 409
    assert read(app, 1).pledges == ("P1",)


def test_a_fact_that_is_not_known_differs_from_one_that_does_not_hold(app: Flask) -> None:
    known, unknown = assessment(profile={"minors": False, "abroad": True}), assessment()
    with app.test_request_context("/"):
        assert differences(bank(facts=[fact("minors"), fact("abroad")]), known, unknown) == (
            Difference("Fact minors", "No", "Not known yet"),
            Difference("Fact abroad", "Yes", "Not known yet"),
        )
