"""Choosing two assessments: what is offered and refused, one alone, one twice, one backwards; and their sheet."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from assessment.engine.model import Action
from assessment.formats.file import fingerprint
from assessment.store import assessments, lineage
from tests.web.conftest import ACTOR, Person, read, storage, stored
from tests.web.pages import Page, part, rows
from tests.web.reports import section
from tests.web.test_comparing import AFTER, BANK, BEFORE, both


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def refused(person: Person, address: str) -> str:
    reply = person.client.get(address)
    assert reply.status_code == 404
    return part(reply.get_data(as_text=True), 'id="error-summary"', "</div>").text


def test_without_two_it_offers_every_assessment_and_what_each_followed(app: Flask, person: Person) -> None:
    first = stored(app, BEFORE)
    second = stored(app, replace(AFTER, unit="Shop", previous=str(first)))
    html = person.open("/compare")
    select = part(html, '<select id="b"', "</select>").html
    assert re.findall(r'<optgroup label="([^"]*)">', select) == ["Sample · Shop", "Sample"]
    assert [Page(option).text for option in re.findall(r"<option.*?</option>", select)] == [
        "Choose an assessment",
        "Nov 20, 2026 · November · Draft",
        "May 20, 2026 · May · Final",
    ]
    pairs = part(html, 'class="pairs"', "</ul>")
    assert pairs.links == [f"/compare?a={first}&b={second}"]
    assert pairs.text == "Nov 20, 2026 · November against “May” of May 20, 2026"


def test_revisions_of_one_assessment_are_offered_against_each_other(app: Flask, person: Person) -> None:
    first = stored(app, BEFORE)
    with storage(app) as db:
        second = assessments.reopen(db, first, ACTOR)
    pairs = part(person.open("/compare"), 'class="pairs"', "</ul>")
    assert pairs.text == "May 20, 2026 · May · Revision 2 against revision 1, which it replaces"
    html = person.open(pairs.links[0])
    assert pairs.links == [f"/compare?a={first}&b={second}"]
    assert rows(section(html, "figures"))[3] == "Like for like → unchanged 0.0 0.0 4 of 4"


def test_before_there_is_an_assessment_it_says_so(person: Person) -> None:
    assert "There is no assessment yet: start one, or look at the sample." in Page(person.open("/compare")).text


@pytest.mark.parametrize("number", ["99", "abc", "-1", "1.5", "99999999999999999999"])
def test_an_assessment_that_is_not_there_is_said_in_one_sentence(app: Flask, person: Person, number: str) -> None:
    stored(app, BEFORE)
    said = f"There is a problem There is no assessment “{number}”: choose two of those below."
    assert refused(person, f"/compare?a=1&b={number}") == said
    assert refused(person, f"/compare/print?a={number}&b=1") == said


def test_the_same_twice_is_said_plainly(app: Flask, person: Person) -> None:
    stored(app, BEFORE)
    for page in ("/compare", "/compare/print"):
        assert (
            "A and B are the same assessment: nothing can have changed between them. Choose another one."
            in Page(person.open(f"{page}?a=1&b=1")).text
        )


def test_one_alone_is_compared_with_what_it_followed_or_chosen_in_the_form(app: Flask, person: Person) -> None:
    stored(app, BEFORE)
    stored(app, replace(AFTER, previous="1"))
    assert "15.0" in section(person.open("/compare?b=2"), "figures")
    html = person.open("/compare?a=1")
    assert 'value="1" selected' in part(html, '<select id="a"', "</select>").html
    assert "selected" not in part(html, '<select id="b"', "</select>").html


def test_a_later_assessment_before_an_earlier_one_is_compared_and_the_swap_offered(app: Flask, person: Person) -> None:
    both(app)
    html = person.open("/compare?a=2&b=1")
    assert "A is dated later than B, so this reads backwards. Compare the other way round" in Page(html).text
    assert "/compare?a=1&b=2" in Page(html).links
    assert rows(section(html, "figures"))[2] == "B less A −25.6 −25.6"
    assert "reads backwards" not in person.open("/compare?a=1&b=2")


def test_the_sheet_cuts_its_lists_and_its_foot_names_both(app: Flask, person: Person) -> None:
    missed = tuple(Action("ENC-02", 3, f"Owner {number}") for number in range(6))
    long = replace(BEFORE, actions=(Action("ENC-01", 2, "Who reached it"), *missed))
    both(app, long)
    html = person.open("/compare/print?a=1&b=2")
    promised = part(html, "<h3>What was promised", "</ul>").text
    assert promised == (
        "What was promised 7 "
        + " ".join(f"Not reached · ENC-02 to level 3 · Owner {number}" for number in range(4))
        + " and 3 more"
    )
    foot = person.open("/compare/print.css?a=1&b=2")
    for number in (1, 2):
        assert fingerprint(BANK, read(app, number)) in foot
    assert "counter(pages)" in foot


def test_what_is_chosen_stays_chosen_however_many_are_later(
    app: Flask, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lineage, "MOST_OFFERED", 1)
    form = part(person.open(both(app)), '<form class="filter compare-form"', "</form>").html
    assert re.findall(r'<option value="(\d*)" (selected)?', form) == [
        ("2", ""), ("1", "selected"), ("2", "selected"), ("1", ""),
    ]  # fmt: skip
