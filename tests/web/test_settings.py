"""Changing what an assessment is about: what enters and leaves the scope is shown before anything is saved."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.engine.model import Assessment
from assessment.store import events
from tests.build import assessment, bank, fact, question
from tests.web.conftest import Person, read, storage, stored
from tests.web.pages import Page, part

TODAY = date(2026, 11, 24)
SETTINGS = "/assessments/1/settings"
BANK = bank(
    question("ENC-01", clauses=["P1-1"], tier="core"),
    question("ENC-02", clauses=["P1-1"], target=4),
    question("ACC-01", clauses=["P2-1"]),
    question("ACC-02", clauses=["P1-1"], applies_when={"minors": True}),
    facts=[fact("minors"), fact("faces", "sensitive"), fact("sensitive")],
)
BEFORE = assessment({"ENC-01": 2, "ENC-02": "unknown"}, unit="Shop", profile={"minors": False}, targets={"ENC-01": 4})
FIELDS: dict[str, Any] = {
    "title": "2026",
    "organisation": "Sample",
    "unit": "Shop",
    "date": "2026-05-20",
    "pledges": ["P1"],
    "tier": "full",
    "fact-minors": "no",
    "target-ENC-01": "4",
}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr("assessment.web.start.today", lambda: TODAY)
    made = make_app(BANK)
    stored(made, BEFORE)
    return made


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def change(person: Person, **fields: Any) -> TestResponse:
    return person.send(SETTINGS, page=SETTINGS, **FIELDS | fields)


def settings_of(app: Flask, number: int = 1) -> Assessment:
    """The stored assessment without what this page never touches."""
    return replace(read(app, number), answers={})


BARE = replace(BEFORE, answers={})


def pressed(person: Person, preview: TestResponse, **button: str) -> TestResponse:
    """What follows a press of a button on the preview, which sends the page's hidden fields."""
    form = part(preview.get_data(as_text=True), f'<form method="post" action="{SETTINGS}"', "</form>").html
    fields: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(form):
        fields.setdefault(name, []).append(unescape(value))
    return person.client.post(SETTINGS, data=fields | button)


def faults(reply: TestResponse) -> str:
    assert reply.status_code == 422
    return part(reply.get_data(as_text=True), 'id="error-summary"', "</div>").text.removeprefix("There is a problem ")


def test_the_form_shows_what_is_stored(person: Person) -> None:
    page = person.open(SETTINGS)

    assert 'name="title" type="text" value="2026"' in page
    assert 'name="date" type="date" value="2026-05-20"' in page
    assert 'value="P1" id="pledges" aria-describedby="pledges-about" checked' in page
    assert 'value="no" id="fact-minors-no" checked' in page
    assert 'value="unknown" id="fact-faces-unknown" checked' in page
    assert '<option value="4" selected>4 · Verified</option>' in page


def test_what_leaves_the_scope_alone_is_saved_at_once(app: Flask, person: Person) -> None:
    reply = change(person, title="2026 H1", organisation="Firm", unit="", date="2026-06-30")

    assert (reply.status_code, reply.location) == (303, SETTINGS)
    expected = replace(BARE, title="2026 H1", organisation="Firm", unit="", date=date(2026, 6, 30))
    assert settings_of(app) == expected
    assert "The settings are saved." in person.open(SETTINGS)


def test_nothing_changed_writes_no_event(app: Flask, person: Person) -> None:
    change(person)

    with storage(app) as db:
        assert [event.what for event in events.of(db, 1)] == ["created"]
    assert "Nothing was changed." in person.open(SETTINGS)


def test_what_enters_and_leaves_is_shown_before_anything_is_saved(app: Flask, person: Person) -> None:
    reply = change(person, pledges=["P2"], title="Renamed")

    page = Page(reply.get_data(as_text=True)).text
    assert reply.status_code == 200
    assert "1 question enters ACC-01 ACC-01?" in page
    assert "2 questions leave 2 of them have answers: these stay stored and do not count" in page
    assert "ENC-01 ENC-01? answered ENC-02 ENC-02? answered" in page
    assert read(app, 1) == replace(BEFORE, answers=read(app, 1).answers)


def test_apply_makes_the_change_that_was_shown_and_keeps_the_answers(app: Flask, person: Person) -> None:
    answers = read(app, 1).answers

    reply = pressed(person, change(person, pledges=["P2", "P1"], tier="core", title="Renamed"))

    assert (reply.status_code, reply.location) == (303, SETTINGS)
    assert read(app, 1) == replace(BEFORE, answers=answers, pledges=("P1", "P2"), tier="core", title="Renamed")


def test_a_question_without_an_answer_leaves_without_a_word_of_answers(app: Flask, person: Person) -> None:
    stored(app, assessment(profile={"minors": True}))
    address = "/assessments/2/settings"

    reply = person.send(address, page=address, **FIELDS)

    page = Page(reply.get_data(as_text=True)).text
    assert "1 question leaves None of them has an answer. ACC-02 ACC-02?" in page


def test_a_change_that_was_not_shown_is_shown_first(app: Flask, person: Person) -> None:
    reply = change(person, pledges=["P2"], shown="+ACC-01")

    assert "2 questions leave" in Page(reply.get_data(as_text=True)).text
    assert read(app, 1).pledges == ("P1",)


def test_from_the_preview_one_can_go_back_to_the_form(app: Flask, person: Person) -> None:
    reply = pressed(person, change(person, pledges=["P2"], title="Renamed"), edit="1")

    page = reply.get_data(as_text=True)
    assert 'name="title" type="text" value="Renamed"' in page
    assert 'value="P2" id="pledges-P2" aria-describedby="pledges-P2-about" checked' in page
    assert read(app, 1).title == "2026"


def test_the_preview_says_what_another_fact_implies(app: Flask, person: Person) -> None:
    preview = change(person, pledges=["P2"], **{"fact-faces": "yes"})

    words = "Set to yes as well, since another fact implies it: Fact sensitive"
    assert words in Page(preview.get_data(as_text=True)).text
    pressed(person, preview)
    assert read(app, 1).profile == {"minors": False, "faces": True, "sensitive": True}


def test_a_fact_can_become_not_known_again(app: Flask, person: Person) -> None:
    preview = change(person, **{"fact-minors": "unknown"})

    assert "1 question enters ACC-02 ACC-02?" in Page(preview.get_data(as_text=True)).text
    pressed(person, preview)
    assert read(app, 1).profile == {}


def test_a_target_is_raised_and_taken_back(app: Flask, person: Person) -> None:
    change(person, **{"target-ENC-01": "3", "target-ACC-01": "4"})
    assert read(app, 1).targets == {"ACC-01": 4}


def test_a_target_that_is_not_sent_stays(app: Flask, person: Person) -> None:
    fields = {name: value for name, value in FIELDS.items() if not name.startswith("target-")}
    person.send(SETTINGS, page=SETTINGS, **fields | {"title": "Renamed"})
    assert (read(app, 1).title, read(app, 1).targets) == ("Renamed", {"ENC-01": 4})


def test_lower_targets_are_not_offered(person: Person) -> None:
    targets = part(person.open(SETTINGS), 'aria-labelledby="targets"', "</section>").text

    assert "ENC-01 ENC-01? 3 · Operating (the bank's target) 4 · Verified" in targets
    assert "ENC-02 ENC-02? 4 · Verified (the bank's target)" in targets
    assert "ACC-01" not in targets


LOW = (
    "The target of ENC-02 is 4 in the bank: choose a level from there to 4. "
    "What is left undone on purpose is an accepted risk, not a lower target."
)
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"target-ENC-02": "3"}, LOW),
    ({"target-ENC-02": "7"}, LOW),
    ({"target-ENC-02": "high"}, LOW),
    ({"title": ""}, "Give the assessment a title, such as the quarter it is about."),
    ({"date": "2026-11-25"}, "An assessment cannot be dated on a day to come: give Nov 24, 2026 or earlier."),
    ({"pledges": []}, "Choose at least one pledge: it decides which questions are asked."),
    (
        {"fact-faces": "yes", "fact-sensitive": "no"},
        "“Fact sensitive” cannot be no where “Fact faces” is yes: change one of them.",
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED, ids=[str(one[0])[:40] for one in REFUSED])
def test_bad_input_is_refused_with_a_sentence_and_nothing_is_written(
    app: Flask, person: Person, fields: dict[str, Any], sentence: str
) -> None:
    assert faults(change(person, **fields)) == sentence
    assert settings_of(app) == BARE


def test_a_refused_target_opens_its_family(person: Person) -> None:
    page = change(person, **{"target-ACC-01": "1"}).get_data(as_text=True)
    assert re.findall(r'<details class="target-family" (\w*)>\s*<summary>(.*?) *</summary>', page) == [
        ("", 'Family ENC <span class="tag">1 raised</span>'),
        ("open", 'Family ACC <span class="tag">1 raised</span>'),
    ]


def test_the_date_stays_behind_the_assessment_it_follows(app: Flask, person: Person) -> None:
    stored(app, replace(BEFORE, previous="1", date=TODAY))
    address = "/assessments/2/settings"

    reply = person.send(address, page=address, **FIELDS | {"date": "2026-05-19"})

    expected = "That lies before the earlier assessment of May 20, 2026: give that day or a later one."
    assert faults(reply) == expected


FINAL = replace(
    BEFORE, status="final", profile={"minors": False, "faces": False, "sensitive": True}, targets={"ENC-01": 4}
)


def test_of_a_final_assessment_the_settings_can_be_read_only(app: Flask, person: Person) -> None:
    stored(app, FINAL)

    page = Page(person.open("/assessments/2/settings"))

    assert "This assessment is final: its settings can be read, not changed." in page.text
    assert "Fact minors No Fact faces No Fact sensitive Yes Higher targets ENC-01: 4 Verified" in page.text
    assert "/assessments/2/check" in page.links
    assert "Save the settings" not in page.text


def test_a_final_assessment_is_not_changed(app: Flask, person: Person) -> None:
    stored(app, FINAL)

    reply = person.send("/assessments/2/settings", page=SETTINGS, **FIELDS | {"title": "Renamed"})

    assert (reply.status_code, read(app, 2).title) == (409, "2026")
    assert "This assessment is final and cannot be changed" in reply.get_data(as_text=True)


def test_settings_of_an_assessment_that_is_not_there(person: Person) -> None:
    assert person.client.get("/assessments/9/settings").status_code == 404
