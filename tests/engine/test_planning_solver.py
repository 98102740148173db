"""The solver against other ways to the same answer, and what becomes of an answer that does not hold."""

from collections.abc import Iterator, Sequence
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from assessment.engine import planning_solver
from assessment.engine.planning_solver import Problem, Schedule, Task, solve

settings.register_profile("solver", settings.get_profile("house"), derandomize=True, max_examples=150)
solver = settings.get_profile("solver")

LONG: Final = 60.0


@st.composite
def problems(draw: DrawFn) -> Problem:
    """Up to eight tasks that stand on any tasks before them, in up to four periods."""
    tasks: list[Task] = []
    for place in range(draw(st.integers(1, 8))):
        after = draw(st.lists(st.integers(0, place - 1), max_size=2, unique=True)) if place else []
        tasks.append(Task(draw(st.integers(0, 6)), draw(st.integers(1, 8)), tuple(after)))
    return Problem(tuple(tasks), draw(st.integers(1, 14)), draw(st.integers(1, 4)))


def best_by_sets(problem: Problem) -> tuple[int, int]:
    """Most worth and its least effort, period by period over every set of tasks that may be done by then."""
    closed = [done for done in range(1 << len(problem.tasks)) if is_closed(problem, done)]
    known = {0: (0, 0)}
    for period in range(1, problem.periods + 1):
        after: dict[int, tuple[int, int]] = {}
        for before, (worth, cost) in known.items():
            for done in closed:
                more = list(members(problem, done & ~before))
                effort = sum(task.effort for task in more)
                if done & before == before and effort <= problem.budget:
                    found = (worth + sum(task.worth for task in more) * (21 - period), cost - effort)
                    after[done] = max(after.get(done, found), found)
        known = after
    worth, cost = max(known.values())
    return worth, -cost


def members(problem: Problem, done: int) -> Iterator[Task]:
    return (task for place, task in enumerate(problem.tasks) if done >> place & 1)


def is_closed(problem: Problem, done: int) -> bool:
    return all(done >> other & 1 for task in members(problem, done) for other in task.after)


EFFORTS: Final = (1, 2, 2, 3, 5, 6, 6, 8, 12, 16, 24)
WEIGHTS: Final = (1, 2, 2, 3, 3, 6)


def chains(count: int) -> list[list[Task]]:
    """Questions with one to three steps, each step standing on the one before; no two in a row alike."""
    return [
        [
            Task(WEIGHTS[(5 * place + place // 6) % 6], EFFORTS[(5 * place * place + 3 * step) % 11])
            for step in range(1 + place * 7 % 3)
        ]
        for place in range(count)
    ]


def chained(made: Sequence[Sequence[Task]], budget: int, periods: int) -> Problem:
    tasks: list[Task] = []
    for chain in made:
        for step, task in enumerate(chain):
            tasks.append(Task(task.worth, task.effort, (len(tasks) - 1,) if step else ()))
    return Problem(tuple(tasks), budget, periods)


def best_by_days(made: Sequence[Sequence[Task]], budget: int, periods: int) -> tuple[int, int]:
    """The same for chains alone, question by question over what each period has spent."""
    known = {(0,) * periods: 0}
    for chain in made:
        after: dict[tuple[int, ...], int] = {}
        for spent, worth in known.items():
            for cost, more in ways(chain, periods):
                total = tuple(one + other for one, other in zip(spent, cost, strict=True))
                if max(total) <= budget:
                    after[total] = max(after.get(total, 0), worth + more)
        known = after
    worth, cost = max((worth, -sum(spent)) for spent, worth in known.items())
    return worth, -cost


def ways(chain: Sequence[Task], periods: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """What each way of doing the chain's first steps costs in each period, and what it is worth."""
    waiting: list[tuple[int, int, tuple[int, ...], int]] = [(0, 1, (0,) * periods, 0)]
    while waiting:
        step, first, cost, worth = waiting.pop()
        yield cost, worth
        if step < len(chain):
            task = chain[step]
            for period in range(first, periods + 1):
                more = tuple(one + task.effort * (at == period) for at, one in enumerate(cost, 1))
                waiting.append((step + 1, period, more, worth + task.worth * (21 - period)))


def judged(problem: Problem, found: Schedule) -> tuple[int, int]:
    """Worth and effort of a schedule that holds and says so itself."""
    assert problem.holds(found.periods)
    assert (found.optimal, found.bound) == (True, found.worth)
    assert found.worth == problem.worth(found.periods)
    return found.worth, problem.effort(found.periods)


@solver
@given(problems())
def test_it_agrees_with_a_search_through_all_sets_of_tasks(problem: Problem) -> None:
    assert judged(problem, solve(problem, LONG)) == best_by_sets(problem)


@pytest.mark.parametrize(("questions", "budget", "periods"), [(110, 120, 1), (110, 41, 1), (24, 24, 2)])
def test_it_agrees_with_a_count_through_all_days_on_a_bank_without_needs(
    questions: int, budget: int, periods: int
) -> None:
    made = chains(questions)
    problem = chained(made, budget, periods)
    assert judged(problem, solve(problem, LONG)) == best_by_days(made, budget, periods)


def test_the_same_problem_has_the_same_schedule() -> None:
    # Many tasks alike, so that there is much to choose from among equals.
    problem = Problem(tuple(Task(1 + place % 2, 2 + place % 2) for place in range(40)), 9, 3)
    assert len({solve(problem, LONG) for _ in range(5)}) == 1


def test_of_tasks_all_alike_the_first_ones_are_done_and_the_sooner_the_higher_they_stand() -> None:
    problem = Problem(tuple(Task(1, 1) for _ in range(6)), 2, 2)
    assert solve(problem, LONG).periods == (1, 1, 2, 2, 0, 0)


def test_nothing_is_found_in_nothing() -> None:
    assert solve(Problem((), 0, 1), LONG) == Schedule((), 0, 0, True)
    assert solve(Problem((Task(1, 2),), 1, 12), LONG) == Schedule((0,), 0, 0, True)


def test_what_stands_on_a_task_that_is_too_large_is_left_out() -> None:
    problem = Problem((Task(1, 5), Task(6, 1, (0,)), Task(1, 1)), 4, 3)
    assert solve(problem, LONG) == Schedule((0, 0, 1), 20, 20, True)


def test_at_the_end_of_its_time_it_gives_what_it_has_and_how_much_better_it_could_be() -> None:
    problem = chained(chains(60), 30, 12)
    found = solve(problem, 0.0)
    assert problem.holds(found.periods)
    assert found.optimal is False
    assert 0 < found.worth == problem.worth(found.periods) < found.bound


HARD: Final = Problem((Task(3, 6), Task(2, 5), Task(2, 5)), 10, 1)
"""Taking each task in turn is worth 60, the best 80."""


@pytest.mark.parametrize(
    "values",
    [
        [1.0, 1.0, 0.0],
        [0.0, 1.0, 1.0, 0.0],
        [],
        [0.0, 2.0, 0.0],
        [0.0, -1.0, 0.0],
    ],
    ids=["over budget", "of another size", "nothing", "done twice", "done less than not"],
)
def test_an_answer_that_does_not_hold_is_not_used(monkeypatch: pytest.MonkeyPatch, values: list[float]) -> None:
    class Wrong(planning_solver.highspy.HighsSolution):
        col_value = values

    monkeypatch.setattr(planning_solver._Quiet, "getSolution", lambda _: Wrong())
    assert solve(HARD, LONG) == Schedule((1, 0, 0), 60, 80, False)


def test_an_answer_a_little_off_whole_numbers_is_rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    class Noisy(planning_solver.highspy.HighsSolution):
        col_value = (1e-7, 1 - 1e-7, 1 + 1e-7)

    monkeypatch.setattr(planning_solver._Quiet, "getSolution", lambda _: Noisy())
    assert solve(HARD, LONG) == Schedule((0, 1, 1), 80, 80, True)


@pytest.mark.parametrize(
    ("schedule", "holds"),
    [
        ((1, 1, 0), True),
        ((1, 2, 2), True),
        ((2, 1, 0), False),
        ((0, 1, 0), False),
        ((1, 1, 1), False),
        ((0, 0, 0), True),
    ],
    ids=["together", "one after the other", "the wrong way round", "without its need", "over budget", "nothing"],
)
def test_a_schedule_is_checked_by_budget_and_order(schedule: tuple[int, ...], holds: bool) -> None:
    problem = Problem((Task(1, 2), Task(1, 2, (0,)), Task(1, 2)), 4, 2)
    assert problem.holds(schedule) is holds


def test_tasks_that_stand_on_one_another_are_done_in_one_period() -> None:
    problem = Problem((Task(1, 2, (1,)), Task(1, 2, (0,))), 4, 2)
    assert solve(problem, LONG) == Schedule((1, 1), 40, 40, True)
