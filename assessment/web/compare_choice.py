"""Which two assessments are compared: read from the address, and offered where it names no two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from assessment.store import lineage
from assessment.store.database import Database
from assessment.store.lineage import Head

MOST_PAIRS: Final = 12
"""How many ready pairs the page offers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The numbers that the address names, and in one sentence what is wrong with them; empty where nothing is."""

    a: int | None
    b: int | None
    fault: str

    @property
    def whole(self) -> bool:
        """Whether two assessments are named that are there."""
        return self.a is not None and self.b is not None and not self.fault


@dataclass(frozen=True)
class Offer:
    """The assessments to choose from by organisation and unit, and pairs of one with what it followed or replaced."""

    choice: Choice
    groups: Mapping[tuple[str, str], Sequence[Head]]
    pairs: tuple[tuple[Head, Head], ...]


def choice(db: Database, arguments: Mapping[str, str]) -> Choice:
    """Read ``a`` and ``b`` of the address; where B alone is named, A is what B followed."""
    numbers: dict[str, int | None] = {}
    for name in ("a", "b"):
        given = arguments.get(name, "")
        number = int(given) if given.isascii() and given.isdecimal() and len(given) < 16 else None
        if given and (number is None or not lineage.row(db, number)):
            return Choice(
                None, None, _("There is no assessment “%(number)s”: choose two of those below.", number=given)
            )
        numbers[name] = number
    if numbers["a"] is None and numbers["b"] is not None:
        numbers["a"] = lineage.row(db, numbers["b"])[0].previous
    return Choice(numbers["a"], numbers["b"], "")


def offer(db: Database, chosen: Choice) -> Offer:
    """Gather the assessments that can be chosen, latest first, and the ready pairs among them.

    What is chosen already is among them, however old it is.
    """
    heads = lineage.offered(db)
    by_id = {one.id: one for one in heads}
    older = [number for number in (chosen.a, chosen.b) if number is not None and number not in by_id]
    heads = (*heads, *(lineage.row(db, number)[0] for number in dict.fromkeys(older)))
    groups: dict[tuple[str, str], list[Head]] = {}
    for one in heads:
        groups.setdefault((one.organisation, one.unit), []).append(one)
    pairs = ((by_id[one.previous], one) for one in heads if one.previous in by_id)
    return Offer(chosen, groups, tuple(pairs)[:MOST_PAIRS])
