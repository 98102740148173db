"""From a folder to a draft: every file is read, whatever is wrong with the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import BaseModel

from assessment.bank import making
from assessment.bank.accepting import accept
from assessment.bank.draft import Draft, Entry, Placed, placed
from assessment.bank.duties import DutiesSpec, duty
from assessment.bank.families import Families, read_families
from assessment.bank.faults import Fault
from assessment.bank.reading import FilePlace, read
from assessment.bank.schema import CatalogueSpec, FrameSpec, ReferencesSpec
from assessment.engine.duties import Duty
from assessment.engine.model import Clause

_BLANK_FRAME: Final[Mapping[str, object]] = {
    "version": "0.0.0",
    "title": {"en": "-", "zh": "-"},
    "scale": [],
    "groups": {},
    "families": [],
    "facts": [],
}
_BLANK_CATALOGUE: Final[Mapping[str, object]] = {"pledges": [], "themes": {}}

Spec = TypeVar("Spec", bound=BaseModel)


@dataclass(frozen=True)
class _File(Generic[Spec]):
    spec: Spec
    place: FilePlace
    broken: frozenset[str]
    faults: tuple[Fault, ...]


def gather(folder: Path) -> tuple[Draft, tuple[Fault, ...]]:
    """Read the bank in ``folder``; the faults are those of form, the draft is what there is beside them."""
    frame = _read(FrameSpec, folder, "bank.yaml", _BLANK_FRAME)
    catalogue = _read(CatalogueSpec, folder, "pledges.yaml", _BLANK_CATALOGUE)
    references = _read(ReferencesSpec, folder, "references.yaml", {})
    families = read_families(folder)
    statutes = _read(DutiesSpec, folder, "duties.yaml", {"laws": []})
    draft = _draft(frame, catalogue, references, families, statutes)
    return draft, (*frame.faults, *catalogue.faults, *references.faults, *families.faults, *statutes.faults)


def _read(model: type[Spec], folder: Path, name: str, blank: Mapping[str, object]) -> _File[Spec]:
    reading = read(folder, name)
    found = accept(model, reading.data, reading.place, blank)
    faults = reading.faults if reading.data is None else reading.faults + found.faults
    return _File(found.spec, reading.place, found.broken, faults)


def _draft(
    frame: _File[FrameSpec],
    catalogue: _File[CatalogueSpec],
    references: _File[ReferencesSpec],
    families: Families,
    statutes: _File[DutiesSpec],
) -> Draft:
    spec, promises = frame.spec, catalogue.spec
    return Draft(
        version=spec.version,
        title=making.text(spec.title),
        scale=placed(map(making.scale_level, spec.scale), frame.place.at("scale")),
        groups={name: making.text(title) for name, title in spec.groups.items()},
        families=placed(map(making.family, spec.families), frame.place.at("families")),
        facts=placed(map(making.fact, spec.facts), frame.place.at("facts")),
        pledges=placed(map(making.pledge, promises.pledges), catalogue.place.at("pledges")),
        clauses=_clauses(catalogue),
        references=making.references(references.spec.root),
        questions=_in_order(families.entries, [family.id for family in spec.families]),
        duties=_duties(statutes),
        frame=frame.place,
        catalogue=catalogue.place,
        themes={theme: tuple(names) for theme, names in promises.themes.items()},
        rhythms=promises.rhythms,
        broken=frame.broken | catalogue.broken | statutes.broken | _unknown(references, families),
    )


def _clauses(catalogue: _File[CatalogueSpec]) -> tuple[Placed[Clause], ...]:
    return tuple(
        Placed(making.clause(clause, pledge.id), catalogue.place.at("pledges", row, "clauses", column))
        for row, pledge in enumerate(catalogue.spec.pledges)
        for column, clause in enumerate(pledge.clauses)
    )


def _duties(statutes: _File[DutiesSpec]) -> tuple[Placed[Duty], ...]:
    return tuple(
        Placed(duty(spec, law), statutes.place.at("laws", row, "duties", column))
        for row, law in enumerate(statutes.spec.laws)
        for column, spec in enumerate(law.duties)
    )


def _in_order(entries: tuple[Entry, ...], families: list[str]) -> tuple[Entry, ...]:
    rank = {family: index for index, family in enumerate(families)}
    return tuple(sorted(entries, key=lambda entry: rank.get(entry.part.family, len(rank))))


def _unknown(references: _File[ReferencesSpec], families: Families) -> frozenset[str]:
    named = {"references": bool(references.broken), "questions": not families.whole}
    return frozenset(name for name, missing in named.items() if missing)
