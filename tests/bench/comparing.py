"""Times comparing, ``python -m tests.bench.comparing``: two full assessments, and their page against the report page.

Times are the process's own, so that others on the machine don't count.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from assessment import bank as bank_room
from assessment import create_app
from assessment.engine.comparison import Comparison, compare
from assessment.engine.model import Answer, Assessment, Bank
from assessment.engine.report import assess
from assessment.store import assessments, database
from tests.bench.data import ACTOR, full
from tests.bench.rows import row

ROUNDS: Final = 40
MONTHS: Final = 40
"""How many assessments, one following the other, the longest row of gaps is looked for in."""


def main() -> None:
    print("| measured | result | aim |\n| --- | --- | --- |")
    for line in rows():
        print(line, flush=True)


def rows() -> Iterator[str]:
    """What docs/performance.md reports of comparing."""
    yield from engine()
    with tempfile.TemporaryDirectory() as folder:
        yield from pages(Path(folder))


def engine() -> Iterator[str]:
    """Everything that a comparison works out, against computing one of its two reports."""
    bank = bank_room.load()
    a, b = full(bank), later(bank, 1)
    reports = assess(bank, a), assess(bank, b)
    whole, once = turn_by_turn(lambda: everything(compare(*reports)), lambda: assess(bank, b))
    yield row("comparing two full assessments, against computing a report", whole, once)


def pages(place: Path) -> Iterator[str]:
    """The comparison's page and sheet, and the report page with and without an assessment before it."""
    client, numbers = filled(place)
    before, last, alone = numbers[-3:]

    def get(address: str) -> Callable[[], Any]:
        return lambda: client.get(address)

    report = get(f"/assessments/{last}/report")
    two, near = turn_by_turn(get(f"/compare?a={before}&b={last}"), report)
    yield row("comparison page, against the report page", two, near, "≤ 1.5")
    sheet, near = turn_by_turn(get(f"/compare/print?a={before}&b={last}"), report)
    yield row("comparison on one sheet, against the report page", sheet, near, "≤ 1")
    since, without = turn_by_turn(report, get(f"/assessments/{alone}/report"))
    yield row(f"report page with “since last time” after {MONTHS}, against without", since, without, "≤ 1.15")


def filled(place: Path) -> tuple[Any, list[int]]:
    """A client of a store with full assessments in a row, oldest first; at its end the last again, following none."""
    bank = bank_room.load()
    path = place / "assessments.db"
    database.prepare(path)
    numbers: list[int] = []
    with database.opened(path) as db:
        for month in range(MONTHS):
            previous = str(numbers[-1]) if numbers else None
            given = replace(later(bank, month), previous=previous, status="final")
            numbers.append(assessments.create(db, bank, given, ACTOR))
        numbers.append(assessments.create(db, bank, replace(given, previous=None), ACTOR))
    return create_app({"INSTANCE": place}).test_client(), numbers


def later(bank: Bank, months: int) -> Assessment:
    """The full assessment so many months on: each level one further round, its evidence not confirmed again."""
    given = full(bank)
    moved = {name: _moved(answer, months) for name, answer in given.answers.items()}
    return replace(given, answers=moved, date=given.date + timedelta(days=30 * months))


def _moved(answer: Answer, months: int) -> Answer:
    choice = answer.choice
    return replace(answer, choice=(choice + months) % 5 if isinstance(choice, int) else choice)  # type: ignore[arg-type]


def everything(found: Comparison) -> None:
    """Make a comparison work out all that its page shows."""
    for part in ("shown", "families", "clauses", "level_changes", "expired", "promised", "still_open"):
        getattr(found, part)


def turn_by_turn(*works: Callable[[], Any]) -> list[float]:
    """Median milliseconds of the process's own time, done turn by turn after one round to warm up."""
    times: list[list[float]] = [[] for _ in works]
    for number in range(ROUNDS + 1):
        for work, kept in zip(works, times, strict=True):
            start = time.process_time()
            work()
            if number:
                kept.append(time.process_time() - start)
    return [1000 * statistics.median(kept) for kept in times]


if __name__ == "__main__":
    main()
