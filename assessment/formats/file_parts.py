"""The assessment file's parts to the engine's dataclasses, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, cast

from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Bank, Evidence, Level, SignOff
from assessment.formats import file_schema as form


def assessment_of(spec: form.FileSpec) -> Assessment:
    """The assessment that a checked file holds."""
    return Assessment(
        title=spec.title,
        organisation=spec.organisation,
        unit=spec.unit,
        date=spec.date,
        tier=spec.tier,
        status=spec.status,
        pledges=tuple(spec.pledges),
        profile=spec.profile,
        targets=cast(dict[str, Level], spec.targets),
        evidence={name: _evidence(one) for name, one in spec.evidence.items()},
        answers={name: _answer(one) for name, one in spec.answers.items()},
        accepted={name: _risk(one) for name, one in spec.accepted.items()},
        actions=tuple(_action(one) for one in spec.actions),
        signed=SignOff(spec.signed.prepared, spec.signed.reviewed, spec.signed.approved),
        revision=spec.revision,
        previous=spec.previous,
    )


def document_of(bank: Bank, assessment: Assessment, frozen: Mapping[str, Any]) -> dict[str, Any]:
    """The file's content as plain JSON data, in the order in which the format is described."""
    return {
        "format": form.FORMAT,
        "bank": bank.version,
        "frozen": dict(frozen),
        "tier": assessment.tier,
        "title": assessment.title,
        "organisation": assessment.organisation,
        "unit": assessment.unit,
        "date": assessment.date.isoformat(),
        "status": assessment.status,
        "pledges": list(assessment.pledges),
        "profile": dict(assessment.profile),
        "targets": dict(assessment.targets),
        "evidence": {name: _plain(asdict(one)) for name, one in assessment.evidence.items()},
        "answers": {name: _answer_document(one) for name, one in assessment.answers.items()},
        "accepted": {name: _plain(asdict(one)) for name, one in assessment.accepted.items()},
        "actions": [_plain(asdict(one)) for one in assessment.actions],
        "signed": asdict(assessment.signed),
        "revision": assessment.revision,
        "previous": assessment.previous,
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}


def _answer_document(answer: Answer) -> dict[str, Any]:
    optional = {
        "reason": answer.reason,
        "note": answer.note,
        "evidence": list(answer.evidence),
        "carried_over": answer.carried_over,
        "flagged": answer.flagged,
    }
    return {"level": answer.choice} | {key: value for key, value in optional.items() if value}


def _evidence(spec: form.EvidenceSpec) -> Evidence:
    return Evidence(spec.kind, spec.title, spec.date, spec.valid_until, spec.location, spec.checked_by)


def _answer(spec: form.AnswerSpec) -> Answer:
    return Answer(
        choice=spec.level,
        reason=spec.reason,
        note=spec.note,
        evidence=tuple(spec.evidence),
        carried_over=spec.carried_over,
        flagged=spec.flagged,
    )


def _risk(spec: form.RiskSpec) -> AcceptedRisk:
    return AcceptedRisk(spec.reason, spec.approver, spec.until, spec.compensation)


def _action(spec: form.ActionSpec) -> Action:
    return Action(spec.question, cast(Level, spec.level), spec.owner, spec.due, spec.status)
