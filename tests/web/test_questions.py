"""The page on the question bank: its counts, its three views, the filter that holds in all of them."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from assessment.bank import load
from tests.build import bank, gists, question
from tests.web.conftest import Person, hashed
from tests.web.pages import Page, part, rows
from tests.web.traced import BANK

VIEWS = ("clauses", "references", "questions")


@pytest.fixture
def person(make_app: Callable[..., Flask]) -> Person:
    return Person(make_app(BANK).test_client())


def shown(html: str) -> str:
    """The sentence on what is shown."""
    return part(html, 'class="bank-shown"', "</p>").text


def entries(html: str) -> list[str]:
    """Ids of the questions that the page gives whole."""
    return re.findall(r'<article class="bank-question" id="([^"]+)"', html)


def test_the_bank_is_told_by_version_fingerprint_and_counts(person: Person) -> None:
    html = person.open("/questions")
    assert part(html, "<dl", "</dl>").text == (
        "Version 0.1.0 Questions 3, of which 1 core Families with questions 2 of 2 "
        "Clauses asked about 2 of 3 Formalities 1 clause (no question owed) References cited 3"
    )
    assert f"<code>{hashed(BANK).hash}</code>" in html


def test_clauses_without_a_question_are_counted_and_named_at_the_top(person: Person) -> None:
    html = person.open("/questions")
    assert part(html, 'class="notice bank-unasked"', "</details>").text == (
        "1 clause has no question yet Which ones P1-5 Clause P1-5"
    )


def test_a_bank_that_asks_about_everything_says_so(make_app: Callable[..., Flask]) -> None:
    html = Person(make_app(bank(question())).test_client()).open("/questions")
    assert "Every clause but formalities is asked about." in Page(html).text
    assert "no question yet" not in Page(html).text


def test_the_page_leads_from_each_clause_to_its_questions_and_their_references(person: Person) -> None:
    assert rows(person.open("/questions")) == [
        "P1-1.3 Clause P1-1.3 Provider",
        "ENC-01 ENC-01? Critical Core PIPL 51 ISO 27001 A.8.24",
        "ENC-02 ENC-02? ISO 27001 A.8.24",
        "P1-4 Clause P1-4 Provider Formality",
        "Formality: no question owed",
        "P1-5 Clause P1-5 Supervisor",
        "No question yet",
        "P2-1 Clause P2-1 Users",
        "ENC-01 ENC-01? Critical Core Why it is asked here: Keys are the provider's PIPL 51 ISO 27001 A.8.24",
        "DEL-01 DEL-01? every quarter PIPL 47 PIPL 51",
    ]


def test_the_page_leads_from_each_reference_to_its_questions_and_their_clauses(person: Person) -> None:
    assert rows(person.open("/questions?view=references")) == [
        "PIPL 47 Deletion",
        "DEL-01 DEL-01? every quarter P2-1",
        "PIPL 51 Security measures",
        "ENC-01 ENC-01? Critical Core P1-1.3 P2-1",
        "DEL-01 DEL-01? every quarter P2-1",
        "ISO 27001 A.8.24",
        "ENC-01 ENC-01? Critical Core P1-1.3 P2-1",
        "ENC-02 ENC-02? P1-1.3",
    ]


def test_each_view_spells_out_what_the_other_end_is_named_by(person: Person) -> None:
    by_clause, by_reference = (person.open(f"/questions?view={view}") for view in VIEWS[:2])
    assert part(by_clause, 'aria-labelledby="named"', "</section>").text == (
        "References named above Personal Information Protection Law (PIPL) 47 Deletion 51 Security measures "
        "ISO/IEC 27001:2022 A.8.24"
    )
    assert part(by_reference, 'aria-labelledby="named"', "</section>").text == (
        "Clauses named above P1 Pledge P1 P1-1.3 Clause P1-1.3 P2 Pledge P2 P2-1 Clause P2-1"
    )


def test_entries_of_a_rule_book_that_nothing_cites_are_told(person: Person) -> None:
    html = person.open("/questions?view=references")
    assert part(html, '<details class="screen-only"', "</details>").text == (
        "1 listed entry is cited by no question (Personal Information Protection Law (PIPL)) 50 Requests"
    )
    assert "cited by no question" not in person.open("/questions?view=references&pledge=P1")


def test_a_question_is_told_with_when_it_applies_its_ends_its_levels_and_its_steps(person: Person) -> None:
    html = person.open("/questions?view=questions")
    assert part(html, 'id="ENC-02"', "</article>").text == (
        "ENC-02 ENC-02? Beyond the core Weight 1 Target 3 "
        "Applies When this is so: Fact cloud When this is not so: Fact paper "
        "Clauses P1-1.3 Clause P1-1.3 Rule books ISO/IEC 27001:2022: A.8.24 "
        "Levels, evidence and steps (ENC-02) Why it is asked Why ENC-02 How to find the answer How ENC-02 "
        "0 Absent ENC-02 at 0 1 Ad hoc ENC-02 at 1 2 Defined ENC-02 at 2 "
        "3 Operating ENC-02 at 3 4 Verified ENC-02 at 4 "
        "What would show it Configuration: Export of settings "
        "Steps Begin To level 1; lead: Engineering; 0.5 person-days. "
        "Write it down To level 2; lead: Security; 1 person-day. Needs DEL-01 at level 2. "
        "Do it everywhere To level 3; lead: Security; 3 person-days. "
        "Measure it To level 4; lead: Management; 2 person-days."
    )


def test_what_sets_a_question_apart_is_marked(person: Person) -> None:
    html = person.open("/questions?view=questions")
    marks = [part(part(html, f'id="{name}"', "</article>").html, "<p", "</p>").text for name in ("ENC-01", "DEL-01")]
    assert marks == ["Critical Core Weight 3 Target 3", "every quarter Beyond the core Weight 1 Target 4"]


def test_an_entry_says_why_a_clause_is_asked_about_outside_its_families(person: Person) -> None:
    entry = part(person.open("/questions?view=questions"), 'id="ENC-01"', "</article>").text
    assert "P2-1 Clause P2-1 Why it is asked here: Keys are the provider's Rule books" in entry


def test_a_question_without_facts_applies_wherever_its_pledge_is_assessed(person: Person) -> None:
    entry = part(person.open("/questions?view=questions"), 'id="DEL-01"', "</article>").text
    assert "Applies Wherever a pledge that it asks about is assessed. Clauses" in entry


def test_a_law_is_named_by_its_version(make_app: Callable[..., Flask]) -> None:
    own = replace(bank(replace(question(), refs={"csl": ("23",)})), references={"csl": gists({"23": "Logs"})})
    named = "Cybersecurity Law (as amended, in force from Jan 1, 2026)"
    for view in VIEWS:
        assert named in Page(Person(make_app(own).test_client()).open(f"/questions?view={view}")).text


def test_levels_are_folded_and_can_all_be_opened_for_print(person: Person) -> None:
    assert person.open("/questions?view=questions").count("<details open") == 0
    assert person.open("/questions?view=questions&levels=open").count("<details open") == 3


def test_the_page_that_opens_first_holds_every_clause_question_family_and_reference(person: Person) -> None:
    ids = Page(person.open("/questions")).ids
    references = {"pipl", "pipl-47", "pipl-51", "iso27001", "iso27001-A.8.24"}
    assert set(ids) >= {*BANK.clause, *BANK.question, *BANK.pledge, *BANK.family, *references}


@pytest.mark.parametrize("view", VIEWS)
def test_no_id_stands_twice(person: Person, view: str) -> None:
    ids = Page(person.open(f"/questions?view={view}")).ids
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    ("query", "clauses", "references", "questions"),
    [
        ("", "4 of 4", "3 of 3", ["ENC-01", "ENC-02", "DEL-01"]),
        ("&pledge=P1", "3 of 4", "2 of 3", ["ENC-01", "ENC-02"]),
        ("&family=DEL", "1 of 4", "2 of 3", ["DEL-01"]),
        ("&tier=core", "2 of 4", "2 of 3", ["ENC-01"]),
        ("&tier=full", "2 of 4", "3 of 3", ["ENC-02", "DEL-01"]),
        ("&book=pipl", "2 of 4", "2 of 3", ["ENC-01", "DEL-01"]),
        ("&pledge=P2&family=ENC&tier=core&book=iso27001", "1 of 4", "1 of 3", ["ENC-01"]),
        ("&pledge=P9&family=XYZ&tier=all&book=bible&levels=yes", "4 of 4", "3 of 3", ["ENC-01", "ENC-02", "DEL-01"]),
    ],
)
def test_the_parts_of_the_filter_narrow_every_view_together(
    person: Person, query: str, clauses: str, references: str, questions: list[str]
) -> None:
    by_clause, by_reference, by_question = (person.open(f"/questions?view={view}{query}") for view in VIEWS)
    count = len(questions)
    assert shown(by_clause) == f"Shown: {clauses} clauses, asked about by {count} of 3 questions."
    assert shown(by_reference) == f"Shown: {references} references, cited by {count} of 3 questions."
    assert shown(by_question) == f"Shown: {count} of 3 questions."
    assert entries(by_question) == questions


def test_beside_a_question_stand_the_chosen_pledge_and_rule_book_alone(person: Person) -> None:
    query = "&pledge=P2&book=pipl&family=ENC"
    assert rows(person.open(f"/questions?view=clauses{query}"))[1:] == [
        "ENC-01 ENC-01? Critical Core Why it is asked here: Keys are the provider's PIPL 51"
    ]
    assert rows(person.open(f"/questions?view=references{query}"))[1:] == ["ENC-01 ENC-01? Critical Core P2-1"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_filter_that_nothing_fits_says_so_and_shows_the_way_out(person: Person, view: str) -> None:
    page = Page(person.open(f"/questions?view={view}&pledge=P1&family=DEL"))
    assert "Nothing fits all parts of this filter together. Take one part back, or show everything:" in page.text
    assert f"?view={view}" in page.links
    assert rows(page.html) == []


def test_the_chosen_filter_and_view_stay_in_the_form_and_in_the_views_links(person: Person) -> None:
    html = person.open("/questions?view=questions&pledge=P2&tier=core&book=pipl&levels=open")
    form = html.partition('<form class="filter')[2].partition("</form>")[0]
    assert re.findall(r'<option value="(\w*)" selected', form) == ["P2", "", "core", "pipl"]
    assert '<input type="hidden" name="view" value="questions">' in form
    assert 'value="open" id="levels" checked' in form
    filtered = "&pledge=P2&tier=core&book=pipl&levels=open"
    views = part(html, '<nav class="tabs bank-views"', "</nav>")
    assert views.links == [f"?view={view}{filtered}" for view in VIEWS]


def test_the_filter_is_named_for_paper(person: Person) -> None:
    html = person.open("/questions?pledge=P2&tier=full&book=iso27001")
    assert part(html, '<dl class="bank-counts paper-only"', "</dl>").text == (
        "Pledge P2 Pledge P2 Questions Questions beyond the core Rule book ISO/IEC 27001:2022"
    )
    assert "bank-counts paper-only" not in person.open("/questions")


def test_links_keep_the_filter_as_long_as_it_leaves_their_end_in(person: Person) -> None:
    links = Page(person.open("/questions?view=questions&family=DEL&book=pipl")).links
    assert {"?view=clauses&family=DEL&book=pipl#P2-1", "?view=references&family=DEL&book=pipl#pipl-51"} <= set(links)
    assert "?view=clauses#P1-1.3" in Page(person.open("/questions?view=questions&pledge=P2&tier=core")).links


def test_a_link_within_the_view_stays_on_the_page(person: Person) -> None:
    assert "#DEL-01" in Page(person.open("/questions?view=questions")).links


def test_every_link_between_the_views_ends_at_what_it_names(make_app: Callable[..., Flask]) -> None:
    reader = Person(make_app().test_client())
    family = load().questions[0].family
    waiting = [f"?view={view}{narrowed}" for view in VIEWS for narrowed in ("", f"&pledge=P1&family={family}")]
    ids: dict[str, set[str]] = {}
    ends: set[tuple[str, str]] = set()
    while waiting:
        query = waiting.pop()
        page = Page(reader.open(f"/questions{query}"))
        ids[query] = set(page.ids)
        inner = {(link.partition("#")[0] or query, link.partition("#")[2]) for link in page.links if "#" in link}
        ends |= {(target, name) for target, name in inner if target.startswith("?")}
        waiting += {target for target, _ in ends} - ids.keys() - set(waiting)
    assert {(target, name) for target, name in ends if name not in ids[target]} == set()
    assert len(ids) >= 6


def test_the_bank_s_sheets_have_a_running_foot_of_their_own(person: Person) -> None:
    html = person.open("/questions")
    assert '<link rel="stylesheet" href="/questions/print.css" media="print">' in html
    foot = person.client.get("/questions/print.css")
    assert foot.mimetype == "text/css"
    assert foot.headers["Cache-Control"] == "no-store"
    assert rf'"Tiny bank · 0\2e 1\2e 0 · {hashed(BANK).hash[:16]}"' in foot.get_data(as_text=True)


def test_the_installed_bank_is_shown_whole(make_app: Callable[..., Flask]) -> None:
    installed = load()
    reader = Person(make_app().test_client())
    html = reader.open("/questions")
    ids = Page(html).ids
    assert [name for name in ids if name in installed.question] == list(installed.question)
    assert [name for name in ids if name in installed.clause] == list(installed.clause)
    assert entries(reader.open("/questions?view=questions")) == list(installed.question)


def test_the_bank_is_read_in_chinese_too(person: Person) -> None:
    person.client.set_cookie("lang", "zh")
    assert rows(person.open("/questions?view=references"))[1].startswith("DEL-01 DEL-01?（中文）")
