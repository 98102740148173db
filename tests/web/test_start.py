"""Starting an assessment over HTTP: what is asked, what is refused, what is taken over from an earlier one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.engine.model import Answer, Assessment
from assessment.store import listing
from assessment.store.listing import Wanted
from tests.build import PROOF, assessment, bank, fact, question, text
from tests.web.conftest import Person, read, storage, stored
from tests.web.pages import Page, part

TODAY = date(2026, 11, 24)
NEW = "/assessments/new"
FACTS = [fact("faces", "sensitive"), fact("sensitive"), fact("minors")]
BANK = bank(
    question("ENC-01", clauses=["P1-1"]),
    question("ENC-02", clauses=["P1-1"], tier="core"),
    question("ACC-01", clauses=["P2-1"], applies_when={"minors": True}),
    facts=FACTS,
)
FIELDS: dict[str, Any] = {
    "title": "2026 Q4",
    "organisation": "Sample",
    "unit": "Shop",
    "date": "2026-11-20",
    "pledges": ["P1"],
    "tier": "full",
}


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr("assessment.web.start.today", lambda: TODAY)
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def start(person: Person, **fields: Any) -> TestResponse:
    return person.send(NEW, page=NEW, **FIELDS | fields)


def faults(reply: TestResponse) -> str:
    assert reply.status_code == 422
    return part(reply.get_data(as_text=True), 'id="error-summary"', "</div>").text.removeprefix("There is a problem ")


def count(app: Flask) -> int:
    with storage(app) as db:
        return listing.count(db, Wanted())


def test_the_form_asks_for_today_and_the_full_assessment(person: Person) -> None:
    page = person.open(NEW)

    assert 'name="date" type="date" value="2026-11-24"' in page
    assert 'value="full" id="tier" checked' in page
    assert page.count('value="unknown" id="fact-') == page.count('-unknown" checked') == len(FACTS)


def test_each_pledge_and_fact_is_explained(person: Person) -> None:
    words = Page(person.open(NEW)).text

    assert "P1 · Pledge P1 A model pledge. Suits a service that publishes a promise of its own to everybody." in words
    assert "Fact minors Why minors Yes No Not known yet" in words


def test_a_started_assessment_leads_to_its_tasks(app: Flask, person: Person) -> None:
    reply = start(person, **{"fact-minors": "no", "fact-sensitive": "yes"})

    assert (reply.status_code, reply.location) == (303, "/assessments/1")
    assert read(app, 1) == Assessment(
        "2026 Q4", "Sample", date(2026, 11, 20), ("P1",), "Shop", profile={"minors": False, "sensitive": True}
    )


def test_an_express_check_of_two_pledges(app: Flask, person: Person) -> None:
    start(person, pledges=["P2", "P1"], tier="core")
    assert (read(app, 1).tier, read(app, 1).pledges) == ("core", ("P1", "P2"))


def test_texts_are_kept_with_single_spaces(app: Flask, person: Person) -> None:
    start(person, title="  2026\r\n Q4 ", unit="   ")
    assert (read(app, 1).title, read(app, 1).unit) == ("2026 Q4", "")


def test_an_implied_fact_is_set_and_said(app: Flask, person: Person) -> None:
    start(person, **{"fact-faces": "yes"})

    assert read(app, 1).profile == {"faces": True, "sensitive": True}
    words = Page(person.open("/assessments/1")).text
    assert "Set to yes as well, since another fact implies it: Fact sensitive" in words


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"title": " "}, "Give the assessment a title, such as the quarter it is about."),
    ({"title": "x" * 201}, "That text has 201 characters; shorten it to 200."),
    ({"organisation": ""}, "Name the organisation that is assessed."),
    ({"unit": "x" * 201}, "That text has 201 characters; shorten it to 200."),
    ({"date": "2026-11-25"}, "An assessment cannot be dated on a day to come: give Nov 24, 2026 or earlier."),
    ({"date": "24.11.2026"}, "That is no date: write it as year-month-day, such as 2026-05-31."),
    ({"date": ""}, "That is no date: write it as year-month-day, such as 2026-05-31."),
    ({"pledges": []}, "Choose at least one pledge: it decides which questions are asked."),
    ({"pledges": ["P9"]}, "“P9” is not offered here: choose one of those given."),
    ({"tier": "half"}, "“half” is not offered here: choose one of those given."),
    ({"fact-minors": "perhaps"}, "“perhaps” is not offered here: choose one of those given."),
    ({"earlier": "7"}, "“7” is not offered here: choose one of those given."),
    (
        {"fact-faces": "yes", "fact-sensitive": "no"},
        "“Fact sensitive” cannot be no where “Fact faces” is yes: change one of them.",
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED, ids=[str(one[0])[:40] for one in REFUSED])
def test_bad_input_is_refused_with_a_sentence_and_nothing_is_written(
    app: Flask, person: Person, fields: dict[str, Any], sentence: str
) -> None:
    assert faults(start(person, **fields)) == sentence
    assert count(app) == 0


def test_a_date_that_was_not_sent_is_asked_for(person: Person) -> None:
    fields = {name: value for name, value in FIELDS.items() if name != "date"}
    assert faults(person.send(NEW, page=NEW, **fields)) == "Give the date of the assessment."


def test_what_was_entered_stays_in_the_form(person: Person) -> None:
    page = start(person, title="", unit="Shop", pledges=["P2"], **{"fact-minors": "yes"}).get_data(as_text=True)

    assert "<title>Error: Start an assessment" in page
    assert 'name="unit" type="text" value="Shop"' in page
    assert 'value="P2" id="pledges-P2" aria-describedby="pledges-P2-about" checked' in page
    assert 'value="yes" id="fact-minors" checked' in page


def test_the_summary_leads_to_the_fields(person: Person) -> None:
    page = start(person, title="", pledges=[]).get_data(as_text=True)

    summary = part(page, 'id="error-summary"', "</div>")
    assert summary.links == ["#title", "#pledges"]
    assert {"title", "pledges"} <= set(Page(page).ids)


EARLIER = assessment(
    {"ENC-01": Answer(3, note="Seen", evidence=("E1",), flagged=True), "ENC-02": "unknown"},
    title="2026 Q2",
    pledges=("P1", "P2"),
    profile={"minors": True},
    targets={"ACC-01": 4},
)


def test_carried_over_answers_wait_to_be_confirmed(app: Flask, person: Person) -> None:
    stored(app, EARLIER)

    reply = start(person, earlier="1", pledges=[], **{"fact-faces": "yes"})

    assert reply.location == "/assessments/2"
    assert read(app, 2) == Assessment(
        "2026 Q4",
        "Sample",
        date(2026, 11, 20),
        ("P1", "P2"),
        "Shop",
        profile={"minors": True, "faces": True, "sensitive": True},
        targets={"ACC-01": 4},
        evidence=PROOF,
        answers={
            "ENC-01": Answer(3, note="Seen", evidence=("E1",), carried_over=True, version=1),
            "ENC-02": Answer("unknown", carried_over=True, version=1),
        },
        previous="1",
    )
    words = Page(person.open("/assessments/2")).text
    assert "2 answers are carried over and wait to be confirmed." in words
    assert "left behind" not in words


def test_answers_to_changed_questions_are_counted_as_left_behind(app: Flask, person: Person) -> None:
    stored(app, EARLIER)
    app.extensions["bank"] = replace(BANK, hash="1" * 64, questions=(question("ENC-02", revision=2, tier="core"),))

    start(person, earlier="1")

    assert read(app, 2).answers == {}
    words = Page(person.open("/assessments/2")).text
    assert "2 answers were left behind, since their questions have changed or are gone." in words


def test_pledges_chosen_in_the_form_win_over_the_earlier_ones(app: Flask, person: Person) -> None:
    stored(app, EARLIER)
    start(person, earlier="1", pledges=["P2"])
    assert read(app, 2).pledges == ("P2",)


def test_an_assessment_is_not_dated_before_the_one_it_follows(app: Flask, person: Person) -> None:
    stored(app, EARLIER)

    reply = start(person, earlier="1", date="2026-05-19")

    expected = "That lies before the earlier assessment of May 20, 2026: give that day or a later one."
    assert faults(reply) == expected
    assert start(person, earlier="1", date="2026-05-20").status_code == 303


def test_an_earlier_assessment_named_in_the_address_is_chosen(app: Flask, person: Person) -> None:
    stored(app, replace(EARLIER, organisation="Sample firm"))

    page = person.open(f"{NEW}?from=1")

    assert '<option value="1" selected>2026-05-20 · 2026 Q2 · Sample firm</option>' in page
    assert 'name="organisation" type="text" value="Sample firm"' in page


def test_an_earlier_assessment_that_is_not_there_is_passed_over(app: Flask, person: Person) -> None:
    stored(app, EARLIER)
    assert "selected" not in person.open(f"{NEW}?from=9")


def test_a_start_needs_the_pages_token(person: Person) -> None:
    assert person.client.post(NEW, data=FIELDS).status_code == 400


def test_titles_are_shown_as_text(app: Flask, person: Person) -> None:
    stored(app, replace(EARLIER, title="<b>Q2</b>"))
    assert "&lt;b&gt;Q2&lt;/b&gt;" in person.open(NEW)


def test_the_form_speaks_the_banks_chinese(person: Person) -> None:
    person.client.set_cookie("lang", "zh")
    assert text("Fact minors").zh in Page(person.open(NEW)).text
