"""What the upgrade page shows: what another bank changes for one draft, and what undoing the last one would take."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessment.engine.bank_changes import GRADES, PARTS, BankChanges, Change, Part, bank_changes
from assessment.engine.model import Action, Bank, Level, Question
from assessment.engine.report import Report, assess
from assessment.engine.upgrade import Off, Upgrade, upgraded
from assessment.store.assessments import Stored
from assessment.store.set_aside import Aside
from assessment.store.upgrading import mark, undone
from assessment.web.wording import Line, wording


@dataclass(frozen=True)
class Changed:
    """One question of both banks, with what differs about it and the answer that it takes off, if any."""

    change: Change
    lines: tuple[Line, ...]
    answered: bool


@dataclass(frozen=True)
class Offer:
    """An upgrade as it would be: both banks' differences, both reports, and what comes off the draft."""

    changes: BankChanges
    revised: tuple[Changed, ...]
    reworded: tuple[Changed, ...]
    graded: tuple[Changed, ...]
    refused: tuple[Question, ...]
    """Questions that no longer take the answer "does not apply"."""
    move: Upgrade
    off: Mapping[Off, tuple[str, ...]]
    """Questions whose answer or note comes off, by reason, in the order of the draft's bank."""
    before: Report
    after: Report
    raised: tuple[tuple[Question, Level], ...]
    """Questions whose own target lies below the newer bank's, with that own target."""
    risks_gone: tuple[str, ...]
    risks_kept: tuple[str, ...]
    """Questions that are asked anew and whose risk is accepted: the acceptance stays."""
    actions_gone: tuple[Action, ...]


@dataclass(frozen=True)
class Undoing:
    """The last upgrade of a draft, and what taking it back would do."""

    aside: Aside
    back: tuple[str, ...]
    """Questions whose old answer comes back."""
    gone: tuple[str, ...]
    """Questions whose newer answer goes."""
    mark: str
    """Names what goes, word for word."""


def offer(found: Stored, installed: Bank) -> Offer:
    """Work out what bringing a draft to the ``installed`` bank would do; nothing is written."""
    changes = bank_changes(found.bank, installed)
    move = upgraded(found.assessment, found.bank, installed)
    lower = ((name, target) for name, target in move.targets.items() if name in installed.question)
    return Offer(
        changes=changes,
        revised=tuple(_changed(changes, one, move, PARTS) for one in changes.revised),
        reworded=tuple(
            _changed(changes, one, move, tuple(part for part in PARTS if part not in GRADES))
            for one in changes.reworded
        ),
        graded=tuple(_changed(changes, one, move, GRADES) for one in changes.graded if not one.revised),
        refused=tuple(installed.question[name] for name, why in move.off.items() if why == "refused"),
        move=move,
        off=_off(found.bank, move),
        before=assess(found.bank, found.assessment),
        after=assess(installed, move.assessment),
        raised=tuple(
            (installed.question[name], target) for name, target in lower if target < installed.question[name].target
        ),
        risks_gone=tuple(move.accepted),
        risks_kept=tuple(one.after.id for one in changes.revised if one.after.id in move.assessment.accepted),
        actions_gone=move.actions,
    )


def undoing(found: Stored, aside: Aside | None) -> Undoing | None:
    """Work out what taking back the last upgrade would do; None where there is none."""
    if aside is None:
        return None
    back = {name for name, answer in aside.answers.items() if answer.choice is not None}
    without = undone(found, aside)
    return Undoing(aside, _in_order(aside.bank, back), _in_order(found.bank, without.chosen), mark(aside, without))


def _in_order(bank: Bank, names: Collection[str]) -> tuple[str, ...]:
    return tuple(question.id for question in bank.questions if question.id in names)


def _off(own: Bank, move: Upgrade) -> dict[Off, tuple[str, ...]]:
    order: tuple[Off, ...] = ("changed", "retired", "refused")
    named = {why: tuple(one.id for one in own.questions if move.off.get(one.id) == why) for why in order}
    return {why: names for why, names in named.items() if names}


def _changed(changes: BankChanges, change: Change, move: Upgrade, parts: tuple[Part, ...]) -> Changed:
    lines = wording((changes.before, change.before), (changes.after, change.after), parts)
    return Changed(change, lines, change.after.id in move.chosen)
