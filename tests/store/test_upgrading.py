"""A draft brought to another bank: one transaction, one event, and back again as it was."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from sqlite_utils import Database

from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Evidence, SignOff
from assessment.engine.report import assess
from assessment.engine.rules import refusals
from assessment.formats.scores import score_document
from assessment.store import answers, assessments, banks, events, set_aside, upgrading
from assessment.store.errors import Conflict, Finished, NotFound, Refused, StoreError
from assessment.store.recent import Recent
from assessment.store.rows import answer_values, risk_values
from tests.build import bank, clause, fact, question
from tests.store.conftest import ACTOR, BANK, DAY, DRAFT, FINAL, as_stored, everything, frozen, sentence
from tests.store.test_assessments import event

NEWER: Final = frozen(
    replace(
        bank(
            question("ENC-01", critical=True, revision=2),
            question("ENC-02", critical=True),
            question("MIN-02", clauses=("P2-1",), target=4),
            question("ACC-01", applies_when={"faces": True}),
            clauses=(clause("P1-1"), clause("P2-1")),
            facts=(fact("minors"), fact("faces")),
        ),
        version="0.2.0",
    )
)
"""A changed question, one that has become critical, one withdrawn, one with a higher target, a new one; a fact each."""

RISK: Final = AcceptedRisk("It ends with the archive", "Head of security", date(2026, 12, 31), "Off line")
BEGUN: Final = replace(
    DRAFT,
    accepted={"ENC-02": RISK, "MIN-01": RISK},
    actions=(*DRAFT.actions, Action("MIN-01", 2, "Platform", DAY)),
)
UPGRADED: Final = replace(
    as_stored(BEGUN),
    profile={"minors": True},
    targets={"ENC-02": 4},
    answers={
        "ENC-01": Answer(None, version=2),
        "ENC-02": Answer(None, version=2),
        "MIN-02": replace(DRAFT.answers["MIN-02"], version=1),
    },
    accepted={"ENC-02": RISK},
    actions=DRAFT.actions,
)
SET_ASIDE: Final = {name: replace(DRAFT.answers[name], version=1) for name in ("ENC-01", "ENC-02", "MIN-01")}


@pytest.fixture
def begun(db: Database) -> int:
    """The number of a draft on the older bank."""
    return assessments.create(db, BANK, BEGUN, ACTOR)


def upgraded(db: Database, number: int) -> Assessment:
    upgrading.upgrade(db, number, NEWER, ACTOR)
    return assessments.load(db, number).assessment


def undone(db: Database, number: int) -> Assessment:
    upgrading.undo(db, number, ACTOR)
    return assessments.load(db, number).assessment


def versions_apart(assessment: Assessment) -> Assessment:
    return replace(assessment, answers={name: replace(one, version=0) for name, one in assessment.answers.items()})


def test_answers_to_what_is_asked_as_before_stay_and_the_others_come_off(db: Database, begun: int) -> None:
    assert upgraded(db, begun) == UPGRADED
    assert assessments.load(db, begun).bank == NEWER


def test_what_is_left_breaks_no_rule_of_the_newer_bank(db: Database, begun: int) -> None:
    assert refusals(NEWER, upgraded(db, begun)) == ()


def test_what_came_off_is_kept_with_its_bank(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)

    assert set_aside.old_answers(db, begun) == {
        name: set_aside.OldAnswer(answer, BANK) for name, answer in SET_ASIDE.items()
    }
    aside = set_aside.last(db, begun)
    assert aside is not None
    assert aside.off == {"ENC-01": "changed", "ENC-02": "refused", "MIN-01": "retired"}
    assert (aside.targets, aside.profile, aside.accepted) == ({"MIN-02": 3}, {"abroad": False}, {"MIN-01": RISK})
    assert aside.to_put_back() == BEGUN.actions[-1:]


def test_an_upgrade_is_one_event_that_says_what_came_off(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)

    last = events.of(db, begun)[1:]

    assert last == (
        event(
            "upgraded",
            "0.2.0",
            before={
                "bank": BANK.hash,
                "version": "0.1.0",
                "answers": {name: answer_values(answer) for name, answer in SET_ASIDE.items()},
                "targets": {"MIN-02": 3},
                "accepted": {"MIN-01": risk_values(RISK)},
                "actions": [last[0].before["actions"][0]],
                "profile": {"abroad": False},
                "pledges": [],
            },
            after={"bank": NEWER.hash, "version": "0.2.0"},
        ),
    )
    assert last[0].before["actions"][0]["question"] == "MIN-01"


def test_a_page_from_before_the_upgrade_does_not_save_over_what_was_said_after_it(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)

    with pytest.raises(Conflict) as error:
        answers.save(db, begun, "ENC-01", Answer(4, version=1), ACTOR)
    with pytest.raises(NotFound):
        answers.save(db, begun, "MIN-01", Answer(4, version=1), ACTOR)

    assert error.value.stored == Answer(None, version=2)


REFUSED: dict[str, tuple[Callable[[Database, int], Any], type[StoreError], tuple[str, str]]] = {
    "the same bank": (
        lambda db, number: upgrading.upgrade(db, number, BANK, ACTOR),
        Refused,
        (
            "This assessment uses that question bank already: there is nothing to upgrade.",
            "该评估已使用这一题库，无需升级。",
        ),
    ),
    "undone without an upgrade": (
        lambda db, number: upgrading.undo(db, number, ACTOR),
        Refused,
        (
            "There is no upgrade to undo: the assessment uses the bank that it was started with.",
            "没有可撤销的升级：该评估使用的仍是开始时的题库。",
        ),
    ),
    "not there": (
        lambda db, number: upgrading.upgrade(db, number + 1, NEWER, ACTOR),
        NotFound,
        ("There is no assessment 2.", "没有编号为2的评估。"),
    ),
}


@pytest.mark.parametrize(("verb", "kind", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_refused_and_writes_nothing(
    db: Database,
    begun: int,
    verb: Callable[[Database, int], Any],
    kind: type[StoreError],
    said: tuple[str, str],
) -> None:
    before = everything(db)
    with pytest.raises(kind) as error:
        verb(db, begun)
    assert (sentence(error), everything(db)) == (said, before)


@pytest.mark.parametrize(
    "verb", [lambda db: upgrading.upgrade(db, 1, NEWER, ACTOR), lambda db: upgrading.undo(db, 1, ACTOR)]
)
def test_a_final_assessment_is_neither_upgraded_nor_undone(db: Database, verb: Callable[[Database], Any]) -> None:
    number = assessments.create(db, BANK, replace(DRAFT, profile={"minors": True, "abroad": False}), ACTOR)
    newer = frozen(replace(NEWER, version="0.3.0", facts=(fact("minors"),), questions=(question("MIN-02", target=2),)))
    upgrading.upgrade(db, number, newer, ACTOR)
    assessments.finish(db, number, SignOff("Lead"), ACTOR)
    before = everything(db)

    with pytest.raises(Finished):
        verb(db)

    assert everything(db) == before
    for sql in (
        "DELETE FROM set_aside",
        "UPDATE set_aside SET upgrade = upgrade + 1",
        "REPLACE INTO set_aside SELECT * FROM set_aside",
    ):
        with pytest.raises(sqlite3.IntegrityError, match=r"^the assessment is final$"):
            db.execute(sql)


@pytest.mark.parametrize("verb", [upgrading.upgrade, upgrading.undo])
def test_when_the_log_cannot_be_written_nothing_has_changed(
    db: Database, begun: int, monkeypatch: pytest.MonkeyPatch, verb: Callable[..., Any]
) -> None:
    arguments: tuple[Any, ...] = (db, begun, NEWER, ACTOR)
    if verb is upgrading.undo:
        upgrading.upgrade(*arguments)
        arguments = (db, begun, ACTOR)

    def failing(*_: Any, **__: Any) -> None:
        raise RuntimeError("the power is gone")

    before = everything(db)
    monkeypatch.setattr(events, "record", failing)
    with pytest.raises(RuntimeError, match="the power is gone"):
        verb(*arguments)
    assert everything(db) == before


def test_what_is_remembered_of_an_assessment_follows_its_upgrade(db: Database, begun: int) -> None:
    recent = Recent()
    recent.load(db, begun)

    upgrading.upgrade(db, begun, NEWER, ACTOR)
    assert recent.load(db, begun) == assessments.load(db, begun)
    answers.save(db, begun, "ENC-01", Answer(1, version=2), ACTOR)
    assert recent.load(db, begun) == assessments.load(db, begun)
    upgrading.undo(db, begun, ACTOR)
    assert recent.load(db, begun) == assessments.load(db, begun)


def test_old_and_other_assessments_read_to_the_byte_as_they_did(db: Database, begun: int) -> None:
    def read(number: int) -> str:
        banks._thawed.clear()
        stored = assessments.load(db, number)
        return json.dumps(score_document(assess(stored.bank, stored.assessment)), sort_keys=True)

    final = assessments.create(db, BANK, FINAL, ACTOR)
    other = assessments.create(db, BANK, DRAFT, ACTOR)
    before = read(final), read(other)

    upgrading.upgrade(db, begun, NEWER, ACTOR)
    assessments.create(db, NEWER, Assessment("Next", "Sample organisation", DAY, ("P1",)), ACTOR)

    assert (read(final), read(other)) == before


def test_deleting_a_draft_takes_what_was_set_aside(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)
    assessments.delete(db, begun, ACTOR)
    assert everything(db)["set_aside"] == []


def test_a_note_without_a_choice_is_set_aside_with_its_changed_question(db: Database) -> None:
    given = replace(
        DRAFT, answers={"ENC-01": Answer(None, note="Ask operations")}, evidence={"E1": Evidence("test", "T")}
    )
    number = assessments.create(db, BANK, given, ACTOR)

    found = upgrading.upgrade(db, number, NEWER, ACTOR)

    assert (found.chosen, list(found.answers)) == ((), ["ENC-01"])
    assert undone(db, number).answers == {"ENC-01": Answer(None, note="Ask operations", version=3)}


def test_an_answer_that_was_cleared_has_nothing_to_set_aside(db: Database) -> None:
    number = assessments.create(db, BANK, replace(DRAFT, answers={"ENC-01": Answer(None)}), ACTOR)
    upgrading.upgrade(db, number, NEWER, ACTOR)
    assert set_aside.old_answers(db, number) == {}
    assert assessments.load(db, number).assessment.answers == {"ENC-01": Answer(None, version=1)}
