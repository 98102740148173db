"""An upgrade to another bank taken back: the draft is as it was, and what was said since is named."""

from dataclasses import replace

import pytest
from sqlite_utils import Database

from assessment.engine.model import Action, Answer
from assessment.store import actions, answers, assessments, events, evidence, set_aside, upgrading
from assessment.store.action_rows import Tracked
from assessment.store.errors import Conflict, Refused
from assessment.store.rows import answer_values
from tests.build import REASON, question
from tests.store.conftest import ACTOR, BANK, as_stored, everything, frozen, sentence
from tests.store.test_upgrading import BEGUN, NEWER, undone, versions_apart


@pytest.fixture
def begun(db: Database) -> int:
    """The number of a draft on the older bank."""
    return assessments.create(db, BANK, BEGUN, ACTOR)


def test_undone_at_once_everything_is_as_it_was_and_versions_go_on(db: Database, begun: int) -> None:
    before = everything(db)
    upgrading.upgrade(db, begun, NEWER, ACTOR)

    found = undone(db, begun)

    assert versions_apart(found) == versions_apart(as_stored(BEGUN))
    assert {name: one.version for name, one in found.answers.items()} == {
        "ENC-01": 3,
        "ENC-02": 3,
        "MIN-01": 1,
        "MIN-02": 1,
    }
    after = everything(db)
    unchanged = ("assessments", "evidence", "accepted", "actions", "promised", "set_aside")
    assert {table: after[table] for table in unchanged} == {table: before[table] for table in unchanged}


def test_an_undoing_is_one_event(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)
    answers.save(db, begun, "ACC-01", Answer(2), ACTOR)
    upgrading.undo(db, begun, ACTOR)

    last = events.of(db, begun)[-1]

    assert (len(events.of(db, begun)), last.what, last.subject) == (4, "upgrade_undone", "0.1.0")
    assert (last.before["bank"], list(last.before["answers"])) == (NEWER.hash, ["ACC-01"])
    assert (last.after["bank"], list(last.after["answers"])) == (BANK.hash, ["ENC-01", "ENC-02", "MIN-01"])


def test_what_was_said_since_goes_where_the_older_bank_asks_otherwise(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)
    answers.save(db, begun, "ENC-01", Answer(1, version=2), ACTOR)
    answers.save(db, begun, "ENC-02", Answer(0, version=2), ACTOR)
    answers.save(db, begun, "ACC-01", Answer(2), ACTOR)
    answers.save(db, begun, "MIN-02", Answer(3, version=1), ACTOR)
    renamed = replace(assessments.load(db, begun).assessment, title="Renamed", profile={"minors": True, "faces": True})
    assessments.change(db, begun, renamed, ACTOR)
    actions.add(db, begun, [tracked("ACC-01")], ACTOR)

    found = upgrading.undo(db, begun, ACTOR)

    expected = replace(BEGUN, title="Renamed", answers={**BEGUN.answers, "MIN-02": Answer(3)})
    assert found.chosen == ("ACC-01", "ENC-01", "ENC-02")
    assert versions_apart(assessments.load(db, begun).assessment) == versions_apart(expected)


def tracked(name: str) -> Tracked:
    return Tracked(Action(name, 2))


def test_evidence_removed_since_is_off_the_answer_that_comes_back(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)
    evidence.remove(db, begun, "E1", ACTOR)

    back = undone(db, begun).answers["ENC-01"]

    assert back.evidence == ("DOC-7",)
    assert events.of(db, begun)[-1].after["answers"]["ENC-01"] == answer_values(back)


def test_upgrades_are_undone_one_by_one(db: Database, begun: int) -> None:
    third = frozen(replace(NEWER, version="0.3.0", questions=(question("ENC-01", critical=True, revision=3),)))
    upgrading.upgrade(db, begun, NEWER, ACTOR)
    answers.save(db, begun, "ENC-01", Answer(2, note="On the second", version=2), ACTOR)
    second = assessments.load(db, begun)
    upgrading.upgrade(db, begun, third, ACTOR)

    assert set_aside.old_answers(db, begun)["ENC-01"].answer == Answer(2, note="On the second", version=3)
    assert versions_apart(undone(db, begun)) == versions_apart(second.assessment)
    assert versions_apart(undone(db, begun)) == versions_apart(BEGUN)


def test_n_a_with_its_reason_comes_back_with_it(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)
    assert undone(db, begun).answers["ENC-02"] == Answer("na", reason=REASON, version=3)


def test_a_version_that_an_undoing_took_away_is_not_given_again(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)
    for version in range(3):
        answers.save(db, begun, "ACC-01", Answer(2, note=f"Save {version}", version=version), ACTOR)
    upgrading.undo(db, begun, ACTOR)
    upgrading.upgrade(db, begun, NEWER, ACTOR)

    with pytest.raises(Conflict):
        answers.save(db, begun, "ACC-01", Answer(1, version=3), ACTOR)
    assert answers.save(db, begun, "ACC-01", Answer(1), ACTOR) == Answer(1, version=4)


def test_a_question_that_a_later_bank_asks_again_goes_on_counting(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)
    upgrading.upgrade(db, begun, frozen(replace(BANK, version="0.3.0")), ACTOR)

    assert answers.save(db, begun, "MIN-01", Answer(1), ACTOR) == Answer(1, version=2)


def test_an_answer_that_comes_back_with_less_evidence_has_a_version_of_its_own(db: Database) -> None:
    proven = replace(BEGUN, answers={"MIN-01": Answer(3, evidence=("E1",))})
    number = assessments.create(db, BANK, proven, ACTOR)
    upgrading.upgrade(db, number, NEWER, ACTOR)
    evidence.remove(db, number, "E1", ACTOR)

    assert undone(db, number).answers == {"MIN-01": Answer(3, version=2)}


def test_what_was_not_shown_to_go_stays(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)
    answers.save(db, begun, "ACC-01", Answer(1), ACTOR)
    shown = mark_of(db, begun)
    answers.save(db, begun, "ACC-01", Answer(2, version=1), ACTOR)
    before = everything(db)

    with pytest.raises(Refused) as error:
        upgrading.undo(db, begun, ACTOR, shown=shown)

    assert (sentence(error), everything(db)) == (
        (
            "Undoing would remove something else by now than was shown: look at the page again, then undo. "
            "Nothing was changed.",
            "此时撤销所移除的内容与页面所示已不一致：请查看最新页面后再撤销。本次未作任何更改。",
        ),
        before,
    )
    assert upgrading.undo(db, begun, ACTOR, shown=mark_of(db, begun)).chosen == ("ACC-01",)


def mark_of(db: Database, number: int) -> str:
    aside = set_aside.last(db, number)
    assert aside is not None
    return upgrading.mark(aside, upgrading.undone(assessments.load(db, number), aside))


def test_of_two_who_undo_at_once_one_does(db: Database, begun: int) -> None:
    upgrading.upgrade(db, begun, NEWER, ACTOR)
    upgrading.upgrade(db, begun, frozen(replace(NEWER, version="0.3.0")), ACTOR)
    shown = mark_of(db, begun)
    upgrading.undo(db, begun, ACTOR, shown=shown)

    with pytest.raises(Refused):
        upgrading.undo(db, begun, ACTOR, shown=shown)

    assert assessments.load(db, begun).bank == NEWER
