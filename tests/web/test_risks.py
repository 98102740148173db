"""Accepted risks over HTTP: accepted from a gap, changed, withdrawn, listed in the report."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from assessment.engine.model import AcceptedRisk
from tests.build import Answers, assessment, bank, proved, question
from tests.web.conftest import Person, read, stored
from tests.web.pages import Page, part
from tests.web.test_actions import faults

BANK = bank(question("ENC-01"), question("ENC-02"), question("ACC-01"))
ANSWERS: Answers = {"ENC-01": 1, "ENC-02": proved(3), "ACC-01": 1}
RISK = AcceptedRisk(
    "The supplier ends in autumn.", "Head of security", date(2026, 5, 20), "Exports are off\nuntil then"
)
FIELDS: dict[str, Any] = {
    "reason": " The supplier ends in autumn. ",
    "approver": " Head of  security",
    "until": "2026-05-20",
    "compensation": "Exports are off\r\nuntil then",
}
PLACE = "/assessments/1/risks/ENC-01"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(BANK)
    stored(made, assessment(ANSWERS))
    return made


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def test_a_gap_leads_to_its_plan_and_to_accepting_its_risk(person: Person) -> None:
    links = part(person.open("/assessments/1/report"), 'id="gap-ENC-01"', "</article>").links[-3:]
    assert links == [
        "/assessments/1/actions?question=ENC-01&level=2#add",
        "/assessments/1/plan?goal=sign&clause=P1-1",
        PLACE,
    ]


def test_a_gap_of_a_final_assessment_leads_to_neither(app: Flask, person: Person) -> None:
    stored(app, assessment(ANSWERS, status="final"))
    links = part(person.open("/assessments/2/report"), 'id="gap-ENC-01"', "</article>").links
    assert [link for link in links if "/risks/" in link or "/actions" in link] == []


def test_a_risk_is_accepted(app: Flask, person: Person) -> None:
    page = Page(person.open(PLACE)).text
    assert "ENC-01? Counts as 1. 2 below the target of 3." in page
    assert "Withdraw" not in page
    reply = person.send(PLACE, page=PLACE, **FIELDS)
    assert (reply.status_code, reply.location) == (303, "/assessments/1/report#accepted-ENC-01")
    assert read(app, 1) == replace(assessment(ANSWERS), answers=read(app, 1).answers, accepted={"ENC-01": RISK})


def test_what_was_accepted_is_changed(app: Flask, person: Person) -> None:
    person.send(PLACE, page=PLACE, **FIELDS)
    assert "The supplier ends in autumn.</textarea>" in person.open(PLACE)
    person.send(PLACE, page=PLACE, **FIELDS | {"until": "2027-01-01"})
    assert read(app, 1).accepted == {"ENC-01": replace(RISK, until=date(2027, 1, 1))}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": "Too short"}, "ENC-01: say in 20 characters or more why the gap is left."),
        ({"approver": " "}, "ENC-01: name who approves that the gap is left."),
        ({"until": ""}, "Say until which day the risk is accepted."),
        ({"until": "never"}, "That is no date: write it as year-month-day, such as 2026-05-31."),
        (
            {"until": "2026-05-19"},
            "ENC-01: 2026-05-19 lies before the assessment's date, 2026-05-20: give that day or a later one.",
        ),
        ({"compensation": ""}, "ENC-01: say which measure is taken in the meantime."),
        ({"reason": "x" * 2001}, "That text has 2001 characters; shorten it to 2000."),
        (
            {"reason": "", "compensation": ""},
            "ENC-01: say in 20 characters or more why the gap is left. "
            "ENC-01: say which measure is taken in the meantime.",
        ),
    ],
    ids=["reason", "approver", "no end", "no date", "too early", "measure", "long", "two faults"],
)
def test_an_acceptance_that_lacks_something_is_refused_and_stays_in_the_form(
    app: Flask, person: Person, fields: dict[str, str], sentence: str
) -> None:
    reply = person.send(PLACE, page=PLACE, **FIELDS | {"approver": "Head of security"} | fields)
    assert faults(reply) == sentence
    assert ("Head of security" in reply.get_data(as_text=True)) == ("approver" not in fields)
    assert read(app, 1).accepted == {}


def test_an_acceptance_is_withdrawn(app: Flask, person: Person) -> None:
    person.send(PLACE, page=PLACE, **FIELDS)
    reply = person.send(f"{PLACE}/withdraw", page=PLACE)
    assert (reply.status_code, reply.location) == (303, "/assessments/1/report#gaps")
    assert read(app, 1).accepted == {}


def test_a_question_that_is_not_there(person: Person) -> None:
    place = "/assessments/1/risks/XYZ-01"
    replies = (
        person.client.get(place),
        person.send(place, page=PLACE, **FIELDS),
        person.send(f"{place}/withdraw", page=PLACE),
    )
    assert [reply.status_code for reply in replies] == [404, 404, 404]


def test_the_risks_of_a_final_assessment_can_be_read_only(app: Flask, person: Person) -> None:
    stored(app, assessment(ANSWERS, accepted={"ENC-01": RISK}, status="final"))
    final = "/assessments/2/risks"
    pages = [Page(person.open(f"{final}/{name}")).text for name in ("ENC-01", "ACC-01")]
    replies = [
        person.send(f"{final}/ENC-01", page=PLACE, **FIELDS),
        person.send(f"{final}/ENC-01/withdraw", page=PLACE),
    ]
    assert "Approved by Head of security Until May 20, 2026" in pages[0]
    assert "No risk was accepted here before the assessment became final." in pages[1]
    assert [reply.status_code for reply in replies] == [409, 409]
    assert read(app, 2).accepted == {"ENC-01": RISK}


def test_the_report_lists_every_accepted_risk_the_first_to_end_first(app: Flask, person: Person) -> None:
    accepted = {
        "ENC-01": replace(RISK, until=date(2026, 12, 31), compensation=""),
        "ENC-02": replace(RISK, until=date(2026, 6, 30)),
        "ACC-01": replace(RISK, until=date(2026, 5, 19)),
    }
    stored(app, assessment(ANSWERS, accepted=accepted))
    chapter = part(person.open("/assessments/2/report"), 'id="accepted"', "</section>")
    items = [Page(f"<li{item}").text for item in chapter.html.split("<li")[1:]]
    why, instead = "The supplier ends in autumn.", "Instead: Exports are off until then"
    assert items == [
        f"ACC-01 ACC-01? Expired {why} {instead} Accepted by Head of security until May 19, 2026. "
        "Change or withdraw: ACC-01",
        f"ENC-02 ENC-02? No gap {why} {instead} Accepted by Head of security until Jun 30, 2026. "
        "Change or withdraw: ENC-02",
        f"ENC-01 ENC-01? {why} Accepted by Head of security until Dec 31, 2026. Change or withdraw: ENC-01",
    ]
    assert {"#gap-ACC-01", "#answer-ENC-02", "#gap-ENC-01"} <= set(chapter.links)


def test_a_report_without_accepted_risks_says_so(person: Person) -> None:
    assert part(person.open("/assessments/1/report"), 'id="accepted"', "</section>").text == (
        "Accepted risks No risk is accepted."
    )
