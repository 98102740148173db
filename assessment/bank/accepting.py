"""Plain data against the schema: what is sound is kept, what is not becomes faults in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from assessment.bank.faults import Fault, Key, Place, fault

Spec = TypeVar("Spec", bound=BaseModel)
Detail = Mapping[str, Any]
"""A validation error as pydantic tells it: "type", "loc", "input", "msg" and, for some types, "ctx"."""

_WORDS: Final[Mapping[str, str]] = {
    "missing": "is missing",
    "string_type": "must be text; put it in quotes",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
    "literal_error": "must be {expected}",
    "less_than_equal": "must be {le} or less",
    "greater_than_equal": "must be {ge} or more",
    "greater_than": "must be more than {gt:g}",
    "multiple_of": "must be a multiple of {multiple_of}",
}


@dataclass(frozen=True)
class Accepted(Generic[Spec]):
    """A part of the bank. The top-level fields named in ``broken`` are placeholders that mean nothing."""

    spec: Spec
    broken: frozenset[str]
    faults: tuple[Fault, ...]


def accept(
    model: type[Spec], data: object, place: Place, blank: Mapping[str, object], question: str | None = None
) -> Accepted[Spec]:
    """Check ``data`` against ``model``.

    ``blank`` gives a placeholder for each required field, so that one broken field doesn't hide the others' faults.
    """
    try:
        return Accepted(model.model_validate(data), frozenset(), ())
    except ValidationError as error:
        found = error.errors(include_url=False)
    faults = tuple(explained(detail, place, question) for detail in found)
    if not isinstance(data, dict):
        return Accepted(model.model_validate(dict(blank)), frozenset(model.model_fields), faults)
    broken = frozenset(str(detail["loc"][0]) for detail in found)
    sound = {key: value for key, value in data.items() if key not in broken}
    return Accepted(model.model_validate({**blank, **sound}), broken, faults)


def explained(detail: Detail, place: Place, question: str | None, skip: int = 0) -> Fault:
    """A validation error as a fault below ``place``; the message leaves out the first ``skip`` of its keys."""
    keys = tuple(key for key in detail["loc"] if key != "[key]")
    return fault(place.at(*keys), f"{_label(keys[skip:])} {_words(detail)}".strip(), question)


def _label(keys: tuple[Key, ...]) -> str:
    """What is wrong, in a person's words: keys, and of a list no more than its name, as the place tells the rest."""
    row = max((index for index, key in enumerate(keys) if isinstance(key, int)), default=None)
    if row is None:
        return ".".join(map(str, keys))
    rest = ".".join(map(str, keys[row + 1 :])) or f"item {int(keys[row]) + 1}"
    return f"{keys[row - 1]}: {rest}" if row else rest


def _words(detail: Detail) -> str:
    kind, given = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        comma = " (a text that holds a comma needs quotes)" if given is None else ""
        return f"is not a known key; remove it or mend its spelling{comma}"
    if given is None and kind != "missing":
        return "is empty"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    words = _WORDS.get(kind, detail["msg"])
    wrong = f", not {given!r}" if isinstance(given, str | int | float) and "{" in words else ""
    return words.format(**detail.get("ctx", {})) + wrong
