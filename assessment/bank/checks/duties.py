"""What the engine relies on in the statutory duties."""

from collections.abc import Iterator

from assessment.bank.checks.registry import rule
from assessment.bank.draft import Draft
from assessment.bank.faults import Fault


@rule("link", reads=("laws", "facts"))
def unknown_duty_fact(draft: Draft) -> Iterator[Fault]:
    """A duty depends on facts that the profile has."""
    known = {placed.part.id for placed in draft.facts}
    for placed in draft.duties:
        for fact in placed.part.applies_when:
            if fact not in known:
                message = f"duty {placed.part.id}: unknown fact {fact}; enter it in bank.yaml"
                yield placed.fault(message, "applies_when", fact)


@rule("link", reads=("laws", "questions"))
def unknown_duty_question(draft: Draft) -> Iterator[Fault]:
    """A duty is shown by evidence of questions that there are."""
    known = {entry.id for entry in draft.questions}
    for placed in draft.duties:
        for index, question in enumerate(placed.part.questions):
            if question not in known:
                yield placed.fault(f"duty {placed.part.id}: unknown question {question}", "questions", index)


@rule("link", reads=("laws", "references"))
def unknown_duty_law(draft: Draft) -> Iterator[Fault]:
    """A duty's law and article may be cited."""
    for placed in draft.duties:
        book, article = placed.part.law.book, placed.part.article
        if book not in draft.references:
            message = f"duty {placed.part.id}: unknown reference list {book}; enter the law in references.yaml"
            yield placed.fault(message, "id")
        elif article is not None and article not in draft.references[book]:
            yield placed.fault(f"duty {placed.part.id}: unknown reference {book} {article}", "article")
