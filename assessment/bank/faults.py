"""What is wrong with a bank, and where it is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from assessment.engine.model import Bank

Key = str | int


class Place(Protocol):
    """A spot in a file or in a frozen copy."""

    @property
    def file(self) -> str:
        """The file, relative to the bank's folder; in a frozen copy the path of keys."""

    @property
    def line(self) -> int | None:
        """The line, from 1; None in a frozen copy, and where no line can be named."""

    def at(self, *keys: Key) -> "Place":
        """The spot that ``keys`` lead to from here, or the nearest one on the way that exists."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; ``question`` is the id of the question it was found in, or None."""

    file: str
    line: int | None
    question: str | None
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.question, self.message) if part)


class BankError(Exception):
    """A bank that cannot be used; ``faults`` holds every fault found, one line each in the message."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Checked:
    """What checking a folder came to; there is no ``bank`` where there are ``errors``."""

    bank: Bank | None
    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def fault(place: Place, message: str, question: str | None = None) -> Fault:
    """A fault at ``place``."""
    return Fault(place.file, place.line, question, message)
