"""The plan: asked for in the address, and shown with where it leads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask

from assessment.engine.model import Need
from assessment.engine.planning import within_budget
from assessment.engine.report import assess
from assessment.web.plan_asked import Asked, spans
from assessment.web.plan_words import quality
from tests.build import assessment, bank, proved
from tests.web.pages import Page, part
from tests.web.planned import (
    ANSWERS,
    BANK,
    BUDGET,
    FIRST,
    PLAN,
    RISK,
    SECOND,
    TODAY,
    Start,
    section,
    shown,
    starting,
    summary,
)


@pytest.fixture
def start(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Start:
    monkeypatch.setattr("assessment.web.planning.today", lambda: TODAY)
    return starting(make_app)


def test_it_opens_with_what_makes_every_assessed_pledge_fit_to_sign(start: Start) -> None:
    html = start(pledges=("P1", "P2")).open(PLAN)
    assert section(html, "prediction").text == (
        "Where this plan leads A prediction 4 steps that take 10 person-days: the least that can be done for P1, P2. "
        "P1 Pledge P1 ✕ Broken → becomes ✓ Kept Fit to sign. P2 Pledge P2 ✕ Broken → becomes ✓ Kept Fit to sign. "
        "No clause is broken after it; 2 are today. "
        "Evidenced index: 41.6 today, 75.0 after it. Claimed: 41.6 today, 75.0 after it. "
        "Predicted by the same rules as the report: each step reaches its level and something current shows it, all "
        "else stays as it is today. Steps, in the order in which they can be taken Adopt the plan"
    )
    assert shown(html, "stages") == [
        "Today ✕ Broken ✕ Broken 2 1 Ad hoc 41.6 41.6 3 of 3",
        "After the plan ✓ Kept ✓ Kept 0 3 Operating 75.0 75.0 3 of 3",
    ]
    assert 'id="part-2"' not in html


def test_each_step_says_who_leads_what_it_needs_and_unlocks_and_what_it_serves(start: Start) -> None:
    html = start().open(PLAN)
    assert shown(html, "steps") == [
        "ENC-02 to level 2 To level 2 ENC-02? Security 1 Unlocks ACC-01 to level 3 P1-2",
        "ENC-02 to level 3 To level 3 ENC-02? Security 2 – P1-2",
        "ENC-01 to level 3 To level 3 ENC-01? Security 4 – P1-1 PIPL 51, 52 GDPR 32",
        "ACC-01 to level 3 To level 3 ACC-01? Engineering 3 Needs ENC-02 to level 2 P1-3",
    ]
    page = section(html, "steps")
    assert {"#step-ACC-01-3", "#step-ENC-02-2"} <= {*page.links}
    assert {"step-ACC-01-3", "step-ENC-02-2"} <= {*page.ids}
    assert {"/questions?view=references#pipl-51", "/assessments/1/report#clause-P1-3"} <= {*page.links}


def test_a_clause_alone_takes_its_own_steps_and_what_they_need(start: Start) -> None:
    html = start().open(f"{PLAN}?goal=sign&clause=P1-3")
    assert [row.partition(" To level")[0] for row in shown(html, "steps")] == ["ENC-02 to level 2", "ACC-01 to level 3"]
    words = section(html, "prediction").text
    assert "2 steps that take 4 person-days: the least that can be done for P1-3." in words
    assert "P1-3 Clause P1-3 ▲ At risk → becomes ✓ Kept No clause is broken after it; 1 is today." in words
    assert '<input type="checkbox" name="clause" value="P1-3" id="clause-P1-3" checked>' in html


def test_a_budget_is_planned_period_by_period(start: Start) -> None:
    html = start().open(BUDGET)
    heads = [Page(one).text for one in html.split('<h3 id="part-')[1:]]
    assert [head.partition(">")[2].partition(" Step Lead")[0] for head in heads] == [
        "Period 1: Dec 1, 2026 – Feb 28, 2027 2 steps, 3 of 4 person-days",
        "Period 2: Mar 1, 2027 – May 31, 2027 1 step, 4 of 4 person-days",
    ]
    assert shown(html, "stages") == [
        "Today ✕ Broken 1 1 Ad hoc 41.6 41.6 3 of 3",
        "After period 1, on Feb 28, 2027 ▲ At risk 0 2 Defined 58.3 58.3 3 of 3",
        "After period 2, on May 31, 2027 ▲ At risk 0 2 Defined 70.8 70.8 3 of 3",
    ]
    # 4 + 4 + 3 * 19/20
    assert section(html, "quality").text.startswith(
        "No plan within this budget is worth more, and none of equal worth takes less effort. "
        "Worth: 10.85, effort: 7 person-days."
    )


def test_no_budget_is_planned_before_it_is_asked_for(start: Start) -> None:
    html = start().open(PLAN)
    form = part(html, 'value="budget"', "</form>").html
    assert 'name="days" type="text" value="60"' in form
    assert '<option selected value="4">4</option>' in form
    assert '<option selected value="quarter">A quarter</option>' in form
    assert 'name="first" type="date" value="2026-12-01"' in form
    assert "Period 1" not in html


def test_the_address_may_leave_out_what_is_usual(start: Start) -> None:
    assert "Period 4: Sep 1, 2027 – Nov 30, 2027" in Page(start().open(f"{PLAN}?goal=budget&days=2")).text


@pytest.mark.parametrize(
    ("query", "given", "why"),
    [
        (
            "goal=budget&days=1&periods=1",
            {"answers": {"ENC-01": 0, "ENC-02": 1, "ACC-01": 2}},
            "The budget has no room for it.",
        ),
        ("goal=budget&days=0.5&periods=1", {}, "A step that mends it takes more than a whole period's budget."),
        ("goal=budget&days=4", {"accepted": {"ENC-02": RISK}}, "Its risk is accepted, so nothing is planned for it."),
        ("goal=sign&clause=P1-1", {}, "It belongs to nothing that was chosen."),
    ],
)
def test_what_stays_broken_stands_first_and_says_why(start: Start, query: str, given: dict[str, Any], why: str) -> None:
    html = start(**given).open(f"{PLAN}?{query}")
    assert section(html, "left").text.endswith(why)
    assert html.index('id="prediction"') < html.index('id="left"') < html.index('id="stages"')


def test_a_question_that_waits_for_another_one_stays_broken_for_that(start: Start) -> None:
    waiting = replace(SECOND, steps=tuple(replace(step, needs=(Need("ENC-01", 2),)) for step in SECOND.steps))
    html = start({"ENC-01": None, "ENC-02": 1}, tiny=bank(FIRST, waiting)).open(PLAN)
    assert section(html, "left").text == (
        "Still broken when it is done 1 question keeps breaking clauses: ✕ Broken ENC-02 ENC-02? "
        "Counts as 1 of 3 and breaks P1-2. Its steps wait for something that is in the way."
    )


def test_a_question_whose_mending_needs_a_step_larger_than_a_period_says_so(start: Start) -> None:
    waiting = replace(SECOND, steps=tuple(replace(step, needs=(Need("ENC-01", 3),)) for step in SECOND.steps))
    html = start({"ENC-01": 2, "ENC-02": 1}, tiny=bank(FIRST, waiting)).open(f"{PLAN}?goal=budget&days=3")
    assert section(html, "left").text.endswith("A step that mends it takes more than a whole period's budget.")


def test_a_question_of_which_only_a_further_step_waits_is_left_for_the_budget(start: Start) -> None:
    """What mends it waits for nothing; the step above it needs the first question, which is not answered."""
    further = tuple(replace(step, needs=(Need("ENC-01", 2),)) if step.level == 3 else step for step in SECOND.steps)
    tiny = bank(FIRST, replace(SECOND, steps=further), replace(SECOND, id="ENC-03"))
    html = start({"ENC-01": None, "ENC-02": 1, "ENC-03": 1}, tiny=tiny).open(f"{PLAN}?goal=budget&days=1&periods=1")
    assert section(html, "left").text.endswith("breaks P1-2. The budget has no room for it.")


def test_a_step_larger_than_a_period_is_named(start: Start) -> None:
    html = start().open(f"{PLAN}?goal=budget&days=3&periods=2")
    assert section(html, "large").text.endswith("ENC-01 to level 3, 4 person-days: To level 3")
    assert "These steps take more than a period's 3 person-days" in section(html, "large").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("goal=sign", "Nothing is chosen: name a pledge or a clause."),
        ("goal=sign&pledge=P9", "The bank has no pledge or clause “P9”: check the spelling."),
        ("goal=sign&pledge=P2", "P2 is not assessed here: add it to the assessment's pledges, or choose another."),
        *(
            (f"goal=budget&days={days}", "Write the person-days of a period in halves above 0, such as 40 or 12.5.")
            for days in ("", "0", "-4", "1.3", "many", "1e3", "123456")
        ),
        ("goal=budget&periods=0", "A plan has from 1 to 12 periods: choose one of these."),
        ("goal=budget&periods=13", "A plan has from 1 to 12 periods: choose one of these."),
        ("goal=budget&length=week", "“week” is not offered here: choose one of those given."),
        ("goal=budget&first=", "That is no date: write it as year-month-day, such as 2026-05-31."),
        ("goal=budget&first=soon", "That is no date: write it as year-month-day, such as 2026-05-31."),
        ("goal=budget&first=9999-12-01", "That is more than 20 years away: correct the year."),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_sentence_and_nothing_is_computed(
    start: Start, query: str, sentence: str
) -> None:
    reply = start().client.get(f"{PLAN}?{query}")
    assert summary(reply) == sentence
    assert 'id="prediction"' not in reply.get_data(as_text=True)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"pledges": ()}, "No pledge is being assessed: choose at least one in the settings. Settings"),
        (
            {"answers": {}},
            "Nothing is answered yet, and a plan begins with the answers: it mends what they show. Tasks",
        ),
    ],
)
def test_without_pledges_or_answers_the_page_says_what_comes_first(
    start: Start, given: dict[str, Any], words: str
) -> None:
    html = start(**given).open(PLAN)
    assert part(html, 'class="notice"', "</div>").text == words
    assert "Plan the budget" not in html


def test_without_gaps_there_is_nothing_to_plan(start: Start) -> None:
    html = start({name: proved(3) for name in ANSWERS}).open(PLAN)
    assert "No answered question stands below its target: there is nothing to plan." in section(html, "prediction").text
    assert 'id="steps"' not in html


def test_where_everything_is_in_the_way_no_step_can_be_planned(start: Start) -> None:
    html = start({"ENC-01": 2}, accepted={"ENC-01": RISK}).open(PLAN)
    assert "No step can be planned towards it." in section(html, "prediction").text


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (
            Fraction(0),
            "Time was up after 7.5 seconds: no plan within this budget is worth more, but one of equal worth may take "
            "less effort.",
        ),
        (
            Fraction(1, 300),
            "Time was up after 7.5 seconds: this is the best plan found by then, and it may be short of the best one "
            "by 0.4 per cent of its worth.",
        ),
    ],
)
def test_when_time_was_up_the_words_say_how_short_the_plan_may_be(
    make_app: Callable[..., Flask], gap: Fraction, words: str
) -> None:
    made = within_budget(assess(BANK, assessment(ANSWERS)), Fraction(4))
    with make_app(BANK).test_request_context():
        assert quality(Asked("budget"), replace(made, status="feasible", optimality_gap=gap), 7.5) == words


def test_when_time_was_up_the_page_says_so_where_the_plan_leads(start: Start) -> None:
    html = start(config={"PLAN_SECONDS": 0}).open(BUDGET)
    assert "Time was up after 0 seconds: " in section(html, "prediction").text
    assert "Time was up after 0 seconds: " in section(html, "quality").text


@pytest.mark.parametrize(
    ("first", "length", "days"),
    [
        (date(2026, 12, 1), "quarter", ["2026-12-01 2027-02-28", "2027-03-01 2027-05-31"]),
        (date(2027, 1, 31), "month", ["2027-01-31 2027-02-27", "2027-02-28 2027-03-30"]),
        (date(2028, 2, 29), "year", ["2028-02-29 2029-02-27", "2029-02-28 2030-02-27"]),
        (date(2026, 7, 15), "half_year", ["2026-07-15 2027-01-14", "2027-01-15 2027-07-14"]),
    ],
)
def test_periods_follow_one_another_without_a_day_between(first: date, length: str, days: list[str]) -> None:
    assert [f"{one.first} {one.last}" for one in spans(first, length, 2)] == days


@pytest.mark.parametrize(
    ("query", "action"),
    [
        ("", "goal=sign&pledge=P1"),
        ("goal=sign&clause=P1-3&pledge=P1&clause=P1-3", "goal=sign&pledge=P1&clause=P1-3"),
        ("goal=budget&days=12.50&periods=1", "goal=budget&days=12.5&periods=1&length=quarter&first=2026-12-01"),
    ],
)
def test_the_form_that_adopts_says_again_what_was_asked_for(start: Start, query: str, action: str) -> None:
    html = start().open(f"{PLAN}?{query}")
    assert f'action="{PLAN}/adopt?{action.replace("&", "&amp;")}"' in html
