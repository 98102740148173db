"""What is in the way of a plan is named with the way out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest
from flask import Flask

from assessment.engine.model import Answer
from tests.build import bank, clause, not_applicable, question
from tests.web.pages import part
from tests.web.planned import (
    ANSWERS,
    FIRST,
    PLAN,
    RISK,
    SECOND,
    THIRD,
    TODAY,
    Start,
    section,
    starting,
)


@pytest.fixture
def start(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Start:
    monkeypatch.setattr("assessment.web.planning.today", lambda: TODAY)
    return starting(make_app)


WAYS_OUT: Final[dict[str, tuple[dict[str, Any], str, str]]] = {
    "express": (
        {"tier": "core"},
        "An express check is no ground to sign: make it a full assessment in the settings. Settings",
        "/assessments/1/settings",
    ),
    "fact": (
        {},
        "Facts that are not known yet: say yes or no in the settings. Fact minors",
        "/assessments/1/settings#fact-minors",
    ),
    "carried_over": (
        {"answers": {"ENC-01": Answer(3, evidence=("E1",), carried_over=True)}},
        "Answers that were carried over: confirm or change them. ENC-01 ENC-01?",
        "/assessments/1/families/ENC#ENC-01",
    ),
    "excluded": (
        {"answers": {"ENC-01": not_applicable()}},
        "Clauses all of whose questions were answered N/A: they are excluded, not kept. Look whether the N/A holds. "
        "P1-1 Clause P1-1",
        "/assessments/1/report#clause-P1-1",
    ),
    "out_of_scope": (
        {"profile": {"minors": False}, "pledges": ("P1", "P4")},
        "Nothing of it applies by the facts in the settings, so there is nothing to keep. P4 Pledge P4",
        "/assessments/1/settings",
    ),
    "unanswered": (
        {"answers": {"ENC-01": 2, "ENC-02": None}},
        "Questions that are not answered: answer them, for nothing is planned before. "
        "ENC-02 ENC-02? Waiting for it: ACC-01 to level 3",
        "/assessments/1/families/ENC#ENC-02",
    ),
    "accepted": (
        {"accepted": {"ENC-01": RISK}},
        "Accepted risks: nothing is planned before they expire. Withdraw the acceptance where it shall be mended now. "
        "ENC-01 ENC-01?",
        "/assessments/1/risks/ENC-01",
    ),
}


@pytest.mark.parametrize("kind", WAYS_OUT)
def test_what_is_in_the_way_is_named_with_the_way_out(start: Start, kind: str) -> None:
    given, words, link = WAYS_OUT[kind]
    core = [replace(one, tier="core") for one in (FIRST, SECOND, THIRD)]
    late = question("MIN-01", clauses=["P4-1"], tier="core", applies_when={"minors": True})
    changes = {**given, "answers": {**ANSWERS, **given.get("answers", {})}}
    html = start(tiny=bank(*core, late, clauses=[clause("P4-1")]), **changes).open(f"{PLAN}")
    found = part(html, f'id="blocked-{kind}"', "</div>")
    assert (found.text, found.links) == (words, [link])
    assert '<a href="#blocked">Something is in the way that no step can mend.</a>' in html


def test_many_of_one_kind_are_folded_and_counted(start: Start) -> None:
    many = [question(f"ENC-{number:02}", clauses=["P1-1"]) for number in range(1, 12)]
    html = start({"ENC-01": 2}, tiny=bank(*many)).open(PLAN)
    found = part(html, 'id="blocked-unanswered"', "</div>").text
    assert found.startswith(
        "Questions that are not answered: answer them, for nothing is planned before. (10) Show all 10 ENC-02"
    )


def test_what_is_in_the_way_of_a_final_assessment_waits_for_another_one(start: Start) -> None:
    html = start({**ANSWERS, "ENC-02": None}, status="final").open(PLAN)
    assert "This assessment is final: reopen it, or settle these in the next one." in section(html, "blocked").text
