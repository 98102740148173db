"""Actions: added, changed, done by what shows it, and followed after their assessment is final."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from sqlite_utils import Database

from assessment.engine.model import Action, Evidence, Level
from assessment.formats.file import fingerprint
from assessment.store import actions, answers, assessments, events, evidence
from assessment.store.action_rows import Tracked
from assessment.store.errors import NotFound, Refused
from tests.store.conftest import ACTOR, BANK, DAY, DRAFT, FINAL, as_stored, everything, rows_of, sentence
from tests.store.test_assessments import event
from tests.store.test_evidence import log

WHOLE = Tracked(
    Action("ENC-02", 3, "Head of security", date(2026, 8, 1), "doing"),
    note="Waits for the supplier",
    proof="Export of the settings",
)
LOGGED = {
    "question": "ENC-02",
    "level": 3,
    "owner": "Head of security",
    "due": "2026-08-01",
    "status": "doing",
    "note": "Waits for the supplier",
    "proof": "Export of the settings",
    "evidence": None,
    "shown": "",
}
LITTLE = Tracked(Action("MIN-02", 2))
PIECE = Evidence("config", "Settings of the gateway", DAY)
UNPROVEN = "An action is done when something shows it: choose or add the evidence where it is marked as done."
UNKNOWN: dict[str, Callable[[Database, int], Any]] = {
    "change": lambda db, number: actions.change(db, number, 9, WHOLE, ACTOR),
    "done": lambda db, number: actions.done_by(db, number, 9, "E1", ACTOR),
    "remove": lambda db, number: actions.remove(db, number, 9, ACTOR),
    "another assessment's": lambda db, number: actions.remove(
        db, assessments.create(db, BANK, DRAFT, ACTOR), actions.of(db, number)[0].id, ACTOR
    ),
}


def held(db: Database, number: int) -> tuple[Tracked, ...]:
    """The actions beyond those that the assessment was made with."""
    return actions.of(db, number)[len(DRAFT.actions) :]


def done(tracked: Tracked, **shown: Any) -> Tracked:
    return replace(tracked, action=replace(tracked.action, status="done"), **shown)


def test_actions_are_added_together_in_every_field_and_logged(db: Database, draft: int) -> None:
    assert actions.add(db, draft, [WHOLE, LITTLE], ACTOR) == (4, 5)
    assert held(db, draft) == (replace(WHOLE, id=4), replace(LITTLE, id=5))
    little = {**LOGGED, "question": "MIN-02", "level": 2, "owner": "", "due": None, "status": "open"}
    assert log(db, draft) == (
        event("action", "4", None, LOGGED),
        event("action", "5", None, {**little, "note": "", "proof": ""}),
    )
    assert assessments.load(db, draft).assessment.actions == (*DRAFT.actions, WHOLE.action, LITTLE.action)


def test_a_step_that_is_pursued_already_is_passed_over(db: Database, draft: int) -> None:
    pursued, dropped = Tracked(Action("ENC-01", 4)), Tracked(Action("ENC-01", 1))
    assert actions.add(db, draft, [pursued, LITTLE, LITTLE, dropped], ACTOR) == (4, 5)
    assert held(db, draft) == (replace(LITTLE, id=4), replace(dropped, id=5))


@pytest.mark.parametrize(
    ("question", "level", "words"),
    [
        ("XYZ-01", 3, "The bank has no question “XYZ-01”: choose one of its questions."),
        ("ENC-01", 0, "ENC-01: an action leads to a level from 1 to 4, not to 0."),
        ("ENC-01", 5, "ENC-01: an action leads to a level from 1 to 4, not to 5."),
    ],
)
def test_an_action_leads_to_a_level_of_a_question_or_none_is_added(
    db: Database, draft: int, question: str, level: int, words: str
) -> None:
    before = everything(db)
    with pytest.raises(Refused) as error:
        actions.add(db, draft, [LITTLE, Tracked(Action(question, cast(Level, level)))], ACTOR)
    assert sentence(error)[0] == words
    assert everything(db) == before


def test_an_action_is_changed_but_for_its_step(db: Database, draft: int) -> None:
    actions.add(db, draft, [LITTLE], ACTOR)
    actions.change(db, draft, 4, WHOLE, ACTOR)
    changed = replace(WHOLE, action=replace(WHOLE.action, question="MIN-02", level=2), id=4)
    assert held(db, draft) == (changed,)
    assert log(db, draft)[1].after == {**LOGGED, "question": "MIN-02", "level": 2}


def test_a_change_of_nothing_is_not_logged(db: Database, draft: int) -> None:
    actions.add(db, draft, [WHOLE], ACTOR)
    actions.change(db, draft, 4, WHOLE, ACTOR)
    assert len(log(db, draft)) == 1


def test_an_action_is_done_by_a_piece_that_joins_its_questions_answer(db: Database, draft: int) -> None:
    before = assessments.load(db, draft).assessment
    actions.add(db, draft, [LITTLE], ACTOR)
    assert actions.done_by(db, draft, 4, "E1", ACTOR) == "E1"
    assert held(db, draft) == (done(LITTLE, id=4, evidence="E1"),)
    after = assessments.load(db, draft).assessment
    joined = replace(before.answers["MIN-02"], evidence=("E1",), version=2)
    assert (after.evidence, after.answers) == (before.evidence, {**before.answers, "MIN-02": joined})
    assert [(one.what, one.subject) for one in log(db, draft)] == [
        ("action", "4"),
        ("answer", "MIN-02"),
        ("action", "4"),
    ]


def test_the_piece_can_be_new_to_the_register(db: Database, draft: int) -> None:
    actions.add(db, draft, [LITTLE], ACTOR)
    assert actions.done_by(db, draft, 4, PIECE, ACTOR) == "E2"
    found = assessments.load(db, draft).assessment
    assert found.evidence == {**DRAFT.evidence, "E2": PIECE}
    assert (found.answers["MIN-02"].evidence, found.answers["MIN-02"].choice) == (("E2",), None)


def test_an_answer_that_has_the_piece_is_left_alone(db: Database, draft: int) -> None:
    before = answers.save(db, draft, "ENC-01", replace(DRAFT.answers["ENC-01"], version=1), ACTOR)
    actions.done_by(db, draft, 1, "E1", ACTOR)
    assert assessments.load(db, draft).assessment.answers["ENC-01"] == before


def test_an_action_is_not_done_by_a_piece_that_is_not_registered(db: Database, draft: int) -> None:
    before = everything(db)
    with pytest.raises(Refused) as error:
        actions.done_by(db, draft, 1, "E9", ACTOR)
    assert sentence(error)[0] == "Evidence E9 is not in the register: add it there first."
    assert everything(db) == before


def test_nothing_is_done_without_what_shows_it(db: Database, draft: int, final: int) -> None:
    before = everything(db)
    promised = actions.of(db, final)[0].id
    tries: tuple[Callable[[], None], ...] = (
        lambda: actions.change(db, draft, 1, done(WHOLE), ACTOR),
        lambda: actions.done_after_final(db, draft, 1, "A ticket", ACTOR),
        lambda: actions.done_after_final(db, final, promised, "  ", ACTOR),
    )
    for verb in tries:
        with pytest.raises(Refused) as error:
            verb()
        assert sentence(error)[0] == UNPROVEN
    assert everything(db) == before


def test_an_action_taken_up_again_forgets_what_showed_it_done(db: Database, draft: int) -> None:
    actions.done_by(db, draft, 1, "E1", ACTOR)
    kept = actions.read(db, draft, 1)
    actions.change(db, draft, 1, replace(kept, note="Checked"), ACTOR)
    assert actions.read(db, draft, 1) == replace(kept, note="Checked")
    actions.change(db, draft, 1, replace(kept, action=replace(kept.action, status="open")), ACTOR)
    assert actions.read(db, draft, 1) == replace(kept, action=replace(kept.action, status="open"), evidence=None)


def test_an_action_entered_by_mistake_is_removed_and_its_number_not_given_again(db: Database, draft: int) -> None:
    actions.add(db, draft, [WHOLE], ACTOR)
    actions.remove(db, draft, 4, ACTOR)
    assert held(db, draft) == ()
    assert log(db, draft)[1:] == (event("action", "4", LOGGED, None),)
    assert actions.add(db, draft, [WHOLE], ACTOR) == (5,)


@pytest.mark.parametrize("verb", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_an_action_that_is_not_there_is_told(db: Database, draft: int, verb: Callable[[Database, int], Any]) -> None:
    with pytest.raises(NotFound) as error:
        verb(db, draft)
    assert sentence(error)[0].startswith("There is no action ")
    assert actions.of(db, draft)[0].action == DRAFT.actions[0]


def test_the_actions_of_a_final_assessment_go_on_and_what_it_promised_stays(db: Database, final: int) -> None:
    before, guarded = assessments.load(db, final), rows_of(db, final)
    printed = fingerprint(before.bank, before.assessment)
    first, second, third = (one.id for one in actions.of(db, final))
    actions.change(db, final, first, WHOLE, ACTOR)
    actions.done_after_final(db, final, second, "Ticket 17", ACTOR)
    actions.remove(db, final, third, ACTOR)
    (added,) = actions.add(db, final, [LITTLE], ACTOR)
    now = actions.of(db, final)
    assert [(one.action.status, one.shown) for one in now] == [("doing", ""), ("done", "Ticket 17"), ("open", "")]
    assert now[2] == replace(LITTLE, id=added)
    after = assessments.load(db, final)
    assert (after, fingerprint(after.bank, after.assessment)) == (before, printed)
    assert {**rows_of(db, final), "actions": None} == {**guarded, "actions": None}
    assert [one.what for one in events.of(db, final)[1:]] == ["action"] * 4


def test_a_revision_takes_the_actions_over_as_they_stand(db: Database, final: int) -> None:
    first, second, third = (one.id for one in actions.of(db, final))
    actions.change(db, final, first, WHOLE, ACTOR)
    actions.done_after_final(db, final, second, "Ticket 17", ACTOR)
    actions.remove(db, final, third, ACTOR)
    new = assessments.reopen(db, final, ACTOR)
    taken = tuple(replace(one, id=0) for one in actions.of(db, new))
    assert taken == tuple(replace(one, id=0) for one in actions.of(db, final))
    assert assessments.load(db, new).assessment.actions == tuple(one.action for one in taken)


def test_what_a_draft_promises_when_it_becomes_final_is_kept(db: Database, draft: int) -> None:
    actions.add(db, draft, [LITTLE], ACTOR)
    assessments.finish(db, draft, DRAFT.signed, ACTOR)
    actions.change(db, draft, 4, WHOLE, ACTOR)
    assert assessments.load(db, draft).assessment.actions == (*DRAFT.actions, LITTLE.action)
    assert actions.of(db, draft)[3].action == replace(WHOLE.action, question="MIN-02", level=2)


def test_a_piece_removed_from_the_register_stays_named_where_it_showed_something(db: Database, draft: int) -> None:
    actions.done_by(db, draft, 1, "E1", ACTOR)
    evidence.remove(db, draft, "E1", ACTOR)
    assert actions.read(db, draft, 1).evidence == "E1"


DUE = (
    Action("ENC-01", 1, "Lead", date(2026, 6, 3)),
    Action("ENC-01", 2, "Lead", date(2026, 6, 1), "doing"),
    Action("ENC-01", 3, "Lead", date(2026, 6, 2), "done"),
    Action("ENC-01", 4, "Lead", date(2026, 6, 4)),
    Action("ENC-02", 1, "Lead"),
    Action("ENC-02", 2, "Lead", date(2026, 6, 1), "dropped"),
)


def overdue(db: Database, most: int = 9) -> tuple[list[tuple[int, int]], int]:
    """Assessment and level of what is overdue on 4 June 2026, and how many there are."""
    found, total = actions.overdue(db, date(2026, 6, 4), most)
    return [(one.assessment, one.level) for one in found], total


def test_overdue_is_what_is_open_past_its_day_the_longest_first(db: Database) -> None:
    number = assessments.create(db, BANK, replace(DRAFT, actions=DUE), ACTOR, sample=True)
    assert overdue(db) == ([(number, 2), (number, 1)], 2)
    assert overdue(db, most=1) == ([(number, 2)], 2)
    first = actions.overdue(db, date(2026, 6, 4), 1)[0][0]
    assert first == actions.Overdue(2, number, "2026 Q2", True, "ENC-01", 2, "Lead", date(2026, 6, 1))


@pytest.mark.usefixtures("draft")
def test_nothing_is_overdue_where_nothing_is_past_its_day(db: Database) -> None:
    assert overdue(db) == ([], 0)


def test_actions_of_a_final_assessment_are_overdue_until_a_later_final_one_follows(db: Database) -> None:
    first = assessments.create(db, BANK, replace(FINAL, actions=DUE), ACTOR)
    second = assessments.create(db, BANK, replace(DRAFT, previous=str(first), revision=1, actions=()), ACTOR)
    assert overdue(db) == ([(first, 2), (first, 1)], 2)
    assessments.finish(db, second, DRAFT.signed, ACTOR)
    assert overdue(db) == ([], 0)


def test_actions_of_a_reopened_assessment_are_overdue_in_the_revision_alone(db: Database) -> None:
    first = assessments.create(db, BANK, replace(FINAL, actions=DUE), ACTOR)
    second = assessments.reopen(db, first, ACTOR)
    assert overdue(db) == ([(second, 2), (second, 1)], 2)
    assessments.delete(db, second, ACTOR)
    assert overdue(db) == ([(first, 2), (first, 1)], 2)


def test_actions_of_two_assessments_are_apart(db: Database, draft: int) -> None:
    other = assessments.create(db, BANK, DRAFT, ACTOR)
    actions.add(db, other, [LITTLE], ACTOR)
    actions.remove(db, other, actions.of(db, other)[0].id, ACTOR)
    assert assessments.load(db, draft).assessment == as_stored(DRAFT)
