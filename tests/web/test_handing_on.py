"""Begun from a final assessment: its open actions are taken over, and what showed others done enters the register."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from flask import Flask

from assessment.engine.model import Action, Answer, Evidence
from assessment.store import actions
from assessment.store.action_rows import Tracked
from tests.build import PROOF, Answers, assessment, bank, proved, question
from tests.web.conftest import Person, read, storage, stored
from tests.web.pages import Page, part

TODAY: Final = date(2026, 11, 24)
ACTIONS: Final = "/assessments/2/actions"
REGISTER: Final = "/assessments/2/evidence"
BANK: Final = bank(question("ENC-01"), question("ENC-02"), question("ACC-01"))
PROMISED: Final = (
    Action("ENC-01", 3, "Wang", date(2026, 11, 23), "doing"),
    Action("ENC-02", 3, "Li"),
    Action("ACC-01", 2, "Zhao", date(2026, 12, 1)),
)
WORDS: Final = "Ticket 17 in the tracker"


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A final assessment, and a draft that was begun from it."""
    for page in ("actions", "evidence", "rectifying"):
        monkeypatch.setattr(f"assessment.web.{page}.today", lambda: TODAY)
    made = make_app(BANK)
    answers: Answers = {"ENC-01": 1, "ENC-02": Answer(1), "ACC-01": proved(3)}
    stored(made, assessment(answers, actions=PROMISED, status="final"))
    stored(made, assessment(answers, previous="1", title="2027"))
    return made


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def kept(app: Flask, number: int = 2) -> tuple[Tracked, ...]:
    with storage(app) as db:
        return actions.of(db, number)


def done(person: Person, action: int = 1) -> None:
    address = f"/assessments/1/actions/{action}"
    assert person.send(f"{address}/done", page=address, shown=WORDS).status_code == 303


def taking(html: str) -> str:
    return part(html, 'aria-labelledby="waiting"', "</section>").text


def test_what_the_last_assessment_promised_and_is_still_open_is_offered_by_its_day(person: Person) -> None:
    assert taking(person.open(ACTIONS)) == (
        "Promised in the last assessment, still open 2026 "
        "ENC-01 to level 3 Under way · Wang · due Nov 23, 2026 · Overdue To level 3 "
        "ACC-01 to level 2 Open · Zhao · due Dec 1, 2026 To level 2 Its question stands at level 2 here already. "
        "ENC-02 to level 3 Open · Li · No day yet To level 3 "
        "Take all 3 over"
    )


def test_one_button_takes_all_of_it_over(app: Flask, person: Person) -> None:
    reply = person.send(f"{ACTIONS}/take-over", page=ACTIONS)
    assert (reply.status_code, reply.location) == (303, ACTIONS)
    assert [one.action for one in kept(app)] == list(PROMISED)
    html = person.open(ACTIONS)
    assert "3 actions are taken over." in html
    assert "Promised in the last assessment" not in html
    again = person.send(f"{ACTIONS}/take-over", page=ACTIONS)
    assert (again.status_code, len(kept(app))) == (303, 3)
    assert "There was nothing left to take over." in person.open(ACTIONS)


def test_taking_over_needs_the_token_and_a_draft(app: Flask, person: Person) -> None:
    assert person.client.post(f"{ACTIONS}/take-over").status_code == 400
    assert person.send("/assessments/1/actions/take-over", page=ACTIONS).status_code == 409
    assert kept(app) == ()


@pytest.mark.usefixtures("app")
def test_what_changed_in_the_bank_is_to_be_decided_anew(make_app: Callable[..., Flask]) -> None:
    changed = bank(replace(question("ENC-01"), revision=2), question("ACC-01"))
    newer = make_app(changed)
    number = stored(newer, assessment({}, previous="1", title="2028"))
    page = Person(newer.test_client()).open(f"/assessments/{number}/actions")
    assert taking(page).endswith(
        "Take it over 2 more are about questions that have changed or are gone: decide about them anew."
    )


def test_a_final_assessment_and_one_that_began_empty_are_offered_nothing(app: Flask, person: Person) -> None:
    number = stored(app, assessment({}))
    for address in ("/assessments/1/actions", f"/assessments/{number}/actions", "/assessments/1/evidence"):
        assert 'class="taking"' not in person.open(address)


def test_words_that_showed_an_action_done_wait_beside_the_register(person: Person) -> None:
    assert 'class="taking"' not in person.open(REGISTER)
    done(person)
    html = person.open(REGISTER)
    assert taking(html) == (
        "Done since, and not in the register yet What somebody named to show an action done while the register was "
        "closed. Until it is entered, with a day, it shows nothing here. "
        f"ENC-01 to level 3 {WORDS} ENC-01? Add it to the register: ENC-01 Not wanted here: ENC-01"
    )
    assert f"{REGISTER}?action=1#add" in Page(html).links
    assert 'class="taking"' not in person.open("/assessments/1/evidence")


def test_they_fill_the_form_of_a_piece(person: Person) -> None:
    done(person)
    form = part(person.open(f"{REGISTER}?action=1"), 'id="add"', "</details>")
    assert '<option selected value="record">' in form.html
    assert f'name="title" type="text" value="{WORDS}"' in form.html
    assert f'name="location" type="text" value="{WORDS}"' in form.html
    assert '<input type="hidden" name="action" value="1">' in form.html
    assert "It shows that “ENC-01 to level 3” is done." in form.text


@pytest.mark.parametrize("action", ["2", "9", "x", ""])
def test_an_action_that_shows_nothing_fills_no_form(person: Person, action: str) -> None:
    done(person)
    assert 'name="action"' not in person.open(f"{REGISTER}?action={action}")


def test_the_piece_is_registered_with_its_question(app: Flask, person: Person) -> None:
    done(person)
    fields: dict[str, Any] = {"kind": "config", "title": "Key export", "date": "2026-05-20", "location": WORDS}
    reply = person.send(REGISTER, page=f"{REGISTER}?action=1", action="1", **fields)
    assert (reply.status_code, reply.location) == (303, f"{REGISTER}#E3")
    found = read(app, 2)
    piece = Evidence("config", "Key export", date(2026, 5, 20), location=WORDS)
    assert (found.evidence, found.answers["ENC-01"].evidence) == ({**PROOF, "E3": piece}, ("E3",))
    assert found.answers["ENC-01"].choice == 1
    html = person.open(REGISTER)
    assert "E3 is in the register, as evidence of its question too: answer that question again." in html
    assert 'class="taking"' not in html


def test_what_is_not_wanted_is_not_offered_again(app: Flask, person: Person) -> None:
    done(person)
    before = read(app, 2)
    address = f"{REGISTER}/actions/1/leave-out"
    reply = person.send(address, page=REGISTER)
    assert (reply.status_code, reply.location, read(app, 2)) == (303, REGISTER, before)
    html = person.open(REGISTER)
    assert "It is not offered again. A piece can still be added by hand." in html
    assert 'class="taking"' not in html
    again = person.send(address, page=REGISTER)
    assert (again.status_code, person.client.post(address).status_code) == (422, 400)


def test_a_piece_that_is_wrong_stays_in_the_form_with_its_action(app: Flask, person: Person) -> None:
    done(person)
    reply = person.send(REGISTER, page=REGISTER, action="1", kind="record", title="", date="2027-01-01")
    html = reply.get_data(as_text=True)
    assert (reply.status_code, read(app, 2).evidence) == (422, PROOF)
    assert '<input type="hidden" name="action" value="1">' in html
    assert "Evidence needs a title or a document number." in html


def test_an_action_that_is_not_done_is_not_taken_in(app: Flask, person: Person) -> None:
    reply = person.send(REGISTER, page=REGISTER, action="2", kind="record", title="Key export")
    assert (reply.status_code, read(app, 2).evidence) == (422, PROOF)
    assert "its action is no longer done" in reply.get_data(as_text=True)
