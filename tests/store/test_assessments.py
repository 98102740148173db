"""Assessments as a whole: what is stored is what is read back, and a draft's life up to its deletion."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from assessment.engine.model import Action, Answer, Assessment, SignOff
from assessment.engine.rules import refusals
from assessment.store import actions, answers, assessments, database, events, evidence, risks
from assessment.store.action_rows import Tracked
from assessment.store.assessments import Stored
from assessment.store.errors import NotFound, Refused
from assessment.store.events import Event
from tests.build import piece
from tests.store.conftest import ACTOR, BANK, DAY, DRAFT, FINAL, PARTS, as_stored, everything, nothing

BARE = Assessment(title="", organisation="", date=DAY, pledges=())
CHANGED = replace(
    DRAFT,
    title="2026 Q3",
    organisation="Another organisation",
    unit="",
    date=date(2026, 8, 1),
    tier="full",
    pledges=("P1",),
    profile={"abroad": True},
    targets={"ENC-01": 4},
)
SIGNED = SignOff("Li", None, "Wang")

BROKEN = {
    "a pledge unknown": replace(DRAFT, pledges=("P9",)),
    "a question unknown": replace(DRAFT, answers={"XYZ-01": Answer(1)}),
    "a target below the bank's": replace(DRAFT, targets={"ENC-01": 2}),
    "N/A without a reason": replace(DRAFT, answers={"ENC-02": Answer("na")}),
    "evidence not registered": replace(DRAFT, answers={"ENC-02": Answer(1, evidence=("E9",))}),
    "final without a pledge": replace(FINAL, pledges=()),
    "final with a fact not known": replace(FINAL, profile={"minors": True}),
    "final with an answer carried over": replace(FINAL, answers={"MIN-01": Answer(1, carried_over=True)}),
}
MISSING: dict[str, Callable[[Database], Any]] = {
    "load": lambda db: assessments.load(db, 9),
    "change": lambda db: assessments.change(db, 9, DRAFT, ACTOR),
    "finish": lambda db: assessments.finish(db, 9, SIGNED, ACTOR),
    "reopen": lambda db: assessments.reopen(db, 9, ACTOR),
    "delete": lambda db: assessments.delete(db, 9, ACTOR),
    "evidence.add": lambda db: evidence.add(db, 9, piece(), ACTOR),
    "evidence.change": lambda db: evidence.change(db, 9, "E1", piece(), ACTOR),
    "evidence.confirm": lambda db: evidence.confirm(db, 9, "E1", DAY, ACTOR),
    "evidence.remove": lambda db: evidence.remove(db, 9, "E1", ACTOR),
    "actions.add": lambda db: actions.add(db, 9, [], ACTOR),
    "actions.change": lambda db: actions.change(db, 9, 1, Tracked(Action("ENC-01", 1)), ACTOR),
    "actions.done_by": lambda db: actions.done_by(db, 9, 1, "E1", ACTOR),
    "actions.done_after_final": lambda db: actions.done_after_final(db, 9, 1, "A ticket", ACTOR),
    "actions.remove": lambda db: actions.remove(db, 9, 1, ACTOR),
    "risks.accept": lambda db: risks.accept(db, 9, "ENC-02", DRAFT.accepted["ENC-02"], ACTOR),
    "risks.withdraw": lambda db: risks.withdraw(db, 9, "ENC-02", ACTOR),
}


def event(what: str, subject: str = "", before: Any = None, after: Any = None) -> Event:
    return Event(ACTOR.at, ACTOR.who, what, subject, before, after)


def head(assessment: Assessment) -> dict[str, Any]:
    """What the log says of an assessment's settings."""
    return assessments._head(assessment)


@pytest.mark.parametrize("given", [DRAFT, FINAL, BARE], ids=["draft", "final", "bare"])
@pytest.mark.parametrize("sample", [False, True])
def test_what_is_stored_is_read_back_in_every_field(db: Database, given: Assessment, sample: bool) -> None:
    number = assessments.create(db, BANK, given, ACTOR, sample=sample)
    assert assessments.load(db, number) == Stored(number, BANK, as_stored(given), sample)
    assert events.of(db, number) == (event("created", after=head(given)),)


def test_the_assessment_tried_has_something_in_every_field() -> None:
    told = {name: getattr(DRAFT, name) for name in vars(DRAFT)}
    assert {name for name, value in told.items() if value == getattr(BARE, name)} == {"date", "status", "previous"}


def test_versions_begin_anew_in_a_new_assessment(db: Database) -> None:
    number = assessments.create(db, BANK, replace(DRAFT, answers={"ENC-02": Answer(1, version=7)}), ACTOR)
    assert assessments.load(db, number).assessment.answers == {"ENC-02": Answer(1, version=1)}


def test_the_one_that_it_follows_is_kept(db: Database, draft: int) -> None:
    following = replace(DRAFT, previous=str(draft))
    number = assessments.create(db, BANK, following, ACTOR)
    assert assessments.load(db, number).assessment == as_stored(following)


@pytest.mark.parametrize("previous", ["9", "2025-Q4"])
def test_following_one_that_is_not_here_is_refused(db: Database, previous: str) -> None:
    with pytest.raises(NotFound) as error:
        assessments.create(db, BANK, replace(DRAFT, previous=previous), ACTOR)
    assert error.value.message.en == f"There is no assessment {previous}."
    assert everything(db) == nothing()


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_what_breaks_a_rule_is_refused_with_its_sentence(db: Database, broken: Assessment) -> None:
    with pytest.raises(Refused) as error:
        assessments.create(db, BANK, broken, ACTOR)
    assert error.value.message == refusals(BANK, broken)[0].message
    assert everything(db) == nothing()


@pytest.mark.parametrize("verb", MISSING.values(), ids=MISSING.keys())
@pytest.mark.usefixtures("draft")
def test_an_assessment_that_is_not_there_is_told(db: Database, verb: Callable[[Database], Any]) -> None:
    before = everything(db)
    with pytest.raises(NotFound) as error:
        verb(db)
    assert (error.value.message.en, error.value.message.zh) == ("There is no assessment 9.", "没有编号为9的评估。")
    assert everything(db) == before


def test_every_setting_of_a_draft_can_be_changed(db: Database, draft: int) -> None:
    assessments.change(db, draft, CHANGED, ACTOR)
    assert assessments.load(db, draft).assessment == as_stored(CHANGED)
    before, after = head(DRAFT), head(CHANGED)
    differing = [name for name in before if before[name] != after[name]]
    assert sorted(differing) == sorted(assessments.SETTINGS)
    expected = [{name: side[name] for name in differing} for side in (before, after)]
    assert events.of(db, draft)[1:] == (event("settings", before=expected[0], after=expected[1]),)


def test_the_log_names_only_the_settings_that_changed(db: Database, draft: int) -> None:
    assessments.change(db, draft, replace(DRAFT, unit="Shop"), ACTOR)
    assert events.of(db, draft)[1:] == (event("settings", before={"unit": "Platform"}, after={"unit": "Shop"}),)


def test_settings_change_nothing_else(db: Database, draft: int) -> None:
    before = everything(db)
    other = replace(
        DRAFT, status="final", signed=SIGNED, revision=8, previous=str(draft), answers={}, evidence={}, actions=()
    )
    assessments.change(db, draft, replace(other, accepted={}), ACTOR)
    assert everything(db) == before


def test_a_setting_that_breaks_a_rule_is_refused(db: Database, draft: int) -> None:
    before = everything(db)
    with pytest.raises(Refused) as error:
        assessments.change(db, draft, replace(CHANGED, targets={"ENC-01": 2}), ACTOR)
    assert error.value.message == refusals(BANK, replace(CHANGED, targets={"ENC-01": 2}))[0].message
    assert everything(db) == before


def test_a_draft_is_finished_with_the_names_of_those_who_sign(db: Database, draft: int) -> None:
    assessments.finish(db, draft, SIGNED, ACTOR)
    assert assessments.load(db, draft).assessment == as_stored(replace(FINAL, signed=SIGNED))
    names = {"prepared": "Li", "reviewed": None, "approved": "Wang"}
    assert events.of(db, draft)[1:] == (event("final", after=names),)


@pytest.mark.parametrize("unfit", [name for name in BROKEN if name.startswith("final ")])
def test_a_draft_that_is_not_fit_to_be_final_is_not_finished(db: Database, unfit: str) -> None:
    number = assessments.create(db, BANK, replace(BROKEN[unfit], status="draft"), ACTOR)
    before = everything(db)
    with pytest.raises(Refused) as error:
        assessments.finish(db, number, SIGNED, ACTOR)
    assert error.value.message == refusals(BANK, BROKEN[unfit])[0].message
    assert everything(db) == before


@pytest.mark.parametrize(("given", "sample"), [(DRAFT, False), (DRAFT, True), (FINAL, True)])
def test_deleting_leaves_nothing_but_the_note_that_it_was(
    db: Database, draft: int, given: Assessment, sample: bool
) -> None:
    others = everything(db)
    number = assessments.create(db, BANK, given, ACTOR, sample=sample)
    assessments.delete(db, number, ACTOR)
    note = event("deleted", before={"title": "2026 Q2", "date": "2026-05-20"})
    assert events.of(db, number) == (note,)
    left = everything(db)
    assert {table: left[table] for table in (*PARTS, "assessments")} == {
        table: others[table] for table in (*PARTS, "assessments")
    }
    assert assessments.load(db, draft).assessment == as_stored(DRAFT)
    with pytest.raises(NotFound):
        assessments.load(db, number)


def test_the_number_of_a_deleted_one_is_not_given_again(db: Database) -> None:
    last = assessments.create(db, BANK, DRAFT, ACTOR)
    assessments.delete(db, last, ACTOR)
    assert assessments.create(db, BANK, DRAFT, ACTOR) == last + 1


def test_what_follows_a_deleted_one_stays(db: Database, draft: int) -> None:
    number = assessments.create(db, BANK, replace(FINAL, previous=str(draft)), ACTOR)
    assessments.delete(db, draft, ACTOR)
    assert assessments.load(db, number).assessment == as_stored(FINAL)
    assert events.of(db, number)[1:] == (event("previous_deleted", before={"previous": draft}),)


def test_a_whole_sample_can_be_deleted_in_any_order(db: Database) -> None:
    first = assessments.create(db, BANK, FINAL, ACTOR, sample=True)
    second = assessments.create(db, BANK, replace(FINAL, previous=str(first)), ACTOR, sample=True)
    for number in (first, second):
        assessments.delete(db, number, ACTOR)
    left = everything(db)
    assert [left[table] for table in (*PARTS, "assessments")] == [[]] * 6


def test_reading_sees_all_of_a_save_or_nothing_of_it(db: Database, path: Path, draft: int) -> None:
    def between(sql: str, _: Any) -> None:
        if "FROM answers" in sql:
            with database.opened(path) as other:
                answers.save(other, draft, "MIN-02", Answer(3, version=1), ACTOR, added=piece())

    with db.tracer(between):
        seen = assessments.load(db, draft).assessment
    assert seen == as_stored(DRAFT)
    assert list(assessments.load(db, draft).assessment.evidence) == ["E1", "E2", "DOC-7"]
