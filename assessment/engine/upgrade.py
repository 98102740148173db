"""A draft moved to another bank: what stays, and what comes off because the other bank asks something else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from assessment.engine.carry import Why, why_not_carried
from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Bank, Level

Off = Literal["changed", "refused", "retired"]
"""Why an answer comes off: its question is asked anew, refuses it now, or is gone."""


@dataclass(frozen=True)
class Upgrade:
    """A draft as another bank has it, and everything that came off it, as it was."""

    assessment: Assessment
    answers: Mapping[str, Answer]
    off: Mapping[str, Off]
    """Why each of ``answers`` came off."""
    targets: Mapping[str, Level]
    """Targets that are no longer above the bank's, or whose question is gone."""
    accepted: Mapping[str, AcceptedRisk]
    actions: tuple[Action, ...]
    profile: Mapping[str, bool]
    pledges: tuple[str, ...]

    @property
    def chosen(self) -> tuple[str, ...]:
        """Questions whose answer came off; those that held no more than a note are not among them."""
        return tuple(name for name, answer in self.answers.items() if answer.choice is not None)


def upgraded(draft: Assessment, own: Bank, other: Bank) -> Upgrade:
    """``draft``, made on ``own``, as it is on ``other``.

    Answers to questions that are alike stay as they are. What the other bank does not know, refuses or asks anew comes
    off: the question is then unanswered. Accepted risks and actions stay as long as there is their question.
    """
    off = {name: why for name, answer in draft.answers.items() if (why := _why_off(draft, own, other, name, answer))}
    targets = {name: target for name, target in draft.targets.items() if not _stays(other, name, target)}
    return Upgrade(
        assessment=replace(
            draft,
            pledges=tuple(pledge for pledge in draft.pledges if pledge in other.pledge),
            profile={fact: holds for fact, holds in draft.profile.items() if fact in other.fact},
            targets={name: target for name, target in draft.targets.items() if name not in targets},
            answers=_answers(draft, off),
            accepted={name: risk for name, risk in draft.accepted.items() if name in other.question},
            actions=tuple(action for action in draft.actions if action.question in other.question),
        ),
        answers={name: draft.answers[name] for name in off},
        off=off,
        targets=targets,
        accepted={name: risk for name, risk in draft.accepted.items() if name not in other.question},
        actions=tuple(action for action in draft.actions if action.question not in other.question),
        profile={fact: holds for fact, holds in draft.profile.items() if fact not in other.fact},
        pledges=tuple(pledge for pledge in draft.pledges if pledge not in other.pledge),
    )


def put_back(later: Assessment, now: Bank, before: Bank, aside: Upgrade, pledges: tuple[str, ...]) -> Upgrade:
    """Undo an upgrade: ``later``, on ``now``, moved back to ``before`` with what it set ``aside`` in its place again.

    What came off ``later`` is what was said since and goes: answers to questions that ``before`` asks otherwise or not
    at all, and those that an old answer takes the place of. ``pledges`` are those before the upgrade, in their order.
    Evidence that was removed since is taken off the answers; their versions go on counting.
    """
    back = upgraded(later, now, before)
    old = {name: _again(later, name, answer) for name, answer in aside.answers.items()}
    replaced = {name: later.answers[name] for name in old if name in later.answers and _says(later.answers[name])}
    moved = back.assessment
    kept = replace(
        moved,
        pledges=_in_order(pledges, moved.pledges, aside.pledges),
        profile={**aside.profile, **moved.profile},
        targets={**aside.targets, **moved.targets},
        answers=dict(sorted({**moved.answers, **old}.items())),
        accepted=dict(sorted({**moved.accepted, **aside.accepted}.items())),
        actions=(*moved.actions, *aside.actions),
    )
    gone: dict[str, Off] = dict.fromkeys(replaced, "changed")
    return replace(back, assessment=kept, answers={**back.answers, **replaced}, off={**gone, **back.off})


def _why_off(draft: Assessment, own: Bank, other: Bank, name: str, answer: Answer) -> Off | None:
    if name not in other.question:
        return "retired"
    if not _says(answer):
        return None
    names: Mapping[Why, Off] = {"changed": "changed", "critical": "refused"}
    why = why_not_carried(other, own, name, answer, draft.evidence)
    return None if why is None else names[why]


def _says(answer: Answer) -> bool:
    return replace(answer, version=0, carried_over=False) != Answer(choice=None)


def _stays(other: Bank, name: str, target: Level) -> bool:
    question = other.question.get(name)
    return question is not None and target > question.target


def _answers(draft: Assessment, off: Mapping[str, Off]) -> dict[str, Answer]:
    # A blank answer that goes on counting: a page from before the upgrade must not save over what is said after it.
    return {
        name: Answer(choice=None, version=answer.version + 1) if name in off else answer
        for name, answer in draft.answers.items()
        if off.get(name) != "retired"
    }


def _again(later: Assessment, name: str, answer: Answer) -> Answer:
    held = tuple(piece for piece in answer.evidence if piece in later.evidence)
    since = later.answers.get(name, answer)
    same = name not in later.answers and held == answer.evidence
    return replace(answer, evidence=held, version=since.version if same else since.version + 1)


def _in_order(first: tuple[str, ...], kept: tuple[str, ...], again: tuple[str, ...]) -> tuple[str, ...]:
    there = {*kept, *again}
    return tuple(dict.fromkeys((*(name for name in first if name in there), *kept)))
