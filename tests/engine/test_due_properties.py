"""What holds of everything that falls due, on random banks and assessments."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from assessment.engine.due import due
from assessment.engine.due_items import Due, Dues
from assessment.engine.duties import Calendar
from assessment.engine.evidence import backing
from assessment.engine.model import Action, ActionStatus, Assessment, Bank
from assessment.engine.report import assess
from assessment.engine.standing import Standing
from tests.duties import duty
from tests.engine.strategies import FACTS, QUESTIONS, assessments

Made = tuple[Bank, Assessment]
Ways = list[tuple[Calendar, list[str], dict[str, bool]]]
Promised = list[tuple[int, ActionStatus]]

CALENDARS = (Calendar("year"), Calendar("year", by=(1, 31)), Calendar("two_years", rolling=True))
WAYS = st.tuples(
    st.sampled_from(CALENDARS),
    st.lists(st.sampled_from(QUESTIONS), max_size=2, unique=True),
    st.dictionaries(st.sampled_from(FACTS), st.booleans(), max_size=2),
)
TODAYS = st.integers(-40, 900)
ACTIONS = st.lists(st.tuples(st.integers(-60, 400), st.sampled_from(("open", "doing", "done", "dropped"))), max_size=3)


def falls(bank: Bank, given_: Assessment, ways: Ways, actions: Promised, days: int) -> Dues:
    known = bank.question
    duties = tuple(
        duty(
            f"duty-{number}", calendar=calendar, questions=[name for name in names if name in known], applies_when=facts
        )
        for number, (calendar, names, facts) in enumerate(ways)
    )
    promised = {
        number: Action(bank.questions[0].id, 2, "Ann", given_.date + timedelta(day), status)
        for number, (day, status) in enumerate(actions)
    }
    return due(assess(replace(bank, duties=duties), given_), promised, given_.date + timedelta(days))


@given(assessments(), st.lists(WAYS, max_size=3), ACTIONS, TODAYS)
def test_what_is_past_is_overdue_and_nothing_else_is(made: Made, ways: Ways, actions: Promised, days: int) -> None:
    found = falls(*made, ways, actions, days)
    every = (*found.items, *found.conditional)
    assert all(item.late == max(0, (found.today - item.day).days) for item in every)
    assert all(item.overdue == (item.day < found.today) for item in every)
    assert (*found.overdue, *found.ahead) == found.items
    assert list(found.items) == sorted(found.items, key=lambda item: item.day)


@given(assessments(), st.lists(WAYS, max_size=3), ACTIONS, TODAYS)
def test_each_thing_is_told_once_and_says_why(made: Made, ways: Ways, actions: Promised, days: int) -> None:
    found = falls(*made, ways, actions, days)
    every = (*found.items, *found.conditional)
    assert len({item.id for item in every}) == len(every)
    assert all(item.why.en.endswith(".") and item.why.zh.endswith("。") for item in every)
    rhythms = {(item.day, item.subject) for item in found.items if item.kind == "rhythm"}
    by_law = {(item.day, name) for item in found.items if item.kind == "statute" for name in item.questions}
    assert rhythms & by_law == set()


@given(assessments(), TODAYS)
def test_evidence_shows_its_level_to_the_day_and_not_the_day_after(made: Made, days: int) -> None:
    bank, given_ = made
    report = assess(bank, given_)
    found = due(report, {}, given_.date + timedelta(days))
    for item in found.items:
        if item.kind == "stale":
            _assert_turns(item, report.by_question, given_, found.today)


def _assert_turns(item: Due, by_question: Mapping[str, Standing], given_: Assessment, today: date) -> None:
    for name in item.questions:
        one = by_question[name]
        known = [piece for piece in one.pieces if piece.date and piece.date <= max(today, given_.date)]

        def shown(day: date) -> int:
            return backing(one.question, one.claimed or 0, known, day).evidenced  # noqa: B023

        level = one.evidenced or 0
        assert (level >= 3, one.question.rhythm) == (True, None)
        assert shown(item.day) >= level > shown(item.day + timedelta(days=1))
        assert item.day >= given_.date


@given(assessments(), st.lists(WAYS, max_size=3), ACTIONS, TODAYS, st.randoms())
def test_the_order_of_what_is_given_does_not_matter(
    made: Made, ways: Ways, actions: Promised, days: int, random: Random
) -> None:
    bank, given_ = made
    answers = list(given_.answers.items())
    random.shuffle(answers)
    register = list(given_.evidence.items())
    random.shuffle(register)
    mixed = replace(given_, answers=dict(answers), evidence=dict(register))
    assert falls(bank, mixed, ways, actions, days) == falls(bank, given_, ways, actions, days)
