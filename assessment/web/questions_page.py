"""The page on the question bank: what is shown of it, counts over the whole of it, and links between its views."""

from dataclasses import dataclass
from functools import cached_property

from assessment.bank import coverage
from assessment.engine.model import Bank, Clause
from assessment.web.questions_filter import Chosen, View
from assessment.web.questions_trace import (
    Asking,
    BookTrace,
    FamilyTrace,
    PledgeTrace,
    by_book,
    by_family,
    by_pledge,
    selected,
)


@dataclass(frozen=True)
class QuestionsPage:
    """The bank and the chosen part of it."""

    bank: Bank
    chosen: Chosen

    @cached_property
    def askings(self) -> tuple[Asking, ...]:
        """The questions that are shown."""
        return selected(self.bank, self.chosen)

    @cached_property
    def pledges(self) -> tuple[PledgeTrace, ...]:
        """Clause to questions to references."""
        return by_pledge(self.bank, self.chosen, self.askings)

    @cached_property
    def books(self) -> tuple[BookTrace, ...]:
        """Reference to questions to clauses."""
        return by_book(self.bank, self.askings)

    @cached_property
    def families(self) -> tuple[FamilyTrace, ...]:
        """The questions themselves."""
        return by_family(self.bank, self.askings)

    @cached_property
    def clauses(self) -> int:
        """How many clauses are shown."""
        return sum(len(trace.clauses) for trace in self.pledges)

    @cached_property
    def references(self) -> int:
        """How many references are shown."""
        return sum(len(trace.references) for trace in self.books)

    @property
    def is_empty(self) -> bool:
        """Whether the view has nothing to show."""
        return not {"clauses": self.pledges, "references": self.books, "questions": self.families}[self.chosen.view]

    @cached_property
    def cited(self) -> int:
        """How many references the whole bank cites."""
        return len({(book, name) for one in self.bank.questions for book, names in one.refs.items() for name in names})

    @cached_property
    def core(self) -> int:
        """How many questions of the whole bank the express check asks."""
        return sum(question.tier == "core" for question in self.bank.questions)

    @cached_property
    def families_asked(self) -> int:
        """How many families of the whole bank have a question."""
        return len({question.family for question in self.bank.questions})

    @cached_property
    def formalities(self) -> int:
        """How many clauses owe no question."""
        return sum(clause.kind == "formality" for clause in self.bank.clauses)

    @cached_property
    def unasked(self) -> tuple[Clause, ...]:
        """Clauses of the whole bank that no question asks about, though one is owed."""
        return tuple(clause for pledge in coverage(self.bank) for clause in pledge.unasked)

    @property
    def owed(self) -> int:
        """How many clauses owe a question."""
        return len(self.bank.clauses) - self.formalities

    def to(self, view: View, name: str) -> str:
        """The address, from this page, of a clause, reference or question in ``view``.

        It keeps the filter where the filter leaves that part in, and drops it where not.
        """
        if name not in self._shown[view]:
            return f"{Chosen().query(view)}#{name}"
        return f"#{name}" if view == self.chosen.view else f"{self._queries[view]}#{name}"

    @cached_property
    def _queries(self) -> dict[View, str]:
        return {view: self.chosen.query(view) for view in self._shown}

    @cached_property
    def _shown(self) -> dict[View, frozenset[str]]:
        return {
            "clauses": frozenset(one.clause.id for trace in self.pledges for one in trace.clauses),
            "references": frozenset(one.reference.anchor for trace in self.books for one in trace.references),
            "questions": frozenset(one.question.id for one in self.askings),
        }
