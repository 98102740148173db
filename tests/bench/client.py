"""One browser's worth of requests on one kept connection, and how long each took."""

import re
import statistics
import time
from collections.abc import Callable, Iterable
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Client:
    """A kept connection with its cookie."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookie = ""

    def get(self, address: str) -> str:
        return self._ask("GET", address, None, {})

    def post(self, address: str, fields: Iterable[tuple[str, str]]) -> str:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        return self._ask("POST", address, urlencode(list(fields)), headers)

    def token(self, address: str) -> str:
        found = TOKEN.search(self.get(address))
        assert found is not None, address
        return found[1]

    def _ask(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> str:
        kept = {"Cookie": self.cookie} if self.cookie else {}
        self.connection.request(method, address, body, headers | kept)
        reply = self.connection.getresponse()
        text = reply.read().decode()
        assert reply.status < 400, (address, reply.status, text[:300])
        if cookie := reply.headers["Set-Cookie"]:
            self.cookie = cookie.split(";")[0]
        return text


def median_ms(times: Iterable[float]) -> float:
    return 1000 * statistics.median(times)


def alternating(rounds: int, *works: Callable[[int], Any]) -> list[float]:
    """Median milliseconds of each work, done turn by turn so that the machine's moods fall on all alike."""
    times: list[list[float]] = [[] for _ in works]
    for number in range(rounds):
        for work, kept in zip(works, times, strict=True):
            start = time.perf_counter()
            work(number)
            kept.append(time.perf_counter() - start)
    warm = rounds // 10
    return [median_ms(kept[warm:]) for kept in times]
