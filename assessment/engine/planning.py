"""From gaps to a plan: the most worth within a budget, or all that "fit to sign" takes (docs/scoring.md, section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm
from typing import TYPE_CHECKING, Final, Literal

from assessment.engine.gaps import Gap
from assessment.engine.model import Level, Step
from assessment.engine.planning_goal import Blocker, blockers, goal_blockers, goal_steps
from assessment.engine.planning_steps import Candidate, StepKey, Steps, steps
from assessment.engine.report import Report, assess
from assessment.engine.standing import Standing

if TYPE_CHECKING:
    from assessment.engine.planning_solver import Schedule

Status = Literal["optimal", "feasible"]
PERIODS: Final = 12
"""The most periods that a budget may be planned for."""
SECONDS: Final = 60.0
"""How long the solver may look for the best plan, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step and the period, from 1, that it is planned in. ``stands_on`` are steps of the plan that come before it."""

    standing: Standing
    step: Step
    period: int
    stands_on: tuple[StepKey, ...]

    @property
    def key(self) -> StepKey:
        """The step's name."""
        return StepKey(self.standing.question.id, self.step.level)


@dataclass(frozen=True, slots=True)
class LeftBroken:
    """A gap that breaks clauses still when the plan has been carried out."""

    gap: Gap
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Steps in an order in which they can be carried out, and where they lead.

    ``optimality_gap`` is the part, 0 to 1, of the most possible worth that the plan may be short of. ``status`` is
    "optimal" where no plan within the budget is worth more, and none of equal worth takes less effort; "feasible" where
    the solver's time was up before that was shown. ``effort`` is in person-days, ``worth`` as section 6 counts it.
    """

    status: Status
    optimality_gap: Fraction
    worth: Fraction
    effort: Fraction
    steps: tuple[PlannedStep, ...]
    blocked: tuple[Blocker, ...]
    too_large: tuple[Candidate, ...]
    """Open steps, and steps that these need, of more effort than a period's budget."""
    left_broken: tuple[LeftBroken, ...]
    """In the order of the predicted gaps."""
    predicted: tuple[Report, ...]
    """A prediction of the report after each period."""


def fit_to_sign(report: Report, chosen: Sequence[str]) -> Plan:
    """The least that makes the chosen pledges and clauses kept: one period, no budget.

    ``chosen`` must be without ``goal_refusals``. Blocked steps are left out; without blockers, carrying the plan out
    makes every chosen pledge fit to sign and every chosen clause kept.
    """
    known = steps(report)
    found = known.closure(goal_steps(report, known, chosen))
    return _plan(report, [(one, 1) for one in found], 1, blocked=goal_blockers(report, known, chosen))


def within_budget(report: Report, days: Fraction, periods: int = 1, seconds: float = SECONDS) -> Plan:
    """The most worth that ``days`` person-days buy in each of 1 to 12 periods, and of equal worth the least effort.

    The solver ends after ``seconds`` with the best plan found by then. Raises ValueError for days that are not above
    0 and for other numbers of periods.
    """
    if days <= 0 or not 1 <= periods <= PERIODS:
        raise ValueError(f"a budget of {days} days in {periods} periods")
    known = steps(report)
    found = known.everything
    best = _best(found, days, periods, seconds)
    return _plan(
        report,
        [(one, period) for one, period in zip(found, best.periods, strict=True) if period],
        periods,
        blocked=blockers(known, [key for key, candidate in known.candidates.items() if candidate.is_open]),
        too_large=_too_large(known, found, days),
        status="optimal" if best.optimal else "feasible",
        optimality_gap=Fraction(best.bound - best.worth, best.bound or 1),
    )


def _best(found: Sequence[Candidate], days: Fraction, periods: int, seconds: float) -> "Schedule":
    # Importing the solver takes a tenth of a second, which nothing but a budget should wait for.
    from assessment.engine.planning_solver import Problem, Task, solve

    places = {one.key: place for place, one in enumerate(found)}
    unit = lcm(*(one.step.effort.denominator for one in found))
    efforts = [int(one.step.effort * unit) for one in found]
    tasks = [
        Task(one.worth, effort, tuple(places[key] for key in one.stands_on))
        for one, effort in zip(found, efforts, strict=True)
    ]
    return solve(Problem(tuple(tasks), min(floor(days * unit), sum(efforts)), periods), seconds)


def _too_large(known: Steps, found: Sequence[Candidate], days: Fraction) -> tuple[Candidate, ...]:
    needed = {one.key for one in found}
    return tuple(
        one for key, one in known.candidates.items() if one.step.effort > days and (one.is_open or key in needed)
    )


def _plan(
    report: Report,
    chosen: Sequence[tuple[Candidate, int]],
    periods: int,
    *,
    blocked: tuple[Blocker, ...],
    too_large: tuple[Candidate, ...] = (),
    status: Status = "optimal",
    optimality_gap: Fraction = Fraction(0),
) -> Plan:
    # Sorting keeps the order of needs, since none comes in a later period than what stands on it.
    ordered = sorted(chosen, key=lambda pair: pair[1])
    predicted = tuple(_prediction(report, ordered, period) for period in range(1, periods + 1))
    return Plan(
        status=status,
        optimality_gap=optimality_gap,
        worth=sum((one.worth * Fraction(21 - period, 20) for one, period in ordered), Fraction(0)),
        effort=sum((one.step.effort for one, _ in ordered), Fraction(0)),
        steps=tuple(PlannedStep(one.standing, one.step, period, one.stands_on) for one, period in ordered),
        blocked=blocked,
        too_large=too_large,
        left_broken=_left_broken(predicted[-1]),
        predicted=predicted,
    )


def _prediction(report: Report, chosen: Sequence[tuple[Candidate, int]], period: int) -> Report:
    levels: dict[str, Level] = {}
    for one, planned in chosen:
        if planned <= period:
            levels[one.key.question] = max(one.step.level, levels.get(one.key.question, 0))
    return assess(report.bank, report.assessment, levels)


def _left_broken(report: Report) -> tuple[LeftBroken, ...]:
    found: dict[str, list[str]] = {}
    for clause in report.broken:
        for one in clause.because:
            found.setdefault(one.question.id, []).append(clause.clause.id)
    broken = ((gap, found.get(gap.standing.question.id)) for gap in report.gaps)
    return tuple(LeftBroken(gap, tuple(clauses)) for gap, clauses in broken if clauses)
