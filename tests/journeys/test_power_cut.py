"""A server killed while answers stream in, many times: what it confirmed is there, and the file opens clean."""

import json
import re
import threading
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from itertools import count
from urllib.parse import urlencode

import pytest
from sqlite_utils import Database

from assessment import bank
from assessment.engine.model import Answer
from assessment.store import assessments, database
from assessment.store.events import Actor
from tests.build import assessment
from tests.serving import HOST, Server

CUTS = 12
FIRST_CUT_AFTER = 3
QUESTIONS = ("ENC-01", "ACC-01", "AUD-01")
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Saver:
    """A browser that saves one answer after another, and remembers what the server confirmed."""

    def __init__(self, server: Server, versions: dict[str, int]) -> None:
        self.connection = HTTPConnection(HOST, server.port, timeout=10)
        self.versions = versions
        self.confirmed: dict[str, Answer] = {}
        page, self.cookie = self._ask("GET", "/assessments/1", None)
        found = TOKEN.search(page)
        assert found is not None
        self.token = found[1]

    def save(self, number: int) -> None:
        name = QUESTIONS[number % len(QUESTIONS)]
        note = f"Save {number}"
        fields = {"csrf_token": self.token, "choice": "2", "note": note, "version": self.versions.get(name, 0)}
        text, _ = self._ask("POST", f"/assessments/1/answers/{name}", urlencode(fields))
        version = json.loads(text)["version"]
        self.versions[name] = version
        self.confirmed[name] = Answer(2, note=note, version=version)

    def _ask(self, method: str, address: str, body: str | None) -> tuple[str, str]:
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        if method == "POST":
            headers["Cookie"] = self.cookie
        self.connection.request(method, address, body, headers)
        reply = self.connection.getresponse()
        text = reply.read().decode()
        assert reply.status == 200, text[:300]
        return text, (reply.headers["Set-Cookie"] or "").split(";")[0]


@pytest.fixture
def assessed(server: Server) -> Server:
    with database.opened(server.instance / "assessments.db") as db:
        assessments.create(db, bank.load(), assessment(), Actor("test", datetime.now(UTC)))
    return server


def stream_until_killed(server: Server, saver: Saver, cut_after: int) -> None:
    """Save without pause; another thread pulls the plug once ``cut_after`` saves are confirmed."""
    now = threading.Event()
    killer = threading.Thread(target=lambda: (now.wait(30), server.kill()))
    killer.start()
    try:
        for number in count():
            saver.save(number)
            if number >= cut_after:
                now.set()
    except (OSError, HTTPException):
        now.set()
    killer.join()


def kept(db: Database) -> dict[str, Answer]:
    return dict(assessments.load(db, 1).assessment.answers)


def test_no_confirmed_answer_is_lost_when_the_server_is_killed_while_saving(assessed: Server) -> None:
    versions: dict[str, int] = {}
    for cut in range(CUTS):
        saver = Saver(assessed, versions)
        stream_until_killed(assessed, saver, FIRST_CUT_AFTER + 7 * cut)

        with database.opened(assessed.instance / "assessments.db") as db:
            answers = kept(db)
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            events = db.execute("SELECT count(*) FROM events WHERE what = 'answer'").fetchone()[0]
        for name, confirmed in saver.confirmed.items():
            # The one save under way at the cut may have been kept too, unconfirmed.
            assert answers[name] == confirmed or answers[name].version == confirmed.version + 1
        assert events == sum(answer.version for answer in answers.values())
        versions = {name: answer.version for name, answer in answers.items()}
        assessed.start()
