"""The page on the question bank: which promise is asked about by what, and every question's levels."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from assessment.bank import load
from tests.build import bank, clause, question
from tests.web.conftest import Person, hashed
from tests.web.pages import Page, part, rows

BANK = bank(
    question("ENC-01", clauses=("P1-1.3", "P2-1"), tier="core", critical=True, weight=3),
    question("ENC-02", clauses=("P1-1.3",), applies_when={"cloud": True}),
    question("DEL-01", clauses=("P2-1",), rhythm="quarter", target=4),
    clauses=(
        clause("P1-1.3"),
        clause("P1-4", kind="formality"),
        clause("P1-5", by="supervisor"),
        clause("P2-1", by="user"),
    ),
)


@pytest.fixture
def person(make_app: Callable[..., Flask]) -> Person:
    return Person(make_app(BANK).test_client())


def questions_on(html: str) -> list[str]:
    """Ids of the questions that the page gives with their levels."""
    return [name for name in Page(html).ids if name in BANK.question]


def test_every_clause_names_its_questions_or_says_that_there_is_none(person: Person) -> None:
    assert rows(person.open("/questions")) == [
        "P1-1.3 Clause P1-1.3 Provider ENC-01 ENC-02",
        "P1-4 Clause P1-4 Provider Formality: no question owed",
        "P1-5 Clause P1-5 Supervisor No question yet",
        "P2-1 Clause P2-1 Users ENC-01 DEL-01",
    ]


def test_the_bank_is_told_by_version_fingerprint_and_counts(person: Person) -> None:
    html = person.open("/questions")
    assert part(html, "<dl", "</dl>").text == (
        "Version 0.1.0 Questions 3, of which 1 core Families with questions 2 of 2 "
        "Clauses asked about 2 of 3 Formalities 1 clause (no question owed)"
    )
    assert f"<code>{hashed(BANK).hash}</code>" in html


def test_clauses_without_a_question_are_gathered(person: Person) -> None:
    html = person.open("/questions")
    assert part(html, '<details class="bank-unasked"', "</details>").text == (
        "1 clause has no question yet P1-5 Clause P1-5"
    )


def test_a_bank_that_asks_about_everything_says_so(make_app: Callable[..., Flask]) -> None:
    html = Person(make_app(bank(question())).test_client()).open("/questions")
    assert "Every clause that owes a question has one." in Page(html).text
    assert "no question yet" not in Page(html).text


def test_a_question_is_told_with_its_levels_and_what_it_rests_on(person: Person) -> None:
    html = person.open("/questions")
    assert part(html, 'id="ENC-02"', "</article>").text == (
        "ENC-02 · ENC-02? Weight 1 Target 3 Levels, and what it rests on (ENC-02) "
        "0 Absent ENC-02 at 0 1 Ad hoc ENC-02 at 1 2 Defined ENC-02 at 2 "
        "3 Operating ENC-02 at 3 4 Verified ENC-02 at 4 "
        "Why it is asked Why ENC-02 Applies when Fact cloud Clauses P1-1.3"
    )


def test_what_sets_a_question_apart_is_marked(person: Person) -> None:
    html = person.open("/questions")
    marks = [part(html, f'id="{name}-text"', "</p>").text.partition("? ")[2] for name in ("ENC-01", "DEL-01")]
    assert marks == ["Weight 3 Critical Core Target 3", "Weight 1 every quarter Target 4"]


def test_clauses_and_questions_can_be_linked_to(person: Person) -> None:
    ids = Page(person.open("/questions")).ids
    assert set(ids) >= {*BANK.clause, *BANK.question, *BANK.pledge, *BANK.family}
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("query", "clauses", "questions"),
    [
        ("", ["P1-1.3", "P1-4", "P1-5", "P2-1"], ["ENC-01", "ENC-02", "DEL-01"]),
        ("?pledge=P1", ["P1-1.3", "P1-4", "P1-5"], ["ENC-01", "ENC-02"]),
        ("?family=DEL", ["P2-1"], ["DEL-01"]),
        ("?pledge=P2&family=ENC", ["P2-1"], ["ENC-01"]),
        ("?pledge=P1&family=DEL", [], []),
        ("?pledge=P9&family=XYZ", ["P1-1.3", "P1-4", "P1-5", "P2-1"], ["ENC-01", "ENC-02", "DEL-01"]),
    ],
)
def test_pledge_and_family_narrow_both_lists(
    person: Person, query: str, clauses: list[str], questions: list[str]
) -> None:
    html = person.open(f"/questions{query}")
    assert [row.split()[0] for row in rows(html)] == clauses
    assert questions_on(html) == questions


def test_a_filter_that_nothing_fits_says_so(person: Person) -> None:
    text = Page(person.open("/questions?pledge=P1&family=DEL")).text
    assert "No clause fits this filter." in text
    assert "No question fits this filter." in text


def test_the_chosen_filter_stays_in_the_form(person: Person) -> None:
    html = person.open("/questions?pledge=P2&levels=open")
    assert re.findall(r'<option value="(\w*)" selected', html) == ["P2", ""]
    assert 'value="open" id="levels" checked' in html


def test_levels_are_folded_and_can_all_be_opened_for_print(person: Person) -> None:
    assert person.open("/questions").count("<details open") == 0
    assert person.open("/questions?levels=open").count("<details open") == 3


def test_a_link_to_what_the_filter_left_out_leads_to_the_whole_bank(person: Person) -> None:
    links = Page(person.open("/questions?family=DEL")).links
    assert "#DEL-01" in links
    assert "/questions#ENC-01" in links


def test_the_installed_bank_is_shown_whole(make_app: Callable[..., Flask]) -> None:
    installed = load()
    ids = Page(Person(make_app().test_client()).open("/questions")).ids
    assert [name for name in ids if name in installed.question] == list(installed.question)
    assert [name for name in ids if name in installed.clause] == list(installed.clause)
