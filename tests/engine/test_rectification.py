"""What becomes of gaps: states from actions and risks, what is left, what was closed since the assessment before."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.engine.model import AcceptedRisk, Action, Assessment, Bank
from assessment.engine.rectification import (
    STATES,
    Case,
    Rectification,
    State,
    handed_on,
    is_overdue,
    rectification,
)
from assessment.engine.report import assess
from tests.build import Answers, assessment, bank, proved, question

ON: Final = date(2026, 7, 1)
LATER: Final = date(2026, 9, 30)
BANK: Final = bank(
    question("ENC-01", clauses=("P1-1",), weight=3, critical=True, efforts=(1, 2, 3, 4)),
    question("ENC-02", clauses=("P1-1", "P1-2"), weight=2),
    question("ACC-01", clauses=("P1-3",)),
    question("DEL-01", clauses=("P1-3",)),
)
RISK: Final = AcceptedRisk("It ends with the archive.", "Head of security", ON, "Kept off line")
QUESTIONS: Final = BANK.questions
ACTIONS: Final = st.builds(
    Action,
    st.sampled_from([one.id for one in QUESTIONS]),
    st.sampled_from([1, 2, 3, 4]),
    st.sampled_from(["", "Li"]),
    st.sampled_from([None, date(2026, 6, 1), ON]),
    st.sampled_from(["open", "doing", "done", "dropped"]),
)


@dataclass(frozen=True)
class Kept:
    """An action with its number, as a store keeps it."""

    action: Action
    id: int = 0


def worked(
    answers: Answers, *actions: Action, before: Assessment | None = None, earlier: tuple[Kept, ...] = (), **changes: Any
) -> Rectification[Kept]:
    """The rectification of an assessment on the bank, as of ``ON``."""
    own = tuple(Kept(action, place) for place, action in enumerate(actions, 1))
    report = assess(BANK, assessment(answers, **changes))
    return rectification(report, own, ON, assess(BANK, before) if before else None, earlier)


def only(result: Rectification[Kept]) -> Case[Kept]:
    (case,) = result.cases
    return case


def to(level: Any, status: Any = "open", owner: str = "Li", due: date | None = LATER, name: str = "ENC-01") -> Action:
    return Action(name, level, owner, due, status)


@pytest.mark.parametrize(
    ("actions", "state"),
    [
        ([], "undecided"),
        ([to(2, "dropped")], "undecided"),
        ([to(2, owner="")], "named"),
        ([to(2, due=None)], "named"),
        ([to(2, owner=""), to(3)], "planned"),
        ([to(2, "done"), to(3)], "planned"),
        ([to(2), to(3, "doing", owner="", due=None)], "doing"),
        ([to(2, "done")], "done"),
        ([to(2, "done"), to(3, "dropped")], "done"),
        ([to(1, "done")], "undecided"),
        ([to(1, "doing")], "undecided"),
    ],
)
def test_the_state_follows_from_the_actions_that_lead_above_what_is_shown(actions: list[Action], state: State) -> None:
    assert only(worked({"ENC-01": 1}, *actions)).state == state


@pytest.mark.parametrize(
    ("until", "actions", "expected"),
    [
        (ON, [], (True, "accepted")),
        (date(2026, 6, 30), [], (False, "undecided")),
        (ON, [to(2, "doing")], (True, "doing")),
        (ON, [to(2, "dropped")], (True, "accepted")),
    ],
)
def test_an_accepted_risk_counts_until_its_day_and_work_counts_before_it(
    until: date, actions: list[Action], expected: tuple[bool, State]
) -> None:
    case = only(worked({"ENC-01": 1}, *actions, accepted={"ENC-01": replace(RISK, until=until)}))
    assert (case.in_force, case.state) == expected


def test_a_gap_names_what_it_breaks_apart_from_what_it_endangers() -> None:
    result = worked({"ENC-01": 0, "ENC-02": 2, "ACC-01": 2, "DEL-01": 3})
    named = {
        case.gap.standing.question.id: (
            [one.clause.id for one in case.breaks],
            [one.clause.id for one in case.endangers],
        )
        for case in result.cases
    }
    assert named == {
        "ENC-01": (["P1-1"], []),
        "ENC-02": ([], ["P1-1", "P1-2"]),
        "ACC-01": ([], ["P1-3"]),
        "DEL-01": ([], ["P1-3"]),
    }
    assert [case.gap.standing.question.id for case in result.breaking] == ["ENC-01"]
    assert [case.gap.standing.question.id for case in result.lesser] == ["ENC-02", "ACC-01", "DEL-01"]


def test_a_gap_below_a_target_of_the_assessments_own_endangers_nothing() -> None:
    case = only(worked({"DEL-01": proved(3)}, targets={"DEL-01": 4}))
    assert (case.breaks, case.endangers, case.state) == ((), (), "undecided")


def test_what_is_left_names_each_open_step_with_the_action_that_leads_to_it() -> None:
    case = only(worked({"ENC-01": 0}, to(1, "done"), to(2, "dropped"), to(3, "doing")))
    assert [(one.step.level, one.by and one.by.id) for one in case.left] == [(1, 1), (2, None), (3, 3)]
    assert (case.effort, case.all_done) == (Fraction(2 + 3), False)


def test_a_step_that_is_taken_up_again_is_led_to_by_the_action_that_runs() -> None:
    case = only(worked({"ENC-01": 2}, to(3, "done"), to(3, "open")))
    assert [(one.step.level, one.by and one.by.id) for one in case.left] == [(3, 2)]


def test_when_every_open_step_is_done_only_answering_again_is_left() -> None:
    case = only(worked({"ENC-01": 1}, to(2, "done"), to(3, "done")))
    assert (case.state, case.all_done, case.effort) == ("done", True, Fraction(0))


@pytest.mark.parametrize(
    ("action", "overdue"),
    [
        (to(2, due=date(2026, 6, 30)), True),
        (to(2, due=ON), False),
        (to(2, "doing", due=date(2026, 6, 30)), True),
        (to(2, "done", due=date(2026, 6, 30)), False),
        (to(2, "dropped", due=date(2026, 6, 30)), False),
        (to(2, due=None), False),
    ],
)
def test_overdue_is_what_runs_past_its_day(action: Action, overdue: bool) -> None:
    assert is_overdue(action, ON) is overdue
    assert worked({"ENC-01": 1}, action).overdue == int(overdue)


def test_the_head_counts_every_gap_once() -> None:
    actions = (to(2, "doing"), to(3, name="ENC-02"), to(3, "done", name="ACC-01"))
    answers: Answers = {"ENC-01": 1, "ENC-02": 2, "ACC-01": 2, "DEL-01": 1}
    result = worked(answers, *actions, accepted={"DEL-01": RISK})
    counts = {state: result.count(state) for state in ("undecided", "named", "planned", "doing", "done", "accepted")}
    assert counts == {"undecided": 0, "named": 0, "planned": 1, "doing": 1, "done": 1, "accepted": 1}
    assert (len(result.cases), result.decided) == (4, 4)


def test_every_own_action_stands_in_one_place() -> None:
    actions = (
        to(2),
        to(3, "done", name="ENC-02"),
        to(4, name="ENC-02"),
        to(4, name="ACC-01"),
        to(2, "done", name="DEL-01"),
    )
    result = worked({"ENC-01": 1, "ENC-02": proved(3), "ACC-01": proved(3)}, *actions)
    assert [one.id for one in only(result).actions] == [1]
    assert [(one.standing.question.id, [kept.id for kept in one.actions]) for one in result.rectified] == [
        ("ENC-02", [2, 3])
    ]
    assert [one.id for one in result.others] == [4, 5]


def test_a_gap_of_the_assessment_before_that_reached_its_target_is_rectified() -> None:
    before = assessment({"ENC-01": 1, "ENC-02": 1, "ACC-01": proved(3)})
    earlier = (Kept(to(3, "done"), 7), Kept(to(2, "dropped"), 8), Kept(to(3, name="ENC-02"), 9))
    result = worked({"ENC-01": proved(3), "ENC-02": 1, "ACC-01": proved(3)}, before=before, earlier=earlier)
    (closed,) = result.rectified
    assert closed.before is not None
    assert (closed.standing.question.id, closed.before.evidenced, closed.standing.evidenced) == ("ENC-01", 1, 3)
    assert closed.actions == (earlier[0],)
    case = only(result)
    assert (case.own, case.inherited, case.state) == ((), (earlier[2],), "planned")


def test_what_was_taken_over_counts_as_the_new_assessments_own() -> None:
    before = assessment({"ENC-01": 1})
    result = worked({"ENC-01": 1}, to(2, "doing"), before=before, earlier=(Kept(to(2), 7), Kept(to(3, "done"), 8)))
    case = only(result)
    assert ([one.id for one in case.own], [one.id for one in case.inherited], case.state) == ([1], [8], "doing")


def test_earlier_gaps_that_are_judged_no_more_are_named_with_the_reason() -> None:
    before = assessment({"ENC-01": 1, "ENC-02": 1, "ACC-01": 1, "DEL-01": 1})
    now: Bank = bank(
        *(replace(one, revision=2) if one.id == "DEL-01" else one for one in BANK.questions if one.id != "ACC-01")
    )
    report = assess(now, assessment({"ENC-02": "na"}))
    result: Rectification[Kept] = rectification(report, (), ON, assess(BANK, before))
    assert [(one.question.id, one.why) for one in result.lapsed] == [
        ("ENC-01", "open"),
        ("ENC-02", "na"),
        ("ACC-01", "changed"),
        ("DEL-01", "changed"),
    ]
    assert result.rectified == ()


def test_an_earlier_gap_out_of_scope_is_judged_no_more() -> None:
    tied = bank(question("ENC-01", applies_when={"abroad": True}))
    before, after = (assess(tied, assessment({"ENC-01": 1}, profile={"abroad": fact})) for fact in (True, False))
    result: Rectification[Kept] = rectification(after, (), ON, before)
    assert [(one.question.id, one.why) for one in result.lapsed] == [("ENC-01", "out_of_scope")]


def test_a_gap_that_a_lower_target_took_away_is_not_rectified() -> None:
    before = assessment({"ENC-02": proved(3), "ACC-01": 1}, targets={"ENC-02": 4, "ACC-01": 4})
    result = worked({"ENC-02": proved(3), "ACC-01": 2}, to(3, "done", name="ENC-02"), before=before)
    assert [(one.question.id, one.why) for one in result.lapsed] == [("ENC-02", "lowered")]
    assert (result.rectified, [one.id for one in result.others]) == ((), [1])
    assert only(result).gap.standing.question.id == "ACC-01"


def test_what_was_done_beyond_the_target_closed_no_gap() -> None:
    result = worked({"DEL-01": proved(3)}, to(4, "done", name="DEL-01"))
    assert (result.rectified, [one.id for one in result.others]) == ((), [1])


def test_what_is_handed_on_is_not_dropped_not_there_and_on_alike_questions() -> None:
    later = bank(*(replace(one, revision=2) if one.id == "ACC-01" else one for one in BANK.questions))
    earlier = tuple(
        Kept(action, place)
        for place, action in enumerate(
            (to(2), to(3), to(1, "done"), to(4, "dropped"), to(2, name="ACC-01"), to(2, name="XYZ-01"))
        )
    )
    own = (Kept(to(3, "dropped")),)
    assert [one.id for one in handed_on(later, own, BANK, earlier)] == [0, 2]


@given(
    answers=st.fixed_dictionaries(
        {one.id: st.sampled_from([None, 0, 1, 2, "unknown", proved(3)]) for one in QUESTIONS}
    ),
    before=st.fixed_dictionaries({one.id: st.sampled_from([None, 0, 2, proved(3), proved(4)]) for one in QUESTIONS}),
    actions=st.lists(ACTIONS, max_size=6),
    earlier=st.lists(ACTIONS, max_size=4),
)
def test_every_gap_has_one_state_and_every_own_action_one_place(
    answers: dict[str, Any], before: dict[str, Any], actions: list[Action], earlier: list[Action]
) -> None:
    handed = tuple(Kept(action, place) for place, action in enumerate(earlier, 100))
    result = worked(answers, *actions, before=assessment(before), earlier=handed)
    assert sum(map(result.count, STATES)) == len(result.cases)
    assert [*result.breaking, *result.lesser] == sorted(result.cases, key=lambda case: not case.breaks)
    placed = [one.id for case in result.cases for one in case.own] + [one.id for one in result.others]
    placed += [one.id for closed in result.rectified for one in closed.actions if one.id < 100]
    assert sorted(placed) == list(range(1, len(actions) + 1))
    names = [case.gap.standing.question.id for case in result.cases]
    names += [one.standing.question.id for one in result.rectified] + [one.question.id for one in result.lapsed]
    assert len(names) == len(set(names))


def test_without_gaps_and_actions_there_is_nothing() -> None:
    assert worked({"ENC-01": proved(3)}) == Rectification(ON, (), (), (), ())


def test_of_two_actions_done_for_one_step_the_later_stands_for_it() -> None:
    others = dict.fromkeys(("ENC-02", "ACC-01", "DEL-01"), proved(3))
    case = only(worked({"ENC-01": 1, **others}, to(2, "done"), to(2, "done")))
    assert [one.by and one.by.id for one in case.left] == [2, None]
