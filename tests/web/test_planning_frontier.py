"""How far each effort goes, from today to everything."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.build import bank, question
from tests.web.pages import Page, rows
from tests.web.planned import (
    ANSWERS,
    PLAN,
    RISK,
    TODAY,
    Start,
    starting,
)


@pytest.fixture
def start(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Start:
    monkeypatch.setattr("assessment.web.planning.today", lambda: TODAY)
    return starting(make_app)


def test_the_frontier_goes_from_today_to_everything(start: Start) -> None:
    html = start().open(f"{PLAN}/frontier")
    found = rows(html)
    assert found[0] == "0 ✕ Broken 1 1 Ad hoc 41.6 41.6 0 Today"
    assert found[-1] == "10 ✓ Kept 0 3 Operating 75.0 75.0 12 See its steps: 10 person-days"
    assert [row.partition(" ")[0] for row in found] == ["0", "1", "3", "6", "7", "10"]
    page = Page(html)
    assert "/assessments/1/plan?goal=budget&days=3&periods=1" in page.links
    for sentence in (
        "With 1 person-day or more no clause is broken; today 1 is.",
        "The evidenced index can go from 41.6 to 75.0 with 10 person-days. Half of that way takes 3 person-days.",
    ):
        assert sentence in page.text
    # The point before the end gains 70.8 - 41.6 of the 33.3 between: less than nine tenths.
    assert "The last tenth" not in page.text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"answers": {**ANSWERS, "ENC-02": 2}}, "No clause is broken today."),
        ({"accepted": {"ENC-02": RISK}}, "Even with everything that can be planned 1 clause stays broken."),
        ({"answers": {}}, "No step can be planned: nothing stands below its target, or what does is unanswered or"),
    ],
)
def test_the_frontier_says_where_effort_stops_helping(start: Start, given: dict[str, Any], words: str) -> None:
    assert words in Page(start(**given).open(f"{PLAN}/frontier")).text


def test_the_frontier_says_where_time_was_up(start: Start) -> None:
    words = "Time was up for some of these budgets: there may be better plans for them."
    assert words in Page(start(config={"PLAN_SECONDS": 0}).open(f"{PLAN}/frontier")).text


def test_the_last_tenth_of_the_way_is_named_where_it_takes_effort_of_its_own(start: Start) -> None:
    # Three steps of a day gain 3 tenths each; the last one takes five days for a tenth.
    cheap = [question(f"ENC-{number:02}", weight=3) for number in (1, 2, 3)]
    dear = question("ACC-01", efforts=(1, 1, 5, 1))
    person = start(dict.fromkeys(("ENC-01", "ENC-02", "ENC-03", "ACC-01"), 2), tiny=bank(*cheap, dear))
    html = person.open(f"{PLAN}/frontier")
    assert "The last tenth of the way takes 5 person-days by itself." in Page(html).text
