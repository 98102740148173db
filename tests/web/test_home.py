"""The front page and the health of the server: what a person finds first, with nothing, some and many assessments."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from assessment.engine.model import Action, Answer, Assessment, Evidence
from tests.build import DAY, PROOF, assessment, bank, proved, question
from tests.web.conftest import Person, stored
from tests.web.pages import Page, part, rows

BANK = bank(
    question("ENC-01", clauses=("P1-1", "P2-1"), weight=3, critical=True),
    question("ENC-02", clauses=("P1-2",), weight=2),
    question("ACC-01", clauses=("P2-2",)),
)


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def many(app: Flask, number: int, **changes: Any) -> None:
    """Assessments titled 1 to ``number``, each a day later than the one before."""
    for one in range(1, number + 1):
        stored(app, assessment(title=str(one), date=DAY + timedelta(days=one), **changes))


def titles(html: str) -> list[str]:
    """First words of the listed assessments."""
    return [row.split()[0] for row in rows(html)]


def section(html: str, name: str) -> Page:
    """The section under the heading of this id."""
    return part(html, f'aria-labelledby="{name}"', "</section>")


def final(**changes: Any) -> Assessment:
    return assessment({"ENC-01": proved(3), "ENC-02": proved(3)}, status="final", **changes)


def test_before_anything_exists_the_page_says_what_this_is_and_offers_two_ways_in(person: Person) -> None:
    html = person.open("/")
    page = Page(html)
    assert "/assessments/new" in page.links
    assert '<form method="post" action="/sample">' in html
    assert "3 questions, of which an express check asks 0:" in page.text
    questions = [Page(one.partition("</h3>")[0]).text for one in html.split("<h3>")[1:]]
    assert questions == ["Which promises do we keep?", "What shows it?", "What is missing?", "What comes first?"]
    assert "All assessments" not in page.text


def test_the_sample_can_be_looked_at_from_the_empty_page(make_app: Callable[..., Flask]) -> None:
    person = Person(make_app().test_client())
    reply = person.send("/sample", page="/")
    assert reply.status_code == 303
    listed, _, trend = person.open("/").partition('id="trend"')
    assert [len(rows(listed)), len(rows(trend))] == [4, 4]
    assert all("Sample" in row.split() for row in rows(listed))


def test_a_listed_assessment_shows_its_verdicts_before_level_clauses_and_index(app: Flask, person: Person) -> None:
    answers = {"ENC-01": proved(3), "ENC-02": 3, "ACC-01": 0}
    stored(app, assessment(answers, title="2026 Q2", unit="Platform", pledges=("P1", "P2")))
    assert rows(person.open("/")) == [
        "2026 Q2 Sample · Platform May 20, 2026 Draft "
        "▲ At risk ▲ P1 At risk ▲ P2 At risk "
        "0 Absent 0 claimed 62.5 evidenced 54.1 3 of 3 answered"
    ]


def test_the_verdict_is_the_worst_among_the_assessed_pledges(app: Flask, person: Person) -> None:
    answers = {"ENC-01": proved(3), "ENC-02": Answer(0), "ACC-01": proved(3)}
    stored(app, assessment(answers, title="Both", pledges=("P1", "P2"), date=DAY + timedelta(days=1)))
    stored(app, assessment(answers, title="Second", pledges=("P2",)))
    assert [part(row, 'data-label="Verdict"', "</td>").text for row in person.open("/").split("<tr")[2:]] == [
        "✕ Broken ✕ P1 Broken ✓ P2 Kept",
        "✓ Kept ✓ P2 Kept",
    ]


def test_an_assessment_of_no_pledge_has_no_verdict_and_no_figures(app: Flask, person: Person) -> None:
    stored(app, assessment(title="Empty", pledges=()))
    assert rows(person.open("/")) == [
        "Empty Sample May 20, 2026 Draft No pledge chosen – 0 claimed – evidenced – 0 of 0 answered"
    ]


def test_a_draft_opens_at_its_tasks_and_a_final_one_at_its_report(app: Flask, person: Person) -> None:
    stored(app, assessment())
    stored(app, final())
    links = section(person.open("/"), "all").links
    assert {"/assessments/1", "/assessments/2/report"} <= set(links)
    assert {"/assessments/2", "/assessments/1/report"}.isdisjoint(links)


def test_sample_express_check_and_revision_are_named(app: Flask, person: Person) -> None:
    stored(app, assessment(title="First", tier="core", revision=2), sample=True)
    assert rows(person.open("/"))[0].startswith("First Sample May 20, 2026 Draft Sample Express check Revision 2 ")
    assert "/sample/delete" in Page(person.open("/")).links


def test_nothing_is_called_a_sample_that_is_none(app: Flask, person: Person) -> None:
    stored(app, assessment(organisation="Firm"))
    assert "Sample" not in section(person.open("/"), "all").text


def test_what_needs_attention_is_counted_by_kind_and_leads_to_the_check(app: Flask, person: Person) -> None:
    old = Evidence("record", "Old", date(2024, 1, 1))
    held = {
        "ENC-01": Answer(3, evidence=("E3",), carried_over=True),
        "ENC-02": Answer("unknown", flagged=True),
        "ACC-01": Answer(3, evidence=("E3",)),
    }
    stored(app, assessment(held, title="2026", pledges=("P1", "P2"), evidence={**PROOF, "E3": old}))
    attention = section(person.open("/"), "attention")
    assert attention.text == (
        "Needs attention 2026 1 answer carried over and not confirmed 2 claims not shown by evidence "
        "1 answer “we don't know” 2 answers with evidence that is no longer current 1 question marked to come back to"
    )
    assert attention.links == ["/assessments/1/check"]


def test_a_draft_in_order_needs_no_attention(app: Flask, person: Person) -> None:
    stored(app, assessment({"ENC-01": proved(3)}))
    assert section(person.open("/"), "attention").text == (
        "Needs attention Nothing: the latest drafts have no unconfirmed, unshown or unknown answers."
    )


def test_drafts_can_be_gone_on_with_where_they_stand(app: Flask, person: Person) -> None:
    stored(app, assessment({"ENC-01": proved(3)}, title="Autumn"))
    drafts = section(person.open("/"), "drafts")
    assert drafts.text == "Drafts to go on with Autumn 1 of 2 answered Continue: Autumn"
    assert drafts.links == ["/assessments/1"]


def test_the_five_latest_drafts_are_offered_also_where_newer_ones_are_final(app: Flask, person: Person) -> None:
    many(app, 6)
    for one in range(12):
        stored(app, final(title="Final", date=DAY + timedelta(days=100 + one)))
    html = person.open("/")
    assert section(html, "drafts").links == [f"/assessments/{number}" for number in (6, 5, 4, 3, 2)]
    assert titles(html) == ["Final"] * 10


def test_without_a_draft_the_list_stands_alone(app: Flask, person: Person) -> None:
    stored(app, final())
    assert "Drafts to go on with" not in Page(person.open("/")).text


@pytest.mark.parametrize("query", ["?words=1", "?status=draft", "?page=2"])
def test_whoever_filters_or_turns_the_page_sees_the_list_alone(app: Flask, person: Person, query: str) -> None:
    many(app, 11)
    said = Page(person.open(f"/{query}")).text
    assert [name for name in ("Needs attention", "Drafts to go on with") if name in said] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?words=autumn", ["Autumn"]),
        ("?words=platform%20spr", ["Spring"]),
        ("?words=100%25", []),
        ("?status=final", ["Winter"]),
        ("?status=draft&words=platform", ["Autumn", "Spring"]),
        ("?status=nonsense", ["Winter", "Autumn", "Spring"]),
        ("?words=%20", ["Winter", "Autumn", "Spring"]),
    ],
)
def test_the_list_is_filtered_by_words_and_status(app: Flask, person: Person, query: str, found: list[str]) -> None:
    stored(app, assessment(title="Spring", unit="Platform"))
    stored(app, assessment(title="Autumn", organisation="Platform firm"))
    stored(app, final(title="Winter"))
    assert titles(person.open(f"/{query}")) == found


def test_a_filter_that_nothing_fits_says_so_and_keeps_what_was_asked(app: Flask, person: Person) -> None:
    stored(app, assessment())
    html = person.open("/?words=%22%3Cnothing%3E&status=final")
    assert "No assessment fits this filter." in Page(html).text
    assert 'name="words" value="&#34;&lt;nothing&gt;"' in html
    assert '<option value="final" selected>' in html


def test_words_beyond_a_hundred_characters_are_left_off(app: Flask, person: Person) -> None:
    stored(app, assessment(title="W" * 200))
    assert titles(person.open(f"/?words={'W' * 100}{'x ' * 3000}")) == ["W" * 200]


def test_ten_are_shown_on_a_page_latest_first(app: Flask, person: Person) -> None:
    many(app, 12)
    first, second = person.open("/"), person.open("/?page=2")
    assert titles(first) == ["12", "11", "10", "9", "8", "7", "6", "5", "4", "3"]
    assert titles(second) == ["2", "1"]
    assert part(first, '<nav class="pages"', "</nav>").text == "Page 1 of 2 Next Last"
    assert part(second, '<nav class="pages"', "</nav>").text == "First Previous Page 2 of 2"


@pytest.mark.parametrize(("page", "shown"), [("0", "12"), ("-3", "12"), ("x", "12"), ("2", "2"), ("99", "2")])
def test_a_page_that_there_is_not_shows_the_nearest(app: Flask, person: Person, page: str, shown: str) -> None:
    many(app, 12)
    assert titles(person.open(f"/?page={page}"))[0] == shown


def test_turning_the_page_keeps_the_filter(app: Flask, person: Person) -> None:
    many(app, 31, unit="A & B")
    links = part(person.open("/?words=A+%26&status=draft&page=2"), '<nav class="pages"', "</nav>").links
    assert links == [
        "/?words=A+%26&status=draft#all",
        "/?words=A+%26&status=draft#all",
        "/?page=3&words=A+%26&status=draft#all",
        "/?page=4&words=A+%26&status=draft#all",
    ]


def test_a_title_is_shown_as_it_was_written(app: Flask, person: Person) -> None:
    stored(app, assessment(title="<script>alert(1)</script>"))
    html = person.open("/")
    assert "<script>alert" not in html
    assert "<script>alert(1)</script>" in Page(html).text


def test_the_server_is_well_while_its_database_answers(person: Person) -> None:
    reply = person.client.get("/healthz")
    assert (reply.status_code, reply.mimetype, reply.get_data(as_text=True)) == (200, "text/plain", "ok")


def test_the_server_is_not_well_without_its_database(app: Flask, person: Person) -> None:
    app.config["DATABASE"].unlink()
    assert person.client.get("/healthz").status_code == 503


def test_the_server_is_not_well_with_a_database_that_is_none(app: Flask, person: Person) -> None:
    for file in app.config["DATABASE"].parent.glob("assessments.db*"):
        file.write_bytes(b"no database at all" * 500)
    assert person.client.get("/healthz").status_code == 503


def test_overdue_actions_of_all_assessments_stand_first_and_lead_to_where_they_are_done(
    app: Flask, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessment.web.storage.today", lambda: date(2026, 6, 30))
    late = [Action("ENC-02", 3, "Li", date(2026, 6, day)) for day in (2, 3, 4, 5, 30)]
    stored(app, final(title="Final", actions=(*late, Action("ENC-01", 3, due=date(2026, 6, 1), status="done"))))
    stored(app, assessment(title="Draft", actions=(Action("ACC-01", 2, due=date(2026, 6, 1)), late[0])), sample=True)
    attention = section(person.open("/"), "attention")
    step = "ENC-02 to level 3"
    assert attention.text == (
        "Needs attention 6 actions are overdue ACC-01 to level 2 due Jun 1, 2026 Draft Sample "
        f"{step} due Jun 2, 2026 Li · Final {step} due Jun 2, 2026 Li · Draft Sample "
        f"{step} due Jun 3, 2026 Li · Final {step} due Jun 4, 2026 Li · Final "
        "1 more, in the lists of actions of their assessments"
    )
    assert attention.links[:4] == [
        "/assessments/2/actions/7",
        "/assessments/2/actions",
        "/assessments/1/actions/1",
        "/assessments/1/actions",
    ]


def test_overdue_actions_stand_there_without_any_draft_and_not_on_a_filtered_page(app: Flask, person: Person) -> None:
    stored(app, final(actions=(Action("ENC-01", 3, "Li", date(2020, 1, 1)),)))
    assert "1 action is overdue" in section(person.open("/"), "attention").text
    assert "overdue" not in person.open("/?status=final")
