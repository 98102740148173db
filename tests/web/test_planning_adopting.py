"""Adopting a plan: its steps become actions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from assessment.engine.model import Action
from assessment.store import actions
from assessment.store.action_rows import Tracked
from tests.build import bank, question
from tests.web.conftest import ACTOR, storage
from tests.web.pages import Page, part
from tests.web.planned import (
    BUDGET,
    FIRST,
    PLAN,
    RISK,
    SECOND,
    THIRD,
    TODAY,
    Start,
    adopting,
    promised,
    section,
    shown,
    starting,
    summary,
)


@pytest.fixture
def start(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Start:
    monkeypatch.setattr("assessment.web.planning.today", lambda: TODAY)
    return starting(make_app)


def test_adopting_a_budget_makes_actions_due_at_the_end_of_each_period(start: Start) -> None:
    person = start()
    reply = adopting(
        person,
        step=["ENC-02.2.1", "ENC-02.3.1", "ENC-01.3.2"],
        **{"owner-security": " Li  Hua ", "owner-engineering": "Nobody leads here", "due": "2030-01-01"},
    )
    assert (reply.status_code, reply.location) == (303, "/assessments/1/actions")
    first, second = date(2027, 2, 28), date(2027, 5, 31)
    assert promised(person) == (
        Tracked(Action("ENC-02", 2, "Li Hua", first), id=1),
        Tracked(Action("ENC-02", 3, "Li Hua", first), id=2),
        Tracked(Action("ENC-01", 3, "Li Hua", second), proof="Key export", id=3),
    )
    assert "3 steps are actions now." in Page(person.open("/assessments/1/actions")).text


def test_adopting_what_makes_it_fit_to_sign_gives_every_step_the_day_that_was_chosen(
    start: Start,
) -> None:
    person = start()
    address = f"{PLAN}?goal=sign&clause=P1-3"
    fields = {"due": "2027-03-31", "owner-security": "Li", "owner-engineering": "Wang"}
    assert adopting(person, address, step=["ENC-02.2.1", "ACC-01.3.1"], **fields).status_code == 303
    assert promised(person) == (
        Tracked(Action("ENC-02", 2, "Li", date(2027, 3, 31)), id=1),
        Tracked(Action("ACC-01", 3, "Wang", date(2027, 3, 31)), id=2),
    )


def test_the_form_offers_every_step_and_an_owner_for_each_function_that_leads(start: Start) -> None:
    html = start().open(PLAN)
    boxes = [f'name="step" value="{name}.1"' for name in ("ENC-02.2", "ENC-02.3", "ENC-01.3", "ACC-01.3")]
    assert [html.count(box) for box in boxes] == [1, 1, 1, 1]
    assert html.count('class="screen-only" type="checkbox" name="step"') == 4
    assert html.count(" checked>") == 5
    owners = part(html, 'class="plan-owners"', "</fieldset>").text
    assert owners == "Who does it, by the function that leads (optional) Security Engineering"


def test_steps_that_are_actions_already_are_marked_and_passed_over(start: Start) -> None:
    person = start(actions=(Action("ENC-02", 2, "Li"), Action("ENC-02", 3, "Li", status="dropped")))
    html = person.open(BUDGET)
    assert shown(html, "steps")[0].startswith("ENC-02 to level 2 Action already To level 2")
    assert 'value="ENC-02.2.1"' not in html
    assert 'value="ENC-02.3.1"' in html
    assert "1 step of the plan is an action already and is passed over." in section(html, "adopt").text
    assert adopting(person, step=["ENC-02.2.1", "ENC-02.3.1"]).status_code == 303
    assert [one.action.level for one in promised(person)] == [2, 3, 3]
    words = "1 step is an action now. 1 has an action already and was passed over."
    assert words in Page(person.open("/assessments/1/actions")).text


def test_a_step_whose_action_is_done_says_that_the_question_waits_for_its_answer(
    start: Start,
) -> None:
    person = start(actions=(Action("ENC-02", 2, "Li"),))
    with storage(person.client.application) as db:
        actions.done_by(db, 1, 1, "E1", ACTOR)
    html = person.open(PLAN)
    assert shown(html, "steps")[0].startswith("ENC-02 to level 2 Action done, not answered again yet To level 2")
    assert (
        '<input class="screen-only" type="checkbox" name="step" value="ENC-02.2.1" id="step-ENC-02-2-adopt" >' in html
    )


def test_an_action_under_way_stands_before_a_later_one_that_is_done(start: Start) -> None:
    person = start(actions=(Action("ENC-02", 2, "Li"), Action("ENC-02", 2, "Wang")))
    with storage(person.client.application) as db:
        actions.done_by(db, 1, 2, "E1", ACTOR)
    assert shown(person.open(PLAN), "steps")[0].startswith("ENC-02 to level 2 Action already To level 2")


def test_when_all_are_actions_nothing_is_left_to_adopt(start: Start) -> None:
    person = start()
    steps = ["ENC-02.2.1", "ENC-02.3.1", "ENC-01.3.2"]
    assert [adopting(person, step=steps).status_code for _ in range(2)] == [303, 303]
    assert "All of these steps are actions already." in section(person.open(BUDGET), "adopt").text
    assert len(promised(person)) == 3


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose at least one step to adopt."),
        *(
            ({"step": value}, f"“{value}” is no step that can be planned here: open the plan again.")
            for value in (
                *("XYZ-01.2.1", "ENC-02.0.1", "ENC-02.5.1", "ENC-02.2.0", "ENC-02.2.3", "ENC-02", "MIN-01.2.1"),
                # Reached already; above the target; a period that there is not; no number.
                *("ENC-02.1.1", "ENC-02.4.1", "ENC-02.2.99", "ENC-02.2.-1"),
            )
        ),
        (
            {"step": "ENC-02.2.1", "owner-security": "x" * 101},
            "That text has 101 characters; shorten it to 100.",
        ),
        ({"step": "ENC-02.2.1", "due": "soon"}, "That is no date: write it as year-month-day, such as 2026-05-31."),
    ],
)
def test_what_cannot_be_adopted_is_refused_and_nothing_is_written(
    start: Start, fields: dict[str, Any], sentence: str
) -> None:
    person = start(tiny=bank(FIRST, SECOND, THIRD, question("MIN-01", clauses=["P4-1"])))
    assert summary(adopting(person, **fields)) == sentence
    assert promised(person) == ()


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"answers": {"ENC-02": 1, "ACC-01": 2}}, "ENC-01.3.1"),
        ({"accepted": {"ENC-01": RISK}}, "ENC-01.3.1"),
        ({"answers": {"ENC-01": 2, "ACC-01": 2}}, "ACC-01.3.1"),
    ],
    ids=["unanswered", "accepted", "waits for an unanswered one"],
)
def test_a_step_that_an_answer_or_an_acceptance_has_taken_out_meanwhile_is_refused(
    start: Start, given: dict[str, Any], value: str
) -> None:
    person = start(**given)
    sentence = f"“{value}” is no step that can be planned here: open the plan again."
    assert summary(adopting(person, step=value)) == sentence
    assert promised(person) == ()


def test_a_step_sent_twice_is_adopted_once_in_the_first_of_its_periods(start: Start) -> None:
    person = start()
    assert adopting(person, step=["ENC-02.2.1", "ENC-02.2.1", "ENC-02.2.2"]).status_code == 303
    assert promised(person) == (Tracked(Action("ENC-02", 2, "", date(2027, 2, 28)), id=1),)


def test_a_fault_keeps_what_was_chosen_and_written(start: Start) -> None:
    person = start()
    fields = {"owner-security": "x" * 101, "due": "2027-03-31"}
    html = adopting(person, f"{PLAN}?goal=sign&pledge=P1", step=["ENC-01.3.1"], **fields).get_data(as_text=True)
    boxes = part(html, 'id="steps"', "</section>").html
    assert boxes.count(" checked>") == 1
    assert 'value="ENC-01.3.1" id="step-ENC-01-3-adopt" checked>' in boxes
    assert f'name="owner-security" type="text" value="{"x" * 101}"' in html
    assert 'name="due" type="date" value="2027-03-31"' in html


def test_nothing_is_adopted_from_a_plan_that_cannot_be_made(start: Start) -> None:
    person = start()
    reply = person.send(f"{PLAN}/adopt?goal=budget&days=x", page=PLAN, step="ENC-02.2.1")
    assert summary(reply) == "Write the person-days of a period in halves above 0, such as 40 or 12.5."
    assert promised(person) == ()


def test_a_final_assessment_can_be_planned_and_adopted(start: Start) -> None:
    person = start(status="final")
    assert adopting(person, step="ENC-02.2.1").status_code == 303
    assert promised(person) == (Tracked(Action("ENC-02", 2, "", date(2027, 2, 28)), id=1),)
