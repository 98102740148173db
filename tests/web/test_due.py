"""What falls due over HTTP: the page with its ways to act, and the calendar that is fetched from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from icalendar import Calendar as Read

from assessment.engine.duties import Calendar, Clock
from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment
from tests.build import assessment, bank, fact, gists, piece, question, text
from tests.duties import duty
from tests.web.conftest import Person, stored
from tests.web.pages import Page, part, rows

TODAY = date(2026, 11, 24)
PAGE = "/assessments/1/due"
RISK = AcceptedRisk("Replaced next year by a new system", "Lin", date(2026, 12, 31), "Watched daily")
BANK = replace(
    bank(
        question(rhythm="quarter"),
        question("ENC-02", clauses=["P1-2"]),
        question("ACC-01"),
        facts=[fact("minors"), fact("abroad")],
    ),
    references={"law": gists({"5": ""})},
    duties=(
        duty("yearly-report", applies_when={"abroad": True}, questions=["ACC-01"]),
        duty("minors-report", applies_when={"minors": True}, calendar=Calendar("year", by=(1, 31))),
        duty("open-letter", clock=Clock(text("A letter was opened"), "within", 4, "hours"), questions=["ENC-02"]),
    ),
)
REGISTER = {"E1": piece("record", date(2026, 5, 4), title="Tickets")}
GIVEN = assessment(
    {"ENC-01": 1, "ENC-02": Answer(3, evidence=("E1",)), "ACC-01": 1},
    evidence=REGISTER,
    profile={"abroad": True},
    accepted={"ACC-01": RISK},
    actions=(Action("ACC-01", 2, "Li", date(2026, 12, 1)), Action("ACC-01", 3, "Li", date(2026, 11, 23), "doing")),
)


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr("assessment.web.due_page.today", lambda: TODAY)
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def page(app: Flask, given: Assessment = GIVEN) -> str:
    stored(app, given)
    return Person(app.test_client()).open(PAGE)


def test_the_overdue_stand_first_then_each_month(app: Flask) -> None:
    html = page(app)
    parts = ("overdue", "ahead", "conditional", "clocks")
    assert [name for name in Page(html).ids if name in parts or name.startswith("month-")] == [
        *("overdue", "ahead", "month-2026-12", "month-2027-05", "conditional", "clocks")
    ]
    assert rows(part(html, 'id="overdue"', "</section>").html) == [
        "Dec 31, 2025 328 days late Statutory duty Duty yearly-report What yearly-report asks "
        "Owed each calendar year. No dated evidence of it is on record; 2025 passed without one. "
        "Letter law, art. 5 (in force from Jan 1, 2025) ACC-01 P1-1 Add what shows it: ACC-01",
        "Sep 30, 2026 55 days late Promised rhythm ENC-01? Promised each quarter. No dated evidence of it is on "
        "record; the third quarter of 2026 passed without one. ENC-01 P1-1 Add what shows it: ENC-01",
        "Nov 23, 2026 1 day late Action To level 3 Li promised this step for this day. ACC-01 P1-1 The action: ACC-01",
    ]
    assert rows(part(html, 'id="month-2027-05"', "</table>").html) == [
        "May 4, 2027 Evidence grows old Tickets It shows ENC-02 at level 3 up to this day; after it the evidence is "
        "older than 365 days. ENC-02 P1-2 The evidence E1: ENC-02"
    ]
    assert "As of Nov 24, 2026:" in Page(html).text
    assert "3 overdue 1 in the next 30 days" in Page(html).text


def test_each_item_leads_to_where_something_is_done_about_it(app: Flask) -> None:
    links = Page(page(app)).links
    assert {
        "/assessments/1/families/ACC#ACC-01",
        "/assessments/1/families/ENC#ENC-01",
        "/assessments/1/actions/1",
        "/assessments/1/actions/2",
        "/assessments/1/evidence/E1",
        "/assessments/1/risks/ACC-01",
        "/assessments/1/settings",
        "/assessments/1/due.ics?lang=en",
    } - set(links) == set()


def test_what_depends_on_a_fact_and_what_starts_with_an_event_stand_apart(app: Flask) -> None:
    html = page(app)
    assert rows(part(html, 'id="conditional"', "</section>").html) == [
        "Jan 31, 2027 Statutory duty Duty minors-report Only if this holds: Fact minors What minors-report asks "
        "Owed each calendar year by January 31. No answer says yet whether it is done; the next is owed "
        "by Jan 31, 2027. Letter law, art. 5 (in force from Jan 1, 2025) – Say whether it holds: Duty minors-report"
    ]
    assert rows(part(html, 'id="clocks"', "</section>").html) == [
        "within 4 hours Duty open-letter Starts when: A letter was opened What open-letter asks "
        "Letter law, art. 5 (in force from Jan 1, 2025) ENC-02"
    ]


def test_a_question_that_is_not_asked_here_is_named_without_a_link(make_app: Callable[..., Flask]) -> None:
    elsewhere = question("DEL-01", clauses=["P2-1"])
    owing = (duty(questions=["DEL-01"]),)
    held = replace(bank(question(), elsewhere), references={"law": gists({"5": ""})}, duties=owing)
    html = page(make_app(held), assessment({"ENC-01": 1}))
    assert '<span class="nowrap">DEL-01</span>' in html
    assert not [link for link in Page(html).links if "/families/DEL" in link]


def test_an_assessment_in_which_nothing_has_a_day_says_how_one_comes(app: Flask) -> None:
    html = page(app, assessment({}, evidence={}, tier="core", profile={"abroad": False, "minors": False}))
    assert "Nothing has a day yet" in Page(html).text
    assert "/assessments/1" in Page(html).links


def test_a_final_assessment_says_what_its_days_go_on_from(app: Flask) -> None:
    html = page(app, replace(GIVEN, status="final", profile={"abroad": True, "minors": False}))
    assert (
        "This assessment is final: the days go on from its answers and evidence as they were signed." in Page(html).text
    )
    assert "Add what shows it" not in html
    assert "The question: ENC-01" in Page(html).text


def test_an_assessment_that_others_go_on_from_points_to_the_newest_of_them(app: Flask) -> None:
    for number, title in enumerate(("First", "Second", "<Third> & last"), 1):
        stored(app, replace(GIVEN, title=title, previous=str(number - 1) if number > 1 else None))
    person = Person(app.test_client())
    words = (
        "A later assessment goes on from this one, and what is owed now is told there: <Third> & last (May 20, 2026)"
    )
    pages = [Page(person.open(f"/assessments/{number}/due")) for number in (1, 2, 3)]
    assert [words in page.text for page in pages] == [True, True, False]
    assert ["/assessments/3/due" in page.links for page in pages[:2]] == [True, True]


def test_a_bank_without_duties_is_told(make_app: Callable[..., Flask]) -> None:
    html = page(make_app(replace(BANK, duties=())))
    assert "The question bank that this assessment was made with (0.1.0) holds no statutory duties" in Page(html).text


def test_the_calendar_holds_what_the_page_shows(app: Flask, person: Person) -> None:
    stored(app, GIVEN)
    reply = person.client.get("/assessments/1/due.ics?lang=en")
    assert (reply.status_code, reply.mimetype, reply.headers["Cache-Control"]) == (200, "text/calendar", "no-store")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="due-1.ics"'
    assert [str(event["UID"]) for event in Read.from_ical(reply.get_data()).walk("VEVENT")] == [
        "assessment-1-statute-yearly-report-2025-12-31@privacy-controls",
        "assessment-1-rhythm-ENC-01-2026-09-30@privacy-controls",
        "assessment-1-action-2@privacy-controls",
        "assessment-1-action-1@privacy-controls",
        "assessment-1-risk-ACC-01@privacy-controls",
        "assessment-1-stale-E1-ENC-02@privacy-controls",
        "assessment-1-statute-minors-report-2027-01-31@privacy-controls",
    ]


@pytest.mark.parametrize(
    ("asked", "kept", "word"),
    [("?lang=zh", "en", "逾期"), ("?lang=en", "zh", "Overdue"), ("", "zh", "逾期"), ("?lang=fr", "en", "Overdue")],
)
def test_the_calendars_language_is_the_one_in_its_address(
    app: Flask, person: Person, asked: str, kept: str, word: str
) -> None:
    stored(app, GIVEN)
    person.client.set_cookie("lang", kept)
    sent = person.client.get(f"/assessments/1/due.ics{asked}").get_data()
    first = Read.from_ical(sent).walk("VEVENT")[0]
    assert str(first["SUMMARY"]).startswith(word)


@pytest.mark.parametrize("address", ["/assessments/9/due", "/assessments/9/due.ics"])
def test_an_assessment_that_is_not_there_is_not_found(person: Person, address: str) -> None:
    assert person.client.get(address).status_code == 404
