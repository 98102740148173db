"""What the engine speaks of: the bank's parts and an assessment's parts, frozen.

Meaning is given by docs/scoring.md; nothing here reads a clock, a file or a request. Texts come in both
languages and are never chosen here.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from assessment.engine.duties import Duty

Language = Literal["en", "zh"]
Level = Literal[0, 1, 2, 3, 4]
Choice = Literal[0, 1, 2, 3, 4, "unknown", "na"]
Tier = Literal["core", "full"]
Status = Literal["draft", "final"]
Party = Literal["provider", "user", "supervisor", "all"]
ClauseKind = Literal["obligation", "prohibition", "right", "liability", "formality"]
Lead = Literal["management", "privacy", "security", "engineering", "operations", "product", "legal", "hr", "support"]
Rhythm = Literal["month", "quarter", "half_year", "year", "two_years"]
EvidenceKind = Literal[
    "policy", "contract", "record", "config", "screenshot", "training", "review", "metric", "test", "audit"
]
ActionStatus = Literal["open", "doing", "done", "dropped"]

LEVELS: Final[tuple[Level, ...]] = (0, 1, 2, 3, 4)
OPERATING: Final[frozenset[EvidenceKind]] = frozenset(
    ("record", "config", "screenshot", "training", "review", "metric", "test", "audit")
)
VERIFYING: Final[frozenset[EvidenceKind]] = frozenset(("review", "metric", "test", "audit"))
REASON_LENGTH: Final = 20
"""Fewest characters of a reason for "does not apply"."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages of the bank."""

    en: str
    zh: str

    def in_language(self, language: str) -> str:
        """The text in ``language``: Chinese for any tag that starts with "zh", English for every other."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Need:
    """A level of another question that a step stands on."""

    question: str
    level: Level


@dataclass(frozen=True, slots=True)
class Step:
    """What to do to reach ``level`` from the level below.

    ``effort`` is in person-days for a firm of about 100 people, in halves.
    """

    level: Level
    text: Text
    effort: Fraction
    lead: Lead
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceHint:
    """A kind of evidence that would show a question's answer."""

    kind: EvidenceKind
    text: Text


@dataclass(frozen=True)
class Question:
    """One control asked about. ``levels`` has five texts (0-4), ``steps`` four (1-4), in order.

    ``elsewhere`` says why a clause is asked about here, outside the families of its themes.
    """

    id: str
    family: str
    revision: int
    tier: Tier
    weight: int
    critical: bool
    target: Level
    evidence_days: int
    rhythm: Rhythm | None
    clauses: tuple[str, ...]
    applies_when: Mapping[str, bool]
    refs: Mapping[str, tuple[str, ...]]
    text: Text
    why: Text
    how: Text
    levels: tuple[Text, ...]
    evidence: tuple[EvidenceHint, ...]
    steps: tuple[Step, ...]
    elsewhere: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clause:
    """One promise of a pledge: who is bound (``by``), and what kind of promise it is."""

    id: str
    pledge: str
    by: Party
    kind: ClauseKind
    themes: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Pledge:
    """A model pledge; its clauses are found in the bank."""

    id: str
    title: Text
    nature: Text


@dataclass(frozen=True, slots=True)
class Family:
    """A group of questions about one subject; ``group`` names one of the bank's groups."""

    id: str
    group: str
    title: Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the organisation that decides which questions apply.

    ``implies`` names facts that are true wherever this one is.
    """

    id: str
    text: Text
    why: Text
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScaleLevel:
    """The general word and meaning of a level, the same for every question."""

    level: Level
    title: Text
    meaning: Text


@dataclass(frozen=True)
class Bank:
    """The whole question bank, checked; ``hash`` is that of its frozen copy (SHA-256, hexadecimal)."""

    version: str
    hash: str
    title: Text
    scale: tuple[ScaleLevel, ...]
    groups: Mapping[str, Text]
    families: tuple[Family, ...]
    facts: tuple[Fact, ...]
    pledges: tuple[Pledge, ...]
    clauses: tuple[Clause, ...]
    references: Mapping[str, Mapping[str, Text]]
    questions: tuple[Question, ...]
    duties: tuple["Duty", ...] = ()

    @cached_property
    def question(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def clause(self) -> Mapping[str, Clause]:
        """Clauses by id."""
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def family(self) -> Mapping[str, Family]:
        """Families by id."""
        return {family.id: family for family in self.families}

    @cached_property
    def pledge(self) -> Mapping[str, Pledge]:
        """Pledges by id."""
        return {pledge.id: pledge for pledge in self.pledges}

    @cached_property
    def fact(self) -> Mapping[str, Fact]:
        """Profile facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[Question, ...]]:
        """Each clause's questions, in the bank's order; clauses without any map to an empty tuple."""
        found: dict[str, list[Question]] = {clause.id: [] for clause in self.clauses}
        for question in self.questions:
            for clause in question.clauses:
                found[clause].append(question)
        return {clause: tuple(questions) for clause, questions in found.items()}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of the register. ``date`` is the day it was last confirmed true; without one it is not current."""

    kind: EvidenceKind
    title: str
    date: datetime.date | None = None
    valid_until: datetime.date | None = None
    location: str = ""
    checked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``reason`` is why it does not apply; ``evidence`` names pieces of the register.

    ``flagged`` is the "come back to this" mark, which scores nothing. ``version`` counts the saves from 1.
    """

    choice: Choice | None
    reason: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    carried_over: bool = False
    flagged: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class AcceptedRisk:
    """A gap that is left on purpose, until a day; it changes no score and no verdict."""

    reason: str
    approver: str
    until: datetime.date
    compensation: str


@dataclass(frozen=True, slots=True)
class Action:
    """A step that somebody promised."""

    question: str
    level: Level
    owner: str = ""
    due: datetime.date | None = None
    status: ActionStatus = "open"


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who prepared, reviewed and approved a final assessment."""

    prepared: str | None = None
    reviewed: str | None = None
    approved: str | None = None


@dataclass(frozen=True)
class Assessment:
    """An organisation's answers on one date, about the pledges it names.

    A fact missing from ``profile`` is not known. ``targets`` hold only those above the bank's. ``previous`` names
    what this one was carried over from or is a new revision of.
    """

    title: str
    organisation: str
    date: datetime.date
    pledges: tuple[str, ...]
    unit: str = ""
    tier: Tier = "full"
    status: Status = "draft"
    profile: Mapping[str, bool] = field(default_factory=dict)
    targets: Mapping[str, Level] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    accepted: Mapping[str, AcceptedRisk] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    signed: SignOff = SignOff()
    revision: int = 1
    previous: str | None = None
