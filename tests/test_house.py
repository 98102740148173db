"""The house is in order: nothing of one machine in the files, and the documents name what there is."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture import ROOT

MACHINE_PATH = re.compile(r"(?<![\w.~>-])/(?:work|root|home|Users)/[\w.]|\b[A-Z]:\\Users")
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com)\b|--(?:extra-)?index-url|\bindex-url\s*=")
MADE = {"__pycache__", "instance", "dist"}
README_LINES = 120


@cache
def files() -> tuple[Path, ...]:
    """What git tracks or would; every file but what is made when this is no checkout."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return tuple(walk(ROOT))
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def walk(folder: Path) -> Iterator[Path]:
    """Every file below a folder, but for what starts with a dot or is made."""
    for path in sorted(folder.iterdir()):
        if path.name in MADE or (path.name.startswith(".") and path.name != ".ci"):
            continue
        if path.is_dir():
            yield from walk(path)
        elif path.suffix != ".mo":
            yield path


def texts(paths: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    """Path below the root and text of every file that is text."""
    for path in paths:
        raw = path.read_bytes()
        if b"\0" not in raw:
            yield path.relative_to(ROOT).as_posix(), raw.decode("utf-8")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()}"
        for path, text in texts(files())
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def documents() -> str:
    return "\n".join(path.read_text("utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))])


def makefile_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.* ## \S", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def project() -> dict[str, list[str]]:
    """Requirements of pyproject.toml by where they stand."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {
        "runtime": table["project"]["dependencies"],
        "test": table["project"]["optional-dependencies"]["test"],
        "build": table["dependency-groups"]["build"],
        "backend": table["build-system"]["requires"],
    }


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def pins(lock: str) -> dict[str, str]:
    """Name and version of everything in a lock."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))


def command_lines(command: click.Command, path: str) -> Iterator[str]:
    """The full words of every command that does something."""
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from command_lines(child, f"{path} {name}")
    else:
        yield path


def blanked(route: str) -> str:
    """A route with its parameters unnamed, so that a document may name them as it likes."""
    return re.sub(r"<[^>]*>", "<>", route)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("see /" + "work/main/x", True),
        ("'/" + "root/.cache'", True),
        ("/" + "home/li/data", True),
        ("https://example.org/home/page", False),
        ("teamwork/roots", False),
    ],
)
def test_a_path_of_one_machine_is_recognised(line: str, found: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("https://pypi" + ".org/simple", True),
        ("--index" + "-url x", True),
        ("--no-emit-index-url", False),
        ("PyPI", False),
    ],
)
def test_an_address_of_a_registry_is_recognised(line: str, found: bool) -> None:
    assert bool(REGISTRY.search(line)) is found


def test_the_files_looked_at_are_the_projects() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in files()}
    assert found >= {"pyproject.toml", "Makefile", ".ci/run", "assessment/__init__.py", "tests/test_house.py"}


def test_the_walk_without_git_finds_the_same_sources() -> None:
    def python(paths: Iterator[Path] | tuple[Path, ...]) -> set[Path]:
        return {path for path in paths if path.suffix == ".py"}

    assert python(walk(ROOT)) == python(files())


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_file_names_the_address_of_a_registry() -> None:
    assert lines_with(REGISTRY) == []


def test_no_minified_file_is_kept() -> None:
    assert [path.name for path in files() if re.search(r"\.min\.(?:js|css)$", path.name)] == []


def test_the_readme_is_short() -> None:
    assert 0 < len((ROOT / "README.md").read_text("utf-8").splitlines()) <= README_LINES


def test_the_readme_gives_the_two_commands_and_only_targets_that_exist() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"(?:^\s*|`)make ([a-z]+)", readme, re.MULTILINE))
    assert named >= {"run", "test"}
    assert named - makefile_targets() == set()


def test_every_make_target_is_explained_in_the_developers_page() -> None:
    page = (ROOT / "docs" / "develop.md").read_text("utf-8")
    assert [target for target in sorted(makefile_targets()) if f"`make {target}`" not in page] == []


def test_every_command_is_named_in_the_documents() -> None:
    from assessment.cli import main

    written = documents()
    commands = list(command_lines(main, "assessment"))
    assert "assessment serve" in commands
    assert [line for line in commands if not re.search(rf"{re.escape(line)}\b", written)] == []


def test_every_route_is_named_in_the_documents(tmp_path: Path) -> None:
    from assessment import create_app

    app = create_app({"TESTING": True, "INSTANCE": tmp_path})
    written = {blanked(route) for route in re.findall(r"(?<![\w/>.])/[\w<>/:.-]*", documents())}
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    assert "/healthz" in rules
    assert sorted(rule for rule in rules if blanked(rule) not in written) == []


def test_every_dependency_has_its_line_and_no_other_has() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    explained = {
        canonicalize_name(name) for name in re.findall(r"^\| `([^`]+)` \|(?: [^|]{12,} \|){2}", page, re.MULTILINE)
    }
    assert explained == set().union(*map(names, project().values()))


def test_the_locks_pin_every_dependency_and_agree() -> None:
    runtime, test = pins("requirements.lock"), pins("requirements-test.lock")
    declared = project()
    assert names(declared["runtime"] + declared["build"] + declared["backend"]) - set(runtime) == set()
    assert names(declared["test"]) - set(test) == set()
    assert runtime.items() - test.items() == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_hashes_everything_it_pins(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    # One package may be pinned twice, for different versions of Python.
    assert {entry.partition("==")[0] for entry in entries} == set(pins(lock))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
