"""Many assessments over time: one unit at a time, joined only where they may be, beside the reports' own figures."""

import html
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from assessment.store import assessments
from tests.build import DAY, assessment, bank, proved, question
from tests.web.conftest import ACTOR, Person, hashed, storage, stored
from tests.web.pages import Page, part, rows
from tests.web.reports import figure

BANK = bank(
    question("ENC-01", clauses=("P1-1",), weight=3, tier="core"),
    question("ENC-02", clauses=("P1-2",), weight=2),
    question("DEL-01", clauses=("P2-1",), weight=2),
)
BOTH = ("P1", "P2")


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def keep(app: Flask, days: int = 0, levels: dict[str, Any] | None = None, **told: Any) -> int:
    """Keep an assessment some days after ``DAY``."""
    sample = told.pop("sample", False)
    given = {"title": f"Day {days}", "date": DAY + timedelta(days=days), **told}
    return stored(app, assessment(levels, **given), sample=sample)


def table(page: str) -> list[str]:
    """The rows of the table of assessments or units, each as its text."""
    return rows(page[page.index('class="stacks trend-table"') :].partition("</table>")[0])


def heat(page: str, name: str) -> list[str]:
    """The rows of the table that stands under a heading."""
    return rows(page[page.index(f'id="{name}"') :].partition("</section>")[0])


def shown(page: str) -> str:
    return Page(page[page.index("<main") :].partition("</main>")[0]).text


def test_before_there_is_an_assessment_both_views_say_so(person: Person) -> None:
    for address in ("/trend", "/trend?view=units"):
        page = person.open(address)
        assert "There is no assessment yet." in shown(page)
        assert 'href="/assessments/new"' in page
        assert "<form" not in page[page.index("<main") :]


def test_one_assessment_has_a_table_and_no_line(app: Flask, person: Person) -> None:
    keep(app, levels={"ENC-01": 2})
    page = person.open("/trend")
    assert "A trend needs two assessments: with one there is no line to draw." in shown(page)
    assert "<figure" not in page
    assert "plotly" not in page
    assert len(table(page)) == 1


def test_each_assessment_has_its_verdicts_first_and_its_reports_figures(app: Flask, person: Person) -> None:
    keep(app, levels={"ENC-01": 0, "ENC-02": 3}, pledges=BOTH)
    keep(app, 90, {"ENC-01": proved(3), "ENC-02": 3, "DEL-01": 1}, pledges=BOTH, evidence=shifted(90), status="draft")
    later, earlier = table(person.open("/trend"))
    assert later == (
        "Aug 18, 2026 Report: Day 90 Draft ▲ At risk P1 ▲ At risk P2 ▲ At risk 1 Ad hoc "
        "0 53.5 60.7 – 3 of 3 0.1.0 ↑ +45.0 like for like on 2 of 3 questions "
        "Compare: May 20, 2026 to Aug 18, 2026"
    )
    assert earlier == (
        "May 20, 2026 Report: Day 0 Draft ✕ Broken P1 ✕ Broken P2 ○ Open – 1 20.0 30.0 14.2 – 42.8 2 of 3 0.1.0 –"
    )


def shifted(days: int) -> dict[str, Any]:
    """The register with every piece confirmed some days later."""
    given = assessment().evidence
    return {name: replace(piece, date=DAY + timedelta(days=days)) for name, piece in given.items()}


def test_a_range_is_drawn_only_while_questions_are_open(app: Flask, person: Person) -> None:
    keep(app, 0, {"ENC-01": 1, "ENC-02": 1})
    keep(app, 30, {"ENC-01": 1})
    drawn = next(one for one in figure(person.open("/trend"))["data"] if one.get("name") == "Can still become")
    # 25 * 3*1 / 5 = 15 and 25 * (3*1 + 2*4) / 5 = 55
    assert (drawn["x"], drawn["y"]) == (["2026-06-19", "2026-06-19", None], [15.0, 55.0, None])


def test_a_row_leads_to_the_report_and_to_the_comparison_with_the_one_before(app: Flask, person: Person) -> None:
    keep(app, 30, {"ENC-01": 1})
    keep(app, 0, {"ENC-01": 1})
    links = Page(person.open("/trend")).links
    assert [link for link in links if link.startswith("/assessments/")] == [
        "/assessments/1/report",
        "/assessments/2/report",
    ]
    assert [link for link in links if link.startswith("/compare?")] == ["/compare?a=2&b=1"]


def test_the_chart_has_the_figures_of_the_table(app: Flask, person: Person) -> None:
    keep(app, 0, {"ENC-01": 1, "ENC-02": 3})
    keep(app, 40, {"ENC-01": 2, "ENC-02": 3})
    page = person.open("/trend")
    evidenced = next(trace for trace in figure(page)["data"] if trace.get("name") == "Evidenced")
    assert (evidenced["x"], evidenced["y"]) == (["2026-05-20", "2026-06-29"], [35.0, 50.0])
    assert [("35.0" in row, "50.0" in row) for row in table(page)] == [(False, True), (True, False)]


def test_what_cannot_simply_be_compared_is_dotted_and_says_why(app: Flask, person: Person) -> None:
    keep(app, 0, {"ENC-01": 1, "ENC-02": 1})
    keep(app, 30, {"ENC-01": 1, "ENC-02": 1, "DEL-01": 1}, pledges=BOTH)
    keep(app, 60, {"ENC-01": 1}, pledges=BOTH)
    keep(app, 90, {"ENC-01": 1}, pledges=BOTH, tier="core")
    keep(app, 120, {}, pledges=BOTH, tier="core")
    page = person.open("/trend")
    assert [one.text for one in reasons(page)] == [
        "May 20, 2026 to Jun 19, 2026 Other pledges were assessed: P1, then P1, P2.",
        "Jun 19, 2026 to Jul 19, 2026 They have 1 of 3 questions in common, fewer than three in five: "
        "no trend can be named.",
        "Jul 19, 2026 to Aug 18, 2026 One is a full assessment, the other an express check.",
        "Aug 18, 2026 to Sep 17, 2026 They have no answered question in common.",
    ]
    assert "A dotted line joins assessments that cannot simply be compared" in shown(page)
    assert [trace.get("name") for trace in figure(page)["data"]].count("Not to be compared directly") == 2


def reasons(page: str) -> list[Page]:
    items = page.partition('<ul class="trend-apart">')[2].partition("</ul>")[0]
    return [Page(item) for item in items.split("</li>")[:-1]]


def test_a_bank_that_changed_is_named_by_its_versions(app: Flask, person: Person) -> None:
    keep(app, 0, {"ENC-01": 1})
    newer = hashed(replace(BANK, version="0.2.0"))
    with storage(app) as db:
        later = assessment({"ENC-01": 1}, title="Later", date=DAY + timedelta(days=30))
        assessments.create(db, newer, later, ACTOR)
    page = person.open("/trend")
    assert [one.text for one in reasons(page)] == [
        "May 20, 2026 to Jun 19, 2026 The question bank changed from version 0.1.0 to 0.2.0."
    ]
    assert [(" 0.2.0 " in row, " 0.1.0 " in row) for row in table(page)] == [(True, False), (False, True)]


def test_organisations_and_units_never_share_a_line_and_the_newest_is_shown(app: Flask, person: Person) -> None:
    keep(app, 0, organisation="Old & Co", unit="Shop", title="Old shop")
    keep(app, 1, organisation="New", unit="Cloud", title="New cloud")
    keep(app, 2, organisation="New", unit="Shop", title="New shop", sample=True)

    def titles(query: str) -> list[str]:
        return [row.partition(" Report: ")[2].partition(" Draft")[0] for row in table(person.open(f"/trend{query}"))]

    assert titles("") == ["New shop"]
    assert titles("?organisation=New&unit=Cloud") == ["New cloud"]
    assert titles("?organisation=Old+%26+Co") == ["Old shop"]
    assert titles("?organisation=Old+%26+Co&unit=Cloud") == ["Old shop"]
    assert titles("?organisation=Nobody&unit=Cloud") == ["New shop"]


def test_the_chooser_offers_what_there_is_and_marks_the_sample(app: Flask, person: Person) -> None:
    keep(app, 0, organisation="Firm")
    keep(app, 1, organisation="Made up", unit="Shop", sample=True)
    keep(app, 2, organisation="Made up", unit="Cloud", sample=True)
    page = person.open("/trend")
    options = [
        html.unescape(Page(part(page, f'id="{name}"', "</select>").html).text) for name in ("organisation", "unit")
    ]
    assert options == ["Made up (sample) Firm", "Cloud (sample) Shop (sample)"]
    assert '<option value="Cloud" selected>' in page
    assert "The organisation as a whole" in shown(person.open("/trend?organisation=Firm"))


def test_finals_only_and_one_pledge_narrow_what_is_shown(app: Flask, person: Person) -> None:
    done = {"profile": {}, "status": "final"}
    keep(app, 0, {"ENC-01": 0}, title="One", **done)
    keep(app, 1, {"ENC-01": 0, "DEL-01": 3}, title="Two", pledges=BOTH, **done)
    keep(app, 2, {"ENC-01": 0}, title="Three", pledges=BOTH)

    def titles(query: str) -> list[str]:
        found = table(person.open(f"/trend{query}"))
        return [row.partition(" Report: ")[2].split()[0] for row in found]

    assert titles("") == ["Three", "Two", "One"]
    assert titles("?status=final") == ["Two", "One"]
    assert titles("?status=nonsense&pledge=P9") == ["Three", "Two", "One"]
    assert titles("?pledge=P2") == ["Three", "Two"]
    page = person.open("/trend?pledge=P2&status=final")
    # P1-1 is broken too, and does not count here.
    assert " Final P2 ▲ At risk 0 Absent 0 " in table(page)[0]
    assert " Final ✕ Broken P1 ✕ Broken P2 ▲ At risk 0 Absent 1 " in table(person.open("/trend?status=final"))[0]
    assert [row.split()[0] for row in heat(page, "clauses")] == ["P2-1"]
    assert "Verdicts and broken clauses are those of P2 alone" in shown(page)


def test_drafts_alone_are_offered_where_none_is_final(app: Flask, person: Person) -> None:
    keep(app)
    page = person.open("/trend?status=final")
    assert "None of its assessments is final yet. Show its drafts" in shown(page)
    assert "?organisation=Sample&amp;unit=" in page
    assert "<table" not in page


def test_only_the_latest_revision_stands_unless_every_one_is_asked_for(app: Flask, person: Person) -> None:
    keep(app, 0, {"ENC-01": 1}, status="final")
    with storage(app) as db:
        assessments.reopen(db, 1, ACTOR)
    assert ["Revision 2" in row for row in table(person.open("/trend"))] == [True]
    assert ["Revision 2" in row for row in table(person.open("/trend?revisions=all"))] == [True, False]


def test_forty_are_shown_of_more_and_the_page_says_so(app: Flask, person: Person) -> None:
    for days in range(42):
        keep(app, days, {"ENC-01": 1})
    page = person.open("/trend")
    assert len(table(page)) == 40
    assert "The latest 40 of 42 assessments are shown." in shown(page)
    assert page[page.index('id="families"') :].partition("</thead>")[0].count('<th scope="col">') == 41


def test_families_show_level_and_indices_by_assessment_and_a_dot_where_not_in_scope(app: Flask, person: Person) -> None:
    keep(app, 0, {"ENC-01": 1, "ENC-02": 3})
    keep(app, 30, {"ENC-01": 2}, pledges=BOTH)
    assert heat(person.open("/trend"), "families") == [
        "ENC Family ENC 1 35.0 45.0 2 50.0",
        "DEL Family DEL · not in scope – –",
    ]


def test_clauses_broken_longest_stand_first_and_those_kept_throughout_are_left_out(app: Flask, person: Person) -> None:
    keep(app, 0, {"ENC-01": proved(3), "ENC-02": 0, "DEL-01": 0}, pledges=BOTH)
    keep(app, 1, {"ENC-01": proved(3), "ENC-02": 3, "DEL-01": 0}, pledges=BOTH, evidence=shifted(1))
    page = person.open("/trend")
    assert heat(page, "clauses") == [
        "P2-1 Broken in the last 2 assessments Clause P2-1 ✕ Broken ✕ Broken",
        "P1-2 Clause P1-2 ✕ Broken ▲ At risk",
    ]
    assert "2 clauses were not kept throughout" in shown(page)
    whole = person.open("/trend?clauses=all")
    assert [row.split()[0] for row in heat(whole, "clauses")] == ["P2-1", "P1-1", "P1-2"]
    assert "All clauses are shown, 1 of which was kept throughout." in shown(whole)
    assert "?organisation=Sample&unit=&clauses=all#clauses" in Page(page).links
    assert "?organisation=Sample&unit=#clauses" in Page(whole).links


def test_units_stand_side_by_side_on_a_day_each_with_its_latest(app: Flask, person: Person) -> None:
    keep(app, 0, {"ENC-01": 1}, unit="Shop", title="Shop then")
    keep(app, 9, {"ENC-01": 2}, unit="Shop", title="Shop later")
    keep(app, 3, {"ENC-01": 0}, organisation="Other", title="Theirs")
    page = person.open(f"/trend?view=units&date={(DAY + timedelta(days=5)).isoformat()}")
    assert table(page) == [
        "The organisation as a whole Other May 23, 2026 Report: Theirs Draft P1 ✕ Broken 0 Absent 1 0.0 0.0 0.0 – 40.0 "
        "1 of 2",
        "Shop Sample May 20, 2026 Report: Shop then Draft P1 ○ Open 1 Ad hoc 0 25.0 25.0 15.0 – 55.0 1 of 2",
    ]
    assert heat(page, "families") == ["ENC Family ENC 0 0.0 1 25.0"]
    assert "The figures compare within one organisation only" in shown(page)
    only = person.open("/trend?view=units&organisation=Other&date=2030-01-01")
    assert len(table(only)) == 1


def test_side_by_side_today_is_taken_where_no_day_is_given(app: Flask, person: Person) -> None:
    keep(app, title="Then")
    stored(app, assessment(title="To come", date=date(9000, 1, 1)))
    assert [" Then " in row for row in table(person.open("/trend?view=units"))] == [True]


def test_a_day_that_is_none_is_refused_with_the_page_of_today(app: Flask, person: Person) -> None:
    keep(app)
    reply = person.client.get("/trend?view=units&date=31.3.2026")
    page = reply.get_data(as_text=True)
    assert reply.status_code == 422
    assert "“31.3.2026” is not a date: give year, month and day, such as 2026-03-31. Today is shown." in shown(page)
    assert len(table(page)) == 1
