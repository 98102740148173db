"""The register of evidence over HTTP: added once, used on many questions, confirmed, changed, removed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from assessment.engine.evidence import is_current
from assessment.engine.model import Answer, Evidence, Rhythm
from assessment.web.evidence_page import outdated
from tests.build import assessment, bank, question
from tests.web.conftest import Person, read, stored
from tests.web.pages import Page, part, rows

TODAY = date(2026, 11, 24)
ON = date(2026, 5, 20)
REGISTER = "/assessments/1/evidence"
BANK = bank(
    question("ENC-01"),
    question("ENC-02", rhythm="quarter"),
    question("ENC-03", evidence_days=30),
    question("ACC-01", clauses=["P2-1"]),
)
PIECES = {
    "E1": Evidence("review", "Half-year review", date(2026, 5, 1), date(2027, 5, 1), "Wiki 7", "Audit"),
    "E2": Evidence("config", "TLS export", date(2025, 12, 31)),
    "E3": Evidence("contract", "Old contract", date(2026, 4, 1), date(2026, 5, 1)),
    "E4": Evidence("record", "Undated list"),
    "E5": Evidence("test", "Drill", date(2026, 6, 1)),
}
ANSWERS = {
    "ENC-01": Answer(3, evidence=("E1", "E3", "E4", "E5")),
    "ENC-02": Answer(3, evidence=("E1", "E2")),
    "ENC-03": Answer(3, evidence=("E2",)),
    "ACC-01": Answer(3, evidence=("E1",)),
}
DRAFT = assessment(ANSWERS, evidence=PIECES)
FIELDS: dict[str, Any] = {
    "kind": "metric",
    "title": "Share of encrypted links",
    "date": "2026-05-10",
    "valid_until": "",
    "location": "Board 3",
    "checked_by": "",
}


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr("assessment.web.evidence.today", lambda: TODAY)
    made = make_app(BANK)
    stored(made, DRAFT)
    return made


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def add(person: Person, **fields: Any) -> TestResponse:
    return person.send(REGISTER, page=REGISTER, **FIELDS | fields)


def faults(reply: TestResponse) -> str:
    assert reply.status_code == 422
    return part(reply.get_data(as_text=True), 'id="error-summary"', "</div>").text.removeprefix("There is a problem ")


def test_each_piece_stands_with_its_uses_and_whether_it_is_current_there(person: Person) -> None:
    button = "Still true today: "
    assert rows(person.open(REGISTER)) == [
        "E1 · Half-year review Review or inspection report · Wiki 7 May 1, 2026 May 1, 2027 Audit "
        f"ENC-01 current ENC-02 current ACC-01 does not apply {button}E1",
        "E2 · TLS export Configuration Dec 31, 2025 – Nobody "
        "ENC-02 not current: due every quarter, and it is of neither the present period nor the last "
        f"ENC-03 not current: older than 30 days {button}E2",
        "E3 · Old contract Contract Apr 1, 2026 May 1, 2026 Nobody "
        "ENC-01 not current: no longer valid on the assessment's date",
        f"E4 · Undated list Record No date – Nobody ENC-01 not current: it has no date {button}E4",
        "E5 · Drill Test report Jun 1, 2026 – Nobody "
        f"ENC-01 not current: confirmed after the assessment's date {button}E5",
    ]


def test_a_use_leads_to_its_question(person: Person) -> None:
    links = part(person.open(REGISTER), 'id="E1"', "</tr>").links
    families = "/assessments/1/families"
    assert links == [f"{REGISTER}/E1", f"{families}/ENC#ENC-01", f"{families}/ENC#ENC-02", f"{families}/ACC#ACC-01"]


def test_pieces_that_nobody_checked_or_uses_are_counted(person: Person) -> None:
    add(person)
    words = Page(person.open(REGISTER)).text
    assert "6 pieces 5 that nobody checked a second time 1 that no answer uses" in words


def test_an_answer_na_uses_no_evidence(app: Flask, person: Person) -> None:
    stored(app, assessment({"ENC-01": Answer("na", "No such service is offered.", evidence=("E1",))}, evidence=PIECES))
    assert "ENC-01 does not apply" in rows(person.open("/assessments/2/evidence"))[0]


def test_an_empty_register_offers_to_add_to_it(app: Flask, person: Person) -> None:
    stored(app, assessment(evidence={}))
    page = person.open("/assessments/2/evidence")
    assert "The register is empty." in page
    assert '<details class="adding" id="add" open>' in page


def test_a_piece_is_added(app: Flask, person: Person) -> None:
    reply = add(person, valid_until="2026-12-31", checked_by=" Audit ")

    assert (reply.status_code, reply.location) == (303, f"{REGISTER}#E6")
    expected = Evidence("metric", "Share of encrypted links", date(2026, 5, 10), date(2026, 12, 31), "Board 3", "Audit")
    assert read(app, 1).evidence == PIECES | {"E6": expected}
    assert "E6 is in the register." in person.open(REGISTER)


def test_a_reference_alone_is_enough(app: Flask, person: Person) -> None:
    add(person, title="SEC-12", date="", location="")
    assert read(app, 1).evidence["E6"] == Evidence("metric", "SEC-12")


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"title": " "}, "Evidence needs a title or a document number."),
    ({"title": "x" * 201}, "That text has 201 characters; shorten it to 200."),
    ({"location": "x" * 501}, "That text has 501 characters; shorten it to 500."),
    ({"checked_by": "x" * 101}, "That text has 101 characters; shorten it to 100."),
    (
        {"date": "2026-11-25"},
        "Evidence cannot have been confirmed on a day to come: give Nov 24, 2026 or earlier.",
    ),
    ({"date": "yesterday"}, "That is no date: write it as year-month-day, such as 2026-05-31."),
    (
        {"valid_until": "2026-05-09"},
        "“Valid until” lies before the day it was last confirmed: give a later day.",
    ),
    ({"kind": "rumour"}, "“rumour” is not offered here: choose one of those given."),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED, ids=[str(one[0])[:40] for one in REFUSED])
def test_bad_input_is_refused_with_a_sentence_and_nothing_is_written(
    app: Flask, person: Person, fields: dict[str, str], sentence: str
) -> None:
    replies = (add(person, **fields), person.send(f"{REGISTER}/E1", page=REGISTER, **FIELDS | fields))

    assert [faults(reply) for reply in replies] == [sentence, sentence]
    assert read(app, 1).evidence == PIECES


def test_what_was_entered_stays_in_the_form(person: Person) -> None:
    page = add(person, date="2026-11-25").get_data(as_text=True)

    assert "<title>Error: Evidence" in page
    assert '<details class="adding" id="add" open>' in page
    assert 'value="Share of encrypted links"' in page
    assert '<option selected value="metric">' in page


def test_a_piece_is_changed(app: Flask, person: Person) -> None:
    page = person.open(f"{REGISTER}/E1")
    assert 'name="valid_until" type="date" value="2027-05-01"' in page

    reply = person.send(f"{REGISTER}/E1", page=f"{REGISTER}/E1", **FIELDS)

    assert (reply.status_code, reply.location) == (303, f"{REGISTER}#E1")
    changed = Evidence("metric", "Share of encrypted links", date(2026, 5, 10), location="Board 3")
    assert read(app, 1).evidence == PIECES | {"E1": changed}


def test_still_true_today_moves_the_date_to_today(app: Flask, person: Person) -> None:
    reply = person.send(f"{REGISTER}/E2/confirm", page=REGISTER)

    assert (reply.status_code, reply.location) == (303, f"{REGISTER}#E2")
    assert read(app, 1).evidence == PIECES | {"E2": replace(PIECES["E2"], date=TODAY)}


def test_a_register_behind_today_says_what_a_confirmation_does_not_do(app: Flask, person: Person) -> None:
    stored(app, replace(DRAFT, date=TODAY))
    warning = "This assessment is dated May 20, 2026. What is confirmed after that day does not count"

    assert warning in Page(person.open(REGISTER)).text
    assert "What is confirmed after that day" not in person.open("/assessments/2/evidence")


def test_a_piece_that_has_ended_is_not_confirmed(app: Flask, person: Person) -> None:
    reply = person.send(f"{REGISTER}/E3/confirm", page=REGISTER)

    assert reply.status_code == 422
    assert "E3 is past the day it was valid until" in reply.get_data(as_text=True)
    assert read(app, 1).evidence == PIECES


def test_before_a_piece_is_removed_the_answers_that_lose_it_are_named(app: Flask, person: Person) -> None:
    words = Page(person.open(f"{REGISTER}/E1/remove")).text

    assert "Remove E1 from the register? Half-year review (Review or inspection report)" in words
    assert "3 answers point to it and lose it" in words
    assert "ENC-01 ENC-01? ENC-02 ENC-02? ACC-01 ACC-01?" in words
    assert read(app, 1).evidence == PIECES


def test_a_removed_piece_is_gone_from_the_answers_too(app: Flask, person: Person) -> None:
    reply = person.send(f"{REGISTER}/E1/remove", page=f"{REGISTER}/E1/remove")

    assert (reply.status_code, reply.location) == (303, REGISTER)
    found = read(app, 1)
    assert list(found.evidence) == ["E2", "E3", "E4", "E5"]
    assert {name: answer.evidence for name, answer in found.answers.items()} == {
        "ENC-01": ("E3", "E4", "E5"),
        "ENC-02": ("E2",),
        "ENC-03": ("E2",),
        "ACC-01": (),
    }


@pytest.mark.parametrize("address", ["/E9", "/E9/remove"])
def test_a_piece_that_is_not_there(person: Person, address: str) -> None:
    reply = person.client.get(REGISTER + address)
    assert reply.status_code == 404
    assert "There is no evidence E9 in the register." in reply.get_data(as_text=True)


def test_the_evidence_of_a_final_assessment_can_be_read_only(app: Flask, person: Person) -> None:
    stored(app, assessment({"ENC-01": Answer(3, evidence=("E1",))}, evidence=PIECES, status="final"))
    final = "/assessments/2/evidence"

    pages = [Page(person.open(address)).text for address in (final, f"{final}/E1")]
    replies = [
        person.client.get(f"{final}/E1/remove"),
        person.send(final, page=REGISTER, **FIELDS),
        person.send(f"{final}/E1", page=REGISTER, **FIELDS),
        person.send(f"{final}/E1/confirm", page=REGISTER),
        person.send(f"{final}/E1/remove", page=REGISTER),
    ]

    assert "This assessment is final: its evidence can be read, not changed." in pages[0]
    words = "Where it is kept Wiki 7 Checked a second time by Audit Used by ENC-01 current ENC-01?"
    assert words in pages[1]
    assert not any(verb in page for page in pages for verb in ("Still true today", "Add a piece", "Save", "Remove"))
    assert [reply.status_code for reply in replies] == [409] * 5
    assert read(app, 2).evidence == PIECES


def test_what_a_person_writes_is_shown_as_text(person: Person) -> None:
    add(person, title="<script>alert(1)</script>")
    assert "<script>alert" not in person.open(REGISTER)


DAYS = st.none() | st.dates(date(2024, 1, 1), date(2027, 12, 31))
RHYTHMS: list[Rhythm | None] = [None, "month", "quarter", "half_year", "year", "two_years"]


@given(DAYS, DAYS, st.sampled_from(RHYTHMS), st.integers(1, 400))
def test_a_piece_is_outdated_for_a_reason_exactly_where_it_is_not_current(
    day: date | None, until: date | None, rhythm: Rhythm | None, days: int
) -> None:
    piece, asked = Evidence("record", "A piece", day, until), question(rhythm=rhythm, evidence_days=days)
    assert (outdated(piece, asked, ON) is None) is is_current(piece, asked, ON)
