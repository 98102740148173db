"""Measures what docs/performance.md reports: ``make bench``. Ratios within one run; times are this machine's."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flask import Flask

from assessment import create_app
from assessment.web import reporting, storage
from tests.bench import charting, comparing
from tests.bench.client import Client, alternating
from tests.bench.data import fill
from tests.bench.rows import row
from tests.serving import Server, free_port

SAVES = 400
PAGES = 60
QUESTION = "ENC-01"
MANY = 10_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        print("| measured | result | aim |\n| --- | --- | --- |")
        few, many = _filled(place / "few", 10), _filled(place / "many", MANY)
        for line in (
            *starting(few),
            *saving(few, place),
            *reports(few),
            *growing(few, many),
            *comparing.rows(),
            *charting.rows(),
        ):
            print(line, flush=True)


def starting(server: Server) -> Iterator[str]:
    """Start to first answered request, and memory of the idle server."""
    start = time.perf_counter()
    server.start()
    took = time.perf_counter() - start
    yield f"| start to first answered request | {took:.2f} s | |"
    status = Path(f"/proc/{server.pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        yield f"| memory of the idle server | {int(line.split()[1]) / 1024:.0f} MiB | |"


def saving(server: Server, place: Path) -> Iterator[str]:
    """A save against a bare route that commits one row."""
    with bare_server(place / "bare.db") as port:
        bare, saver = Client(port), Saver(server.port)
        ours, theirs = alternating(
            SAVES, saver.save, lambda number: bare.post(f"/answers/{number % 40}", [("choice", "2")])
        )
    yield row("save of an answer, against a bare route's commit", ours, theirs, "≤ 1.5")


def reports(server: Server) -> Iterator[str]:
    """The report page against its template rendered from a ready Report."""
    app = create_app({"INSTANCE": server.instance})
    client = app.test_client()
    client.get("/assessments/1/report")
    with ready(app) as render:
        page, template = alternating(PAGES, lambda _: client.get("/assessments/1/report"), lambda _: render())
    yield row("report page, against its template with a ready report", page, template, "≤ 2")


def growing(few: Server, many: Server) -> Iterator[str]:
    """A save and the list page with 10 and with 10,000 assessments."""
    many.start()
    little, large = Saver(few.port), Saver(many.port)
    a, b = alternating(SAVES, little.save, large.save)
    yield row(f"save, {MANY} stored against 10", b, a, "≤ 1.1")
    a, b = alternating(PAGES, lambda _: little.client.get("/"), lambda _: large.client.get("/"))
    yield row(f"list page, {MANY} stored against 10", b, a, "≤ 1.1")
    few.stop()
    many.stop()


class Saver:
    """Saves the same question again and again, each time another answer."""

    def __init__(self, port: int) -> None:
        self.client = Client(port)
        self.token = self.client.token("/assessments/1/families/ENC")
        self.version = _version(self.client.get("/assessments/1/families/ENC"))

    def save(self, number: int) -> None:
        fields = [
            ("csrf_token", self.token),
            ("version", str(self.version)),
            ("choice", str(number % 3)),
            ("note", f"Seen {number}"),
        ]
        self.version = json.loads(self.client.post(f"/assessments/1/answers/{QUESTION}", fields))["version"]


def _version(page: str) -> int:
    form = page[page.index(f'id="{QUESTION}"') :]
    return int(form.split('name="version" value="')[1].split('"')[0])


@contextmanager
def ready(app: Flask) -> Iterator[object]:
    """Lend a work that renders the report's template from a report that is there already."""
    with app.test_request_context("/assessments/1/report"):
        found = storage.stored(1)
        result = storage.report(found)
        yield lambda: reporting.page("report/report.html", found, result)


@contextmanager
def bare_server(path: Path) -> Iterator[int]:
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "tests.bench.bare", str(path), str(port)]) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _ in range(100):
        client = Client(port)
        with closing(client.connection):
            try:
                client.get("/healthz")
            except OSError:
                time.sleep(0.05)
            else:
                return
    raise SystemExit("the bare server did not start")


def _filled(instance: Path, number: int) -> Server:
    fill(instance, number)
    return Server(instance, instance.with_suffix(".log"))


main()
