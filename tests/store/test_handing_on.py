"""What the next assessment takes over: open actions, and what showed others done after the last one was final."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from sqlite_utils import Database

from assessment.engine.model import Action, Answer, Evidence
from assessment.store import actions, answers, assessments, events, evidence, handing_on
from assessment.store.action_rows import Tracked
from assessment.store.errors import Finished, Refused
from assessment.store.handing_on import Before, Proof
from tests.build import bank, question
from tests.store.conftest import ACTOR, BANK, DRAFT, FINAL, everything, frozen, rows_of, sentence
from tests.store.test_assessments import event

PROMISED: Final = (
    Action("ENC-01", 4, "Security", date(2026, 9, 30), "doing"),
    Action("ENC-02", 3, "Operations", date(2026, 6, 1)),
    Action("MIN-02", 2),
    Action("ENC-02", 2, status="dropped"),
)
PIECE: Final = Evidence("record", "Ticket 17", date(2026, 6, 30), location="Tracker")


@pytest.fixture
def last(db: Database) -> int:
    """The number of a final assessment whose actions go on."""
    return assessments.create(db, BANK, replace(FINAL, revision=1, actions=PROMISED), ACTOR)


@pytest.fixture
def following(db: Database, last: int) -> int:
    """The number of a draft that was begun from it."""
    return assessments.create(db, BANK, replace(DRAFT, revision=1, previous=str(last), actions=()), ACTOR)


def found(db: Database, number: int) -> Before | None:
    return handing_on.before(db, assessments.load(db, number))


def waiting(db: Database, number: int) -> tuple[Tracked, ...]:
    return handing_on.open_before(db, assessments.load(db, number), found(db, number))


def proofs(db: Database, number: int) -> tuple[Proof, ...]:
    return handing_on.proofs(db, assessments.load(db, number), found(db, number))


def done(db: Database, number: int, words: str = "Ticket 17,\nin the tracker") -> int:
    """Mark an assessment's first action as done after it was final, and return the action's number."""
    action = actions.of(db, number)[0].id
    actions.done_after_final(db, number, action, words, ACTOR)
    return action


def steps(tracked: tuple[Tracked, ...]) -> list[tuple[str, int]]:
    return [(one.action.question, one.action.level) for one in tracked]


def test_before_is_what_it_was_begun_from_past_its_own_revisions(db: Database, last: int, following: int) -> None:
    assessments.finish(db, following, DRAFT.signed, ACTOR)
    second = assessments.reopen(db, following, ACTOR)
    expected = Before(assessments.load(db, last), actions.of(db, last))
    assert (found(db, second), found(db, following), found(db, last)) == (expected, expected, None)


def test_nothing_is_before_an_assessment_whose_own_was_deleted(db: Database) -> None:
    first = assessments.create(db, BANK, replace(DRAFT, revision=1), ACTOR)
    second = assessments.create(db, BANK, replace(DRAFT, revision=1, previous=str(first)), ACTOR)
    assessments.delete(db, first, ACTOR)
    assert found(db, second) is None
    assert (waiting(db, second), handing_on.take_over(db, second, ACTOR)) == ((), ())


def test_open_actions_are_taken_over_whole_with_one_event_each(db: Database, last: int, following: int) -> None:
    first, second, third, _ = actions.of(db, last)
    actions.change(db, last, second.id, replace(second, note="Waits", proof="Export"), ACTOR)
    before = rows_of(db, last)
    taken = handing_on.take_over(db, following, ACTOR)
    expected = (first, replace(second, note="Waits", proof="Export"), third)
    assert actions.of(db, following) == tuple(
        replace(one, id=number) for one, number in zip(expected, taken, strict=True)
    )
    assert [(one.what, one.subject) for one in events.of(db, following)[1:]] == [("action", str(one)) for one in taken]
    assert rows_of(db, last) == before


def test_taking_over_twice_adds_nothing(db: Database, following: int) -> None:
    assert len(handing_on.take_over(db, following, ACTOR)) == 3
    before = everything(db)
    assert handing_on.take_over(db, following, ACTOR) == ()
    assert everything(db) == before


def test_a_step_with_an_action_of_its_own_in_any_state_is_passed_over(db: Database, last: int, following: int) -> None:
    (number,) = actions.add(db, following, [Tracked(Action("ENC-02", 3))], ACTOR)
    own = actions.read(db, following, number)
    actions.change(db, following, number, replace(own, action=replace(own.action, status="dropped")), ACTOR)
    done(db, last)
    assert steps(waiting(db, following)) == [("MIN-02", 2)]


def test_an_action_on_a_question_that_changed_or_went_is_not_taken_over(db: Database, last: int) -> None:
    changed = frozen(
        bank(question("ENC-01", critical=True, revision=2), question("MIN-02", clauses=("P2-1",), target=2))
    )
    begun = replace(DRAFT, revision=1, previous=str(last), actions=(), answers={}, targets={}, accepted={}, profile={})
    number = assessments.create(db, changed, replace(begun, pledges=("P1",)), ACTOR)
    assert steps(waiting(db, number)) == [("MIN-02", 2)]


def test_a_final_assessment_takes_nothing_over(db: Database, following: int) -> None:
    assessments.finish(db, following, DRAFT.signed, ACTOR)
    before = everything(db)
    with pytest.raises(Finished):
        handing_on.take_over(db, following, ACTOR)
    with pytest.raises(Finished):
        handing_on.take_in(db, following, 1, PIECE, ACTOR)
    assert everything(db) == before


def test_what_is_taken_over_is_overdue_once(db: Database, last: int, following: int) -> None:
    def overdue() -> list[tuple[int, str]]:
        rows, total = actions.overdue(db, date(2026, 12, 1), 9)
        assert total == len(rows)
        return [(one.assessment, one.question) for one in rows]

    assert overdue() == [(last, "ENC-02"), (last, "ENC-01")]
    handing_on.take_over(db, following, ACTOR)
    assert overdue() == [(following, "ENC-02"), (following, "ENC-01")]


def test_words_that_showed_an_action_done_become_a_piece_without_a_day(db: Database, last: int, following: int) -> None:
    action = done(db, last)
    words = "Ticket 17, in the tracker"
    assert proofs(db, following) == (
        Proof(actions.read(db, last, action), last, Evidence("record", words, location=words)),
    )
    assert proofs(db, last) == (Proof(actions.read(db, last, action), last, Evidence("record", words, location=words)),)


def test_long_words_keep_to_the_lengths_of_a_piece(db: Database, last: int, following: int) -> None:
    done(db, last, "x" * 600)
    (proof,) = proofs(db, following)
    assert (len(proof.piece.title), len(proof.piece.location)) == (200, 500)


def test_it_is_taken_in_with_its_question_whose_level_stays(db: Database, last: int, following: int) -> None:
    action = done(db, last)
    before = rows_of(db, last)
    was = assessments.load(db, following).assessment.answers["ENC-01"]
    name = handing_on.take_in(db, following, action, PIECE, ACTOR)
    after = assessments.load(db, following).assessment
    assert (name, after.evidence[name]) == ("E2", PIECE)
    assert after.answers["ENC-01"] == replace(was, evidence=(*was.evidence, "E2"), version=was.version + 1)
    assert [(one.what, one.subject) for one in events.of(db, following)[1:]] == [
        ("evidence", "E2"),
        ("answer", "ENC-01"),
    ]
    assert (proofs(db, following), rows_of(db, last)) == ((), before)


def test_what_was_taken_in_is_not_offered_again_in_a_revision_and_is_once_it_is_removed(
    db: Database, last: int, following: int
) -> None:
    name = handing_on.take_in(db, following, done(db, last), PIECE, ACTOR)
    assessments.finish(db, following, DRAFT.signed, ACTOR)
    second = assessments.reopen(db, following, ACTOR)
    assert proofs(db, second) == ()
    evidence.remove(db, second, name, ACTOR)
    assert [one.tracked.action for one in proofs(db, second)] == [replace(PROMISED[0], status="done")]


def test_it_is_not_taken_in_twice(db: Database, last: int, following: int) -> None:
    action = done(db, last)
    handing_on.take_in(db, following, action, PIECE, ACTOR)
    before = everything(db)
    with pytest.raises(Refused) as error:
        handing_on.take_in(db, following, action, PIECE, ACTOR)
    assert sentence(error) == (
        "That is in the register already, or its action is no longer done: look at the list again.",
        "该项已登记，或者其整改措施不再处于已完成状态：请刷新列表后查看。",
    )
    assert everything(db) == before


def test_what_is_left_out_is_not_offered_again_and_changes_nothing_else(
    db: Database, last: int, following: int
) -> None:
    action = done(db, last)
    before = everything(db)
    handing_on.leave_out(db, following, action, ACTOR)
    after = everything(db)
    assert {name: rows for name, rows in after.items() if name != "events"} == {
        name: rows for name, rows in before.items() if name != "events"
    }
    words = "Ticket 17, in the tracker"
    assert events.of(db, following)[1:] == (
        event("evidence_left_out", str(action), after={"words": ["ENC-01", 4, words, words]}),
    )
    assert proofs(db, following) == ()
    with pytest.raises(Refused):
        handing_on.leave_out(db, following, action, ACTOR)
    with pytest.raises(Refused):
        handing_on.take_in(db, following, action, PIECE, ACTOR)
    assert everything(db) == after


def test_what_is_left_out_stays_out_of_later_revisions_until_it_says_something_else(db: Database, last: int) -> None:
    done(db, last)
    second = assessments.reopen(db, last, ACTOR)
    (proof,) = proofs(db, second)
    handing_on.leave_out(db, second, proof.tracked.id, ACTOR)
    assessments.finish(db, second, DRAFT.signed, ACTOR)
    third = assessments.reopen(db, second, ACTOR)
    assert proofs(db, third) == ()
    done(db, second, "Ticket 18")
    assert proofs(db, third) == ()
    assert len(proofs(db, last)) == 1


def test_a_final_assessment_leaves_nothing_out(db: Database, last: int) -> None:
    action = done(db, last)
    with pytest.raises(Finished):
        handing_on.leave_out(db, last, action, ACTOR)


def test_a_revision_takes_in_what_its_own_actions_said(db: Database, last: int) -> None:
    done(db, last)
    second = assessments.reopen(db, last, ACTOR)
    (proof,) = proofs(db, second)
    name = handing_on.take_in(db, second, proof.tracked.id, PIECE, ACTOR)
    assert actions.of(db, second)[0] == replace(proof.tracked, evidence=name, shown="")
    assert proofs(db, second) == ()


def test_a_piece_that_the_last_draft_got_later_is_offered_and_one_that_is_there_is_not(db: Database) -> None:
    first = assessments.create(db, BANK, replace(DRAFT, revision=1, actions=PROMISED), ACTOR)
    second = assessments.create(db, BANK, replace(DRAFT, revision=1, previous=str(first), actions=()), ACTOR)
    mine, other = (one.id for one in actions.of(db, first)[:2])
    actions.done_by(db, first, mine, "E1", ACTOR)
    actions.done_by(db, first, other, PIECE, ACTOR)
    evidence.confirm(db, second, "E1", date(2026, 6, 1), ACTOR)
    assert [(one.tracked.id, one.piece) for one in proofs(db, second)] == [(other, PIECE)]


def test_an_answer_that_is_saved_meanwhile_keeps_its_piece(db: Database, last: int, following: int) -> None:
    saved: dict[str, Any] = {"version": 1, "evidence": ("E1",)}
    answers.save(db, following, "ENC-01", Answer(2, **saved), ACTOR)
    name = handing_on.take_in(db, following, done(db, last), PIECE, ACTOR)
    found_now = assessments.load(db, following).assessment.answers["ENC-01"]
    assert (found_now.choice, found_now.evidence, found_now.version) == (2, ("E1", name), 3)
