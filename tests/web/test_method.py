"""The method page: every term has its place, every link finds it, and its worked example is what the engine says."""

import re
from collections.abc import Callable
from typing import Final, get_args
from urllib.parse import urldefrag

import pytest
from flask import Flask

from assessment.engine.evidence import COMPLETED_PERIODS
from assessment.engine.model import Answer, Bank, EvidenceKind
from assessment.engine.report import assess
from assessment.engine.scoring import truncated
from assessment.engine.verdicts import Verdict
from assessment.web import words
from assessment.web.method_page import JUDGED, KINDS
from tests.architecture import ROOT
from tests.build import assessment, bank, piece, proved, question
from tests.web.conftest import Person, stored
from tests.web.pages import Page, part, rows

SECTIONS: Final = {"levels", "evidence", "scope", "verdicts", "score", "gaps", "limits"}
OF_EVIDENCE: Final = {"evidence-kinds", "current", "claimed", "evidenced"}
OF_ANSWERS: Final = {"na", "unknown", "carried-over"}
OF_FIGURES: Final = {
    "range",
    "strict",
    "family-level",
    "overall-level",
    "fit-to-sign",
    "priority",
    "effort",
    "accepted",
}
LEVELS: Final = {f"level-{level}" for level in range(5)}
VERDICTS: Final = {f"verdict-{verdict}" for verdict in get_args(Verdict)}
TERMS: Final = SECTIONS | OF_EVIDENCE | OF_ANSWERS | OF_FIGURES | LEVELS | VERDICTS
LINK: Final = re.compile(r"home\.method'?\"?,\s*_anchor=['\"]([\w-]+)['\"](?!\s*~)")
MACRO: Final = re.compile(r"\bmethod\((?:[^()]|\([^()]*\))*,\s*['\"]([a-z][\w-]*)['\"]\)")
SMALL: Final = bank(question("ENC-01", critical=True, weight=3, clauses=("P1-1",)), question("ACC-01"))


@pytest.fixture
def person(make_app: Callable[..., Flask]) -> Person:
    app = make_app(SMALL)
    stored(app, assessment({"ENC-01": 3, "ACC-01": "unknown"}, title="Draft"))
    stored(app, assessment({"ENC-01": proved(3), "ACC-01": 0}, title="Final", status="final"))
    return Person(app.test_client())


def reachable(person: Person) -> dict[str, Page]:
    """Every page of ours that links lead to from the front page, by its address without query and anchor."""
    pages: dict[str, Page] = {}
    waiting = ["/"]
    while waiting:
        address = urldefrag(waiting.pop()).url.partition("?")[0]
        if address in pages or not address.startswith("/"):
            continue
        reply = person.client.get(address)
        if reply.mimetype == "text/html":
            pages[address] = Page(reply.get_data(as_text=True))
            waiting.extend(pages[address].links)
    return pages


def test_every_term_has_its_place(person: Person) -> None:
    ids = Page(person.open("/method")).ids
    assert TERMS - set(ids) == set()
    assert len(ids) == len(set(ids))


def test_every_place_that_a_template_names_exists(person: Person) -> None:
    ids = set(Page(person.open("/method")).ids)
    sources = {path.name: path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html")}
    named = {(name, anchor) for name, text in sources.items() for anchor in LINK.findall(text) + MACRO.findall(text)}
    assert {anchor for _, anchor in named} >= {"verdicts", "evidence", "gaps"}
    assert sorted((name, anchor) for name, anchor in named if anchor not in ids) == []


def test_every_link_to_the_method_finds_its_place(person: Person) -> None:
    pages = reachable(person)
    assert set(pages) >= {"/", "/method", "/questions", "/assessments/1", "/assessments/2/report"}
    places = {"", *(f"#{anchor}" for anchor in pages["/method"].ids)}
    named = {link for page in pages.values() for link in page.links if link.startswith("/method")}
    assert sorted(link for link in named if link.removeprefix("/method") not in places) == []


def test_every_link_within_the_page_finds_its_place(person: Person) -> None:
    page = Page(person.open("/method"))
    assert [link for link in page.links if link.startswith("#") and link[1:] not in page.ids] == []


def test_each_verdict_stands_with_its_sign_in_the_order_of_judging(person: Person) -> None:
    html = person.open("/method")
    shown = [part(html, f'id="verdict-{verdict}"', "</dt>").text for verdict in JUDGED]
    assert shown == ["… Not asked", "– Out of scope", "⊘ Excluded", "✕ Broken", "○ Open", "▲ At risk", "✓ Kept"]
    assert set(JUDGED) == set(get_args(Verdict))


def test_each_kind_of_evidence_says_what_it_shows(person: Person) -> None:
    table = part(person.open("/method"), 'aria-labelledby="evidence-kinds"', "</table>").html
    assert rows(table) == [
        "Policy or rule no no",
        "Contract no no",
        "Record yes no",
        "Configuration yes no",
        "Screenshot yes no",
        "Training record yes no",
        "Review or inspection report yes yes",
        "Metric yes yes",
        "Test report yes yes",
        "Audit report yes yes",
    ]
    assert set(KINDS) == set(get_args(EvidenceKind)) == set(words.KINDS)


def test_each_rhythm_says_how_many_periods_a_claim_of_four_must_show(person: Person) -> None:
    html = person.open("/method")
    table = part(html, 'aria-label="What a claim of 4 must show, by rhythm"', "</table>").html
    assert rows(table) == ["every month 6", "every quarter 4", "every half-year 2", "every year 2", "every two years 1"]
    assert len(COMPLETED_PERIODS) == 5


def example() -> Bank:
    """The worked example's questions, A to F."""
    asked = [("ENC-01", 3, "P1-1"), ("ENC-02", 2, "P1-1"), ("ENC-03", 2, "P1-2"), ("ENC-04", 1, "P1-2")]
    asked += [("ENC-05", 2, "P1-3"), ("ENC-06", 1, "P1-4")]
    return bank(
        *(question(name, weight=weight, clauses=(to,), critical=name == "ENC-01") for name, weight, to in asked)
    )


def test_the_worked_example_is_what_the_engine_says(person: Person) -> None:
    record = Answer(3, evidence=("E1",))
    held = {"ENC-01": record, "ENC-02": Answer(4, evidence=("E1",)), "ENC-03": 3, "ENC-04": "unknown", "ENC-06": "na"}
    report = assess(example(), assessment(held, evidence={"E1": piece("record")}))

    levels = [(one.claimed, one.evidenced) for one in report.standings]
    assert levels == [(3, 3), (4, 3), (3, 2), (0, 0), (None, None), (None, None)]
    html = person.open("/method")
    table = part(html, 'aria-labelledby="example"', "</table>").html.partition('aria-labelledby="example"')[2]
    cells = re.findall(r"<td>(\d|–)</td><td><b>(\d|–)</b></td>", table)
    assert cells == [tuple("–" if level is None else str(level) for level in pair) for pair in levels]

    score = report.score
    figures = [truncated(one) for one in (score.claimed, score.evidenced, score.low, score.high, score.strict)]
    assert figures == [71.8, 59.3, 47.5, 67.5, 43.1]
    said = Page(html).text
    assert "÷ (4×8) × 100 = 71.875, shown as 71.8." in said
    assert "÷ (4×8) × 100 = 59.375, shown as 59.3." in said
    assert "19 ÷ (4×10) × 100 = 47.5; with E at 4: (19 + 2×4) ÷ (4×10) × 100 = 67.5." in said
    assert "19 ÷ (4×11) × 100 = 43.18…, shown as 43.1." in said


def test_the_worked_examples_level_verdicts_and_gaps_are_the_engines(person: Person) -> None:
    held = {"ENC-01": Answer(3, evidence=("E1",)), "ENC-02": Answer(4, evidence=("E1",)), "ENC-03": 3}
    held |= {"ENC-04": Answer("unknown"), "ENC-06": Answer("na", reason="No such service is offered.")}
    report = assess(example(), assessment(held, evidence={"E1": piece("record")}))
    assert report.families[0].level == 2
    assert [one.verdict for one in report.clauses] == ["kept", "at_risk", "open", "excluded"]
    assert report.pledges[0].verdict == "open"
    assert [(one.standing.question.id, one.standing.priority) for one in report.gaps] == [("ENC-04", 3), ("ENC-03", 2)]

    said = Page(person.open("/method")).text
    assert "of the critical A's 3: level 2." in said
    assert "The first clause is kept; the second at risk," in said
    assert "the third open; the fourth excluded. The pledge is open." in said
    assert "D comes first with gap 3 × weight 1 = 3, then C with gap 1 × weight 2 = 2;" in said


def test_had_the_unknown_question_more_weight_its_clause_would_be_broken() -> None:
    heavier = bank(question("ENC-03", weight=2, clauses=("P1-2",)), question("ENC-04", weight=2, clauses=("P1-2",)))
    report = assess(heavier, assessment({"ENC-03": 3, "ENC-04": "unknown"}))
    assert report.clauses[0].verdict == "broken"


def test_the_limits_are_said_in_so_many_words(person: Person) -> None:
    limits = part(person.open("/method"), 'aria-labelledby="limits"', "</section>").text
    for said in ("self-assessment", "no legal conclusion", "ordinal", "the verdict stands before it"):
        assert said in limits
