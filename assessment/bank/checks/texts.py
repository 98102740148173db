"""The texts of a question as its file has them, each with the path of keys that leads to it."""

from collections.abc import Iterator

from assessment.bank.draft import Entry
from assessment.bank.faults import Key

Path = tuple[Key, ...]
"""Keys below a question; the last one is the language."""


def texts(entry: Entry, *keys: str) -> Iterator[tuple[Path, str]]:
    """Every text below ``keys``, each run of white space as one blank; what is empty or no text is passed over."""
    for key in keys:
        yield from _leaves(entry.raw.get(key), (key,))


def named(path: Path) -> str:
    """A path as messages write it: ``levels.3.en``."""
    return ".".join(map(str, path))


def _leaves(raw: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _leaves(item, (*path, index))
    elif isinstance(raw, dict):
        for key, value in raw.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(raw, str) and raw.strip() and path[-1] in ("en", "zh"):
        yield path, " ".join(raw.split())
