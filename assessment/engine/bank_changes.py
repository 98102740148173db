"""What differs between two banks: questions new, changed, retired, reworded or weighed anew; facts and promises."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeVar

from assessment.engine.model import Bank, Clause, Fact, Pledge, Question
from assessment.engine.scope import alike

Part = Literal[
    "text",
    "why",
    "how",
    "levels",
    "evidence",
    "steps",
    "refs",
    "elsewhere",
    "clauses",
    "applies_when",
    "rhythm",
    "evidence_days",
    "critical",
    "weight",
    "target",
    "tier",
]
"""Parts of a question that can differ while its id stays the same."""

MEANING: Final[tuple[Part, ...]] = (
    "text",
    "levels",
    "clauses",
    "applies_when",
    "rhythm",
    "evidence_days",
    "critical",
)
"""Parts that an answer depends on; a revision goes up when one of them changes in meaning."""

GRADES: Final[tuple[Part, ...]] = ("critical", "weight", "target", "tier")
"""Parts that change what an answer counts for, and not what it says."""

WORDING: Final[tuple[Part, ...]] = ("text", "why", "how", "levels", "evidence", "steps", "refs", "elsewhere")
PARTS: Final[tuple[Part, ...]] = (*WORDING, "clauses", "applies_when", "rhythm", "evidence_days", *GRADES)


@dataclass(frozen=True, slots=True)
class Change:
    """A question of both banks of which something differs; ``revised`` where its answers cannot be compared."""

    before: Question
    after: Question
    parts: tuple[Part, ...]

    @property
    def revised(self) -> bool:
        """Whether the revision differs, so that it is asked anew."""
        return self.before.revision != self.after.revision

    @property
    def reworded(self) -> bool:
        """Whether it says the same in other words, or draws on other steps, evidence or references."""
        return not self.revised and any(part not in GRADES for part in self.parts)

    @property
    def graded(self) -> bool:
        """Whether weight, target, tier or being critical differs."""
        return any(part in GRADES for part in self.parts)


@dataclass(frozen=True)
class BankChanges:
    """Everything that differs from ``before`` to ``after``, each list in the order of the bank that has it."""

    before: Bank
    after: Bank
    new: tuple[Question, ...]
    retired: tuple[Question, ...]
    differing: tuple[Change, ...]
    new_facts: tuple[Fact, ...]
    retired_facts: tuple[Fact, ...]
    new_pledges: tuple[Pledge, ...]
    retired_pledges: tuple[Pledge, ...]
    new_clauses: tuple[Clause, ...]
    retired_clauses: tuple[Clause, ...]

    @cached_property
    def revised(self) -> tuple[Change, ...]:
        """Questions that are asked anew: the revision differs."""
        return tuple(one for one in self.differing if one.revised)

    @cached_property
    def reworded(self) -> tuple[Change, ...]:
        """Questions of the same revision in other words."""
        return tuple(one for one in self.differing if one.reworded)

    @cached_property
    def graded(self) -> tuple[Change, ...]:
        """Questions that count for more or less; revised ones among them too."""
        return tuple(one for one in self.differing if one.graded)

    def __bool__(self) -> bool:
        """Whether anything that is asked differs; texts that are asked of nobody may differ all the same."""
        parts = (self.new, self.retired, self.differing, self.new_facts, self.retired_facts)
        return any((*parts, self.new_pledges, self.retired_pledges, self.new_clauses, self.retired_clauses))


def bank_changes(before: Bank, after: Bank) -> BankChanges:
    """What is different in ``after``; questions are known by their ids, which are never given twice."""
    return BankChanges(
        before=before,
        after=after,
        new=_only(after.questions, before.question),
        retired=_only(before.questions, after.question),
        differing=tuple(_differing(before, after)),
        new_facts=_only(after.facts, before.fact),
        retired_facts=_only(before.facts, after.fact),
        new_pledges=_only(after.pledges, before.pledge),
        retired_pledges=_only(before.pledges, after.pledge),
        new_clauses=_only(after.clauses, before.clause),
        retired_clauses=_only(before.clauses, after.clause),
    )


def differences(before: Question, after: Question) -> tuple[Part, ...]:
    """Parts in which two questions differ, in the order of ``PARTS``; id, family and revision apart."""
    return tuple(part for part in PARTS if getattr(before, part) != getattr(after, part))


def is_newer(installed: Bank, own: Bank) -> bool:
    """Whether ``installed`` is another bank than ``own`` and not of a lower version."""
    return installed.hash != own.hash and _version(installed) >= _version(own)


def _differing(before: Bank, after: Bank) -> Iterable[Change]:
    for question in after.questions:
        other = before.question.get(question.id)
        if other is not None:
            parts = differences(other, question)
            if parts or not alike(before, after, question.id):
                yield Change(other, question, parts)


_Named = TypeVar("_Named", Question, Fact, Pledge, Clause)


def _only(some: Iterable[_Named], others: Iterable[str]) -> tuple[_Named, ...]:
    names = set(others)
    return tuple(one for one in some if one.id not in names)


def _version(bank: Bank) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", bank.version)[:3])
