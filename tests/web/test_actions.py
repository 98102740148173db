"""Actions over HTTP: added from a gap, put in order, changed, done by what shows them, before and after the final."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.engine.model import Action, Answer, Evidence, EvidenceHint
from assessment.store import actions
from assessment.store.action_rows import Tracked
from tests.build import PROOF, Answers, assessment, bank, proved, question, text
from tests.web.conftest import Person, read, storage, stored
from tests.web.pages import Page, part, rows

TODAY = date(2026, 11, 24)
LIST = "/assessments/1/actions"
HINTS = (EvidenceHint("policy", text("Key rule")), EvidenceHint("config", text("Key export")))
BANK = bank(replace(question("ENC-01"), evidence=HINTS), question("ENC-02", weight=3), question("ACC-01"))
ANSWERS: Answers = {"ENC-01": 1, "ENC-02": Answer(2, evidence=("E1",)), "ACC-01": proved(3)}
PROMISED = (
    Action("ENC-01", 2, "Li", date(2026, 12, 1)),
    Action("ENC-01", 3, "Wang", date(2026, 11, 23), "doing"),
    Action("ENC-02", 3, "Li"),
    Action("ACC-01", 4, due=date(2026, 11, 1)),
    Action("ACC-01", 2, "Zhao", date(2026, 1, 1), "dropped"),
    Action("ENC-02", 2, "Zhao", date(2026, 11, 24)),
)
FIELDS: dict[str, Any] = {
    "question": "ENC-02",
    "level": "4",
    "owner": " Head  of security ",
    "due": "2027-01-31",
    "proof": "Audit report",
    "note": " Needs a budget\r\nfirst ",
}
WANTED = Tracked(
    Action("ENC-02", 4, "Head of security", date(2027, 1, 31)), "Needs a budget\nfirst", "Audit report", id=7
)
CHANGED: dict[str, Any] = {key: FIELDS[key] for key in ("owner", "due", "proof", "note")} | {"status": "doing"}
NEW_PIECE = {"new-kind": "config", "new-title": "Gateway export", "new-date": "2026-05-20"}


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr("assessment.web.actions.today", lambda: TODAY)
    made = make_app(BANK)
    stored(made, assessment(ANSWERS, actions=PROMISED))
    return made


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def kept(app: Flask, number: int = 1) -> tuple[Tracked, ...]:
    with storage(app) as db:
        return actions.of(db, number)


def section(html: str, name: str) -> list[str]:
    return rows(part(html, f'aria-labelledby="{name}"', "</section>").html)


def faults(reply: TestResponse) -> str:
    assert reply.status_code == 422
    return part(reply.get_data(as_text=True), 'id="error-summary"', "</div>").text.removeprefix("There is a problem ")


def test_the_plan_is_in_the_order_of_its_days_and_what_is_no_plan_stands_apart(person: Person) -> None:
    html = person.open(LIST)
    assert section(html, "planned") == [
        "ENC-01 to level 3 To level 3 Wang Nov 23, 2026 Overdue Under way Mark as done: ENC-01",
        "ENC-02 to level 2 To level 2 Zhao Nov 24, 2026 Open Mark as done: ENC-02",
        "ENC-01 to level 2 To level 2 Li Dec 1, 2026 Open Mark as done: ENC-01",
    ]
    assert section(html, "loose") == [
        "ENC-02 to level 3 To level 3 Li No day yet Open Mark as done: ENC-02",
        "ACC-01 to level 4 To level 4 Nobody yet Nov 1, 2026 Overdue Open Mark as done: ACC-01",
    ]
    assert section(html, "ended") == ["ACC-01 to level 2 To level 2 Zhao Jan 1, 2026 Dropped –"]
    assert "2 actions are overdue." in Page(html).text


def test_without_any_action_the_gaps_are_offered(app: Flask, person: Person) -> None:
    stored(app, assessment(ANSWERS))
    page = Page(person.open("/assessments/2/actions"))
    assert "Nothing is promised yet: begin with a gap of the report." in page.text
    assert "/assessments/2/report#gaps" in page.links


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ("question=ENC-01&level=3", ("ENC-01", "3", "Key export")),
        ("question=ENC-01&level=2", ("ENC-01", "2", "Key rule")),
        ("question=ENC-01", ("ENC-01", "2", "Key rule")),
        ("question=ACC-01&level=9", ("ACC-01", "3", "")),
    ],
)
def test_a_gaps_step_comes_with_the_address(person: Person, asked: str, chosen: tuple[str, str, str]) -> None:
    html = person.open(f"{LIST}?{asked}")
    form = part(html, 'id="add"', "</details>").html
    question, level, proof = chosen
    assert '<details class="adding" id="add" open>' in html
    assert f'<option selected value="{question}">' in form
    assert f'<option selected value="{level}">' in form
    assert f'name="proof" type="text" value="{proof}"' in form


def test_a_question_that_does_not_exist_begins_no_action(person: Person) -> None:
    assert '<details class="adding" id="add" >' in person.open(f"{LIST}?question=XYZ-01&level=3")


def test_the_gaps_are_offered_first_in_their_order(person: Person) -> None:
    form = part(person.open(LIST), 'id="question"', "</select>").html
    assert Page(form).text == "ENC-02 ENC-02? ENC-01 ENC-01? ACC-01 ACC-01?"
    assert '<optgroup label="Gaps, in order"><option value="ENC-02">' in form
    assert '<optgroup label="Other questions"><option value="ACC-01">' in form


def test_an_action_is_added(app: Flask, person: Person) -> None:
    reply = person.send(LIST, page=LIST, **FIELDS)
    assert (reply.status_code, reply.location) == (303, f"{LIST}#action-7")
    assert kept(app)[6:] == (WANTED,)
    assert "The action for ENC-02 is added." in person.open(LIST)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"question": "XYZ-01"}, "“XYZ-01” is not offered here: choose one of those given."),
        ({"level": "0"}, "“0” is not offered here: choose one of those given."),
        ({"level": "3"}, "That step is open or under way already: change that action instead."),
        ({"owner": "x" * 101}, "That text has 101 characters; shorten it to 100."),
        ({"proof": "x" * 501}, "That text has 501 characters; shorten it to 500."),
        ({"note": "x" * 2001}, "That text has 2001 characters; shorten it to 2000."),
        ({"due": "soon"}, "That is no date: write it as year-month-day, such as 2026-05-31."),
    ],
    ids=["question", "level", "twice", "owner", "proof", "note", "due"],
)
def test_a_new_action_that_is_wrong_is_refused_and_stays_in_the_form(
    app: Flask, person: Person, fields: dict[str, str], sentence: str
) -> None:
    reply = person.send(LIST, page=LIST, **FIELDS | {"proof": "Audit report"} | fields)
    assert faults(reply) == sentence
    page = reply.get_data(as_text=True)
    assert '<details class="adding" id="add" open>' in page
    assert (fields.get("note") or "Needs a budget") in page
    assert len(kept(app)) == len(PROMISED)


def test_an_action_is_changed(app: Flask, person: Person) -> None:
    page = person.open(f"{LIST}/1")
    assert 'name="owner" type="text" value="Li"' in page
    assert '<option value="done">' not in page
    reply = person.send(f"{LIST}/1", page=f"{LIST}/1", **CHANGED)
    assert (reply.status_code, reply.location) == (303, f"{LIST}#action-1")
    own = replace(WANTED.action, question="ENC-01", level=2, status="doing")
    assert kept(app)[0] == replace(WANTED, action=own, id=1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "done"}, "“done” is not offered here: choose one of those given."),
        ({"due": "2026-02-30"}, "That is no date: write it as year-month-day, such as 2026-05-31."),
    ],
)
def test_a_change_that_is_wrong_is_refused(app: Flask, person: Person, fields: dict[str, str], sentence: str) -> None:
    before = kept(app)
    assert faults(person.send(f"{LIST}/1", page=f"{LIST}/1", **CHANGED | fields)) == sentence
    assert kept(app) == before


def test_done_puts_a_piece_of_the_register_on_the_question_and_asks_to_answer_again(app: Flask, person: Person) -> None:
    reply = person.send(f"{LIST}/2/done", page=f"{LIST}/2", evidence="E1")
    assert (reply.status_code, reply.location) == (303, f"{LIST}/2")
    assert kept(app)[1] == Tracked(replace(PROMISED[1], status="done"), evidence="E1", id=2)
    answer = read(app, 1).answers["ENC-01"]
    assert (answer.choice, answer.evidence) == (1, ("E1",))
    page = Page(person.open(f"{LIST}/2"))
    assert "Done, shown by: E1 · Tickets of the month" in page.text
    assert "Is it at level 3 now? Answer ENC-01 again" in page.text
    assert "/assessments/1/families/ENC#ENC-01" in page.links
    assert "Mark as done" not in page.text


def test_done_registers_a_new_piece(app: Flask, person: Person) -> None:
    person.send(f"{LIST}/2/done", page=f"{LIST}/2", evidence="", **NEW_PIECE)
    found = read(app, 1)
    assert found.evidence == {**PROOF, "E3": Evidence("config", "Gateway export", date(2026, 5, 20))}
    assert found.answers["ENC-01"].evidence == ("E3",)
    assert section(person.open(LIST), "ended")[0] == (
        "ENC-01 to level 3 To level 3 Wang Nov 23, 2026 Done E3 · Gateway export"
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"evidence": ""},
            "Choose a piece of the register, or add one below: done means that something shows it.",
        ),
        ({"evidence": "E1", **NEW_PIECE}, "Choose a piece of the register or add one, not both."),
        ({"evidence": "E9"}, "“E9” is not offered here: choose one of those given."),
        (
            {"evidence": "", **NEW_PIECE, "new-date": "2026-11-25"},
            "Evidence cannot have been confirmed on a day to come: give Nov 24, 2026 or earlier.",
        ),
    ],
    ids=["nothing", "both", "unknown", "piece"],
)
def test_done_without_one_sound_piece_is_refused_and_nothing_is_written(
    app: Flask, person: Person, fields: dict[str, str], sentence: str
) -> None:
    before = kept(app), read(app, 1)
    reply = person.send(f"{LIST}/2/done", page=f"{LIST}/2", **fields)
    assert faults(reply) == sentence
    assert reply.get_data(as_text=True).count('<option selected value="E1">') == (fields["evidence"] == "E1")
    assert (kept(app), read(app, 1)) == before


def test_an_action_taken_up_again_is_no_longer_shown_done(app: Flask, person: Person) -> None:
    person.send(f"{LIST}/2/done", page=f"{LIST}/2", evidence="E1")
    assert '<option selected value="done">' in person.open(f"{LIST}/2")
    person.send(f"{LIST}/2", page=f"{LIST}/2", **CHANGED)
    assert (kept(app)[1].action.status, kept(app)[1].evidence) == ("doing", None)


def test_a_piece_that_showed_it_and_is_gone_is_named_so(person: Person) -> None:
    person.send(f"{LIST}/2/done", page=f"{LIST}/2", evidence="E2")
    person.send("/assessments/1/evidence/E2/remove", page="/assessments/1/evidence/E2/remove")
    assert "E2, which has been removed from the register" in Page(person.open(LIST)).text


def test_an_action_entered_by_mistake_is_removed(app: Flask, person: Person) -> None:
    reply = person.send(f"{LIST}/2/remove", page=f"{LIST}/2")
    assert (reply.status_code, reply.location) == (303, LIST)
    assert [one.id for one in kept(app)] == [1, 3, 4, 5, 6]


@pytest.mark.parametrize("address", ["/9", "/9/done", "/9/remove"])
def test_an_action_that_is_not_there(person: Person, address: str) -> None:
    reply = person.send(f"{LIST}{address}", page=LIST, **CHANGED, evidence="E1")
    assert reply.status_code == 404
    assert "There is no action 9 in assessment 1." in reply.get_data(as_text=True)
    assert person.client.get(f"{LIST}/9").status_code == 404


def test_the_actions_of_a_final_assessment_go_on_and_its_report_stays(app: Flask, person: Person) -> None:
    stored(app, assessment(ANSWERS, actions=PROMISED[:2], status="final"))
    final = "/assessments/2/actions"
    before, report = read(app, 2), Page(person.open("/assessments/2/report")).text
    first, second = (one.id for one in kept(app, 2))

    person.send(f"{final}/{first}", page=f"{final}/{first}", **CHANGED)
    reply = person.send(f"{final}/{second}/done", page=f"{final}/{second}", shown=" Ticket 17 ")
    person.send(final, page=final, **FIELDS)

    assert (reply.status_code, reply.location) == (303, f"{final}/{second}")
    statuses = [(one.action.question, one.action.level, one.action.status, one.shown) for one in kept(app, 2)]
    assert statuses == [("ENC-01", 2, "doing", ""), ("ENC-01", 3, "done", "Ticket 17"), ("ENC-02", 4, "open", "")]
    page = Page(person.open(f"{final}/{second}"))
    assert (read(app, 2), Page(person.open("/assessments/2/report")).text) == (before, report)
    assert "Done, shown by: Ticket 17" in page.text
    assert "/assessments/new?from=2" in page.links


def test_done_after_the_final_needs_words_too(app: Flask, person: Person) -> None:
    stored(app, assessment(ANSWERS, actions=PROMISED[:1], status="final"))
    address = f"/assessments/2/actions/{kept(app, 2)[0].id}"
    reply = person.send(f"{address}/done", page=address, shown=" ", evidence="E1")
    assert faults(reply) == "Say what shows it: a document number, a ticket, an address."
    assert kept(app, 2)[0].action == PROMISED[0]


def test_what_a_person_writes_is_shown_as_text(person: Person) -> None:
    person.send(LIST, page=LIST, **FIELDS | {"note": "<script>alert(1)</script>"})
    assert "<script>alert" not in person.open(LIST)
