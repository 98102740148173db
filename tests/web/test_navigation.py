"""Where one is: the tab of an assessment and the entry of the main navigation that are marked as current."""

import re
from collections.abc import Callable
from typing import Final

import pytest
from flask import Flask

from tests.build import assessment, bank, question
from tests.web.conftest import Person, stored
from tests.web.pages import part

CURRENT: Final = re.compile(r'<a href="[^"]*" aria-current="(page|true)">([^<]*)</a>')
TABS: Final = {
    "": ("page", "Tasks"),
    "/families/ENC": ("true", "Tasks"),
    "/evidence": ("page", "Evidence"),
    "/evidence/E1": ("true", "Evidence"),
    "/evidence/E1/remove": ("true", "Evidence"),
    "/check": ("page", "Check and finish"),
    "/report": ("page", "Report"),
    "/risks/ENC-01": ("true", "Report"),
    "/plan": ("page", "Plan"),
    "/plan/frontier": ("true", "Plan"),
    "/actions": ("page", "Actions"),
    "/rectification": ("true", "Actions"),
    "/due": ("page", "What falls due"),
    "/settings": ("page", "Settings"),
    "/delete": ("true", "Settings"),
    "/upgrade": ("true", "Settings"),
}
ENTRIES: Final = {"/": "Assessments", "/trend": "Over time", "/questions": "Questions", "/method": "Method"}


@pytest.fixture
def person(make_app: Callable[..., Flask]) -> Person:
    app = make_app(bank(question()))
    stored(app, assessment({"ENC-01": 1}))
    return Person(app.test_client())


@pytest.mark.parametrize(("address", "current"), TABS.items())
def test_one_tab_is_current_on_every_page_of_an_assessment(
    person: Person, address: str, current: tuple[str, str]
) -> None:
    html = person.open(f"/assessments/1{address}")
    assert CURRENT.findall(html.partition('<nav class="tabs"')[2].partition("</nav>")[0]) == [current]
    assert CURRENT.findall(html.partition('<nav class="tabs"')[0]) == []


@pytest.mark.parametrize(("address", "entry"), ENTRIES.items())
def test_the_main_navigation_names_the_page_that_one_is_on(person: Person, address: str, entry: str) -> None:
    html = person.open(address)
    assert CURRENT.findall(html.partition('<nav aria-label="Main"')[2].partition("</nav>")[0]) == [("page", entry)]


def test_comparing_belongs_to_what_happens_over_time(person: Person) -> None:
    html = person.open("/compare")
    assert CURRENT.findall(html) == [("true", "Over time")]
    assert "/compare" in part(person.open("/trend"), 'class="tabs', "</nav>").links


def test_a_bank_edited_under_the_same_version_is_not_called_newer(make_app: Callable[..., Flask]) -> None:
    stored(make_app(bank(question())), assessment())
    edited = Person(make_app(bank(question(weight=3))).test_client())
    assert part(edited.open("/assessments/1"), 'class="newer-bank"', "</p>").text == (
        "Question bank 0.1.0 has been edited since this draft began, without a new version. See what it changes"
    )
