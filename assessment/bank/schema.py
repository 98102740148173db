"""The form of the bank's files: which keys, of which kind, in which range. Meaning is left to the checks."""

import re
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, RootModel

from assessment.engine.model import ClauseKind, EvidenceKind, Lead, Party, Rhythm, Tier

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _printable(text: str) -> str:
    if _UNPRINTABLE.search(text):
        raise ValueError("holds a character that cannot be printed; remove it")
    return text


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


def _shaped(pattern: str, example: str) -> AfterValidator:
    """A check that a text has the form of ``pattern``, which the fault explains by ``example``."""
    form = re.compile(pattern)

    def check(text: str) -> str:
        if not form.fullmatch(text):
            raise ValueError(f"must look like {example}, not '{text}'")
        return text

    return AfterValidator(check)


def _gists(ids: Any) -> Any:
    """A list of bare ids, written as ``ids: [...]``, becomes a list of ids without gists."""
    if not (isinstance(ids, dict) and isinstance(ids.get("ids"), list)):
        return ids
    listed = [entry for entry in ids["ids"] if isinstance(entry, str)]
    if len(ids) > 1 or len(listed) < len(ids["ids"]) or len(set(listed)) < len(listed):
        raise ValueError("must be different ids in quotes, and nothing beside them")
    return dict.fromkeys(listed, "")


Printable = Annotated[str, AfterValidator(_printable)]
Filled = Annotated[Printable, AfterValidator(_filled)]
Name = Annotated[str, _shaped(r"[A-Za-z][A-Za-z0-9_-]*", "fact_name")]
FamilyId = Annotated[str, _shaped(r"[A-Z]{2,5}", "ENC")]
QuestionId = Annotated[str, _shaped(r"[A-Z]{2,5}-[0-9]{2,3}", "ENC-02")]
ClauseId = Annotated[str, _shaped(r"[A-Za-z0-9.-]+", "P1-1.4a")]
Version = Annotated[str, _shaped(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z.-]+)?", "1.2.0")]


class Part(BaseModel):
    """A part of the bank: nothing is converted, and an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Wording(Part):
    """One text in both languages."""

    en: Filled
    zh: Filled


class ScaleSpec(Part):
    """A level of the answer scale."""

    level: Annotated[int, Field(ge=0, le=4)]
    title: Wording
    meaning: Wording


class FamilySpec(Part):
    """A family."""

    id: FamilyId
    group: Name
    title: Wording


class FactSpec(Part):
    """A profile fact."""

    id: Name
    text: Wording
    why: Wording
    implies: list[str] = Field(default_factory=list)


class FrameSpec(Part):
    """The file bank.yaml."""

    version: Version
    title: Wording
    scale: list[ScaleSpec]
    groups: dict[Name, Wording]
    families: list[FamilySpec]
    facts: list[FactSpec]


class ClauseSpec(Wording):
    """A clause of a pledge."""

    id: ClauseId
    by: Party
    kind: ClauseKind
    themes: list[str]


class PledgeSpec(Part):
    """A pledge."""

    id: ClauseId
    title: Wording
    nature: Wording


class CataloguedPledge(PledgeSpec):
    """A pledge with its clauses, as pledges.yaml has it."""

    clauses: list[ClauseSpec]


class CatalogueSpec(Part):
    """The file pledges.yaml. ``rhythms`` says which clauses promise a rhythm, and which."""

    pledges: list[CataloguedPledge]
    themes: dict[str, list[str]]
    rhythms: dict[str, Rhythm] = Field(default_factory=dict)


def _in_both(gist: Any) -> Any:
    """A gist in one language stands for both."""
    if not isinstance(gist, str | dict):
        raise ValueError("must be text in quotes, or {en: …, zh: …}")
    return {"en": gist, "zh": gist} if isinstance(gist, str) else gist


class GistSpec(Part):
    """What a place in a rule book is about; empty where the list has bare ids."""

    en: Printable
    zh: Printable


ReferenceList = Annotated[dict[str, Annotated[GistSpec, BeforeValidator(_in_both)]], BeforeValidator(_gists)]


class ReferencesSpec(RootModel[dict[Name, ReferenceList]]):
    """The file references.yaml: ids and gists, by list."""

    model_config = ConfigDict(strict=True, frozen=True)


class NeedSpec(Part):
    """A level of another question that a step stands on."""

    question: QuestionId
    level: Annotated[int, Field(ge=1, le=4)]


class StepSpec(Wording):
    """A step; ``effort`` in person-days, in halves."""

    effort: Annotated[float, Field(gt=0, multiple_of=0.5, allow_inf_nan=False)]
    lead: Lead
    needs: list[NeedSpec] = Field(default_factory=list)


class StepsSpec(Part):
    """The four steps of a question."""

    step_1: StepSpec = Field(alias="1")
    step_2: StepSpec = Field(alias="2")
    step_3: StepSpec = Field(alias="3")
    step_4: StepSpec = Field(alias="4")

    @property
    def in_order(self) -> tuple[StepSpec, ...]:
        """The steps from 1 to 4."""
        return (self.step_1, self.step_2, self.step_3, self.step_4)


class LevelsSpec(Part):
    """The five levels of a question."""

    level_0: Wording = Field(alias="0")
    level_1: Wording = Field(alias="1")
    level_2: Wording = Field(alias="2")
    level_3: Wording = Field(alias="3")
    level_4: Wording = Field(alias="4")

    @property
    def in_order(self) -> tuple[Wording, ...]:
        """The levels from 0 to 4."""
        return (self.level_0, self.level_1, self.level_2, self.level_3, self.level_4)


class HintSpec(Wording):
    """A kind of evidence."""

    kind: EvidenceKind


class QuestionSpec(Part):
    """A question as a family's file has it; ``elsewhere`` gives reasons by clause id."""

    id: QuestionId
    revision: Annotated[int, Field(ge=1)]
    tier: Tier
    weight: Annotated[int, Field(ge=1, le=3)]
    critical: bool
    target: Annotated[int, Field(ge=2, le=4)] = 3
    evidence_days: Annotated[int, Field(ge=1)] = 365
    rhythm: Rhythm | None = None
    clauses: list[str]
    applies_when: dict[str, bool] = Field(default_factory=dict)
    refs: dict[str, list[str]] = Field(default_factory=dict)
    text: Wording
    why: Wording
    how: Wording
    levels: LevelsSpec
    evidence: list[HintSpec]
    steps: StepsSpec
    elsewhere: dict[str, Wording] = Field(default_factory=dict)
