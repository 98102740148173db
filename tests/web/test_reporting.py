"""The gap report as a whole: the verdict first, every figure with the line it came from, nothing left out."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from assessment.engine.model import SignOff
from assessment.engine.report import assess
from assessment.formats import charts
from assessment.formats.file import fingerprint
from tests.build import assessment
from tests.web.conftest import Person, stored
from tests.web.pages import Page, part, rows
from tests.web.reports import ANSWERS, BANK, KEPT, SETTLED, figure, gap, line, report, section


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def test_the_verdicts_come_first_and_the_sign_off_last(app: Flask) -> None:
    html = report(app)
    assert re.findall(r'<section id="([\w-]+)"', html) == [
        "verdicts", "score", "families", "since", "clauses", "gaps", "accepted", "unknown", "excluded", "evidence",
        "answers", "scope", "how", "warnings", "signoff",
    ]  # fmt: skip


def test_a_broken_pledge_names_the_clauses_that_made_it_so_and_the_questions_behind_them(app: Flask) -> None:
    html = section(report(app), "verdicts")
    assert rows(html) == ["P1-1 Clause P1-1 ✕ Broken ENC-01 not known, counts as 0, critical"]
    assert Page(html).links[-2:] == ["#clauses-P1-users", "/method#verdict-at_risk"]
    assert {"#clause-P1-1", "#gap-ENC-01", "#clauses-P1-open", "#clauses-P1-no-question"} <= set(Page(html).links)


def test_a_kept_pledge_names_no_deciding_clause(app: Flask) -> None:
    html = section(report(app, assessment(KEPT, **SETTLED)), "verdicts")
    assert rows(html) == []
    assert "Fit to sign as far as this bank asks." in Page(html).text


def test_every_clause_is_listed_worst_first_with_the_users_apart(app: Flask) -> None:
    assert rows(section(report(app), "clauses")) == [
        "P1-1 Clause P1-1 ✕ Broken ENC-01 not known, counts as 0, critical",
        "P1-2 Clause P1-2 ○ Open ENC-03 not answered",
        "P1-3 Clause P1-3 ▲ At risk DEL-01 counts as 2 of 3",
        "P1-4 Clause P1-4 ? No question yet This bank has no question on it yet.",
        "P1-5 Clause P1-5 ▲ At risk DEL-01 counts as 2 of 3",
    ]


def test_the_score_stands_with_range_strict_figure_level_and_counts(app: Flask) -> None:
    html = section(report(app), "score")
    figures = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", html, re.DOTALL)
    assert {Page(term).text: Page(figure).text for term, figure in figures} == {
        "Evidenced": "42.8",
        "Claimed": "50.0",
        "Can still become": "37.5 – 50.0",
        "Strict": "37.5",
        "Overall level": "0 Absent",
        "Lowest family": "ENC Family ENC",
        "Broken clauses": "1",
        "Answered": "3 of 4",
        "Claimed, not shown": "1: DEL-01",
        "Not known": "1",
        "Does not apply": "0",
        "Carried over, not confirmed": "0",
    }
    assert "weighted index" in Page(html).text


def test_a_complete_assessment_has_no_range(app: Flask) -> None:
    html = report(app, assessment(KEPT, **SETTLED))
    assert "Can still become" not in Page(section(html, "score")).text
    assert rows(section(html, "families")) == [
        "ENC Family ENC 3 Operating 75.0 75.0 – 75.0 3 of 3",
        "DEL Family DEL 3 Operating 75.0 75.0 – 75.0 1 of 1",
    ]


def test_families_show_the_same_figures_in_table_and_chart(app: Flask) -> None:
    html = section(report(app), "families")
    assert rows(html) == [
        "ENC Family ENC 0 Absent 40.0 40.0 33.3 – 50.0 75.0 2 of 3",
        "DEL Family DEL 2 Defined 50.0 75.0 – 75.0 1 of 1",
    ]
    words = charts.Words("en", "Claimed", "Evidenced", "Can still become", "Target")
    assert figure(html) == charts.families(assess(BANK, assessment(ANSWERS, **SETTLED)), words)


@pytest.mark.parametrize("page", ["report", "print"])
@pytest.mark.parametrize("answers", [ANSWERS, KEPT, {}, {"ENC-02": "na", "ENC-03": "na", "DEL-01": "na"}])
def test_every_link_within_the_page_has_its_place_and_no_place_is_named_twice(
    app: Flask, answers: dict[str, Any], page: str
) -> None:
    found = Page(report(app, assessment(answers, **SETTLED), page))
    assert {link[1:] for link in found.links if link.startswith("#")} - set(found.ids) == set()
    assert [name for name, times in Counter(found.ids).items() if times > 1] == []


def test_every_word_that_is_explained_has_its_place_on_the_method_page(app: Flask, person: Person) -> None:
    places = {f"/method#{name}" for name in Page(person.open("/method")).ids}
    assert {link for link in Page(report(app)).links if link.startswith("/method#")} - places == set()


def test_the_warnings_are_those_of_the_engine(app: Flask) -> None:
    assert Page(section(report(app), "warnings")).text == (
        "Warnings P1: this bank has no question yet on 1 of its clauses; the verdict does not cover them."
    )


@pytest.mark.parametrize("page", ["report", "print"])
def test_a_draft_and_a_sample_are_called_so_in_title_heading_and_sign_off(app: Flask, page: str) -> None:
    html = report(app, page=page, sample=True)
    assert part(html, "<title>", "</title>").text == "Draft: gap report · 2026 · Privacy controls"
    cover = part(html, 'class="cover"', "</header>").text
    assert cover.startswith("Privacy controls self-assessment Gap report (draft) 2026 Sample A sample:")
    assert "This is a draft: 3 of 4 questions are answered, and everything in it can still change." in cover
    assert "This is a draft and not for signature." in Page(section(html, "signoff")).text


def test_a_final_report_carries_names_fingerprint_and_bank(app: Flask) -> None:
    given = assessment(KEPT, **SETTLED, status="final", signed=SignOff("Zhang Wei", "Wang Min", None), unit="Platform")
    html = report(app, given)
    mark = fingerprint(app.extensions["bank"], given)
    assert part(html, 'class="cover"', "</header>").text == (
        "Privacy controls self-assessment Gap report 2026 Sample Platform Date of the assessment May 20, 2026 "
        f"Extent Full assessment Status Final, revision 1 Question bank 0.1.0 · "
        f"{app.extensions['bank'].hash[:16]} Fingerprint {mark} "
        "In short Pledge Verdict Fit to sign? P1 Pledge P1 ✓ Kept Fit to sign as far as this bank asks. "
        "This bank has no question yet on 1 of its 5 clauses: the verdict says nothing about it. "
        "0 clauses broken · 4 of 4 questions answered "
        "A self-assessment: an organisation's view of itself, not an audit and not a legal opinion."
    )
    assert rows(section(html, "signoff")) == ["Prepared Zhang Wei", "Reviewed Wang Min", "Approved"]
    assert "raft" not in Page(html).text


def test_the_sheets_hold_what_the_report_holds_and_lead_back_to_it(app: Flask, person: Person) -> None:
    screen = report(app)
    sheets = person.open("/assessments/1/print")
    start, end = '<section id="verdicts"', "</main>"
    assert Page(sheets.partition(start)[2].partition(end)[0]).text == (
        Page(screen.partition(start)[2].partition(end)[0]).text
    )
    assert "/assessments/1/report" in Page(sheets).links
    assert 'href="/assessments/1/print.css" media="print"' in sheets


def test_the_banks_texts_are_said_in_the_persons_language(app: Flask, person: Person) -> None:
    stored(app, assessment(ANSWERS, **SETTLED))
    person.client.set_cookie("lang", "zh")
    html = person.open("/assessments/1/report")
    assert "DEL-01?（中文）" in gap(html, "DEL-01")
    assert figure(html)["layout"]["annotations"][0]["text"] == "ENC Family ENC（中文）"


def test_nothing_answered_shows_dashes_and_no_figures(app: Flask) -> None:
    html = report(app, assessment(**SETTLED))
    assert rows(section(html, "families")) == [
        "ENC Family ENC – – – – 75.0 0 of 3",
        "DEL Family DEL – – – – 75.0 0 of 1",
    ]
    assert line(section(html, "how"), "how-evidenced") == "Evidenced – (nothing is answered)"


def test_an_assessment_of_no_pledge_says_so(app: Flask) -> None:
    html = report(app, assessment(pledges=()))
    assert "No pledge is being assessed: choose at least one in the settings." in Page(section(html, "verdicts")).text
    assert "figure-data" not in html


@pytest.mark.parametrize("page", ["report", "print"])
def test_an_unknown_assessment_is_not_found(person: Person, page: str) -> None:
    assert person.client.get(f"/assessments/9/{page}").status_code == 404
