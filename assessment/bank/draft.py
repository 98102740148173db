"""A bank that has been read and not yet judged: its parts, each with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from assessment.bank.faults import Fault, Key, Place, fault
from assessment.engine.duties import Duty
from assessment.engine.model import Clause, Fact, Family, Pledge, Question, Rhythm, ScaleLevel, Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A part and where it stands."""

    part: T
    place: Place

    def fault(self, message: str, *keys: Key) -> Fault:
        """A fault at ``keys`` below this part."""
        return fault(self.place.at(*keys), message)


@dataclass(frozen=True)
class Entry:
    """A question and where it stands.

    ``id`` is what was written, whatever its form. ``raw`` is the question as read, ``given`` the keys written;
    the fields in ``broken`` have a fault already and hold placeholders.
    """

    id: str
    part: Question
    place: Place
    raw: Mapping[str, object]
    given: frozenset[str]
    broken: frozenset[str] = frozenset()

    def fault(self, message: str, *keys: Key) -> Fault:
        """A fault at ``keys`` below this question."""
        return fault(self.place.at(*keys), message, self.id or None)


@dataclass(frozen=True)
class Draft:
    """The bank's parts in order; the fields named in ``broken`` are not, or not wholly, known.

    ``themes`` gives the families that ask about a theme, ``rhythms`` the rhythm that a clause promises; ``catalogue``
    is where both and the pledges stand, ``frame`` where the rest does.
    """

    version: str
    title: Text
    scale: tuple[Placed[ScaleLevel], ...]
    groups: Mapping[str, Text]
    families: tuple[Placed[Family], ...]
    facts: tuple[Placed[Fact], ...]
    pledges: tuple[Placed[Pledge], ...]
    clauses: tuple[Placed[Clause], ...]
    references: Mapping[str, Mapping[str, Text]]
    questions: tuple[Entry, ...]
    duties: tuple[Placed[Duty], ...]
    frame: Place
    catalogue: Place
    themes: Mapping[str, tuple[str, ...]]
    rhythms: Mapping[str, Rhythm]
    broken: frozenset[str] = frozenset()


def placed(found: Iterable[T], place: Place) -> tuple[Placed[T], ...]:
    """Parts that stand one after another in the list at ``place``."""
    return tuple(Placed(part, place.at(index)) for index, part in enumerate(found))


def parts(found: Iterable[Placed[T]]) -> tuple[T, ...]:
    """The parts without their places."""
    return tuple(one.part for one in found)
