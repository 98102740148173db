"""Questions on paper: sheets of a family of an assessment, and blank ones by the filter of the bank's page."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from assessment.engine.model import Answer
from tests.build import REASON, assessment, bank, piece, question
from tests.web.conftest import Person, stored
from tests.web.pages import Page, part, rows
from tests.web.traced import BANK

ASKED = bank(
    question("ENC-01", critical=True, rhythm="quarter"),
    question("ENC-02"),
    question("ENC-03"),
    question("ENC-04", clauses=("P2-1",)),
    question("DEL-01"),
)
BOXES = ["0 Absent", "1 Ad hoc", "2 Defined", "3 Operating", "4 Verified"]


@pytest.fixture
def person(make_app: Callable[..., Flask]) -> Person:
    return Person(make_app(BANK).test_client())


def sheet(html: str, question_id: str) -> str:
    """The HTML of one question's sheet."""
    return part(html, f'<article class="paper-question" id="{question_id}"', "</article>").html


def sheets(html: str) -> list[str]:
    """Ids of the questions that have a sheet."""
    return re.findall(r'<article class="paper-question" id="([^"]+)"', html)


def crossed(html: str) -> list[str]:
    """What stands beside each crossed box."""
    items = [Page(item).text for item in re.findall(r"<li.*?</li>", html, re.DOTALL)]
    return [item.partition("Present answer: ")[2] for item in items if item.startswith("✕")]


def lines(html: str) -> list[str]:
    """The written lines with their labels; a bare one is empty."""
    return [Page(line).text for line in re.findall(r'<div class="blank-line.*?</div>', html, re.DOTALL)]


def of_family(app: Flask, answers: dict[str, Answer], family: str = "ENC", **facts: object) -> str:
    """The sheets of an assessment's family."""
    number = stored(app, assessment(answers, **facts))
    return Person(app.test_client()).open(f"/assessments/{number}/families/{family}/paper")


def test_a_blank_sheet_has_a_box_for_every_answer_and_lines_to_write_on(person: Person) -> None:
    html = sheet(person.open("/questions/paper?family=ENC"), "ENC-02")
    texts = [Page(item).text for item in re.findall(r"<li.*?</li>", html, re.DOTALL)]
    assert texts == [
        *(f"{box} ENC-02 at {level}" for level, box in enumerate(BOXES)),
        "We don't know",
        "Does not apply Reason:",
    ]
    assert html.count('class="box"') == 7
    assert crossed(html) == []
    assert lines(html) == ["Reason:", "Note:", "", "Answered by:", "Date:"]
    assert part(html, "<thead", "</thead>").text == (
        "Kind of evidence Title or document number Confirmed on Where it is kept"
    )
    assert rows(html) == ["", "", ""]


def test_a_critical_question_cannot_be_ticked_as_not_applying(person: Person) -> None:
    html = sheet(person.open("/questions/paper"), "ENC-01")
    assert "We don't know" in html
    assert "Does not apply" not in html


def test_a_sheet_says_what_is_asked_how_to_find_out_and_what_is_aimed_at(make_app: Callable[..., Flask]) -> None:
    html = sheet(of_family(make_app(ASKED), {}, targets={"ENC-01": 4}), "ENC-01")
    assert part(html, "<h3", "</h3>").text == "ENC-01 ENC-01? Critical Target 4 every quarter"
    assert part(html, '<p class="paper-how"', "</p>").text == "How ENC-01"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(0), ["0 Absent ENC-02 at 0"]),
        (Answer(3), ["3 Operating ENC-02 at 3"]),
        (Answer("unknown"), ["We don't know"]),
        (Answer("na", reason=REASON), [f"Does not apply Reason: {REASON}"]),
        (Answer(None), []),
    ],
)
def test_the_present_answer_is_crossed(make_app: Callable[..., Flask], answer: Answer, expected: list[str]) -> None:
    html = of_family(make_app(ASKED), {"ENC-02": answer})
    assert crossed(sheet(html, "ENC-02")) == expected
    assert crossed(sheet(html, "ENC-03")) == []
    assert "A cross marks the answer that is stored now." in html


def test_the_present_note_and_evidence_are_written_and_room_is_left(make_app: Callable[..., Flask]) -> None:
    register = {
        "E1": replace(piece("config", date(2026, 5, 1), title="Export"), location="Folder 7"),
        "E2": piece("policy", None, title="Rule"),
        "E3": piece(title="Ticket"),
        "E4": piece(title="Unused"),
    }
    answer = Answer(3, note="As of <May>.", evidence=("E2", "E1", "E3"))
    html = sheet(of_family(make_app(ASKED), {"ENC-02": answer}, evidence=register), "ENC-02")
    assert lines(html)[1:3] == ["Note: As of <May>.", ""]
    assert rows(html) == [
        "Policy or rule Rule",
        "Configuration Export May 1, 2026 Folder 7",
        "Record Ticket May 20, 2026",
        "",
    ]


def test_an_answer_that_was_carried_over_is_marked_as_to_confirm(make_app: Callable[..., Flask]) -> None:
    answers = {"ENC-02": Answer(3, carried_over=True), "ENC-03": Answer(None, carried_over=True)}
    html = of_family(make_app(ASKED), answers)
    assert "Carried over, to confirm." in sheet(html, "ENC-02")
    assert "Carried over" not in sheet(html, "ENC-03")


def test_only_questions_that_apply_have_a_sheet(make_app: Callable[..., Flask]) -> None:
    assert sheets(of_family(make_app(ASKED), {})) == ["ENC-01", "ENC-02", "ENC-03"]


def test_a_family_of_which_nothing_applies_says_so(make_app: Callable[..., Flask]) -> None:
    html = of_family(make_app(ASKED), {}, family="DEL", pledges=("P2",))
    assert sheets(html) == []
    assert "No question of this family applies." in Page(html).text
    assert "A cross marks" not in html


def test_the_sheets_name_whose_they_are_and_carry_the_report_s_foot(make_app: Callable[..., Flask]) -> None:
    html = of_family(make_app(ASKED), {}, unit="Web shop")
    assert part(html, '<p class="muted"', "</p>").text == "Sample · Web shop · 2026 · May 20, 2026 · Draft"
    assert '<link rel="stylesheet" href="/assessments/1/print.css" media="print">' in html
    assert "/assessments/1/families/ENC" in Page(html).links


def test_a_family_s_page_leads_to_its_sheets_where_it_has_questions(make_app: Callable[..., Flask]) -> None:
    app = make_app(ASKED)
    reader = Person(app.test_client())
    stored(app, assessment(pledges=("P2",)))
    page = reader.open("/assessments/1/families/ENC")
    assert '<a href="/assessments/1/families/ENC/paper">Print these questions</a>' in page
    assert "/paper" not in reader.open("/assessments/1/families/DEL")


@pytest.mark.parametrize("address", ["/assessments/1/families/XYZ/paper", "/assessments/9/families/ENC/paper"])
def test_sheets_of_what_is_not_there_are_not_found(make_app: Callable[..., Flask], address: str) -> None:
    app = make_app(ASKED)
    stored(app, assessment())
    assert app.test_client().get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["ENC-01", "ENC-02", "DEL-01"]),
        ("?family=ENC", ["ENC-01", "ENC-02"]),
        ("?tier=core", ["ENC-01"]),
        ("?pledge=P2&book=pipl", ["ENC-01", "DEL-01"]),
        ("?family=DEL&tier=core", []),
    ],
)
def test_blank_sheets_follow_the_filter_of_the_bank_s_page(person: Person, query: str, expected: list[str]) -> None:
    assert sheets(person.open(f"/questions/paper{query}")) == expected


def test_blank_sheets_name_their_filter_and_carry_the_bank_s_foot(person: Person) -> None:
    html = person.open("/questions/paper?family=ENC&tier=core")
    named = "Tiny bank · Family: ENC Family ENC · Questions: Core questions"
    assert part(html, '<p class="muted"', "</p>").text == named
    assert '<link rel="stylesheet" href="/questions/print.css" media="print">' in html
    assert "/questions?view=questions&family=ENC&tier=core" in Page(html).links


def test_a_filter_that_leaves_no_sheet_says_so_and_shows_the_way_out(person: Person) -> None:
    page = Page(person.open("/questions/paper?family=DEL&tier=core"))
    assert "Nothing fits all parts of this filter together." in page.text
    assert "/questions?view=questions" in page.links


def test_the_bank_s_page_leads_to_blank_sheets_of_what_it_shows(person: Person) -> None:
    links = Page(person.open("/questions?view=questions&tier=full")).links
    assert [link for link in links if "paper" in link] == [
        "/questions/paper?tier=full",
        "/questions/paper?tier=full&family=ENC",
        "/questions/paper?tier=full&family=DEL",
    ]


def test_sheets_are_in_the_reader_s_language(person: Person) -> None:
    person.client.set_cookie("lang", "zh")
    html = sheet(person.open("/questions/paper?family=ENC"), "ENC-02")
    assert "ENC-02?（中文）" in Page(html).text
    assert "未开展 ENC-02 at 0（中文）" in Page(html).text
