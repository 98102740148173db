"""Times the page of 40 full assessments, ``python -m tests.bench.charting``, against the report page of one of them.

Cold is the first request of a process that has everything but these assessments in mind; warm is one that comes later.
"""

import datetime
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from flask import Flask

from assessment import bank as bank_room
from assessment import create_app
from assessment.engine.model import LEVELS, Answer, Assessment, Bank
from assessment.store import assessments, database
from tests.bench.client import alternating, median_ms
from tests.bench.data import ACTOR, DAY, full
from tests.bench.rows import row

MANY = 40
COLD = 5
WARM = 20
TREND = "/trend"
REPORT = "/assessments/1/report"


def main() -> None:
    print("| measured | result | aim |\n| --- | --- | --- |")
    for line in rows():
        print(line, flush=True)


def rows() -> Iterator[str]:
    """What docs/performance.md reports of the trend."""
    with tempfile.TemporaryDirectory() as folder:
        app = filled(Path(folder))
        client = app.test_client()
        for address in (TREND, REPORT):
            assert client.get(address).status_code == 200
        trend, report = alternating(WARM, lambda _: client.get(TREND), lambda _: client.get(REPORT))
        cold = median_ms(timed(lambda: client.get(TREND), app) for _ in range(COLD))
        size = len(client.get(TREND).data) / 1024
    yield row(f"{MANY} full assessments over time ({size:.0f} KiB), against the report page", trend, report)
    yield row("the same in a process that has seen none of them", cold, report)


def timed(work: Callable[[], object], app: Flask) -> float:
    """Seconds of one piece of work with nothing kept from before."""
    app.extensions["summaries"].clear()
    app.extensions["joints"].clear()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def filled(instance: Path) -> Flask:
    """An application that holds 40 full assessments of one unit, a month apart and none like the one before."""
    app = create_app({"TESTING": True, "INSTANCE": instance})
    bank = bank_room.load()
    with database.opened(app.config["DATABASE"]) as db:
        for number in range(MANY):
            assessments.create(db, bank, at(bank, number), ACTOR)
    return app


def at(bank: Bank, number: int) -> Assessment:
    """A full assessment some months before the last, its levels moved on by that much."""
    given = full(bank)
    levels = {
        question.id: replace(given.answers[question.id], choice=LEVELS[(place * 7 + number) % len(LEVELS)])
        for place, question in enumerate(bank.questions)
    }
    answers: dict[str, Answer] = {**given.answers, **levels}
    day = DAY - datetime.timedelta(days=30 * (MANY - number))
    register = {name: replace(piece, date=day) for name, piece in given.evidence.items()}
    return replace(given, title=f"Bench {number + 1}", date=day, answers=answers, evidence=register)


if __name__ == "__main__":
    main()
