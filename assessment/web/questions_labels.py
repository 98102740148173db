"""The names by which the question bank's page is filtered and its contents are listed, in the person's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from assessment.engine.model import Bank
from assessment.web import words
from assessment.web.language import say
from assessment.web.questions_page import QuestionsPage


@dataclass(frozen=True, slots=True)
class Choice:
    """One part of the filter: its name in the address, its label, and what may be chosen, by value."""

    name: str
    label: str
    options: dict[str, str]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the page and the parts below it, as anchors with their labels."""

    anchor: str
    title: str
    parts: tuple[tuple[str, str], ...]


def choices(bank: Bank) -> tuple[Choice, ...]:
    """What the page can be filtered by."""
    return (
        Choice("pledge", _("Pledge"), {one.id: f"{one.id} {say(one.title)}" for one in bank.pledges}),
        Choice("family", _("Family"), {one.id: f"{one.id} {say(one.title)}" for one in bank.families}),
        Choice("tier", _("Questions"), {"core": _("Core questions"), "full": _("Questions beyond the core")}),
        Choice("book", _("Rule book"), {book: book_title(book) for book in bank.references}),
    )


def book_title(book: str) -> str:
    """The rule book's name with its version, or its key where it has none."""
    return str(words.RULE_BOOKS.get(book, book))


def contents(page: QuestionsPage) -> tuple[Chapter, ...]:
    """The headings of the view that is shown."""
    return tuple({"clauses": _pledges, "references": _books, "questions": _families}[page.chosen.view](page))


def _pledges(page: QuestionsPage) -> Iterable[Chapter]:
    for trace in page.pledges:
        ids = tuple((one.clause.id, one.clause.id.removeprefix(f"{trace.pledge.id}-")) for one in trace.clauses)
        yield Chapter(trace.pledge.id, f"{trace.pledge.id} {say(trace.pledge.title)}", ids)
    if page.askings:
        yield Chapter("by-family", _("The same questions by family"), ())
        yield Chapter("named", _("References named above"), ())


def _books(page: QuestionsPage) -> Iterable[Chapter]:
    for trace in page.books:
        ids = tuple((one.reference.anchor, one.reference.id) for one in trace.references)
        yield Chapter(trace.book, book_title(trace.book), ids)
    if page.books:
        yield Chapter("named", _("Clauses named above"), ())


def _families(page: QuestionsPage) -> Iterable[Chapter]:
    for trace in page.families:
        ids = tuple((one.question.id, one.question.id) for one in trace.askings)
        yield Chapter(trace.family.id, f"{trace.family.id} {say(trace.family.title)}", ids)
