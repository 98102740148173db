"""The register: pieces are added, changed, confirmed and removed, each under a name that is given only once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlite_utils import Database

from assessment.engine.model import Answer, Evidence
from assessment.store import answers, assessments, events, evidence
from assessment.store.errors import NotFound
from assessment.store.events import Event
from tests.build import piece
from tests.store.conftest import ACTOR, BANK, DAY, DRAFT, as_stored, everything
from tests.store.test_assessments import event

WHOLE = Evidence("metric", "密钥轮换统计", DAY, date(2026, 12, 31), "DOC-3, page 2", "Reviewer")
LOGGED = {
    "kind": "metric",
    "title": "密钥轮换统计",
    "date": "2026-05-20",
    "valid_until": "2026-12-31",
    "location": "DOC-3, page 2",
    "checked_by": "Reviewer",
}
UNKNOWN: dict[str, Callable[[Database, int], Any]] = {
    "change": lambda db, number: evidence.change(db, number, "E9", WHOLE, ACTOR),
    "confirm": lambda db, number: evidence.confirm(db, number, "E9", DAY, ACTOR),
    "remove": lambda db, number: evidence.remove(db, number, "E9", ACTOR),
}


def register(db: Database, number: int) -> dict[str, Evidence]:
    return dict(assessments.load(db, number).assessment.evidence)


def log(db: Database, number: int) -> tuple[Event, ...]:
    """What was logged since the assessment was made."""
    return events.of(db, number)[1:]


def of_names(db: Database, *names: str) -> int:
    """The number of a draft whose register has pieces of these names."""
    held = dict.fromkeys(names, piece())
    return assessments.create(db, BANK, replace(DRAFT, evidence=held, answers={}), ACTOR)


def test_a_piece_is_added_in_every_field_and_logged(db: Database, draft: int) -> None:
    assert evidence.add(db, draft, WHOLE, ACTOR) == "E2"
    assert register(db, draft) == {**DRAFT.evidence, "E2": WHOLE}
    assert log(db, draft) == (event("evidence", "E2", None, LOGGED),)


def test_a_piece_of_little_is_read_back_as_it_is(db: Database, draft: int) -> None:
    little = Evidence("policy", "A policy")
    assert (evidence.add(db, draft, little, ACTOR), evidence.read(db, draft, "E2")) == ("E2", little)


def test_the_register_is_told_by_name(db: Database, draft: int) -> None:
    assert evidence.names(db, draft) == ("DOC-7", "E1")
    assert [evidence.read(db, draft, name) for name in ("DOC-7", "E9")] == [DRAFT.evidence["DOC-7"], None]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((), "E1"),
        (("E1", "E3"), "E4"),
        (("E2", "E10", "E9"), "E11"),
        (("DOC-7", "X99", "E", "E5a"), "E1"),
        (("E²", "E٣", "e8"), "E1"),
    ],
)
def test_a_new_piece_gets_the_next_number(db: Database, held: tuple[str, ...], expected: str) -> None:
    number = of_names(db, *held)
    assert evidence.add(db, number, WHOLE, ACTOR) == expected
    assert register(db, number) == {**dict.fromkeys(held, piece()), expected: WHOLE}


def test_the_name_of_a_removed_piece_is_not_given_again(db: Database, draft: int) -> None:
    first = evidence.add(db, draft, WHOLE, ACTOR)
    evidence.remove(db, draft, first, ACTOR)
    assert (first, evidence.add(db, draft, piece(), ACTOR)) == ("E2", "E3")


def test_the_register_is_in_the_order_of_its_numbers(db: Database) -> None:
    number = of_names(db)
    for _ in range(11):
        evidence.add(db, number, piece(), ACTOR)
    assert list(register(db, number)) == [f"E{place}" for place in range(1, 12)]


def test_a_piece_is_changed_and_logged_with_what_was(db: Database, draft: int) -> None:
    name = evidence.add(db, draft, WHOLE, ACTOR)
    evidence.change(db, draft, name, Evidence("policy", "A policy"), ACTOR)
    assert register(db, draft) == {**DRAFT.evidence, name: Evidence("policy", "A policy")}
    little = {**dict.fromkeys(LOGGED), "kind": "policy", "title": "A policy", "location": ""}
    assert log(db, draft)[1:] == (event("evidence", name, LOGGED, little),)


def test_a_piece_confirmed_true_has_another_date_and_nothing_else(db: Database, draft: int) -> None:
    name = evidence.add(db, draft, WHOLE, ACTOR)
    evidence.confirm(db, draft, name, date(2026, 8, 1), ACTOR)
    assert register(db, draft) == {**DRAFT.evidence, name: replace(WHOLE, date=date(2026, 8, 1))}
    assert log(db, draft)[1:] == (event("evidence", name, LOGGED, {**LOGGED, "date": "2026-08-01"}),)


def test_a_removed_piece_goes_from_every_answer(db: Database, draft: int) -> None:
    answers.save(db, draft, "MIN-02", Answer(2, evidence=("E1",), version=1), ACTOR)
    before = assessments.load(db, draft).assessment
    evidence.remove(db, draft, "E1", ACTOR)
    left = {
        **before.answers,
        "ENC-01": replace(before.answers["ENC-01"], evidence=("DOC-7",), version=2),
        "MIN-02": Answer(2, version=3),
    }
    assert assessments.load(db, draft).assessment == replace(
        before, evidence={"DOC-7": DRAFT.evidence["DOC-7"]}, answers=left
    )
    assert [(one.what, one.subject) for one in log(db, draft)[1:]] == [
        ("answer", "ENC-01"),
        ("answer", "MIN-02"),
        ("evidence", "E1"),
    ]
    assert log(db, draft)[-1].after is None


@pytest.mark.parametrize("verb", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_a_piece_that_is_not_registered_is_told(db: Database, draft: int, verb: Callable[[Database, int], Any]) -> None:
    before = everything(db)
    with pytest.raises(NotFound) as error:
        verb(db, draft)
    assert (error.value.message.en, error.value.message.zh) == (
        "There is no evidence E9 in the register.",
        "证据登记册中没有E9。",
    )
    assert everything(db) == before


def test_registers_of_two_assessments_are_apart(db: Database, draft: int) -> None:
    other = assessments.create(db, BANK, DRAFT, ACTOR)
    evidence.add(db, other, WHOLE, ACTOR)
    evidence.confirm(db, other, "E1", date(2026, 8, 1), ACTOR)
    evidence.remove(db, other, "DOC-7", ACTOR)
    assert assessments.load(db, draft).assessment == as_stored(DRAFT)


def test_a_removal_that_fails_leaves_everything(db: Database, draft: int) -> None:
    before = everything(db)
    db.execute("CREATE TEMP TRIGGER failing BEFORE DELETE ON main.evidence BEGIN SELECT RAISE(ABORT, 'failed'); END")
    with pytest.raises(Exception, match="failed"):
        evidence.remove(db, draft, "E1", ACTOR)
    assert everything(db) == before
