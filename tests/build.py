"""Small banks and assessments for tests: say what matters, the rest is filled in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from assessment.engine.model import (
    LEVELS,
    Answer,
    Assessment,
    Bank,
    Choice,
    Clause,
    ClauseKind,
    Evidence,
    EvidenceKind,
    Fact,
    Family,
    Level,
    Party,
    Pledge,
    Question,
    Rhythm,
    ScaleLevel,
    Step,
    Text,
    Tier,
)

Answers = Mapping[str, Answer | Choice | None]
"""Answers by question, as a test gives them: a bare choice is an answer without evidence."""

DAY: Final = date(2026, 5, 20)
"""The date of an assessment that says nothing else: in May, the second quarter and the first half of 2026."""

REASON: Final = "No such service is offered to anybody."

PROOF: Final[Mapping[str, Evidence]] = {
    "E1": Evidence("record", "Tickets of the month", DAY, checked_by="Reviewer"),
    "E2": Evidence("audit", "Internal audit", DAY, checked_by="Reviewer"),
}
"""A register that shows any claim on ``DAY``, but for one of 4 on a question with a rhythm."""


def gists(entries: Mapping[str, str]) -> Mapping[str, Text]:
    """Gists of a rule book's places, in both languages; an empty one stays empty."""
    return {place: text(gist) if gist else Text("", "") for place, gist in entries.items()}


def text(en: str) -> Text:
    """A text that differs in the two languages."""
    return Text(en, f"{en}（中文）")


def question(
    name: str = "ENC-01",
    *,
    clauses: Sequence[str] = ("P1-1",),
    weight: int = 1,
    critical: bool = False,
    target: Level = 3,
    tier: Tier = "full",
    rhythm: Rhythm | None = None,
    evidence_days: int = 365,
    applies_when: Mapping[str, bool] | None = None,
    revision: int = 1,
    efforts: Sequence[Fraction | int] = (1, 1, 1, 1),
) -> Question:
    """A question of the family that its id names; ``efforts`` are its steps' person-days."""
    return Question(
        id=name,
        family=name.partition("-")[0],
        revision=revision,
        tier=tier,
        weight=weight,
        critical=critical,
        target=target,
        evidence_days=evidence_days,
        rhythm=rhythm,
        clauses=tuple(clauses),
        applies_when=dict(applies_when or {}),
        refs={},
        text=text(f"{name}?"),
        why=text(f"Why {name}"),
        how=text(f"How {name}"),
        levels=tuple(text(f"{name} at {level}") for level in LEVELS),
        evidence=(),
        steps=steps(*efforts),
    )


def steps(*efforts: Fraction | int) -> tuple[Step, ...]:
    """The four steps of a question with these efforts in person-days."""
    pairs = zip(LEVELS[1:], efforts, strict=True)
    return tuple(Step(level, text(f"To level {level}"), Fraction(effort), "security") for level, effort in pairs)


def clause(name: str = "P1-1", *, by: Party = "provider", kind: ClauseKind = "obligation") -> Clause:
    """A clause of the pledge that its id names."""
    return Clause(name, name.partition("-")[0], by, kind, (), text(f"Clause {name}"))


def fact(name: str, *implies: str) -> Fact:
    """A profile fact."""
    return Fact(name, text(f"Fact {name}"), text(f"Why {name}"), implies)


def bank(*questions: Question, clauses: Iterable[Clause] = (), facts: Iterable[Fact] = ()) -> Bank:
    """A bank of these questions. Clauses and facts that they name and that are not given are made for them.

    Families and pledges stand in the order in which questions and clauses first name them.
    """
    held = {clause.id: clause for clause in clauses}
    held |= {name: clause(name) for one in questions for name in one.clauses if name not in held}
    known = {fact.id: fact for fact in facts}
    known |= {name: fact(name) for one in questions for name in one.applies_when if name not in known}
    families = dict.fromkeys(one.family for one in questions)
    pledges = dict.fromkeys(clause.pledge for clause in held.values())
    return Bank(
        version="0.1.0",
        hash="0" * 64,
        title=text("Tiny bank"),
        scale=tuple(ScaleLevel(level, text(f"Level {level}"), text(f"Meaning {level}")) for level in LEVELS),
        groups={"technical": text("Technical measures")},
        families=tuple(Family(name, "technical", text(f"Family {name}")) for name in families),
        facts=tuple(known.values()),
        pledges=tuple(Pledge(name, text(f"Pledge {name}"), text("A model pledge")) for name in pledges),
        clauses=tuple(held.values()),
        references={},
        questions=questions,
    )


def piece(
    kind: EvidenceKind = "record",
    day: date | None = DAY,
    *,
    valid_until: date | None = None,
    checked_by: str | None = None,
    title: str = "A piece",
) -> Evidence:
    """A piece of evidence, last confirmed true on ``day``."""
    return Evidence(kind, title, day, valid_until, checked_by=checked_by)


def proved(level: Level) -> Answer:
    """An answer that points to the whole of ``PROOF``."""
    return Answer(level, evidence=tuple(PROOF))


def not_applicable(reason: str = REASON) -> Answer:
    """An answer N/A with its reason."""
    return Answer("na", reason=reason)


def assessment(answers: Answers | None = None, **changes: Any) -> Assessment:
    """An assessment of P1 on ``DAY`` with ``PROOF`` in its register."""
    given: dict[str, Any] = {
        "title": "2026",
        "organisation": "Sample",
        "date": DAY,
        "pledges": ("P1",),
        "evidence": PROOF,
    }
    held = {name: _answer(one) for name, one in (answers or {}).items()}
    return Assessment(answers=held, **given | changes)


def _answer(one: Answer | Choice | None) -> Answer:
    if isinstance(one, Answer):
        return one
    return not_applicable() if one == "na" else Answer(one)
