"""From the files' form to the engine's: one function a part."""

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from assessment.bank import schema
from assessment.engine.model import (
    Clause,
    EvidenceHint,
    Fact,
    Family,
    Level,
    Need,
    Pledge,
    Question,
    ScaleLevel,
    Step,
    Text,
)


def text(spec: schema.Wording | schema.GistSpec) -> Text:
    """A text in both languages."""
    return Text(spec.en, spec.zh)


def references(spec: Mapping[str, Mapping[str, schema.GistSpec]]) -> Mapping[str, Mapping[str, Text]]:
    """Gists by rule book and place."""
    return {book: {place: text(gist) for place, gist in gists.items()} for book, gists in spec.items()}


def scale_level(spec: schema.ScaleSpec) -> ScaleLevel:
    """A level of the answer scale."""
    return ScaleLevel(cast(Level, spec.level), text(spec.title), text(spec.meaning))


def family(spec: schema.FamilySpec) -> Family:
    """A family."""
    return Family(spec.id, spec.group, text(spec.title))


def fact(spec: schema.FactSpec) -> Fact:
    """A profile fact."""
    return Fact(spec.id, text(spec.text), text(spec.why), tuple(spec.implies))


def pledge(spec: schema.PledgeSpec) -> Pledge:
    """A pledge, without its clauses."""
    return Pledge(spec.id, text(spec.title), text(spec.nature))


def clause(spec: schema.ClauseSpec, pledge: str) -> Clause:
    """A clause of ``pledge``."""
    return Clause(spec.id, pledge, spec.by, spec.kind, tuple(spec.themes), text(spec))


def question(spec: schema.QuestionSpec, family: str) -> Question:
    """A question of ``family``."""
    return Question(
        id=spec.id,
        family=family,
        revision=spec.revision,
        tier=spec.tier,
        weight=spec.weight,
        critical=spec.critical,
        target=cast(Level, spec.target),
        evidence_days=spec.evidence_days,
        rhythm=spec.rhythm,
        clauses=tuple(spec.clauses),
        applies_when=dict(spec.applies_when),
        refs={name: tuple(ids) for name, ids in spec.refs.items()},
        text=text(spec.text),
        why=text(spec.why),
        how=text(spec.how),
        levels=tuple(map(text, spec.levels.in_order)),
        evidence=tuple(EvidenceHint(hint.kind, text(hint)) for hint in spec.evidence),
        steps=tuple(_step(step, level) for level, step in enumerate(spec.steps.in_order, start=1)),
        elsewhere={clause: text(reason) for clause, reason in spec.elsewhere.items()},
    )


def _step(spec: schema.StepSpec, level: int) -> Step:
    needs = tuple(Need(need.question, cast(Level, need.level)) for need in spec.needs)
    return Step(cast(Level, level), text(spec), Fraction(spec.effort), spec.lead, needs)
