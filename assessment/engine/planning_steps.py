"""Which steps may be planned, what each stands on, and what holds it back (docs/scoring.md, section 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from assessment.engine.gaps import in_force
from assessment.engine.model import Level, Need, Step
from assessment.engine.report import Report
from assessment.engine.standing import Standing

Hold = Literal["unanswered", "accepted"]
"""Why nothing is planned for a question of S."""


class StepKey(NamedTuple):
    """A question's step to a level."""

    question: str
    level: Level


@dataclass(frozen=True, slots=True)
class Candidate:
    """A step above what is shown, of a question for which steps may be planned.

    ``stands_on`` are candidates to be done before it or in the same period; ``waits_for`` are questions that it needs
    and for which nothing may be planned.
    """

    standing: Standing
    step: Step
    stands_on: tuple[StepKey, ...]
    waits_for: tuple[str, ...]

    @property
    def key(self) -> StepKey:
        """The step's name."""
        return StepKey(self.standing.question.id, self.step.level)

    @property
    def is_open(self) -> bool:
        """Whether the step is not above the question's target: others come in only where one of these needs them."""
        return self.step.level <= self.standing.target

    @property
    def worth(self) -> int:
        """The question's weight, doubled where it is critical; 0 above its target."""
        question = self.standing.question
        return question.weight * (2 if question.critical else 1) if self.is_open else 0


@dataclass(frozen=True)
class Steps:
    """Every candidate, the most pressing gap's first and then by level, and the questions that are held back."""

    candidates: Mapping[StepKey, Candidate]
    held_back: Mapping[str, Hold]

    @cached_property
    def waiting(self) -> Mapping[str, frozenset[StepKey]]:
        """Steps that can't be planned, by the question that holds them back, however long the chain of needs.

        Questions stand in the bank's order; those that hold nothing else back have no entry.
        """
        direct: dict[str, set[StepKey]] = {question: set() for question in self.held_back}
        for key, candidate in self.candidates.items():
            for question in candidate.waits_for:
                direct[question].add(key)
        return {question: self._with_all_above(keys) for question, keys in direct.items() if keys}

    @cached_property
    def blocked(self) -> frozenset[StepKey]:
        """Steps that can't be planned."""
        return frozenset().union(*self.waiting.values())

    @cached_property
    def everything(self) -> tuple[Candidate, ...]:
        """The open steps and all that they stand on, without what is blocked: the plan that no budget holds back."""
        return self.closure(key for key, one in self.candidates.items() if one.is_open)

    def closure(self, wanted: Iterable[StepKey]) -> tuple[Candidate, ...]:
        """``wanted`` and all that it stands on, without what is blocked: each step after those that it stands on."""
        done: dict[StepKey, None] = {}
        begun: set[StepKey] = set()
        for start in wanted:
            waiting = [] if start in self.blocked else [start]
            while waiting:
                key = waiting[-1]
                if key in begun:
                    done.setdefault(waiting.pop())
                else:
                    begun.add(key)
                    waiting.extend(one for one in reversed(self.candidates[key].stands_on) if one not in begun)
        return tuple(self.candidates[key] for key in done)

    def _with_all_above(self, keys: set[StepKey]) -> frozenset[StepKey]:
        found, waiting = set(keys), list(keys)
        while waiting:
            more = [key for key in self._above.get(waiting.pop(), ()) if key not in found]
            found.update(more)
            waiting.extend(more)
        return frozenset(found)

    @cached_property
    def _above(self) -> Mapping[StepKey, list[StepKey]]:
        found: dict[StepKey, list[StepKey]] = {}
        for key, candidate in self.candidates.items():
            for below in candidate.stands_on:
                found.setdefault(below, []).append(key)
        return found


def steps(report: Report) -> Steps:
    """The steps that may be planned from where ``report`` stands."""
    held_back = {one.question.id: hold for one in report.in_scope if (hold := _hold(report, one))}
    found = [
        _candidate(report, held_back, one, step)
        for one in _by_urgency(report)
        if one.question.id not in held_back
        for step in one.question.steps
        if one.evidenced is not None and step.level > one.evidenced
    ]
    return Steps({candidate.key: candidate for candidate in found}, held_back)


def _hold(report: Report, one: Standing) -> Hold | None:
    if one.evidenced is None:
        return "unanswered"
    return "accepted" if in_force(report.assessment, one.question.id) else None


def _by_urgency(report: Report) -> list[Standing]:
    order = {gap.standing.question.id: place for place, gap in enumerate(report.gaps)}
    return sorted(report.in_scope, key=lambda one: order.get(one.question.id, len(order)))


def _candidate(report: Report, held_back: Mapping[str, Hold], one: Standing, step: Step) -> Candidate:
    missing = [need for need in step.needs if not _is_met(report, need)]
    keys = [StepKey(need.question, need.level) for need in missing if need.question not in held_back]
    below = [StepKey(one.question.id, lower.level) for lower in _just_below(one, step)]
    waits_for = dict.fromkeys(need.question for need in missing if need.question in held_back)
    return Candidate(one, step, tuple(dict.fromkeys((*below, *keys))), tuple(waits_for))


def _just_below(one: Standing, step: Step) -> list[Step]:
    shown = one.evidenced or 0
    return [lower for lower in one.question.steps if shown < lower.level == step.level - 1]


def _is_met(report: Report, need: Need) -> bool:
    needed = report.by_question.get(need.question)
    return needed is None or not needed.in_scope or (needed.evidenced or 0) >= need.level
