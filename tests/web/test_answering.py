"""Answering over HTTP: what a person at a browser without scripts can do, and what the saving script is told."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from assessment.engine.model import Answer, Evidence
from tests.build import DAY, REASON, assessment, bank, question
from tests.web.conftest import Person, read, stored

BANK = bank(
    question("ENC-01", weight=3, critical=True),
    question("ENC-02", weight=2),
    question("ACC-01", weight=2),
)
HOME = "/assessments/1"
ENC_01 = f"{HOME}/answers/ENC-01"
ENC_02 = f"{HOME}/answers/ENC-02"
REPORT = Evidence("review", "Half-year review", date(2026, 5, 1), checked_by="Audit")


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(BANK)
    stored(made, assessment(evidence={"E1": REPORT}))
    return made


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def answer_to(app: Flask, name: str) -> Answer:
    return read(app, 1).answers[name]


def as_json(person: Person, address: str, **fields: Any) -> tuple[int, dict[str, Any]]:
    person.client.environ_base["HTTP_ACCEPT"] = "application/json"
    reply = person.send(address, **fields)
    return reply.status_code, reply.get_json()


def test_a_saved_answer_leads_back_to_its_question(app: Flask, person: Person) -> None:
    reply = person.send(ENC_01, choice="3", note="Seen on site", evidence=["E1"], version="0")

    assert (reply.status_code, reply.location) == (303, f"{HOME}/families/ENC#ENC-01")
    assert answer_to(app, "ENC-01") == Answer(3, note="Seen on site", evidence=("E1",), version=1)


def test_the_page_says_what_a_claim_without_evidence_counts_as(person: Person) -> None:
    person.send(ENC_01, choice="3", version="0")

    page = " ".join(person.open(f"{HOME}/families/ENC").split())

    assert "Claimed 3, counts as 2:</a> no current operating evidence." in page
    assert "ENC-01 is saved." in page


def test_evidence_added_on_the_spot_is_registered_and_linked(app: Flask, person: Person) -> None:
    fields = {"new-kind": "config", "new-title": "TLS export", "new-date": "2026-05-02", "new-location": "Wiki 7"}

    person.send(ENC_01, choice="3", version="0", **fields)

    assert answer_to(app, "ENC-01").evidence == ("E2",)
    assert read(app, 1).evidence["E2"] == Evidence("config", "TLS export", date(2026, 5, 2), location="Wiki 7")


def test_the_pieces_that_show_an_answer_stand_before_the_rest_of_the_register(make_app: Callable[..., Flask]) -> None:
    app = make_app(BANK)
    register = {f"E{number}": replace(REPORT, title=f"Piece {number}") for number in (1, 2, 3)}
    stored(app, assessment({"ENC-01": Answer(3, evidence=("E3",))}, evidence=register))

    page = Person(app.test_client()).open(f"{HOME}/families/ENC")

    assert re.findall(r'id="ENC-01-(E\d)"', page) == ["E3", "E1", "E2"]


def test_clear_takes_everything_back(app: Flask, person: Person) -> None:
    person.send(ENC_01, choice="2", note="Draft rule", evidence=["E1"], flagged="1", version="0")

    person.send(ENC_01, choice="2", note="Draft rule", flagged="1", clear="1", version="1")

    assert answer_to(app, "ENC-01") == Answer(None, version=2)


def test_a_draft_can_be_saved_with_a_note_and_a_mark_alone(app: Flask, person: Person) -> None:
    reply = person.send(ENC_02, note="Ask the administrator", flagged="1", version="0")

    assert reply.status_code == 303
    assert answer_to(app, "ENC-02") == Answer(None, note="Ask the administrator", flagged=True, version=1)


@pytest.mark.parametrize(
    ("address", "fields", "sentence"),
    [
        (
            ENC_01,
            {"choice": "7"},
            "“7” is no answer: choose a level from 0 to 4, “We don&#39;t know” or “Does not apply”.",
        ),
        (ENC_02, {"choice": "na", "reason": "short"}, "ENC-02: say in 20 characters or more why it does not apply."),
        (ENC_01, {"choice": "na", "reason": REASON}, "ENC-01 is critical and cannot be answered N/A:"),
        (ENC_01, {"choice": "3", "evidence": ["E9"]}, "Evidence E9 is not in the register: add it there first."),
        (ENC_01, {"choice": "2", "note": "x" * 10_001}, "That text has 10001 characters; shorten it to 10000."),
        (ENC_01, {"choice": "3", "new-date": "2026-05-02", "new-kind": "config"}, "Evidence needs a title"),
        (ENC_01, {"choice": "3", "new-title": "T", "new-kind": "config", "new-date": "soon"}, "That is no date:"),
    ],
    ids=["level", "reason", "critical", "register", "note", "title", "date"],
)
def test_a_refused_answer_says_why_keeps_what_was_entered_and_writes_nothing(
    app: Flask, person: Person, address: str, fields: dict[str, Any], sentence: str
) -> None:
    reply = person.send(address, version="0", **fields)
    page = reply.get_data(as_text=True)

    assert reply.status_code == 422
    assert "There is a problem" in page
    assert sentence in page
    assert read(app, 1).answers == {}


@pytest.mark.parametrize("version", ["", "-1", "1.5", "²", "9" * 19, "9" * 5_000])
def test_a_save_based_on_what_is_no_version_is_refused(app: Flask, person: Person, version: str) -> None:
    reply = person.send(ENC_01, choice="2", version=version)
    assert (reply.status_code, read(app, 1).answers) == (422, {})
    assert "This page is too old to be saved from: reload it, then save again." in reply.get_data(as_text=True)


def test_evidence_dated_tomorrow_is_refused(app: Flask, person: Person) -> None:
    tomorrow = (date.today() + timedelta(days=1)).isoformat()

    reply = person.send(
        ENC_01, choice="3", version="0", **{"new-kind": "config", "new-title": "Export", "new-date": tomorrow}
    )

    assert reply.status_code == 422
    assert "Evidence cannot have been confirmed on a day to come" in reply.get_data(as_text=True)
    assert list(read(app, 1).evidence) == ["E1"]


def test_a_note_of_twenty_megabytes_is_refused(app: Flask, person: Person) -> None:
    reply = person.send(ENC_01, choice="2", note="x" * 20_000_000, version="0")

    assert reply.status_code == 413
    assert "That is larger than 1 MB" in reply.get_data(as_text=True)
    assert read(app, 1).answers == {}


@pytest.mark.parametrize("address", [f"{HOME}/answers/ENC-99", "/assessments/9/answers/ENC-01"])
def test_an_answer_to_what_is_not_there_is_refused(app: Flask, person: Person, address: str) -> None:
    reply = person.send(address, choice="2", version="0")

    assert reply.status_code == 404
    assert read(app, 1).answers == {}


def test_the_second_of_two_people_sees_both_answers_and_can_still_save_theirs(app: Flask, person: Person) -> None:
    person.send(ENC_01, choice="1", note="First", version="0")

    reply = person.send(ENC_01, choice="2", note="Second", version="0")
    page = reply.get_data(as_text=True)

    assert reply.status_code == 409
    assert "Saved by somebody else meanwhile" in page
    assert "First" in page
    assert "Second" in page
    assert answer_to(app, "ENC-01") == Answer(1, note="First", version=1)
    assert 'name="version" value="1"' in page
    person.send(ENC_01, choice="2", note="Second", version="1")
    assert answer_to(app, "ENC-01") == Answer(2, note="Second", version=2)


def test_the_script_is_told_the_version_the_standing_and_the_progress(person: Person) -> None:
    status, said = as_json(person, ENC_01, choice="3", evidence=["E1"], version="0")

    assert status == 200
    assert {name: said[name] for name in ("version", "carried_over", "evidence", "register")} == {
        "version": 1,
        "carried_over": False,
        "evidence": ["E1"],
        "register": {"E1": "Half-year review"},
    }
    assert "Claimed 3, and the evidence shows it." in said["standing"]
    assert "1 of 3" in said["progress"]


def test_the_script_is_told_the_other_answer_of_a_conflict(person: Person) -> None:
    person.send(ENC_01, choice="1", note="First", version="0")

    status, said = as_json(person, ENC_01, choice="2", version="0")

    assert (status, said["version"]) == (409, 1)
    assert "First" in said["theirs"]


def test_the_same_answer_sent_twice_is_stored_once(app: Flask, person: Person) -> None:
    fields = {"new-kind": "config", "new-title": "Export", "new-date": "2026-05-02"}
    person.send(ENC_01, choice="3", version="0", **fields)

    reply = person.send(ENC_01, choice="3", version="0", **fields)

    assert reply.status_code == 303
    assert answer_to(app, "ENC-01").version == 1
    assert list(read(app, 1).evidence) == ["E1", "E2"]


def test_a_carried_over_answer_stays_marked_until_confirmed_or_changed(
    make_app: Callable[..., Flask],
) -> None:
    carried = Answer(2, carried_over=True)
    app = make_app(BANK)
    stored(app, assessment({"ENC-01": carried, "ENC-02": carried, "ACC-01": carried}))
    person = Person(app.test_client())

    person.send(ENC_01, choice="2", note="To be asked", carried_over="1", version="1")
    person.send(ENC_02, choice="2", carried_over="1", version="1", confirm="1")
    person.send(f"{HOME}/answers/ACC-01", choice="1", carried_over="1", version="1")

    assert read(app, 1).answers == {
        "ENC-01": Answer(2, note="To be asked", carried_over=True, version=2),
        "ENC-02": Answer(2, version=2),
        "ACC-01": Answer(1, version=2),
    }


def test_a_final_assessment_takes_no_answer(make_app: Callable[..., Flask]) -> None:
    app = make_app(BANK)
    stored(app, replace(assessment({"ENC-01": Answer(2)}), status="final"))
    person = Person(app.test_client())

    reply = person.send(ENC_01, choice="3", version="1")

    assert reply.status_code == 409
    assert "This assessment is final and cannot be changed" in reply.get_data(as_text=True)
    assert answer_to(app, "ENC-01").choice == 2


def test_the_task_list_goes_on_after_the_last_answer_not_at_the_top(person: Person) -> None:
    person.send(ENC_02, choice="2", version="0")

    page = person.open(HOME)

    assert f'href="{HOME}/families/ACC#ACC-01">Continue where you left off' in page


def test_the_task_list_counts_each_family(person: Person) -> None:
    person.send(ENC_01, choice="3", flagged="1", version="0")

    page = " ".join(person.open(HOME).split())

    assert "In progress" in page
    assert "1 of 2 answered" in page
    assert "1 claim not shown" in page
    assert "1 to come back to" in page


def test_search_finds_questions_by_their_words(person: Person) -> None:
    page = person.open(f"{HOME}?q=acc-01 at 3")

    assert "1 question found" in page
    assert f'href="{HOME}/families/ACC#ACC-01">ACC-01</a>' in page


def test_what_a_person_writes_is_shown_as_text(person: Person) -> None:
    person.send(ENC_01, choice="2", note="<script>alert(1)</script>", version="0")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in person.open(f"{HOME}/families/ENC")


def test_an_assessment_on_a_day_keeps_its_own_date(app: Flask) -> None:
    assert read(app, 1).date == DAY
