"""An assessment that begins from an earlier one over HTTP: what waits to be confirmed, and what is asked anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from flask import Flask

from assessment.engine.model import Answer, Evidence
from assessment.store import assessments, events
from tests.build import REASON, assessment, bank, not_applicable, question, text
from tests.web.conftest import ACTOR, Person, hashed, read, storage, stored
from tests.web.pages import JSON, Page, part

EARLIER_DAY: Final = date(2026, 5, 20)
TODAY: Final = date(2026, 11, 20)
OLD: Final = bank(
    question("ENC-01", evidence_days=90),
    question("ENC-02", weight=3),
    question("ENC-03"),
    question("ACC-01"),
    question("ACC-02"),
)
NOW: Final = hashed(
    replace(
        OLD,
        questions=tuple(
            replace(one, revision=2, text=text("ENC-02, scanned too?")) if one.id == "ENC-02" else one
            for one in OLD.questions
        ),
    )
)
SCAN: Final = Evidence("record", "Scan of the quarter", EARLIER_DAY, checked_by="Reviewer")
EARLIER: Final = assessment(
    {
        "ENC-01": Answer(3, evidence=("E1",)),
        "ENC-02": Answer(3, note="Seen on site", evidence=("E1",)),
        "ENC-03": not_applicable(),
        "ACC-01": Answer("unknown"),
        "ACC-02": Answer(2),
    },
    title="2026 Q2",
    evidence={"E1": SCAN},
)
HOME: Final = "/assessments/2"
ENC: Final = f"{HOME}/families/ENC"


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An assessment on the older bank, and one that was started from it through the form."""
    monkeypatch.setattr("assessment.web.start.today", lambda: TODAY)
    made = make_app(OLD)
    stored(made, EARLIER)
    made.extensions["bank"] = NOW
    person = Person(made.test_client())
    fields = {"title": "2026 Q4", "organisation": "Sample", "date": TODAY.isoformat(), "tier": "full"}
    assert person.send("/assessments/new", page="/assessments/new", earlier="1", **fields).status_code == 303
    return made


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def confirm(person: Person, name: str, **fields: Any) -> Any:
    stood = {"carried_over": "1", "version": "1", "confirm": "1", **fields}
    return person.send(f"{HOME}/answers/{name}", page=HOME, **stood)


def test_a_carried_over_answer_says_where_it_is_from_and_what_it_counts_as_now(person: Person) -> None:
    block = part(person.open(ENC), 'id="ENC-01-carried"', "</div>")

    assert block.text == (
        "Carried over from “2026 Q2” of May 20, 2026, not confirmed yet: 3 Operating. It counts as 2 now: no current "
        "operating evidence. It counted as 3 then. No longer current: E1 · Scan of the quarter (May 20, 2026) "
        "Confirm: still so"
    )


def test_n_a_waits_to_be_confirmed_too(person: Person) -> None:
    block = part(person.open(ENC), 'id="ENC-03-carried"', "</div>")
    assert block.text == (
        "Carried over from “2026 Q2” of May 20, 2026, not confirmed yet: Does not apply. Confirm: still so"
    )


def test_the_button_is_the_first_stop_of_its_question(person: Person) -> None:
    html = person.open(ENC)
    form = html[html.index('id="ENC-01"') : html.index('id="ENC-02"')]
    stops = [form.index(stop) for stop in ('id="ENC-01-confirm"', "<a ", "<summary", 'type="radio"')]
    assert stops[0] == min(stops)


def test_where_the_earlier_one_is_gone_the_mark_stands_without_it(app: Flask, person: Person) -> None:
    with storage(app) as db:
        assessments.delete(db, 1, ACTOR)

    page = person.open(ENC)

    assert part(page, 'id="ENC-03-carried"', "</div>").text == (
        "Carried over, not confirmed yet: Does not apply. Confirm: still so"
    )
    assert 'class="earlier"' not in page


def test_confirming_changes_the_mark_alone(app: Flask, person: Person) -> None:
    reply = confirm(person, "ENC-03", choice="na", reason=REASON)

    assert (reply.status_code, reply.location) == (303, f"{HOME}/families/ACC#ACC-01-confirm")
    assert read(app, 2).answers["ENC-03"] == replace(not_applicable(), version=2)
    with storage(app) as db:
        last = events.of(db, 2)[-1]
    assert {key for key in last.after if last.before[key] != last.after[key]} == {"carried_over", "version"}


def test_confirming_leads_to_the_next_and_round_to_the_first(person: Person) -> None:
    first = confirm(person, "ACC-02", choice="2").location
    second = confirm(person, "ENC-01", choice="3", evidence="E1").location
    third = confirm(person, "ENC-03", choice="na", reason=REASON).location
    last = confirm(person, "ACC-01", choice="unknown").location

    assert (first, second, third, last) == (
        f"{HOME}/families/ENC#ENC-01-confirm",
        f"{HOME}/families/ENC#ENC-03-confirm",
        f"{HOME}/families/ACC#ACC-01-confirm",
        f"{HOME}/families/ACC#ACC-01",
    )
    assert "still to be confirmed" not in person.open(HOME)


def test_the_script_is_told_what_is_left_and_where_to_go_on(person: Person) -> None:
    person.client.environ_base["HTTP_ACCEPT"] = JSON["Accept"]

    going = confirm(person, "ENC-03", choice="na", reason=REASON).get_json()
    plain = person.send(f"{HOME}/answers/ENC-02", page=HOME, choice="1", version="0").get_json()

    assert going["next"] == {"href": f"{HOME}/families/ACC#ACC-01-confirm", "words": "Next to confirm: ACC-01"}
    assert Page(going["to_confirm"]).text == (
        "3 carried-over answers are still to be confirmed. Next to confirm: ACC-01"
    )
    assert (plain.get("next"), plain.get("to_confirm")) == (None, None)


def test_after_the_last_one_the_script_is_led_to_the_check(person: Person) -> None:
    person.client.environ_base["HTTP_ACCEPT"] = JSON["Accept"]
    for name, fields in (("ENC-01", {"choice": "3", "evidence": "E1"}), ("ENC-03", {"choice": "na", "reason": REASON})):
        confirm(person, name, **fields)
    confirm(person, "ACC-01", choice="unknown")

    last = confirm(person, "ACC-02", choice="2").get_json()

    assert last["next"]["href"] == f"{HOME}/check"
    assert Page(last["to_confirm"]).text == "Every carried-over answer is confirmed. Check and finish"


def test_the_tasks_count_by_family_and_lead_to_the_next(person: Person) -> None:
    page = Page(person.open(HOME))

    assert "4 carried-over answers are still to be confirmed. Next to confirm: ENC-01" in page.text
    assert f"{ENC}#ENC-01-confirm" in page.links
    assert "2 carried over, to confirm 1 changed, to answer anew" in page.text
    assert (
        "1 question has changed since it was answered, and is to be answered anew. First of them: ENC-02" in page.text
    )


def test_a_family_of_n_a_alone_is_not_completed_before_it_is_confirmed(app: Flask, person: Person) -> None:
    number = stored(app, assessment({"ENC-01": replace(not_applicable(), carried_over=True)}, pledges=("P1",)))
    app.extensions["bank"] = hashed(bank(question("ENC-01")))
    page = Page(person.open(f"/assessments/{number}")).text
    assert "1 carried over, to confirm" in page
    assert "Next to confirm: ENC-01" in page


def test_a_family_page_leads_on_to_the_next_family(person: Person) -> None:
    confirm(person, "ENC-01", choice="3", evidence="E1")
    confirm(person, "ENC-03", choice="na", reason=REASON)
    notice = part(person.open(ENC), 'id="to-confirm"', "</div>")
    assert notice.text == "2 carried-over answers are still to be confirmed. Next to confirm: ACC-01"


def test_a_changed_question_is_unanswered_with_its_old_answer_beside(app: Flask, person: Person) -> None:
    html = person.open(ENC)

    assert "ENC-02" not in read(app, 2).answers
    assert '<details class="earlier" open>' in html
    assert part(html, 'class="earlier"', "</details>").text == (
        "The answer before the question changed The question has changed since “2026 Q2” of May 20, 2026, so the "
        "answer was not carried over. Nothing is filled in: read what is different, then answer it anew. Question then "
        "ENC-02? Answer then 3 Operating ENC-02 at 3 Note Seen on site Evidence E1 · Scan of the quarter What is "
        "different Question Before ENC-02? Now ENC-02, scanned too?"
    )
    assert html.count('class="earlier"') == 1


def test_what_was_said_before_is_shown_as_text(app: Flask, person: Person) -> None:
    app.extensions["bank"] = hashed(OLD)
    said = replace(EARLIER, answers={"ENC-02": Answer(1, note="<b>bold</b>")}, title="<i>Q2</i>")
    previous = stored(app, said)
    app.extensions["bank"] = NOW
    number = stored(app, assessment(previous=str(previous)))

    html = person.open(f"/assessments/{number}/families/ENC")

    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "&lt;i&gt;Q2&lt;/i&gt;" in html


def test_a_final_assessment_asks_nothing_anew(app: Flask, person: Person) -> None:
    number = stored(app, replace(assessment({"ENC-01": 1}, previous="1"), status="final"))
    pages = person.open(f"/assessments/{number}/families/ENC"), person.open(f"/assessments/{number}")
    assert [words for words in ('class="earlier"', "to answer anew", "confirm=") if words in "".join(pages)] == []


def test_confirming_without_a_reason_is_refused_and_stays_marked(app: Flask, person: Person) -> None:
    reply = confirm(person, "ENC-03", choice="na", reason="short")

    assert reply.status_code == 422
    assert 'id="ENC-03-confirm"' in reply.get_data(as_text=True)
    assert read(app, 2).answers["ENC-03"].carried_over


def test_an_unconfirmed_answer_is_confirmed_from_an_old_page_only_as_it_stands(app: Flask, person: Person) -> None:
    person.send(f"{HOME}/answers/ACC-02", page=HOME, choice="2", note="Asked", carried_over="1", version="1")

    assert confirm(person, "ACC-02", choice="2").status_code == 409
    assert read(app, 2).answers["ACC-02"] == Answer(2, note="Asked", carried_over=True, version=2)
