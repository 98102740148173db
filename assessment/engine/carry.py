"""What a new assessment takes over from an earlier one."""

from collections.abc import Mapping
from dataclasses import replace

from assessment.engine.model import Answer, Assessment, Bank, Level
from assessment.engine.rules import answer_refusals
from assessment.engine.scope import alike


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
        answers=_answers(bank, earlier, kept),
        previous=name,
    )


def _targets(bank: Bank, earlier: Assessment, kept: frozenset[str]) -> Mapping[str, Level]:
    return {
        name: target for name, target in earlier.targets.items() if name in kept and target > bank.question[name].target
    }


def _answers(bank: Bank, earlier: Assessment, kept: frozenset[str]) -> Mapping[str, Answer]:
    return {
        name: replace(answer, carried_over=True, flagged=False, version=0)
        for name, answer in earlier.answers.items()
        if name in kept and answer.choice is not None and _allowed(bank, name, answer, earlier)
    }


def _allowed(bank: Bank, name: str, answer: Answer, earlier: Assessment) -> bool:
    # A bank may make a question critical without a new revision: what it refuses now must not spoil the whole start.
    return not any(answer_refusals(bank.question[name], answer, earlier.evidence))
