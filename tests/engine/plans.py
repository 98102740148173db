"""Banks with needs, what a plan says in plain values, and every plan that there is, found the slow way.

The slow way follows docs/scoring.md, section 6, and calls nothing of the engine but its frozen inputs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations_with_replacement, product
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from assessment.engine.model import AcceptedRisk, Assessment, Bank, Choice, Level, Need, Question
from assessment.engine.planning import Plan
from assessment.engine.report import Report, assess
from tests.build import DAY, Answers, assessment, bank, question
from tests.engine.recomputed import Recomputed
from tests.engine.strategies import answers, assessments

RISK: Final = AcceptedRisk("The supplier leaves in a month.", "Board", DAY, "Manual review")
"""A risk that is accepted through the day of an assessment that says nothing else."""

Given = Mapping[Level, Sequence[tuple[str, Level]]]
Levels = Mapping[str, Sequence[int]]
"""By question, the period in which each of its steps from 1 to 4 is done; 0 for never or for long."""


def needing(one: Question, needs: Given) -> Question:
    """The question with needs at its steps, by level."""
    steps = (replace(step, needs=tuple(Need(*need) for need in needs.get(step.level, ()))) for step in one.steps)
    return replace(one, steps=tuple(steps))


def to_three(name: str, effort: Fraction | int, weight: int = 1, *, critical: bool = False) -> Question:
    """A question whose step from 2 to its target, 3, takes this effort."""
    return question(name, weight=weight, critical=critical, efforts=(1, 1, effort, 1))


def at_two(*names: str) -> dict[str, Choice]:
    return dict.fromkeys(names, 2)


def report_of(asked: Sequence[Question], answers: Answers, **changes: Any) -> Report:
    return assess(bank(*asked), assessment(answers, **changes))


def planned(plan: Plan) -> list[tuple[str, int, int]]:
    """Question, level and period of each step, in the plan's order."""
    return [(one.key.question, one.key.level, one.period) for one in plan.steps]


def in_the_way(plan: Plan) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Kind and subject of each blocker, and the steps that it keeps back."""
    return [(one.kind, one.subject, [tuple(key) for key in one.steps]) for one in plan.blocked]


def large(plan: Plan) -> list[tuple[str, int]]:
    return [(one.key.question, one.key.level) for one in plan.too_large]


def verdicts(report: Report) -> dict[str, str]:
    return {one.pledge.id: one.verdict for one in report.pledges}


LOW: Final[tuple[Choice | None, ...]] = (0, 0, 0, 1, 1, 1, 2, 2, 3, 4, "unknown", None)
ANSWERS: Final = {True: answers(*LOW), False: answers(*LOW, "na")}
"""An answer that leaves much to do, by whether the question is critical."""


@st.composite
def needy(draw: DrawFn, questions: int) -> tuple[Bank, Assessment]:
    """A bank of at most so many questions whose steps need one another, and an assessment made with it."""
    made, assessed = draw(assessments())
    kept = made.questions[:questions]
    grown = tuple(needing(one, draw(needs(kept[:place]))) for place, one in enumerate(kept))
    ids = {one.id for one in kept}
    return replace(made, questions=grown), replace(
        assessed,
        pledges=draw(st.sampled_from((("P1", "P2"), ("P2", "P1"), assessed.pledges))),
        profile=draw(st.sampled_from(({"minors": True, "abroad": False}, assessed.profile))),
        answers={one.id: draw(ANSWERS[one.critical]) for one in grown},
        targets={name: level for name, level in assessed.targets.items() if name in ids},
        accepted=dict([*assessed.accepted.items()][: draw(st.integers(0, 2))]),
    )


def needs(earlier: Sequence[Question]) -> st.SearchStrategy[Given]:
    """Needs of earlier questions alone, so that there is no circle."""
    if not earlier:
        return st.just({})
    one = st.tuples(st.sampled_from([question.id for question in earlier]), st.sampled_from((1, 2, 3, 4, 4)))
    several = st.lists(one, min_size=1, max_size=2, unique=True)
    return st.dictionaries(st.sampled_from((1, 2, 2, 3, 3, 4)), several, max_size=3)


@dataclass(frozen=True)
class EveryPlan:
    """Every plan of an assessment that keeps to the rules, for a budget in each of some periods."""

    bank: Bank
    given: Assessment
    days: Fraction
    periods: int

    @cached_property
    def found(self) -> Recomputed:
        return Recomputed(self.bank, self.given)

    @cached_property
    def shown(self) -> dict[str, int]:
        return self.found.shown

    @cached_property
    def free(self) -> list[Question]:
        """Questions for which steps may be planned."""
        accepted = {name for name, risk in self.given.accepted.items() if risk.until >= self.given.date}
        return [one for one in self.found.s if one.id in self.shown and one.id not in accepted]

    def target(self, question: Question) -> int:
        return max(question.target, self.given.targets.get(question.id, 0))

    @cached_property
    def plans(self) -> list[Levels]:
        """Every plan that can be carried out."""
        return [one for one in self.orders() if self.affordable(one) and self.in_order(one)]

    def orders(self) -> Iterator[Levels]:
        """All ways to take steps of a question one after another, with no regard to budget and needs."""
        ways = []
        for one in self.free:
            above = 4 - self.shown[one.id]
            times = combinations_with_replacement([*range(1, self.periods + 1), 99], above)
            ways.append([(0,) * self.shown[one.id] + tuple(0 if at == 99 else at for at in each) for each in times])
        for chosen in product(*ways):
            yield {question.id: way for question, way in zip(self.free, chosen, strict=True)}

    def affordable(self, plan: Levels) -> bool:
        return all(self.effort(plan, [period]) <= self.days for period in range(1, self.periods + 1))

    def effort(self, plan: Levels, periods: Sequence[int]) -> Fraction:
        done = (step.effort for one in self.free for step in one.steps if plan[one.id][step.level - 1] in periods)
        return sum(done, Fraction(0))

    def in_order(self, plan: Levels) -> bool:
        return all(
            self.met(need, plan, plan[one.id][step.level - 1])
            for one in self.free
            for step in one.steps
            if plan[one.id][step.level - 1]
            for need in step.needs
        )

    def met(self, need: Need, plan: Levels, period: int) -> bool:
        inside = {one.id for one in self.found.s}
        if need.question not in inside or self.shown.get(need.question, -1) >= need.level:
            return True
        return 0 < plan.get(need.question, (0, 0, 0, 0))[need.level - 1] <= period

    def worth(self, plan: Levels) -> Fraction:
        return sum(
            (
                one.weight * (1 + one.critical) * Fraction(21 - at, 20)
                for one in self.free
                for level, at in enumerate(plan[one.id], 1)
                if at and level <= self.target(one)
            ),
            Fraction(0),
        )

    def cost(self, plan: Levels) -> tuple[Fraction, Fraction]:
        """What is to be small: worth below nought first, then effort."""
        return -self.worth(plan), self.effort(plan, range(1, self.periods + 1))

    @cached_property
    def best(self) -> tuple[Fraction, Fraction]:
        """The most worth, and the least effort that it takes."""
        worth, effort = min(map(self.cost, self.plans))
        return -worth, effort

    def open_steps(self) -> set[tuple[str, int]]:
        return {
            (one.id, step.level)
            for one in self.free
            for step in one.steps
            if self.shown[one.id] < step.level <= self.target(one)
        }

    def levels(self, plan: Plan) -> Levels:
        """A plan as it is counted here."""
        done = {(question, level): period for question, level, period in planned(plan)}
        return {one.id: tuple(done.get((one.id, level), 0) for level in range(1, 5)) for one in self.free}
