"""The frozen copy read back, and banks in the same form that others made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from assessment.bank import defaults, making
from assessment.bank.accepting import explained
from assessment.bank.checks import judge
from assessment.bank.draft import Draft, Entry, placed
from assessment.bank.duties import FrozenDuty, frozen_duty
from assessment.bank.faults import BankError, Fault, Key
from assessment.bank.freezing import bank_of
from assessment.bank.schema import (
    ClauseId,
    ClauseSpec,
    FactSpec,
    FamilySpec,
    GistSpec,
    Name,
    Part,
    PledgeSpec,
    QuestionSpec,
    ReferenceList,
    ScaleSpec,
    Version,
    Wording,
)
from assessment.engine.duties import Duty
from assessment.engine.model import Bank, Family, Question, Text

S = TypeVar("S")
T = TypeVar("T")


class _Family(FamilySpec):
    group: Name = defaults.GROUP


class _Clause(ClauseSpec):
    pledge: ClauseId


class _Question(QuestionSpec):
    family: str


class _Document(Part):
    version: Version
    hash: str | None = None
    title: Wording | None = None
    scale: list[ScaleSpec] | None = None
    groups: dict[Name, Wording] | None = None
    families: list[_Family]
    facts: list[FactSpec] = Field(default_factory=list)
    pledges: list[PledgeSpec] | None = None
    clauses: list[_Clause]
    references: dict[Name, ReferenceList] | None = None
    questions: list[_Question]
    duties: list[FrozenDuty] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """A spot in a document, told by its path of keys; implements ``faults.Place``."""

    file: str = ""
    line: None = None

    def at(self, *keys: Key) -> "KeyPlace":
        """The spot that ``keys`` lead to, whether it exists or not."""
        path = self.file
        for key in keys:
            path += f"[{key}]" if isinstance(key, int) else f".{key}"
        return KeyPlace(path.lstrip("."))


def from_document(document: object) -> Bank:
    """The bank that ``document`` holds, in the form that ``to_document`` gives it.

    ``title``, ``scale``, ``groups``, ``facts``, ``pledges``, ``references`` and ``duties`` may be missing. The hash is
    that of what was read, whatever the document declares. Raises ``BankError`` with each fault's path of keys.
    """
    try:
        spec = _Document.model_validate(document)
    except ValidationError as error:
        raise BankError(_faults(error, document)) from None
    draft = _draft(spec)
    faults = judge(draft, {"link"})
    if faults:
        raise BankError(faults)
    return bank_of(draft)


def _faults(error: ValidationError, document: object) -> tuple[Fault, ...]:
    found = []
    for detail in error.errors(include_url=False):
        question = _question_id(document, detail["loc"])
        found.append(explained(detail, KeyPlace(), question, skip=2 if question else 0))
    return tuple(found)


def _question_id(document: Any, keys: tuple[Key, ...]) -> str | None:
    if len(keys) < 3 or keys[0] != "questions":
        return None
    question = document["questions"][keys[1]]
    name = question.get("id") if isinstance(question, Mapping) else None
    return name if isinstance(name, str) else None


def _draft(spec: _Document) -> Draft:
    root = KeyPlace()
    families = [making.family(family) for family in spec.families]
    clauses = [making.clause(clause, clause.pledge) for clause in spec.clauses]
    questions = _entries(spec.questions, root.at("questions"))
    asked = [entry.part for entry in questions]
    duties = [frozen_duty(duty) for duty in spec.duties]
    return Draft(
        version=spec.version,
        title=making.text(spec.title) if spec.title else defaults.TITLE,
        scale=placed(_or(spec.scale, making.scale_level, defaults.SCALE), root.at("scale")),
        groups=_groups(spec, families),
        families=placed(families, root.at("families")),
        facts=placed(map(making.fact, spec.facts), root.at("facts")),
        pledges=placed(_or(spec.pledges, making.pledge, defaults.pledges(clauses)), root.at("pledges")),
        clauses=placed(clauses, root.at("clauses")),
        references=_references(spec.references, asked, duties),
        questions=questions,
        duties=placed(duties, root.at("duties")),
        frame=root,
        catalogue=root,
        themes={},
        rhythms={},
        broken=frozenset(("themes", "rhythms")),
    )


def _or(specs: Iterable[S] | None, make: Callable[[S], T], default: Iterable[T]) -> Iterable[T]:
    return default if specs is None else map(make, specs)


def _groups(spec: _Document, families: list[Family]) -> Mapping[str, Text]:
    if spec.groups is None:
        return defaults.groups(families)
    return {group: making.text(title) for group, title in spec.groups.items()}


def _references(
    spec: Mapping[str, Mapping[str, GistSpec]] | None, asked: list[Question], duties: list[Duty]
) -> Mapping[str, Mapping[str, Text]]:
    return defaults.references(asked, duties) if spec is None else making.references(spec)


def _entries(specs: list[_Question], place: KeyPlace) -> tuple[Entry, ...]:
    found = []
    for index, spec in enumerate(specs):
        question = making.question(spec, spec.family)
        found.append(Entry(spec.id, question, place.at(index), {}, frozenset()))
    return tuple(found)
