"""A bank as a document, its frozen copy, and the hash by which a copy is known."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from fractions import Fraction
from typing import Any

from assessment.bank.draft import Draft, parts
from assessment.bank.duties import duty_document
from assessment.engine.model import Bank, Clause, EvidenceHint, Question, Step, Text

Document = dict[str, Any]
"""Plain JSON data; made once and never changed in place."""


def bank_of(draft: Draft) -> Bank:
    """The bank that a sound draft makes, with its hash."""
    bank = Bank(
        version=draft.version,
        hash="",
        title=draft.title,
        scale=parts(draft.scale),
        groups=draft.groups,
        families=parts(draft.families),
        facts=parts(draft.facts),
        pledges=parts(draft.pledges),
        clauses=parts(draft.clauses),
        references=draft.references,
        questions=tuple(entry.part for entry in draft.questions),
        duties=parts(draft.duties),
    )
    return replace(bank, hash=content_hash(to_document(bank)))


def content_hash(document: Mapping[str, Any]) -> str:
    """SHA-256, hexadecimal, of the document without its "hash": JSON in UTF-8, keys sorted, no spaces."""
    content = {key: value for key, value in document.items() if key != "hash"}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def to_document(bank: Bank) -> Document:
    """The bank as plain JSON data, every default filled in; ``from_document`` reads it back."""
    document = {
        "version": bank.version,
        "hash": bank.hash,
        "title": _words(bank.title),
        "scale": [asdict(level) for level in bank.scale],
        "groups": {group: _words(title) for group, title in bank.groups.items()},
        "families": [asdict(family) for family in bank.families],
        "facts": [asdict(fact) | {"implies": list(fact.implies)} for fact in bank.facts],
        "pledges": [asdict(pledge) for pledge in bank.pledges],
        "clauses": [_clause(clause) for clause in bank.clauses],
        "references": {book: _gists(gists) for book, gists in bank.references.items()},
        "questions": [_question(question) for question in bank.questions],
    }
    # A copy that was frozen before there were duties keeps its hash.
    return document | ({"duties": [duty_document(duty) for duty in bank.duties]} if bank.duties else {})


def _words(text: Text) -> Document:
    return {"en": text.en, "zh": text.zh}


def _gists(gists: Mapping[str, Text]) -> Document:
    # A copy that was frozen when a gist was one text, in one language, keeps its hash.
    return {place: gist.en if gist.en == gist.zh else _words(gist) for place, gist in gists.items()}


def _clause(clause: Clause) -> Document:
    return {
        "id": clause.id,
        "pledge": clause.pledge,
        "by": clause.by,
        "kind": clause.kind,
        "themes": list(clause.themes),
        **_words(clause.text),
    }


def _question(question: Question) -> Document:
    return {
        "id": question.id,
        "family": question.family,
        "revision": question.revision,
        "tier": question.tier,
        "weight": question.weight,
        "critical": question.critical,
        "target": question.target,
        "evidence_days": question.evidence_days,
        "rhythm": question.rhythm,
        "clauses": list(question.clauses),
        "applies_when": dict(question.applies_when),
        "refs": {book: list(ids) for book, ids in question.refs.items()},
        "text": _words(question.text),
        "why": _words(question.why),
        "how": _words(question.how),
        "levels": {str(level): _words(text) for level, text in enumerate(question.levels)},
        "evidence": [_hint(hint) for hint in question.evidence],
        "steps": {str(step.level): _step(step) for step in question.steps},
        "elsewhere": {clause: _words(reason) for clause, reason in question.elsewhere.items()},
    }


def _hint(hint: EvidenceHint) -> Document:
    return {"kind": hint.kind, **_words(hint.text)}


def _step(step: Step) -> Document:
    needs = [{"question": need.question, "level": need.level} for need in step.needs]
    return {**_words(step.text), "effort": _days(step.effort), "lead": step.lead, "needs": needs}


def _days(effort: Fraction) -> int | float:
    return effort.numerator if effort.denominator == 1 else float(effort)
