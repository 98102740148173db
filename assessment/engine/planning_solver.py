"""Which tasks to do in which period for the most worth, by an exact solver (docs/scoring.md, section 6).

Whole numbers go in and come out: what the solver finds in floating point is rounded, checked and counted anew, and a
schedule that does not hold is not used.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import highspy

PARTS: Final = 20
"""Worth is counted in twentieths: a task in period i (from 1) counts ``worth * (PARTS + 1 - i)`` of them."""

_OPTIONS: Final[dict[str, bool | int | float | str]] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
}
_NOISE: Final = 1e-4
"""What a bound may lie above a whole number for want of precision."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do once. ``after`` are the places of the tasks to be done in its period or an earlier one."""

    worth: int
    effort: int
    after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """The period of each task, 0 for those left out, and how good that is.

    ``worth`` is in twentieths, ``bound`` the most that any schedule can be worth, as far as is known. ``optimal`` where
    it is shown that no schedule is worth more, and none of equal worth takes less effort.
    """

    periods: tuple[int, ...]
    worth: int
    bound: int
    optimal: bool


@dataclass(frozen=True)
class Problem:
    """Tasks in the order in which they are preferred where all else is equal, and the effort that each period has."""

    tasks: tuple[Task, ...]
    budget: int
    periods: int

    def worth(self, schedule: Sequence[int]) -> int:
        """The schedule's worth in twentieths."""
        return sum(task.worth * (PARTS + 1 - at) for task, at in zip(self.tasks, schedule, strict=True) if at)

    def effort(self, schedule: Sequence[int]) -> int:
        """The effort of everything that the schedule does."""
        return sum(task.effort for task, at in zip(self.tasks, schedule, strict=True) if at)

    def holds(self, schedule: Sequence[int]) -> bool:
        """Whether every period keeps to its budget and every task comes with or after what it stands on."""
        spent = [0] * (self.periods + 1)
        for task, at in zip(self.tasks, schedule, strict=True):
            spent[at] += task.effort if at else 0
            if at and not all(0 < schedule[other] <= at for other in task.after):
                return False
        return max(spent) <= self.budget

    @cached_property
    def earliest(self) -> tuple[int, ...]:
        """The first period that has room for each task and all it stands on; one past the last where none has."""
        found = []
        for place in range(len(self.tasks)):
            efforts = [self.tasks[other].effort for other in self._with_all_before(place)]
            fits = max(efforts) <= self.budget
            found.append(min(max(1, -(-sum(efforts) // self.budget)), self.periods + 1) if fits else self.periods + 1)
        return tuple(found)

    def _with_all_before(self, place: int) -> set[int]:
        found, waiting = {place}, [place]
        while waiting:
            more = [other for other in self.tasks[waiting.pop()].after if other not in found]
            found.update(more)
            waiting.extend(more)
        return found


@dataclass
class _Rows:
    """Rows of a model, as the solver takes them."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(self, terms: Sequence[tuple[int, int]], lower: float, upper: float) -> None:
        self.start.append(len(self.index))
        self.index.extend(column for column, _ in terms)
        self.value.extend(float(factor) for _, factor in terms)
        self.lower.append(lower)
        self.upper.append(upper)


class _Quiet(highspy.Highs):
    """The solver without a word on standard output, where it would greet as soon as it is made."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class _Found:
    schedule: tuple[int, ...]
    proven: bool
    bound: float
    seconds: float


def solve(problem: Problem, seconds: float) -> Schedule:
    """The best schedule: most worth, then least effort, then preferred tasks first and early.

    After ``seconds`` it is the best one found by then. Without that limit being met, equal problems have equal
    schedules.
    """
    simple = _simple(problem)
    if not any(at <= problem.periods for at in problem.earliest):
        return Schedule(simple, 0, 0, True)
    first = _run(problem, _worth(problem), seconds, simple)
    best = max((simple, first.schedule), key=problem.worth)
    worth = problem.worth(best)
    bound = max(worth, min(_limit(problem), math.floor(first.bound + _NOISE)))
    if not first.proven or bound > worth or seconds <= first.seconds:
        return Schedule(best, worth, bound, False)
    second = _run(problem, _thrift(problem), seconds - first.seconds, best, worth)
    if problem.worth(second.schedule) == worth and problem.effort(second.schedule) <= problem.effort(best):
        return Schedule(second.schedule, worth, bound, second.proven)
    return Schedule(best, worth, bound, False)


def _simple(problem: Problem) -> tuple[int, ...]:
    """Each task in turn as soon as there is room for it: to begin from, and to fall back on."""
    schedule, left = [0] * len(problem.tasks), [0] + [problem.budget] * problem.periods
    for place, task in enumerate(problem.tasks):
        before = [schedule[other] for other in task.after]
        room = range(max(before, default=1), problem.periods + 1) if all(before) else range(0)
        if at := next((period for period in room if task.effort <= left[period]), 0):
            schedule[place] = at
            left[at] -= task.effort
    return tuple(schedule)


def _limit(problem: Problem) -> int:
    """The worth of every task done as soon as there is room for it and all it stands on."""
    later = zip(problem.tasks, problem.earliest, strict=True)
    return sum(task.worth * (PARTS + 1 - at) for task, at in later if at <= problem.periods)


def _worth(problem: Problem) -> list[int]:
    """What it is worth that each task is done by the end of each period, task by task."""
    last = problem.periods
    return [
        task.worth * (1 if period < last else PARTS + 1 - last)
        for task in problem.tasks
        for period in range(1, last + 1)
    ]


def _thrift(problem: Problem) -> list[int]:
    """Less effort before all; then, weighing less than the least effort, preferred tasks and early ones."""
    count = len(problem.tasks)
    most = problem.periods * count * (count + 1) // 2
    return [
        count - place - (task.effort * (most + 1) if period == problem.periods else 0)
        for place, task in enumerate(problem.tasks)
        for period in range(1, problem.periods + 1)
    ]


def _run(problem: Problem, gain: Sequence[int], seconds: float, start: Sequence[int], least: int = 0) -> _Found:
    """Let the solver find the schedule of the highest gain that is worth ``least`` or more, from ``start``."""
    solver = _Quiet()  # type: ignore[no-untyped-call]
    for name, option in {**_OPTIONS, "time_limit": max(0.0, seconds)}.items():
        solver.setOptionValue(name, option)
    rows = _rows(problem)
    if least:
        terms = [(column, factor) for column, factor in enumerate(_worth(problem)) if factor]
        rows.add(terms, least, highspy.kHighsInf)
    _pass_model(solver, problem, gain, rows)
    begin = highspy.HighsSolution()
    begin.col_value = [float(done) for done in _columns(problem, start)]
    solver.setSolution(begin)
    solver.run()
    schedule = _schedule(problem, list(solver.getSolution().col_value))
    proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal and schedule is not None
    bound = solver.getInfo().mip_dual_bound
    known_bound = bound if math.isfinite(bound) else float(_limit(problem))
    return _Found(schedule or (0,) * len(problem.tasks), proven, known_bound, solver.getRunTime())


def _rows(problem: Problem) -> _Rows:
    """What a schedule must hold to. A column says whether a task is done by the end of a period."""
    rows, count, periods = _Rows(), len(problem.tasks), problem.periods
    for period in range(periods):
        by_now = [(place * periods + period, problem.tasks[place].effort) for place in range(count)]
        before = [(column - 1, -effort) for column, effort in by_now] if period else []
        rows.add([*by_now, *before], -highspy.kHighsInf, problem.budget)
        if period:
            # It follows from the rows before, but says at once what all periods together have room for.
            rows.add(by_now, -highspy.kHighsInf, problem.budget * (period + 1))
    for place, task in enumerate(problem.tasks):
        for period in range(periods):
            column = place * periods + period
            if period + 1 < periods:
                rows.add([(column, 1), (column + 1, -1)], -highspy.kHighsInf, 0)
            for other in task.after:
                rows.add([(column, 1), (other * periods + period, -1)], -highspy.kHighsInf, 0)
    return rows


def _pass_model(solver: highspy.Highs, problem: Problem, gain: Sequence[int], rows: _Rows) -> None:
    periods = range(1, problem.periods + 1)
    upper = [float(at <= period) for at in problem.earliest for period in periods]
    solver.passModel(
        len(gain),
        len(rows.start),
        len(rows.index),
        highspy.MatrixFormat.kRowwise.value,
        highspy.ObjSense.kMaximize.value,
        0.0,
        [float(factor) for factor in gain],
        [0.0] * len(gain),
        upper,
        rows.lower,
        rows.upper,
        rows.start,
        rows.index,
        rows.value,
        [highspy.HighsVarType.kInteger.value] * len(gain),
    )


def _columns(problem: Problem, schedule: Sequence[int]) -> list[bool]:
    return [0 < at <= period for at in schedule for period in range(1, problem.periods + 1)]


def _schedule(problem: Problem, values: Sequence[float]) -> tuple[int, ...] | None:
    """The schedule that the solver's columns mean, or None where they mean none that holds."""
    if len(values) != len(problem.tasks) * problem.periods:
        return None
    done = [round(value) for value in values]
    times = [sum(done[start : start + problem.periods]) for start in range(0, len(done), problem.periods)]
    found = tuple(problem.periods + 1 - count if count else 0 for count in times)
    return found if _columns(problem, found) == done and problem.holds(found) else None
