"""From the page where an assessment is finished to what it changed against the one before."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.conftest import Person
from tests.web.pages import Page, part
from tests.web.test_finishing import BANK, CHECK, NAMES, answered


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def test_a_revision_leads_to_what_it_changed_while_a_draft_and_when_final(app: Flask, person: Person) -> None:
    answered(app, status="final")
    assert "/compare" not in " ".join(main(person.open(CHECK)).links)
    person.send("/assessments/1/reopen", page=CHECK)
    expected = ("What the revision changed", "/compare?a=1&b=2")
    draft = main(person.open("/assessments/2/check"))
    assert (expected[0] in draft.text, expected[1] in draft.links) == (True, True)
    assert person.send("/assessments/2/finish", page="/assessments/2/check", **NAMES).status_code == 303
    done = main(person.open("/assessments/2/check"))
    assert (expected[0] in done.text, expected[1] in done.links) == (True, True)
    assert person.client.get(expected[1]).status_code == 200


def test_a_final_one_leads_to_the_comparison_with_what_it_followed(app: Flask, person: Person) -> None:
    answered(app, status="final")
    answered(app, status="final", previous="1")
    answered(app, previous="2")
    done, draft = (main(person.open(f"/assessments/{number}/check")) for number in (2, 3))
    assert ("What moved, and what may be compared" in done.text, "/compare?a=1&b=2" in done.links) == (True, True)
    assert [link for link in draft.links if link.startswith("/compare")] == []


def main(html: str) -> Page:
    return part(html, "<main", "</main>")
