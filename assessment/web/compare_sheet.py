"""The comparison's lists cut to what one sheet of A4 holds, what is worst first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from assessment.engine.decomposition import Pair
from assessment.engine.developments import Became, ChronicGap, ClauseChange, Expired, Promise
from assessment.web.compare_page import ComparePage

WORSE: Final = 5
BETTER: Final = 4
LOWER: Final = 5
EXPIRED: Final = 4
PROMISED: Final = 4
CHRONIC: Final = 5
WORST_FIRST: Final[tuple[Became, ...]] = ("short", "open", "changed", "out_of_scope", "reached")

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Cut(Generic[Entry]):
    """The head of a list, and how many more there are."""

    shown: tuple[Entry, ...]
    more: int

    @property
    def all(self) -> int:
        """How many there are in all."""
        return len(self.shown) + self.more


@dataclass(frozen=True, slots=True)
class Short:
    """The lists of the sheet."""

    worse: Cut[ClauseChange]
    better: Cut[ClauseChange]
    lower: Cut[Pair]
    expired: Cut[Expired]
    promised: Cut[Promise]
    chronic: Cut[ChronicGap]


def short(page: ComparePage) -> Short:
    """Cut the lists of a comparison: clauses and gaps in their order, promises with those not reached first."""
    promised = sorted(page.found.promised, key=lambda one: WORST_FIRST.index(one.became))
    return Short(
        worse=_cut(page.clauses["worse"], WORSE),
        better=_cut(page.clauses["better"], BETTER),
        lower=_cut(page.lower, LOWER),
        expired=_cut(page.found.expired, EXPIRED),
        promised=_cut(promised, PROMISED),
        chronic=_cut(page.chronic, CHRONIC),
    )


def _cut(found: Sequence[Entry], most: int) -> Cut[Entry]:
    return Cut(tuple(found[:most]), max(0, len(found) - most))
