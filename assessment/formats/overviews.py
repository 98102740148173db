"""The bank, and the stored assessments, at a glance for the terminal and for scripts."""

from collections.abc import Sequence
from typing import Any

from assessment.engine.model import Bank
from assessment.formats.text_table import table
from assessment.store.assessments import Stored


def bank_table(bank: Bank) -> str:
    """Every question in a line, in English, and the bank's version and hash above them."""
    rows = [
        (
            one.id,
            one.tier,
            str(one.weight),
            "critical" if one.critical else "-",
            str(one.target),
            one.rhythm or f"{one.evidence_days} days",
            ", ".join(one.clauses),
            one.text.en,
        )
        for one in bank.questions
    ]
    heads = ("question", "tier", "weight", "critical", "target", "evidence", "clauses", "text")
    return f"Question bank {bank.version}, {len(rows)} questions, {bank.hash[:16]}\n\n{table(heads, rows)}"


def list_document(found: Sequence[Stored]) -> list[dict[str, Any]]:
    """What ``assessment list --format json`` prints."""
    return [
        {
            "id": one.id,
            "date": one.assessment.date.isoformat(),
            "status": one.assessment.status,
            "title": one.assessment.title,
            "organisation": one.assessment.organisation,
            "unit": one.assessment.unit,
            "tier": one.assessment.tier,
            "pledges": list(one.assessment.pledges),
            "revision": one.assessment.revision,
            "previous": one.assessment.previous,
            "bank": one.bank.version,
            "sample": one.sample,
        }
        for one in found
    ]


def list_table(found: Sequence[Stored]) -> str:
    """The stored assessments for a person, one in a line."""
    rows = [
        (
            str(one.id),
            one.assessment.date.isoformat(),
            f"{one.assessment.status}{', sample' if one.sample else ''}",
            ", ".join(one.assessment.pledges),
            one.assessment.title,
            one.assessment.organisation,
        )
        for one in found
    ]
    return table(("id", "date", "status", "pledges", "title", "organisation"), rows)
