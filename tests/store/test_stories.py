"""Whatever people do, in whatever order: nothing final changes, nothing said is lost, and the log tells it all."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from assessment.engine.carry import carry_over
from assessment.engine.model import LEVELS, AcceptedRisk, Action, Answer, Assessment, Bank, Evidence, SignOff
from assessment.formats import file
from assessment.store import (
    actions,
    answers,
    assessments,
    database,
    events,
    evidence,
    handing_on,
    risks,
    set_aside,
    upgrading,
)
from assessment.store.action_rows import Tracked
from assessment.store.assessments import Stored
from assessment.store.errors import StoreError
from assessment.store.recent import Recent
from assessment.store.rows import answer_values
from tests.build import REASON, bank, clause, question
from tests.store.conftest import ACTOR, BANK, DAY, everything, frozen
from tests.store.test_upgrading import BEGUN, NEWER

LATEST: Final = frozen(
    replace(
        bank(
            question("ENC-01", critical=True, revision=3),
            question("ENC-02", critical=True),
            question("ACC-01", revision=2),
            clauses=(clause("P1-1"), clause("P2-1")),
        ),
        version="0.3.0",
    )
)
BANKS: Final = (BANK, NEWER, LATEST)
NAMES: Final = ("ENC-01", "ENC-02", "MIN-01", "MIN-02", "ACC-01")
CHOICES: Final = (*LEVELS, "unknown", "na", None)
RISK: Final = AcceptedRisk("It ends with the archive", "Head of security", DAY.replace(month=12), "Off line")
PIECE: Final = Evidence("record", "Ticket 17", DAY, location="Tracker")
SAYS: Final = ("choice", "reason", "note", "evidence", "flagged")
"""What a person says in an answer, as the log has it."""

BEHIND: Final = ((0, 0), (0, 0), (0, 0), (1, 0), (0, 1))
"""How many versions and revisions an answer's page is behind."""

MOST: Final = 6
names = st.sampled_from(NAMES)


def said(values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(values[name] for name in SAYS)


NOTHING: Final = said(answer_values(Answer(None)))


class Stories(RuleBasedStateMachine):
    """People at one database: each rule is one thing that somebody does, refused or not."""

    numbers: Bundle[int] = Bundle("numbers")

    def __init__(self) -> None:
        super().__init__()
        self.closing = ExitStack()
        path = Path(self.closing.enter_context(TemporaryDirectory()), "assessments.db")
        database.prepare(path)
        self.db = self.closing.enter_context(database.opened(path))
        self.recent = Recent()
        self.begun: dict[int, Assessment] = {}
        self.finals: dict[int, str] = {}
        self.versions: dict[tuple[int, str], dict[int, Answer]] = {}
        self.count = 0

    def teardown(self) -> None:
        assert self.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        self.closing.close()

    def stored(self, number: int) -> Stored:
        return assessments.load(self.db, number)

    @contextmanager
    def or_refused(self) -> Iterator[None]:
        """Let the store refuse, as long as that writes nothing."""
        before = everything(self.db)
        try:
            yield
        except StoreError:
            assert everything(self.db) == before

    def changing(self, number: int, kinds: tuple[str, ...], work: Callable[[], Any]) -> Any:
        """Do ``work``, which makes one or several events of these kinds where it changes anything, and none else."""
        before, logged = everything(self.db), len(events.of(self.db, number))
        result = None
        with self.or_refused():
            result = work()
        new = events.of(self.db, number)[logged:]
        assert {one.what for one in new} <= set(kinds)
        changed = {table for table, rows in everything(self.db).items() if rows != before[table]}
        assert bool(new) == bool(changed)
        return result

    def keep(self, number: int) -> int:
        self.begun[number] = self.stored(number).assessment
        return number

    def has_room(self) -> bool:
        return len(self.begun) < MOST

    @initialize(target=numbers)
    def begin(self) -> int:
        return self.keep(assessments.create(self.db, BANK, BEGUN, ACTOR))

    @precondition(has_room)
    @rule(target=numbers, number=numbers, on=st.sampled_from(BANKS))
    def begin_from(self, number: int, on: Bank) -> Any:
        if number not in self.begun:
            return multiple()
        earlier = self.stored(number)
        start = Assessment("2027 Q2", "Sample organisation", DAY.replace(year=2027), ())
        draft = carry_over(start, on, earlier.assessment, earlier.bank, str(number))
        return self.keep(assessments.create(self.db, on, draft, ACTOR))

    @rule(number=numbers, choice=st.sampled_from(CHOICES), piece=st.booleans(), behind=st.sampled_from(BEHIND))
    def answer(self, number: int, choice: Any, piece: bool, behind: tuple[int, int]) -> None:
        """Answer every question, from a page that shows an older version or revision where ``behind`` says so."""
        for name in NAMES if number in self.begun else ():
            self.count += 1
            now = self.recent.load(self.db, number)
            asked, known = now.bank.question.get(name), now.assessment.answers.get(name, Answer(None))
            version, revision = max(known.version - behind[0], 0), asked.revision - behind[1] if asked else 1
            register = ("E1",) if piece else ()
            given = Answer(choice, REASON * (choice == "na"), f"Save {self.count}", register, version=version)
            work = partial(answers.save, self.db, number, name, given, ACTOR, revision=revision)
            saved = self.changing(number, ("answer",), work)
            assert saved is None or (behind[1] == 0 and (behind[0] == 0 or known.version == 0))
            if saved is not None:
                assert self.stored(number).assessment.answers[name] == replace(given, version=saved.version) == saved

    @rule(number=numbers)
    def confirm_everything(self, number: int) -> None:
        if number not in self.begun:
            return
        for name, one in self.stored(number).assessment.answers.items():
            sure = replace(one, carried_over=False)
            self.changing(number, ("answer",), partial(answers.save, self.db, number, name, sure, ACTOR))

    @rule(number=numbers, gone=st.sampled_from(("", "E1", "E2")))
    def register(self, number: int, gone: str) -> None:
        taken, added = partial(evidence.remove, self.db, number, gone), partial(evidence.add, self.db, number, PIECE)
        self.changing(number, ("evidence", "answer"), partial(taken if gone else added, ACTOR))

    @rule(number=numbers, name=names)
    def accept(self, number: int, name: str) -> None:
        self.changing(number, ("risk",), lambda: risks.accept(self.db, number, name, RISK, ACTOR))

    @rule(number=numbers, name=names, level=st.sampled_from((2, 3)))
    def promise(self, number: int, name: str, level: Any) -> None:
        wanted = [Tracked(Action(name, level, "Security", DAY), note="Waits")]
        self.changing(number, ("action",), lambda: actions.add(self.db, number, wanted, ACTOR))

    @rule(number=numbers)
    def do_the_first_action(self, number: int) -> None:
        for one in actions.of(self.db, number)[:1]:
            known = (self.db, number, one.id)
            if number in self.finals:
                self.changing(number, ("action",), partial(actions.done_after_final, *known, "Ticket 18", ACTOR))
            else:
                kinds = ("action", "answer", "evidence")
                self.changing(number, kinds, partial(actions.done_by, *known, PIECE, ACTOR))

    @rule(number=numbers, wanted=st.booleans())
    def take_over(self, number: int, wanted: bool) -> None:
        if number not in self.begun:
            return
        stored = self.stored(number)
        self.changing(number, ("action",), lambda: handing_on.take_over(self.db, number, ACTOR))
        for proof in handing_on.proofs(self.db, stored, handing_on.before(self.db, stored))[:1]:
            known = (self.db, number, proof.tracked.id)
            if wanted:
                kinds = ("evidence", "answer", "action")
                self.changing(number, kinds, partial(handing_on.take_in, *known, PIECE, ACTOR))
            else:
                self.changing(number, ("evidence_left_out",), partial(handing_on.leave_out, *known, ACTOR))

    @rule(number=numbers, to=st.sampled_from(BANKS), think_again=st.booleans())
    def upgrade(self, number: int, to: Bank, think_again: bool) -> None:
        before = everything(self.db)
        done = self.changing(number, ("upgraded",), partial(upgrading.upgrade, self.db, number, to, ACTOR))
        if done is not None and think_again:
            upgrading.undo(self.db, number, ACTOR)
            after = everything(self.db)
            for table in set(after) - {"banks", "events", "answers"}:
                assert after[table] == before[table]
            assert [one[:-1] for one in after["answers"]] == [one[:-1] for one in before["answers"]]

    @rule(number=numbers)
    def undo(self, number: int) -> None:
        aside = set_aside.last(self.db, number)
        done = self.changing(number, ("upgrade_undone",), lambda: upgrading.undo(self.db, number, ACTOR))
        if done is not None and aside is not None:
            found = self.stored(number)
            assert (found.bank, found.assessment.pledges) == (aside.bank, aside.pledges)
            back = {name: found.assessment.answers[name].choice for name in aside.answers}
            assert back == {name: one.choice for name, one in aside.answers.items()}

    @rule(number=numbers)
    def finish(self, number: int) -> None:
        if number not in self.begun:
            return
        now = self.stored(number)
        known = replace(now.assessment, profile={one.id: True for one in now.bank.facts})
        self.changing(number, ("settings",), lambda: assessments.change(self.db, number, known, ACTOR))
        self.changing(number, ("final",), lambda: assessments.finish(self.db, number, SignOff("Lead"), ACTOR))
        if self.stored(number).assessment.status == "final":
            self.finals.setdefault(number, document(self.stored(number)))

    @precondition(has_room)
    @rule(target=numbers, number=numbers)
    def reopen(self, number: int) -> Any:
        new = self.changing(number, ("reopened_as",), lambda: assessments.reopen(self.db, number, ACTOR))
        return multiple() if new is None else self.keep(new)

    @rule(number=numbers)
    def delete(self, number: int) -> None:
        with self.or_refused():
            assessments.delete(self.db, number, ACTOR)
            del self.begun[number]
            self.versions = {key: held for key, held in self.versions.items() if key[0] != number}

    @invariant()
    def nothing_final_changes(self) -> None:
        assert {number: document(self.stored(number)) for number in self.finals} == self.finals

    @invariant()
    def nothing_that_was_said_is_lost(self) -> None:
        for number in self.begun:
            now = {name: said(answer_values(one)) for name, one in self.stored(number).assessment.answers.items()}
            told = {name: one for name, one in self.replayed(number).items() if one != NOTHING}
            assert {name: one for name, one in now.items() if one != NOTHING} == told

    def replayed(self, number: int) -> dict[str, tuple[Any, ...]]:
        """The answers as the log tells them, from the first on; what an upgrade took off is in its event."""
        found = {name: said(answer_values(one)) for name, one in self.begun[number].answers.items()}
        for event in events.of(self.db, number):
            if event.what == "answer":
                found[event.subject] = said(event.after)
            if event.what in ("upgraded", "upgrade_undone"):
                for name, values in event.before["answers"].items():
                    assert found.pop(name) == said(values)
            if event.what == "upgrade_undone":
                found |= {name: said(values) for name, values in event.after["answers"].items()}
        return found

    @invariant()
    def versions_only_rise(self) -> None:
        for number in self.begun:
            for name, one in self.stored(number).assessment.answers.items():
                held = self.versions.setdefault((number, name), {})
                assert held.setdefault(one.version, one) == one
                assert one.version == max(held)

    @invariant()
    def what_is_remembered_is_what_is_stored(self) -> None:
        for number in self.begun:
            assert self.recent.load(self.db, number) == self.stored(number)

    @invariant()
    def every_reference_holds(self) -> None:
        assert self.db.execute("PRAGMA foreign_key_check").fetchall() == []


def document(stored: Stored) -> str:
    """What an export of it says, but for what it follows, which may be deleted."""
    return file.write(stored.bank, replace(stored.assessment, previous=None))


TestStories = Stories.TestCase
TestStories.settings = settings(max_examples=20, stateful_step_count=25)
