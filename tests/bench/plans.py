"""Times the planner, ``python -m tests.bench.plans``: 100, 110, 300 and 1000 questions in 1, 4 and 12 periods.

The bank is cut or repeated to size.
Times are the process's own, so that others on the machine don't count.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from assessment import bank as bank_room
from assessment.engine.model import Bank, Need, Question
from assessment.engine.planning import within_budget
from assessment.engine.report import assess
from tests.bench.data import full

SIZES = (100, 110, 300, 1000)
PERIODS = (1, 4, 12)
DAYS_A_QUESTION = Fraction(1, 2)
SECONDS = 300.0


def main() -> None:
    print("| questions | periods | days a period | open steps | planned | status | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for size in SIZES:
        for periods in PERIODS:
            print(row(enlarged(bank_room.load(), size), periods), flush=True)


def row(bank: Bank, periods: int) -> str:
    """One plan: half a day a question in each period."""
    report = assess(bank, full(bank))
    days = len(bank.questions) * DAYS_A_QUESTION
    start = time.process_time()
    plan = within_budget(report, days, periods, SECONDS)
    took = time.process_time() - start
    steps = sum(len(one.open_steps) for one in report.standings)
    cells = (len(bank.questions), periods, float(days), steps, len(plan.steps), plan.status, f"{took:.2f}")
    return f"| {' | '.join(map(str, cells))} |"


def enlarged(bank: Bank, size: int) -> Bank:
    """The bank with its questions repeated under other ids, needs kept within each copy, down to this size."""
    copies = -(-size // len(bank.questions))
    found = [one for number in range(copies) for one in copied(bank, number)]
    return replace(bank, questions=tuple(found[:size]))


def copied(bank: Bank, number: int) -> Iterator[Question]:
    for one in bank.questions:
        steps = (
            replace(step, needs=tuple(Need(f"{need.question}{number or ''}", need.level) for need in step.needs))
            for step in one.steps
        )
        yield replace(one, id=f"{one.id}{number or ''}", steps=tuple(steps))


if __name__ == "__main__":
    main()
