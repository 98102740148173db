"""What a new assessment takes over from an earlier one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from assessment.engine.model import Answer, Assessment, Bank, Level
from assessment.engine.rules import answer_refusals
from assessment.engine.scope import alike

Why = Literal["changed", "critical"]
"""Why an answer is not taken over: the question's revision differs, or it has become critical and refuses N/A."""


def carry_over(start: Assessment, bank: Bank, earlier: Assessment, earlier_bank: Bank, name: str) -> Assessment:
    """``start``, made on ``bank``, with what still fits of ``earlier``; ``name`` is the earlier one's in the store.

    It takes the facts that ``start`` leaves open, the pledges where it names none, the register of evidence, and, of
    questions that are the same in both banks, higher targets and answers. An answer is marked as carried over until a
    person confirms it; "come back to this" marks are taken off. Accepted risks and actions are not taken over.
    """
    kept = frozenset(name for name in bank.question if alike(bank, earlier_bank, name))
    known = {fact: holds for fact, holds in earlier.profile.items() if fact in bank.fact}
    return replace(
        start,
        pledges=start.pledges or tuple(pledge for pledge in earlier.pledges if pledge in bank.pledge),
        profile={**known, **start.profile},
        targets=_targets(bank, earlier, kept),
        evidence=dict(earlier.evidence),
        answers=_answers(bank, earlier, earlier_bank),
        previous=name,
    )


def left_behind(bank: Bank, earlier: Assessment, earlier_bank: Bank) -> Mapping[str, Why]:
    """Questions of ``bank`` that were answered in ``earlier`` and are asked anew, each with the reason why."""
    found = {
        name: why_not_carried(bank, earlier_bank, name, answer, earlier.evidence)
        for name, answer in earlier.answers.items()
        if answer.choice is not None and name in bank.question
    }
    return {name: why for name, why in found.items() if why is not None}


def why_not_carried(bank: Bank, earlier_bank: Bank, name: str, answer: Answer, register: Iterable[str]) -> Why | None:
    """Why an answer given on ``earlier_bank`` says nothing about ``name``, a question of ``bank``; None if it does."""
    if not alike(bank, earlier_bank, name):
        return "changed"
    # A bank may make a question critical without a new revision: what it refuses now must not spoil the whole start.
    return "critical" if any(answer_refusals(bank.question[name], answer, register)) else None


def _targets(bank: Bank, earlier: Assessment, kept: frozenset[str]) -> Mapping[str, Level]:
    return {
        name: target for name, target in earlier.targets.items() if name in kept and target > bank.question[name].target
    }


def _answers(bank: Bank, earlier: Assessment, earlier_bank: Bank) -> Mapping[str, Answer]:
    return {
        name: replace(answer, carried_over=True, flagged=False, version=0)
        for name, answer in earlier.answers.items()
        if name in bank.question
        and answer.choice is not None
        and why_not_carried(bank, earlier_bank, name, answer, earlier.evidence) is None
    }
