"""What a reviewer would object to before an assessment is made final."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assessment.engine.evidence import is_asked_for
from assessment.engine.report import Report
from assessment.engine.rules import final_refusals
from assessment.engine.standing import Standing

Kind = Literal[
    "pledges", "fact", "carried_over", "capped", "unknown", "stale", "excluded", "unchecked", "flagged", "open"
]


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing to look at again. ``subject`` is a question, a fact, a family or a piece of evidence, by ``kind``.

    ``blocks`` where the assessment cannot be final before it is settled.
    """

    kind: Kind
    subject: str
    blocks: bool = False


def objections(report: Report) -> tuple[Objection, ...]:
    """Everything a reviewer would object to, what blocks first, then in the order of ``Kind``."""
    return (*_blocking(report), *_claims(report), *_evidence(report), *_coverage(report))


def _blocking(report: Report) -> Iterator[Objection]:
    kinds: dict[str, Kind] = {"pledges": "pledges", "profile": "fact", "answers": "carried_over"}
    for refusal in final_refusals(report.bank, report.assessment):
        part, _, name = refusal.where.partition(".")
        yield Objection(kinds[part], name, blocks=True)


def _claims(report: Report) -> Iterator[Objection]:
    for one in report.capped:
        yield Objection("capped", one.question.id)
    for one in report.unknown:
        yield Objection("unknown", one.question.id)


def _evidence(report: Report) -> Iterator[Objection]:
    for one in report.in_scope:
        if _stale(one):
            yield Objection("stale", one.question.id)
    for family in report.families:
        if family.too_many_excluded:
            yield Objection("excluded", family.family.id)
    used = {name for one in report.in_scope for name in one.answer.evidence}
    for name, piece in report.assessment.evidence.items():
        if name in used and not piece.checked_by:
            yield Objection("unchecked", name)


def _stale(one: Standing) -> bool:
    return not all(is_asked_for(piece, one.question, one.on) for piece in one.pieces)


def _coverage(report: Report) -> Iterator[Objection]:
    for one in report.in_scope:
        if one.answer.flagged:
            yield Objection("flagged", one.question.id)
    for one in report.in_scope:
        if one.claimed is None:
            yield Objection("open", one.question.id)
