"""The form of the assessment file: which keys, of which kind, in which range. Meaning is left to the engine's rules.

``schema_text`` is what ``assessment.schema.json`` holds for other programs.
"""

import json
import re
from collections.abc import Hashable
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from assessment.engine.model import ActionStatus, EvidenceKind, Status, Tier

FORMAT: Final = "assessment/1"
LONGEST_TEXT: Final = 1_000_000
"""Characters; what is longer belongs in a document that the file refers to."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAME: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"

Item = TypeVar("Item", bound=Hashable)


def _day(given: Any) -> Any:
    if not isinstance(given, str):
        raise ValueError("must be a date in quotes such as '2026-05-01'")
    day = _as_day(given) if _DAY.fullmatch(given) else None
    if day is None:
        raise ValueError(f"must be a day of the calendar such as '2026-05-01', not '{given}'")
    return day


def _as_day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def _no_truth(given: Any) -> Any:
    # Python takes true for 1.
    if isinstance(given, bool):
        raise ValueError("must be 0, 1, 2, 3, 4, 'unknown' or 'na', not true or false")
    return given


def _storable(text: str) -> str:
    # A lone surrogate, which JSON can escape, can neither be stored nor printed.
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("holds half a character; remove it")
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"is longer than {LONGEST_TEXT} characters; shorten it, or refer to a document")
    return text


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("is blank; fill it in")
    return text


def _named(text: str) -> str:
    if not re.fullmatch(_NAME, text):
        raise ValueError("must be a short name such as E1, of letters, digits, dots, hyphens and underscores")
    return text


def _different(items: list[Item]) -> list[Item]:
    for item in items:
        if items.count(item) > 1:
            raise ValueError(f"names '{item}' more than once; keep one")
    return items


Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[str, AfterValidator(_storable), Field(json_schema_extra={"maxLength": LONGEST_TEXT})]
Filled = Annotated[Words, AfterValidator(_filled), Field(json_schema_extra={"pattern": r"\S"})]
EvidenceName = Annotated[str, AfterValidator(_named)]
Choice = Annotated[Literal[0, 1, 2, 3, 4, "unknown", "na"] | None, BeforeValidator(_no_truth)]
Names = Annotated[list[str], AfterValidator(_different), Field(json_schema_extra={"uniqueItems": True})]


class Part(BaseModel):
    """A part of the file: nothing is converted, and an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True)


class FrozenSpec(Part):
    """The question bank that the assessment was made with."""

    hash: str | None = None
    """SHA-256 of the bank, hexadecimal."""
    bank: dict[str, Any]
    """What `assessment bank show --format json` prints."""


class EvidenceSpec(Part):
    """A piece of the evidence register."""

    kind: EvidenceKind
    title: Filled
    date: Day | None = None
    """The day it was last confirmed true; for a report its own date. Without one the piece is not current."""
    valid_until: Day | None = None
    location: Words = ""
    """Where it can be found: a document number, a place, an address."""
    checked_by: Words | None = None
    """Who looked at it a second time."""


class AnswerSpec(Part):
    """The answer to one question."""

    level: Choice = None
    """The level whose descriptor fits; null where the question is still open."""
    reason: Words = ""
    """Why the question does not apply: 20 characters or more beside "na"."""
    note: Words = ""
    evidence: Names = Field(default_factory=list)
    """Names of pieces in the file's register."""
    carried_over: bool = False
    """Copied from an earlier assessment, and confirmed by nobody since."""
    flagged: bool = False
    """Marked as one to come back to; it counts for nothing."""


class RiskSpec(Part):
    """A gap that is left on purpose, until a day."""

    reason: Filled
    approver: Filled
    until: Day
    compensation: Words


class ActionSpec(Part):
    """A step that somebody promised."""

    question: str
    level: Annotated[int, Field(ge=1, le=4)]
    owner: Words = ""
    due: Day | None = None
    status: ActionStatus = "open"


class SignedSpec(Part):
    """Who signs a final assessment."""

    prepared: Words | None = None
    reviewed: Words | None = None
    approved: Words | None = None


class FileSpec(Part):
    """An assessment of the promises made about user information, with the question bank it was made with."""

    format: Literal["assessment/1"]
    bank: str
    """The version of the question bank."""
    frozen: FrozenSpec | None = None
    """Without it the file is read with the installed bank, whose version must then be the same."""
    tier: Tier = "full"
    title: Filled
    organisation: Filled
    unit: Words = ""
    date: Day
    status: Status = "draft"
    pledges: Names
    profile: dict[str, bool] = Field(default_factory=dict)
    """Facts by name; one that is left out is not known."""
    targets: dict[str, Annotated[int, Field(ge=0, le=4)]] = Field(default_factory=dict)
    """Levels above the bank's own targets, by question."""
    evidence: dict[EvidenceName, EvidenceSpec] = Field(
        default_factory=dict, json_schema_extra={"propertyNames": {"pattern": _NAME}}
    )
    answers: dict[str, AnswerSpec]
    accepted: dict[str, RiskSpec] = Field(default_factory=dict)
    actions: list[ActionSpec] = Field(default_factory=list)
    signed: SignedSpec = Field(default_factory=SignedSpec)
    revision: Annotated[int, Field(ge=1)] = 1
    previous: Words | None = None
    """What this assessment was carried over from, or is a new revision of."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file."""
    schema = FileSpec.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": f"Assessment file, {FORMAT}"}


def schema_text() -> str:
    """The JSON Schema as it is shipped."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
