"""What an assessment takes over from the one it was begun from, whose actions went on after it was final.

Actions that are open go on in it, and what showed others done becomes evidence in its register.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from sqlite_utils import Database

from assessment.engine.model import Evidence, Text
from assessment.engine.rectification import handed_on, is_running, step_of
from assessment.store import actions, answer_rows, events, evidence
from assessment.store.action_rows import Tracked
from assessment.store.assessments import Stored, load, refuse_final
from assessment.store.database import writing
from assessment.store.errors import Refused
from assessment.store.events import Actor


@dataclass(frozen=True)
class Before:
    """The assessment that another one was begun from, with its actions as they stand now."""

    stored: Stored
    actions: tuple[Tracked, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows an action done and is not in the register yet: a piece made of it, still without a day.

    ``assessment`` is the number of the one whose action it is.
    """

    tracked: Tracked
    assessment: int
    piece: Evidence


def before(db: Database, stored: Stored) -> Before | None:
    """Read the assessment that ``stored`` was begun from, past its own revisions; None where it began empty.

    One that was deleted since is no longer named.
    """
    *_, first = _revisions(db, stored)
    if first.assessment.previous is None:
        return None
    earlier = load(db, int(first.assessment.previous))
    return Before(earlier, actions.of(db, earlier.id))


def take_over(db: Database, number: int, actor: Actor) -> tuple[int, ...]:
    """Let every open action of the assessment before go on in this draft, and return their new numbers.

    A step that has an action here, in whatever state, is passed over, and so is one whose question has changed; sent
    twice it adds nothing. Raises NotFound or Finished.
    """
    with writing(db):
        stored = load(db, number)
        refuse_final(stored)
        found = before(db, stored)
        return tuple(actions.insert(db, number, one, actor) for one in open_before(db, stored, found))


def open_before(db: Database, stored: Stored, found: Before | None) -> tuple[Tracked, ...]:
    """Actions of ``found``, the assessment before, that run and have no action here yet."""
    if found is None:
        return ()
    own = actions.of(db, stored.id)
    going = handed_on(stored.bank, own, found.stored.bank, found.actions)
    return tuple(one for one in going if is_running(one.action))


def proofs(db: Database, stored: Stored, found: Before | None) -> tuple[Proof, ...]:
    """What shows actions done and is not in the register: of ``found``, the assessment before, and of this one.

    Actions on questions that its bank has no more are passed over, and so is what somebody did not want.
    """
    sources = [found.stored, stored] if found else [stored]
    taken, unwanted = _taken(db, stored), _unwanted(db, stored)
    return tuple(
        Proof(one, source.id, piece)
        for source in sources
        for one in (found.actions if found and source is found.stored else actions.of(db, stored.id))
        if one.id not in taken and one.action.question in stored.bank.question
        if (piece := _piece(source, stored, one)) is not None and _words(one, piece) not in unwanted
    )


def take_in(db: Database, number: int, action: int, piece: Evidence, actor: Actor) -> str:
    """Register ``piece`` for an action among ``proofs``, put it on the question's answer, and return its name.

    The answer's level stays as it is. Raises NotFound, Finished, or Refused where the action has nothing to be taken
    in, or was taken in already.
    """
    with writing(db):
        wanted = _wanted(db, number, action)
        name = evidence.insert(db, number, piece, actor, shows=action)
        answer_rows.point_to(db, number, wanted.tracked.action.question, name, actor)
        if wanted.assessment == number:
            actions.write(db, number, wanted.tracked, replace(wanted.tracked, evidence=name, shown=""), actor)
        return name


def leave_out(db: Database, number: int, action: int, actor: Actor) -> None:
    """Note that what shows an action among ``proofs`` is not wanted in this register: it is not offered again.

    Nothing else changes. Raises NotFound, Finished, or Refused where there is nothing of the kind.
    """
    with writing(db):
        wanted = _wanted(db, number, action)
        after = {"words": _words(wanted.tracked, wanted.piece)}
        events.record(db, actor, number, "evidence_left_out", str(action), after=after)


_TAKEN_IN: Final = Text(
    en="That is in the register already, or its action is no longer done: look at the list again.",
    zh="该项已登记，或者其整改措施不再处于已完成状态：请刷新列表后查看。",
)
_TITLE_LENGTH: Final = 200
_PLACE_LENGTH: Final = 500


def _wanted(db: Database, number: int, action: int) -> Proof:
    """Find an action's piece among those that wait; the caller holds the transaction."""
    stored = load(db, number)
    refuse_final(stored)
    for one in proofs(db, stored, before(db, stored)):
        if one.tracked.id == action:
            return one
    raise Refused(_TAKEN_IN)


def _piece(source: Stored, stored: Stored, one: Tracked) -> Evidence | None:
    if one.action.status != "done":
        return None
    if one.shown:
        words = " ".join(one.shown.split())
        return Evidence("record", words[:_TITLE_LENGTH], location=words[:_PLACE_LENGTH])
    known = source.assessment.evidence.get(one.evidence or "")
    return None if known is None or _is_there(stored, one.evidence or "", known) else known


def _is_there(stored: Stored, name: str, piece: Evidence) -> bool:
    """Whether the register has a piece, as the comparison knows it again: by its name and kind; or by what it says."""
    register = stored.assessment.evidence
    if name in register and register[name].kind == piece.kind:
        return True
    return any((one.title, one.location) == (piece.title, piece.location) for one in register.values())


def _taken(db: Database, stored: Stored) -> frozenset[int]:
    """Actions whose piece was taken in, here or in an earlier revision, and is still in the register."""
    register = stored.assessment.evidence
    pairs = [pair for one in _revisions(db, stored) for pair in evidence.showing(db, one.id)]
    return frozenset(action for name, action in pairs if name in register)


def _words(one: Tracked, piece: Evidence) -> list[str | int]:
    """What is said of a piece and its step: the same in a revision, whose actions have other numbers."""
    return [*step_of(one), piece.title, piece.location]


def _unwanted(db: Database, stored: Stored) -> list[list[str | int]]:
    query = "SELECT after FROM events WHERE assessment = ? AND what = 'evidence_left_out'"
    left = (row for one in _revisions(db, stored) for row in db.execute(query, (one.id,)))
    return [json.loads(after)["words"] for (after,) in left]


def _revisions(db: Database, stored: Stored) -> Iterator[Stored]:
    yield stored
    while stored.assessment.revision > 1 and stored.assessment.previous is not None:
        stored = load(db, int(stored.assessment.previous))
        yield stored
