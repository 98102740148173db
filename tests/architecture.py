"""The rooms of the program and the limits of its files, read from the source: what test_architecture holds it to."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeGuard

ROOT: Final = Path(__file__).parent.parent


@dataclass(frozen=True)
class Room:
    """What a room may import: `rooms` of ours and packages from `outside`; the standard library goes unsaid."""

    rooms: frozenset[str]
    outside: frozenset[str]


def room(rooms: str = "", outside: str = "") -> Room:
    return Room(frozenset(rooms.split()), frozenset(outside.split()))


FLASK: Final = "flask flask_wtf flask_babel wtforms werkzeug markupsafe babel"
ROOMS: Final = {
    "engine": room(),
    "bank": room("engine places", "yaml pydantic rapidfuzz"),
    "store": room("engine bank places", "sqlite_utils"),
    "formats": room("engine bank store places", "plotly jinja2 markupsafe babel pydantic yaml xlsxwriter icalendar"),
    "web": room("engine bank store formats places", FLASK),
    "cli": room("engine bank store formats places serving", "click"),
    "places": room(),
    "factory": room("engine bank store formats web places", FLASK),
    "serving": room("factory", "waitress"),
    "translations": room("", "hatchling babel"),
    "__main__": room("cli"),
}
ALSO_OUTSIDE: Final = {"assessment.engine.planning_solver": frozenset({"highspy"})}
CLOCKLESS: Final = frozenset({"engine", "bank", "store", "formats"})
CLOCKS: Final = frozenset(
    f"datetime.{name}" for name in ("datetime.now", "datetime.today", "datetime.utcnow", "date.today")
) | frozenset(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime"))
SQL_CLOCK: Final = re.compile(r"\bCURRENT_(?:TIMESTAMP|DATE|TIME)\b|\((?:[^()]*,)?\s*'now'", re.IGNORECASE)
IMPURE: Final = frozenset(
    {"http", "io", "os", "pathlib", "random", "secrets", "shutil", "socket", "subprocess", "tempfile", "urllib"}
)
MODULE_LINES: Final = 300
FACTORY_LINES: Final = 80
FUNCTION_LINES: Final = 40


@dataclass(frozen=True)
class Module:
    """A Python file of ours, known by its path below the root."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def name(self) -> str:
        """Dotted, a package without its `__init__`."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def room(self) -> str:
        """The room that the path names, known or not; `factory` for assessment/__init__.py."""
        return "factory" if self.name == "assessment" else self.name.split(".")[1]

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Line and dotted name of everything imported, inside functions too."""
        return [found for node in ast.walk(self.tree) for found in self._imported_by(node)]

    def _imported_by(self, node: ast.AST) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = self._origin(node)
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)

    def _origin(self, node: ast.ImportFrom) -> str:
        """Where a `from` import looks, a relative one resolved."""
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.path.endswith("__init__.py") else self.name.split(".")[:-1]
        base = package[: len(package) - node.level + 1]
        return ".".join([*base, node.module] if node.module else base)

    @cached_property
    def bound(self) -> dict[str, str]:
        """Names that imports bind here, each with the dotted name that it stands for."""
        names: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    first = alias.name.split(".")[0]
                    names[alias.asname or first] = alias.name if alias.asname else first
            elif isinstance(node, ast.ImportFrom):
                origin = self._origin(node)
                names |= {alias.asname or alias.name: f"{origin}.{alias.name}" for alias in node.names}
        return names

    def dotted(self, node: ast.AST) -> str:
        """The full name of an attribute chain, its first part read through the imports; empty for anything else."""
        if isinstance(node, ast.Name):
            return self.bound.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            base = self.dotted(node.value)
            return base and f"{base}.{node.attr}"
        return ""


def modules(folder: str) -> list[Module]:
    """Every Python file below a folder of the root."""
    return [
        Module(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def import_faults(module: Module) -> Iterator[str]:
    """Imports against the order of the rooms, or of outside packages that the room may not use."""
    if module.room not in ROOMS:
        yield f"{module.path}: is in no room"
        return
    for line, name in module.imports:
        if (fault := _import_fault(module, name)) is not None:
            yield f"{module.path}:{line}: {fault}"


def _import_fault(module: Module, name: str) -> str | None:
    own, parts = ROOMS[module.room], name.split(".")
    if parts[-1] == "*":
        return f"wildcard import from {name.removesuffix('.*')}"
    if parts[0] == "assessment":
        target = parts[1] if len(parts) > 1 and parts[1] in ROOMS else "factory"
        return None if target in {module.room, *own.rooms} else f"{module.room} may not import {target}"
    allowed = own.outside | ALSO_OUTSIDE.get(module.name, frozenset()) | _standard_library(module.room)
    return None if parts[0] in allowed else f"{module.room} may not use {parts[0]}"


def _standard_library(room_name: str) -> frozenset[str]:
    barred = (IMPURE if room_name == "engine" else frozenset()) | ({"sqlite3"} if room_name != "store" else set())
    return frozenset(sys.stdlib_module_names) - barred


def use_faults(module: Module) -> Iterator[str]:
    """Clocks read outside web and cli, and ways around the reading of imports."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            name = module.dotted(node)
            if name in CLOCKS and module.room in CLOCKLESS:
                yield f"{module.path}:{node.lineno}: {module.room} reads a clock: {name}"
            if name in {"__import__", "importlib.import_module"}:
                yield f"{module.path}:{node.lineno}: an import that cannot be read from the source"
        elif module.room in CLOCKLESS and _sql_clock(node):
            yield f"{module.path}:{node.lineno}: {module.room} reads a clock in SQL"


def _sql_clock(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(SQL_CLOCK.search(node.value))


def length_faults(module: Module) -> Iterator[str]:
    """Modules and functions over their limits; decorators don't count."""
    limit = FACTORY_LINES if module.path == "assessment/__init__.py" else MODULE_LINES
    if (lines := len(module.source.splitlines())) > limit:
        yield f"{module.path}: {lines} lines, over {limit}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{module.path}:{node.lineno}: {node.name} has {lines} lines, over {FUNCTION_LINES}"
