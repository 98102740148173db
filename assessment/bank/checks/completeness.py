"""What a finished bank holds: warnings while it grows, errors from version 1.0.0 on."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from assessment.bank.checks.registry import question_rule, rule
from assessment.bank.draft import Draft, Entry, Placed
from assessment.bank.faults import Fault
from assessment.engine.model import Family

FEWEST_QUESTIONS: Final = 4
"""Fewest questions of a family."""
CRITICAL_SHARE: Final = 6
"""One question in so many, at most, is critical."""


def is_finished(version: str) -> bool:
    """Whether a bank of this version is held to completeness: from 1.0.0 on."""
    return not version.startswith("0.") and not version.startswith("1.0.0-")


def _expected(draft: Draft) -> Iterator[Placed[Family]]:
    """The families that must be complete: all of a finished bank, those begun of a growing one."""
    begun = {entry.part.family for entry in draft.questions}
    return (placed for placed in draft.families if is_finished(draft.version) or placed.part.id in begun)


@rule("completeness", reads=("pledges", "questions"), fields=("clauses",))
def unasked_clause(draft: Draft) -> Iterator[Fault]:
    """Every clause but a formality is asked about."""
    asked = {clause for entry in draft.questions for clause in entry.part.clauses}
    for placed in draft.clauses:
        if placed.part.kind != "formality" and placed.part.id not in asked:
            yield placed.fault(f"no question asks about clause {placed.part.id}")


@rule("completeness", reads=("families", "questions"))
def small_family(draft: Draft) -> Iterator[Fault]:
    """A family has enough questions for its level to mean something."""
    sizes = Counter(entry.part.family for entry in draft.questions)
    for placed in _expected(draft):
        size = sizes[placed.part.id]
        if size < FEWEST_QUESTIONS:
            yield placed.fault(f"family {placed.part.id} needs {FEWEST_QUESTIONS} questions or more and has {size}")


@rule("completeness", reads=("families", "questions"), fields=("tier",))
def family_without_core(draft: Draft) -> Iterator[Fault]:
    """The express assessment asks about every family."""
    core = {entry.part.family for entry in draft.questions if entry.part.tier == "core"}
    for placed in _expected(draft):
        if placed.part.id not in core:
            yield placed.fault(f"family {placed.part.id} has no question in the core tier")


@rule("completeness", reads=("families", "questions"), fields=("clauses",))
def one_clause_family(draft: Draft) -> Iterator[Fault]:
    """A family looks at its subject from more than one promise; a single question cannot yet."""
    cited: dict[str, list[tuple[str, ...]]] = {}
    for entry in draft.questions:
        cited.setdefault(entry.part.family, []).append(entry.part.clauses)
    for placed in draft.families:
        asked = cited.get(placed.part.id, [])
        if len(asked) > 1 and len(asked[0]) == 1 and len(set(asked)) == 1:
            yield placed.fault(f"every question of family {placed.part.id} cites clause {asked[0][0]} and no other")


@question_rule("completeness", fields=("critical", "tier"))
def critical_outside_core(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """The express assessment asks every critical question."""
    if entry.part.critical and entry.part.tier != "core":
        yield entry.fault("a critical question belongs to the core tier", "tier")


@rule("completeness", reads=("questions",), fields=("critical",))
def many_critical(draft: Draft) -> Iterator[Fault]:
    """What is critical stays rare."""
    critical = sum(entry.part.critical for entry in draft.questions)
    if critical * CRITICAL_SHARE > len(draft.questions):
        message = f"{critical} of {len(draft.questions)} questions are critical; at most a sixth may be"
        yield Fault(draft.frame.file, None, None, message)


@rule("completeness", reads=("pledges", "rhythms", "questions"), fields=("clauses", "rhythm"))
def unasked_rhythm(draft: Draft) -> Iterator[Fault]:
    """A promise with a rhythm is asked about with that rhythm."""
    asked = {(clause, entry.part.rhythm) for entry in draft.questions for clause in entry.part.clauses}
    for placed in draft.clauses:
        rhythm = draft.rhythms.get(placed.part.id)
        if rhythm and (placed.part.id, rhythm) not in asked:
            yield placed.fault(f"clause {placed.part.id} promises the rhythm {rhythm}; no question of it has that")
