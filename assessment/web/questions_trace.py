"""The trace from a promise to the rule books and back, over those questions that a filter lets through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.bank import ClauseCoverage, coverage
from assessment.engine.model import Bank, Clause, Family, Pledge, Question, Text
from assessment.web.questions_filter import Chosen


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a rule book, with the bank's short gist of it, empty where it has none."""

    book: str
    id: str
    gist: Text

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return f"{self.book}-{self.id}"


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with the clauses and references that stand beside it."""

    question: Question
    clauses: tuple[Clause, ...]
    references: tuple[Reference, ...]

    @property
    def by_book(self) -> Mapping[str, tuple[Reference, ...]]:
        """The references by rule book."""
        books = dict.fromkeys(one.book for one in self.references)
        return {book: tuple(one for one in self.references if one.book == book) for book in books}


@dataclass(frozen=True, slots=True)
class ClauseTrace:
    """A clause and the questions that ask about it; ``is_unasked`` where the whole bank has none and owes one."""

    clause: Clause
    askings: tuple[Asking, ...]
    is_unasked: bool


@dataclass(frozen=True, slots=True)
class PledgeTrace:
    """A pledge and its clauses, in the pledge's order."""

    pledge: Pledge
    clauses: tuple[ClauseTrace, ...]


@dataclass(frozen=True, slots=True)
class ReferenceTrace:
    """A place in a rule book and the questions that cite it."""

    reference: Reference
    askings: tuple[Asking, ...]


@dataclass(frozen=True, slots=True)
class BookTrace:
    """A rule book's cited places in its own order, and those that no question of the whole bank cites."""

    book: str
    references: tuple[ReferenceTrace, ...]
    uncited: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class FamilyTrace:
    """A family and its questions, each with all its clauses and references."""

    family: Family
    askings: tuple[Asking, ...]


def selected(bank: Bank, chosen: Chosen) -> tuple[Asking, ...]:
    """The questions that the filter lets through, beside them the chosen pledge's clauses and book's references."""
    return tuple(_asking(bank, question, chosen) for question in bank.questions if chosen.takes(bank, question))


def by_family(bank: Bank, askings: Iterable[Asking]) -> tuple[FamilyTrace, ...]:
    """The same questions family by family, each with everything that it answers and cites."""
    found: dict[str, list[Asking]] = {family.id: [] for family in bank.families}
    for one in askings:
        found[one.question.family].append(_asking(bank, one.question, Chosen()))
    return tuple(FamilyTrace(bank.family[name], tuple(own)) for name, own in found.items() if own)


def by_pledge(bank: Bank, chosen: Chosen, askings: Iterable[Asking]) -> tuple[PledgeTrace, ...]:
    """Clause to questions. Clauses without a question are there unless the filter is about questions."""
    asking: dict[str, list[Asking]] = {clause.id: [] for clause in bank.clauses}
    for one in askings:
        for clause in one.clauses:
            asking[clause.id].append(one)
    bare = not chosen.filter.keys() - {"pledge"}
    found = (
        PledgeTrace(covered.pledge, tuple(_clauses(covered.clauses, asking, bare)))
        for covered in coverage(bank)
        if chosen.pledge in ("", covered.pledge.id)
    )
    return tuple(trace for trace in found if trace.clauses)


def by_book(bank: Bank, askings: Iterable[Asking]) -> tuple[BookTrace, ...]:
    """Reference to questions, for the rule books that one of the questions cites."""
    citing: dict[Reference, list[Asking]] = {}
    for one in askings:
        for reference in one.references:
            citing.setdefault(reference, []).append(one)
    cited = {(book, name) for one in bank.questions for book, names in one.refs.items() for name in names}
    found = (_book(bank, book, cited, citing) for book in bank.references)
    return tuple(trace for trace in found if trace.references)


def _asking(bank: Bank, question: Question, chosen: Chosen) -> Asking:
    clauses = (bank.clause[name] for name in question.clauses)
    return Asking(
        question,
        tuple(clause for clause in clauses if chosen.pledge in ("", clause.pledge)),
        tuple(
            Reference(book, name, bank.references[book][name])
            for book in bank.references
            if chosen.book in ("", book)
            for name in question.refs.get(book, ())
        ),
    )


def _clauses(
    covered: Iterable[ClauseCoverage], asking: Mapping[str, list[Asking]], bare: bool
) -> Iterable[ClauseTrace]:
    for one in covered:
        if bare or asking[one.clause.id]:
            yield ClauseTrace(one.clause, tuple(asking[one.clause.id]), one.is_unasked)


def _book(bank: Bank, book: str, cited: set[tuple[str, str]], citing: Mapping[Reference, list[Asking]]) -> BookTrace:
    listed = tuple(Reference(book, name, gist) for name, gist in bank.references[book].items())
    return BookTrace(
        book,
        tuple(ReferenceTrace(one, tuple(citing[one])) for one in listed if one in citing),
        tuple(one for one in listed if (book, one.id) not in cited),
    )
