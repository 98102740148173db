"""The rules that a bank is held to, and how they are run."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from assessment.bank.draft import Draft, Entry
from assessment.bank.faults import Fault

Kind = Literal["link", "authoring", "completeness", "advice"]
"""link: what the engine relies on, so that it holds for a frozen copy too; authoring: how questions are written, always
an error; completeness: a warning while the bank's version is below 1.0.0; advice: always a warning."""

DraftCheck = Callable[[Draft], Iterable[Fault]]
EntryCheck = Callable[[Draft, Entry], Iterable[Fault]]


@dataclass(frozen=True)
class Rule:
    """One rule. ``reads`` names fields of the draft without which it cannot be judged."""

    name: str
    kind: Kind
    reads: frozenset[str]
    check: DraftCheck


RULES: dict[str, Rule] = {}


def rule(kind: Kind, reads: Collection[str] = (), fields: Collection[str] = ()) -> Callable[[DraftCheck], DraftCheck]:
    """Register a check of the whole bank, run unless ``reads``, or ``fields`` of some question, are broken."""

    def register(check: DraftCheck) -> DraftCheck:
        def guarded(draft: Draft) -> Iterable[Fault]:
            return () if any(entry.broken & set(fields) for entry in draft.questions) else check(draft)

        _register(check.__name__, kind, reads, guarded)
        return check

    return register


def question_rule(
    kind: Kind, fields: Collection[str], reads: Collection[str] = ()
) -> Callable[[EntryCheck], EntryCheck]:
    """Register a check of each question whose ``fields`` are sound, run unless ``reads`` of the bank are broken."""

    def register(check: EntryCheck) -> EntryCheck:
        def each(draft: Draft) -> Iterable[Fault]:
            sound = (entry for entry in draft.questions if not entry.broken & set(fields))
            return (fault for entry in sound for fault in check(draft, entry))

        _register(check.__name__, kind, reads, each)
        return check

    return register


def _register(name: str, kind: Kind, reads: Collection[str], check: DraftCheck) -> None:
    RULES[name] = Rule(name.replace("_", "-"), kind, frozenset(reads), check)


def judge(draft: Draft, kinds: Collection[Kind]) -> tuple[Fault, ...]:
    """The faults by the rules of ``kinds``, rule by rule."""
    rules = [rule for rule in RULES.values() if rule.kind in kinds and not rule.reads & draft.broken]
    return tuple(fault for rule in rules for fault in rule.check(draft))
