"""From a file's text to its checked form: every fault as a sentence that says where, what, and how to mend it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from assessment.formats.file_schema import FORMAT, FileSpec

_WORDS: Final[Mapping[str, str]] = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not a key of this format; remove it or mend its spelling",
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false; leave out what is not known",
    "int_type": "must be a whole number",
    "list_type": "must be a list",
    "dict_type": "must be an object of keys and values",
    "model_type": "must be an object of keys and values",
    "literal_error": "must be {expected}",
    "less_than_equal": "must be {le} or less",
    "greater_than_equal": "must be {ge} or more",
}
_BLANK: Final[Mapping[str, Any]] = {
    "format": FORMAT,
    "bank": "-",
    "title": "-",
    "organisation": "-",
    "date": "2000-01-01",
    "pledges": [],
    "answers": {},
}
_ENTRIES: Final = frozenset(("profile", "targets", "evidence", "answers", "accepted"))
_STAND_INS: Final[Mapping[str, Any]] = {"profile": True, "evidence": {"kind": "policy", "title": "-"}}


class FileError(Exception):
    """A file that cannot be read; ``faults`` holds a sentence for everything that is wrong with it."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Checked:
    """A file's sound parts and the faults of the others.

    The top-level keys in ``broken`` mean nothing; an entry of a section with a fault is left out, or stood in for where
    others may point to it.
    """

    spec: FileSpec
    broken: frozenset[str]
    faults: tuple[str, ...]


def parsed(text: str) -> dict[str, Any]:
    """The file's plain data, of this program's format at least by its own word. Raises FileError."""
    twice: list[str] = []
    try:
        data = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=lambda pairs: _object(pairs, twice),
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        raise FileError((_syntax(error),)) from None
    except RecursionError:
        raise FileError(("The file is nested too deeply to be an assessment; export it again.",)) from None
    except ValueError as error:
        raise FileError((f"The file holds a number that JSON does not allow ({error}); correct it.",)) from None
    if twice:
        raise FileError(f"The key “{key}” stands twice in the same place; keep one." for key in twice)
    _refuse_other_format(data)
    return dict(data)


def checked(data: Mapping[str, Any]) -> Checked:
    """The data against the schema; what is sound beside a fault is kept, so that its meaning can be judged too."""
    try:
        return Checked(FileSpec.model_validate(data), frozenset(), ())
    except ValidationError as error:
        details: list[Any] = error.errors(include_url=False)
    sound = {key: dict(value) if _is_section(key, value) else value for key, value in data.items()}
    broken = frozenset(top for detail in details if (top := _put_aside(sound, detail["loc"])))
    for key in broken:
        sound.pop(key, None)
    return Checked(FileSpec.model_validate({**_BLANK, **sound}), broken, tuple(map(_sentence, details)))


def _object(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    built = dict(pairs)
    if len(built) < len(pairs):
        keys = [key for key, _ in pairs]
        twice.extend(sorted({key for key in keys if keys.count(key) > 1}))
    return built


def _no_number(word: str) -> None:
    raise ValueError(word)


def _syntax(error: json.JSONDecodeError) -> str:
    if not error.doc.strip():
        return "The file is empty; export it again."
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string"):
        last = error.doc.rstrip().count("\n") + 1
        return f"Line {last}: the file ends there, too early; copy or export it again as a whole."
    return f"Line {error.lineno}, column {error.colno}: not valid JSON ({error.msg}); correct it or export it again."


def _refuse_other_format(data: Any) -> None:
    if not isinstance(data, dict):
        raise FileError((f"The file must hold one object of the format {FORMAT}; export it again.",))
    if data.get("format", FORMAT) != FORMAT:
        raise FileError(
            (
                f"format: this program reads {FORMAT}, not {_shown(data['format'])}; read the file with the program "
                f"that wrote it, and export it as {FORMAT}.",
            )
        )


def _is_section(key: str, value: Any) -> bool:
    return key in _ENTRIES and isinstance(value, dict)


def _put_aside(sound: dict[str, Any], keys: tuple[str | int, ...]) -> str | None:
    """Take a faulty entry out of its section; where there is none, name the top-level key that is broken."""
    top, entry = str(keys[0]), keys[1:2]
    if not entry or not _is_section(top, sound.get(top)):
        return top
    if top in _STAND_INS and "[key]" not in keys:
        sound[top][entry[0]] = _STAND_INS[top]
    else:
        sound[top].pop(entry[0], None)
    return None


def _sentence(detail: Mapping[str, Any]) -> str:
    where = ""
    for key in detail["loc"]:
        if key != "[key]":
            where += f"[{key}]" if isinstance(key, int) else f".{key}"
    return f"{where.removeprefix('.')}: {_words(detail)}."


def _words(detail: Mapping[str, Any]) -> str:
    kind, given = detail["type"], detail["input"]
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    words: str = _WORDS.get(kind, detail["msg"])
    wrong = f", not {_shown(given)}" if "{" in words else ""
    return words.format(**detail.get("ctx", {})) + wrong


def _shown(given: Any) -> str:
    text = json.dumps(given, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:39] + "…"
