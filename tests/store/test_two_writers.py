"""Two browsers at the same time: none of what they save is lost, and one answer has one winner."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Final

import pytest
from sqlite_utils import Database

from assessment.engine.model import Answer, SignOff
from assessment.store import answers, assessments, database, events, evidence
from assessment.store.errors import Conflict, Overtaken
from assessment.store.events import Actor
from tests.build import piece
from tests.store.conftest import ACTOR, BANK, DRAFT, everything

SAVES: Final = 12
SECONDS: Final = 60
"""After which a writer is taken to hang."""


@pytest.fixture
def empty(db: Database) -> int:
    """The number of a draft without any answer or evidence."""
    return assessments.create(db, BANK, replace(DRAFT, answers={}, evidence={}), ACTOR)


def together(path: Path, *works: Callable[[Database], None]) -> None:
    """Do each work on a connection and a thread of its own, all starting at once; raises what any of them raised."""
    start = Barrier(len(works))

    def run(work: Callable[[Database], None]) -> None:
        with database.opened(path, busy_seconds=SECONDS) as db:
            start.wait(timeout=SECONDS)
            work(db)

    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(run, work) for work in works]:
            done.result(timeout=SECONDS)


def by(who: str) -> Actor:
    return Actor(who, ACTOR.at)


def saving(number: int, question: str) -> Callable[[Database], None]:
    """Saves one question's answer again and again, each time with a new piece of evidence."""

    def work(db: Database) -> None:
        last = Answer(choice=None)
        for turn in range(SAVES):
            mine = replace(last, choice=2, note=f"turn {turn}")
            last = answers.save(db, number, question, mine, by(question), added=piece(title=f"{question} {turn}"))

    return work


def test_saves_of_different_answers_are_all_kept(path: Path, db: Database, empty: int) -> None:
    questions = ("ENC-01", "ENC-02", "MIN-01")
    together(path, *(saving(empty, question) for question in questions))
    found = assessments.load(db, empty).assessment
    assert {name: (one.version, one.note) for name, one in found.answers.items()} == dict.fromkeys(
        questions, (SAVES, f"turn {SAVES - 1}")
    )
    titles = {name: [found.evidence[piece].title for piece in one.evidence] for name, one in found.answers.items()}
    assert titles == {name: [f"{name} {turn}" for turn in range(SAVES)] for name in questions}
    assert len(found.evidence) == len(questions) * SAVES
    logged = [(one.who, one.after["version"]) for one in events.of(db, empty) if one.what == "answer"]
    assert sorted(logged) == [(name, version) for name in questions for version in range(1, SAVES + 1)]


@pytest.mark.parametrize("question", ["ENC-01", "ENC-02", "MIN-01", "MIN-02"])
def test_the_same_answer_has_one_winner_and_the_other_sees_it(
    path: Path, db: Database, empty: int, question: str
) -> None:
    won: list[Answer] = []
    lost: list[Answer] = []

    def saving_once(mine: Answer) -> Callable[[Database], None]:
        def work(own: Database) -> None:
            try:
                won.append(answers.save(own, empty, question, mine, ACTOR))
            except Conflict as conflict:
                lost.append(conflict.stored)

        return work

    one, other = Answer(1, note="mine"), Answer(2, note="yours")
    together(path, saving_once(one), saving_once(other))
    assert won == lost
    assert won in ([replace(one, version=1)], [replace(other, version=1)])
    assert assessments.load(db, empty).assessment.answers == {question: won[0]}
    assert len(events.of(db, empty)) == 2


def test_two_registering_at_once_get_names_of_their_own(path: Path, db: Database, empty: int) -> None:
    def register(own: Database) -> None:
        for turn in range(SAVES):
            evidence.add(own, empty, piece(title=str(turn)), ACTOR)

    together(path, register, register)
    held = assessments.load(db, empty).assessment.evidence
    assert list(held) == [f"E{place}" for place in range(1, 2 * SAVES + 1)]
    assert sorted(one.title for one in held.values()) == sorted([str(turn) for turn in range(SAVES)] * 2)


def test_a_reader_is_not_kept_waiting_and_sees_what_was(path: Path, db: Database, draft: int) -> None:
    before = assessments.load(db, draft)
    with database.opened(path) as writer, database.opened(path, busy_seconds=0) as reader:
        with database.writing(writer):
            writer.execute("UPDATE answers SET note = 'half done' WHERE assessment = ?", (draft,))
            during = assessments.load(reader, draft)
        after = assessments.load(reader, draft)
    assert during == before
    assert {one.note for one in after.assessment.answers.values()} == {"half done"}


def test_a_change_made_from_what_is_no_longer_so_is_refused_with_what_is(db: Database, draft: int) -> None:
    before = assessments.load(db, draft).assessment
    marks = assessments.mark(before), evidence.mark(before.evidence["E1"])
    assessments.change(db, draft, replace(before, title="2026 Q3"), ACTOR, made_from=marks[0])
    evidence.change(db, draft, "E1", piece(title="Theirs"), ACTOR, made_from=marks[1])
    kept = everything(db)

    with pytest.raises(Overtaken) as settings:
        assessments.change(db, draft, replace(before, unit="Shop"), ACTOR, made_from=marks[0])
    with pytest.raises(Overtaken) as register:
        evidence.change(db, draft, "E1", piece(title="Mine"), ACTOR, made_from=marks[1])

    now = assessments.load(db, draft).assessment
    assert (settings.value.stored, register.value.stored) == (now, piece(title="Theirs"))
    assert everything(db) == kept


def test_the_same_change_made_twice_is_no_conflict(db: Database, draft: int) -> None:
    before = assessments.load(db, draft).assessment
    made_from = assessments.mark(before)
    for _ in range(2):
        assessments.change(db, draft, replace(before, title="2026 Q3"), ACTOR, made_from=made_from)
    assert [one.what for one in events.of(db, draft)] == ["created", "settings"]


def test_settings_of_another_order_have_the_same_mark(db: Database, draft: int) -> None:
    found = assessments.load(db, draft).assessment
    turned = replace(found, profile=dict(reversed(list(found.profile.items()))), answers={}, signed=SignOff())
    assert assessments.mark(turned) == assessments.mark(found) != assessments.mark(replace(found, tier="full"))
