"""What somebody wants to see of the question bank: one of three views, and a filter that holds in all of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, get_args
from urllib.parse import urlencode

from assessment.engine.model import Bank, Question, Tier

View = Literal["clauses", "references", "questions"]
"""Clause to questions to references, reference to questions to clauses, or the questions themselves."""

NARROWING: Final = ("pledge", "family", "tier", "book")
"""The parts of the filter; every one of them that is given must hold of a question."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A view and a filter, empty for all; ``levels`` opens every question's levels."""

    view: View = "clauses"
    pledge: str = ""
    family: str = ""
    tier: Tier | Literal[""] = ""
    book: str = ""
    levels: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.filter

    @property
    def filter(self) -> Mapping[str, str]:
        """The parts of the filter that are given, by their names in an address."""
        parts = asdict(self)
        return {name: parts[name] for name in NARROWING if parts[name]}

    def takes(self, bank: Bank, question: Question) -> bool:
        """Whether the filter lets ``question`` through."""
        return (
            self.family in ("", question.family)
            and self.tier in ("", question.tier)
            and (not self.book or self.book in question.refs)
            and (not self.pledge or any(bank.clause[clause].pledge == self.pledge for clause in question.clauses))
        )

    def query(self, view: View) -> str:
        """The part of an address after the path that shows ``view`` under the same filter, "?" included."""
        return "?" + urlencode({"view": view, **self.filter, **({"levels": "open"} if self.levels else {})})


def chosen(asked: Mapping[str, Any], bank: Bank) -> Chosen:
    """Read an address's query; a value that ``bank`` does not know counts as all, an unknown view as the first."""
    known = {
        "view": get_args(View),
        "pledge": bank.pledge,
        "family": bank.family,
        "tier": get_args(Tier),
        "book": bank.references,
    }
    given = {name: asked[name] for name, values in known.items() if asked.get(name) in values}
    return Chosen(**given, levels=asked.get("levels") == "open")
