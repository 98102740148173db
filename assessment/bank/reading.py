"""YAML files to plain data, each part of which remembers its line."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from assessment.bank.faults import Fault, Key

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT: Final = frozenset(("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"))
_PLAIN: Final = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float"))


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A spot in a YAML file; implements ``faults.Place``."""

    file: str
    line: int | None = None
    node: yaml.Node | None = None

    def at(self, *keys: Key) -> "FilePlace":
        """The spot that ``keys`` lead to, or the nearest one on the way that exists."""
        place = self
        for key in keys:
            inner = place._inner(key)
            if inner is None:
                break
            place = inner
        return place

    def _inner(self, key: Key) -> "FilePlace | None":
        if isinstance(self.node, yaml.MappingNode):
            for name, value in self.node.value:
                if name.value == key:
                    return FilePlace(self.file, _line(name), value)
        if isinstance(self.node, yaml.SequenceNode) and isinstance(key, int) and key < len(self.node.value):
            item = self.node.value[key]
            return FilePlace(self.file, _line(item), item)
        return None


@dataclass(frozen=True)
class Reading:
    """A file that was read. ``data`` is None where it could not be, and then there are ``faults``."""

    data: object
    place: FilePlace
    faults: tuple[Fault, ...] = ()


def read(folder: Path, name: str) -> Reading:
    """Read the file ``name``, a path relative to ``folder``.

    Mapping keys are always text, as written: ``0`` is "0" and ``6.10`` keeps its last digit. Nothing is raised: a
    file that is missing, unreadable or no YAML comes back as a fault.
    """
    try:
        text = (folder / name).read_bytes().decode("utf-8-sig")
    except OSError as error:
        return _unread(name, None, f"the file cannot be read: {error.strerror or error}")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _unread(name, line, "the file is not UTF-8; save it in that encoding")
    return _parse(name, text)


def _parse(name: str, text: str) -> Reading:
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return _unread(name, 1, "the file is empty; fill it or remove it")
        builder = _Builder(name, loader)
        data = builder.value(node)
    except yaml.YAMLError as error:
        return _unread(name, *_syntax(error, text))
    except RecursionError:
        return _unread(name, None, "the file is nested too deeply for a bank; flatten it")
    finally:
        loader.dispose()
    return Reading(data, FilePlace(name, _line(node), node), tuple(builder.faults))


def _syntax(error: yaml.YAMLError, text: str) -> tuple[int | None, str]:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    position = getattr(error, "position", None)
    line = mark.line + 1 if mark else None
    if line is None and isinstance(position, int):
        line = text.encode()[:position].count(b"\n") + 1
    return line, f"the file is not YAML: {problem}"


def _unread(name: str, line: int | None, message: str) -> Reading:
    return Reading(None, FilePlace(name, line), (Fault(name, line, None, message),))


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


@dataclass
class _Builder:
    """Builds plain data from nodes and collects what YAML allows and a bank does not."""

    file: str
    loader: Any
    faults: list[Fault] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node) -> object:
        if id(node) in self.seen:
            self._fault(node, "an alias (*) is not allowed here; write the text out")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item) for item in node.value]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode) -> dict[str, object]:
        built: dict[str, object] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                self._fault(name, "a key must be a single word")
            elif name.value in built:
                self._fault(name, f"key '{name.value}' stands twice in the same place; keep one")
            else:
                built[name.value] = self.value(value)
        return built

    def _scalar(self, node: yaml.Node) -> object:
        if node.tag in _TEXT:
            return node.value
        if node.tag in _PLAIN:
            try:
                return self.loader.construct_object(node)
            except ValueError:
                return node.value
        self._fault(node, f"the tag {node.tag} is not allowed; write plain text or a number")
        return node.value

    def _fault(self, node: yaml.Node, message: str) -> None:
        self.faults.append(Fault(self.file, _line(node), None, message))
