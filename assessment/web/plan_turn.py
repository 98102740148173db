"""The solver's turn: one request of a process has it at a time, however many plans are asked for at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Final

LEAST: Final = 1.0
"""The seconds that are left for the solver however long its turn was waited for."""

_FREE: Final = Lock()


@contextmanager
def turn(seconds: float) -> Iterator[float]:
    """Wait for the solver, and give what is left of ``seconds`` for it: waiting counts, but for the last second."""
    asked = monotonic()
    with _FREE:
        yield max(min(seconds, LEAST), seconds - (monotonic() - asked))
