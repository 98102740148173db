"""Pages that were opened before somebody else upgraded a draft, or answered in it: nothing goes or is kept unseen."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from assessment.store import set_aside
from tests.web.conftest import Person, hashed, read, storage
from tests.web.pages import JSON, Page
from tests.web.test_upgrading import HOME, NEWER, UPGRADE, app, bank_of, person, undo, upgrade

__all__ = ["app", "person"]


def test_what_was_answered_after_the_page_was_opened_is_not_undone_unseen(app: Flask, person: Person) -> None:
    upgrade(person)
    html = person.open(UPGRADE)
    shown = re.findall(r'name="shown" value="(\w+)"', html)
    person.send(f"{HOME}/answers/ACC-03", choice="1", version="0")

    reply = person.send(f"{UPGRADE}/undo", page=UPGRADE, upgrade="1", shown=shown)

    assert (reply.status_code, bank_of(app), read(app, 1).answers["ACC-03"].choice) == (422, "0.2.0", 1)
    page = Page(reply.get_data(as_text=True)).text
    assert "There is a problem Undoing would remove something else by now than was shown" in page
    assert "1 answer given since is removed" in page


def test_an_answer_from_a_page_before_the_upgrade_is_shown_beside_the_question_as_it_is(
    app: Flask, person: Person
) -> None:
    sent = {"choice": "1", "note": "<Said before>", "version": "1", "revision": "1"}
    upgrade(person)

    reply = person.send(f"{HOME}/answers/ENC-01", **sent)

    html = reply.get_data(as_text=True)
    assert (reply.status_code, read(app, 1).answers["ENC-01"].choice) == (422, None)
    for words in ("ENC-01, scanned too?", "This question has changed since its page was opened", "<Said before>"):
        assert words in Page(html).text
    assert '<input type="hidden" name="revision" value="2">' in html


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        (
            "ENC-01",
            422,
            "This question has changed since its page was opened: read it anew on a fresh page, then save.",
        ),
        (
            "ENC-03",
            404,
            "There is no question ENC-03 in assessment 1: if its page was open during an upgrade, open it again.",
        ),
    ],
)
def test_the_script_of_a_page_before_the_upgrade_is_told_in_a_sentence(
    app: Flask, person: Person, question: str, status: int, said: str
) -> None:
    upgrade(person)
    before = read(app, 1)
    person.client.environ_base["HTTP_ACCEPT"] = JSON["Accept"]
    reply = person.send(f"{HOME}/answers/{question}", choice="3", version="1", revision="1")
    assert (reply.status_code, reply.get_json()) == (status, {"error": said})
    assert read(app, 1) == before


def test_an_undoing_sent_twice_undoes_one_upgrade(app: Flask, person: Person) -> None:
    upgrade(person)
    app.extensions["bank"] = hashed(replace(NEWER, version="0.3.0"))
    upgrade(person, app.extensions["bank"].hash)

    assert (undo(person, "2"), undo(person, "2"), bank_of(app)) == (303, 422, "0.2.0")
    with storage(app) as db:
        last = set_aside.last(db, 1)
    assert last is not None
    assert last.upgrade == 1
