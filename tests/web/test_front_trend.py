"""The front page's small trend: what it follows, and where its line is dotted or ends."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from assessment.engine.model import Answer
from tests.build import DAY, assessment
from tests.web.conftest import Person, stored
from tests.web.pages import rows
from tests.web.test_home import BANK, final, section


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def test_the_trend_tells_the_newest_assessment_and_those_it_followed_but_none_that_a_revision_replaced(
    app: Flask, person: Person
) -> None:
    half = assessment({"ENC-01": Answer(2), "ENC-02": Answer(0)}, status="final")
    first = stored(app, replace(half, date=DAY - timedelta(days=200)))
    replaced = stored(app, replace(half, date=DAY - timedelta(days=100), previous=str(first)))
    stored(app, replace(half, unit="Another unit", date=DAY - timedelta(days=9)))
    again = stored(app, replace(final(previous=str(replaced)), date=DAY - timedelta(days=100), revision=2))
    stored(app, replace(half, previous=str(again)))
    told = section(person.open("/"), "trend")
    days = ["Nov 1, 2025", "Feb 9, 2026", "May 20, 2026"]
    assert [day for day in (*days, "May 11, 2026") if day in told.text] == days
    figures = [word for word in told.text.split() if "." in word]
    assert figures == ["30.0", "30.0", "50.0", "75.0", "30.0", "30.0"]


def test_the_line_of_the_trend_is_dotted_where_two_may_not_be_joined(app: Flask, person: Person) -> None:
    half = assessment({"ENC-01": Answer(2), "ENC-02": Answer(0)}, status="final")
    first = stored(app, replace(half, date=DAY - timedelta(days=200)))
    second = stored(app, replace(half, date=DAY - timedelta(days=100), previous=str(first)))
    assert lines(person.open("/")) == [False]
    assert "Not to be compared directly" not in person.open("/")
    stored(app, replace(half, pledges=("P1", "P2"), previous=str(second)))
    html = person.open("/")
    assert lines(html) == [False, True]
    assert "Not to be compared directly" in section(html, "trend").text


def test_one_without_any_answer_is_no_point_of_the_trend(app: Flask, person: Person) -> None:
    half = assessment({"ENC-01": Answer(2), "ENC-02": Answer(0)}, status="final")
    first = stored(app, replace(half, date=DAY - timedelta(days=200)))
    second = stored(app, replace(half, date=DAY - timedelta(days=100), previous=str(first)))
    stored(app, assessment({}, previous=str(second)))
    html = person.open("/")
    assert (lines(html), len(rows(section(html, "trend").html))) == ([False], 2)


def lines(html: str) -> list[bool]:
    """Of each line of the trend, oldest first, whether it is dotted; each begins where the one before ended."""
    found = re.findall(r'<polyline class="line-evidenced ?([\w-]*)" points="(\S+) (\S+)">', html)
    assert [begin for _, begin, _ in found[1:]] == [end for _, _, end in found[:-1]]
    return [apart == "line-apart" for apart, _, _ in found]


def test_one_assessment_makes_no_trend(app: Flask, person: Person) -> None:
    stored(app, final())
    assert 'id="trend"' not in person.open("/")
