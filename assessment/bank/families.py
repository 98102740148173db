"""The folder of families: one file each, all of its questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assessment.bank import making
from assessment.bank.accepting import accept
from assessment.bank.draft import Entry
from assessment.bank.faults import Fault, Place
from assessment.bank.reading import read
from assessment.bank.schema import QuestionSpec

FOLDER: Final = "families"

_WORDS: Final = {"en": "-", "zh": "-"}
_STEP: Final = {**_WORDS, "effort": 1, "lead": "privacy"}
_BLANK: Final[Mapping[str, object]] = {
    "id": "XX-00",
    "revision": 1,
    "tier": "core",
    "weight": 1,
    "critical": False,
    "clauses": [],
    "text": _WORDS,
    "why": _WORDS,
    "how": _WORDS,
    "levels": dict.fromkeys("01234", _WORDS),
    "evidence": [],
    "steps": dict.fromkeys("1234", _STEP),
}


@dataclass(frozen=True)
class Families:
    """What the families' files hold; ``whole`` unless some question could not be read at all."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    whole: bool


def read_families(folder: Path) -> Families:
    """Read every family's file of the bank in ``folder``, in the files' order."""
    try:
        names = sorted(path.name for path in (folder / FOLDER).iterdir() if not path.name.startswith("."))
    except OSError as error:
        message = f"the folder of the families cannot be read: {error.strerror or error}"
        return Families((), (Fault(FOLDER, None, None, message),), False)
    return _joined(_read_family(folder, name) for name in names)


def _joined(files: Iterable[Families]) -> Families:
    read_files = tuple(files)
    return Families(
        entries=tuple(entry for file in read_files for entry in file.entries),
        faults=tuple(fault for file in read_files for fault in file.faults),
        whole=all(file.whole for file in read_files),
    )


def _read_family(folder: Path, name: str) -> Families:
    path = f"{FOLDER}/{name}"
    if not name.endswith(".yaml"):
        message = "this is no family's file; name it by the family, like ENC.yaml, or remove it"
        return Families((), (Fault(path, None, None, message),), False)
    reading = read(folder, path)
    if not isinstance(reading.data, list):
        misshapen = Fault(path, reading.place.line, None, "the file must be a list of questions")
        return Families((), reading.faults or (misshapen,), False)
    found = [_question(raw, reading.place.at(index), Path(name).stem) for index, raw in enumerate(reading.data)]
    joined = _joined(found)
    return Families(joined.entries, reading.faults + joined.faults, joined.whole)


def _question(raw: object, place: Place, family: str) -> Families:
    written = raw.get("id") if isinstance(raw, dict) else None
    name = written if isinstance(written, str) else ""
    found = accept(QuestionSpec, raw, place, _BLANK, name or None)
    if not isinstance(raw, dict):
        return Families((), found.faults, False)
    part = making.question(found.spec, family)
    return Families((Entry(name, part, place, raw, frozenset(raw), found.broken),), found.faults, True)
