"""What became since: the report's section on the last final assessment, and gaps that stay over a whole row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from assessment.engine.model import SignOff
from assessment.store import assessments, lineage
from assessment.web import compare_reports
from tests.build import assessment, bank, clause, question
from tests.web.conftest import ACTOR, Person, read, storage, stored
from tests.web.pages import Page, rows
from tests.web.reports import section
from tests.web.test_comparing import AFTER, BANK, BEFORE

USERS = bank(
    question("ENC-01", critical=True, clauses=("P1-1",)),
    question("ENC-02", critical=True, clauses=("P1-2",)),
    clauses=(clause("P1-2", by="user"),),
)


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def test_the_report_says_what_moved_since_the_last_final_one(app: Flask, person: Person) -> None:
    stored(app, BEFORE)
    stored(app, replace(AFTER, previous="1"))
    html = section(person.open("/assessments/2/report"), "since")
    text = Page(html).text
    assert "Compared with “May” of May 20, 2026, the last final assessment before this one (A); this one is B." in text
    assert "The two were not assessed alike; what that does to the index is kept apart." in text
    assert rows(html)[:4] == [
        "P1 Pledge P1 ✕ Broken ▲ At risk",
        "A as reported 15.0 15.0 4 of 4",
        "B as reported 40.6 40.6 4 of 4",
        "Like for like ↑ better +25.0 +25.0 3 of 5",
    ]
    assert rows(html)[4:8] == [
        "A as reported 15.0",
        "Claims that moved +25.0 40.0",
        "Evidence gained 0.0 40.0",
        "Evidence lost 0.0 40.0",
    ]
    assert Page(html).links[0] == "/compare?a=1&b=2"
    assert text.endswith(
        "Clauses that got worse 0 Clauses that got better 1: P1-1 Evidence that ran out 0 Gaps that stay 3"
    )


def test_the_users_own_verdict_stands_below_its_pledge(make_app: Callable[..., Flask]) -> None:
    app = make_app(USERS)
    stored(app, assessment({"ENC-01": 0, "ENC-02": 2}, status="final"))
    stored(app, assessment({"ENC-01": 2, "ENC-02": 0}, date=date(2026, 11, 20), previous="1"))
    person = Person(app.test_client())
    expected = ["P1 Pledge P1 ✕ Broken ▲ At risk", "P1, users' own clauses ▲ At risk ✕ Broken"]
    assert rows(section(person.open("/assessments/2/report"), "since"))[:2] == expected
    assert rows(person.open("/compare/print?a=1&b=2"))[:2] == expected
    assert rows(section(person.open("/compare?a=1&b=2"), "verdicts"))[:2] == expected


def test_below_sixty_per_cent_no_page_has_an_arrow(app: Flask, person: Person) -> None:
    none = {"evidence": {}, "profile": {"abroad": False}}
    stored(app, assessment({"ENC-01": 0, "ENC-02": 0}, status="final", **none))
    later = assessment({"ENC-01": 2, "ACC-01": 1, "ACC-02": 1}, date=date(2026, 11, 20), previous="1", **none)
    stored(app, later)
    pages = ("/compare?a=1&b=2", "/compare/print?a=1&b=2", "/assessments/2/report")
    told = [row for page in pages for row in rows(person.open(page)) if row.startswith("Like for like +")]
    assert told == ["Like for like +50.0 +50.0 1 of 4"] * len(pages)
    latest = rows(person.open("/trend"))[0]
    assert "+50.0 like for like on 1 of 4 questions" in latest
    assert [sign for sign in "↑↓→" if sign in latest] == []


def test_no_row_is_worked_out_anew_while_it_stands(app: Flask, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = followed(app, 0, 1, 2, 2)
    address = f"/compare?a={numbers[2]}&b={numbers[3]}"
    before = person.open(address)
    monkeypatch.setattr(compare_reports, "report", None)
    assert rows(person.open(address)) == rows(before)
    assert compare_reports.MOST_REPORTS > lineage.MOST_FOLLOWED + 1


def test_a_report_that_follows_no_final_one_says_so(app: Flask, person: Person) -> None:
    stored(app, replace(BEFORE, status="draft"))
    stored(app, replace(AFTER, previous="1"))
    said = "This assessment follows no final one, so there is nothing to compare it with."
    assert [said in section(person.open(f"/assessments/{number}/report"), "since") for number in (1, 2)] == [True, True]


def test_a_revision_is_compared_with_what_its_first_followed_and_named_with_what_it_replaces(
    app: Flask, person: Person
) -> None:
    stored(app, BEFORE)
    stored(app, replace(AFTER, status="final", previous="1"))
    with storage(app) as db:
        again = assessments.reopen(db, 2, ACTOR)
    html = section(person.open(f"/assessments/{again}/report"), "since")
    assert "Compared with “May”" in html
    assert "It replaces revision 1 of the same assessment. What the revision changed" in Page(html).text
    assert Page(html).links[-1] == f"/compare?a=2&b={again}"


def followed(app: Flask, *levels: Any) -> list[int]:
    """Assessments a month apart, each following the one before, with these answers to ENC-01; the last a draft."""
    numbers: list[int] = []
    for month, level in enumerate(levels, 1):
        given = replace(
            assessment({"ENC-01": level}, date=date(2026, month, 1), evidence={}, profile={"abroad": False}),
            status="draft" if month == len(levels) else "final",
            previous=str(numbers[-1]) if numbers else None,
        )
        numbers.append(stored(app, given))
    return numbers


def test_gaps_that_stay_count_the_whole_row_and_not_the_two_alone(app: Flask, person: Person) -> None:
    numbers = followed(app, 0, 1, 2, 2)
    html = person.open(f"/compare?a={numbers[2]}&b={numbers[3]}")
    assert rows(section(html, "chronic")) == ["ENC-01 ENC-01? ▲ At risk 2 3 4 Jan 1, 2026"]


def test_gaps_that_stay_count_no_revision_twice_and_no_other_draft(app: Flask, person: Person) -> None:
    numbers = followed(app, 0, 1)
    with storage(app) as db:
        assessments.finish(db, numbers[1], SignOff(), ACTOR)
        again = assessments.reopen(db, numbers[1], ACTOR)
    stray = replace(read(app, numbers[0]), status="draft", date=date(2026, 1, 15), previous=None)
    stored(app, stray)
    for a in (numbers[0], numbers[1]):
        assert rows(section(person.open(f"/compare?a={a}&b={again}"), "chronic")) == [
            "ENC-01 ENC-01? ✕ Broken 1 3 2 Jan 1, 2026"
        ]


def test_gaps_stay_over_all_of_a_unit_where_a_is_no_forerunner_of_b(app: Flask, person: Person) -> None:
    for month in (1, 2, 3):
        given = assessment({"ENC-01": 0}, date=date(2026, month, 1), status="final", profile={"abroad": False})
        stored(app, given)
    stored(app, assessment({"ENC-01": 0}, unit="Other", date=date(2026, 2, 1), profile={"abroad": False}))
    expected = ["ENC-01 ENC-01? ✕ Broken 0 3 3 Jan 1, 2026"]
    assert [rows(section(person.open(f"/compare?a={a}&b=3"), "chronic")) for a in (1, 4)] == [expected, expected]
