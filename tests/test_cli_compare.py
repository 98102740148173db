"""Two assessment files compared on the command line."""

import json
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from assessment import bank as bank_room
from assessment.cli import main
from assessment.engine.comparison import compare
from assessment.engine.report import assess
from assessment.formats.comparisons import compare_document, compare_table
from assessment.formats.file import write
from assessment.formats.sample import sample_assessments

INSTALLED: Final = bank_room.load()
STORY: Final = sample_assessments(INSTALLED, "en")
FOUND: Final = compare(*(assess(INSTALLED, one) for one in STORY[2:]))


@pytest.fixture
def written(tmp_path: Path) -> list[Path]:
    """The files of the sample's last two assessments."""
    paths = [tmp_path / "earlier.json", tmp_path / "later.json"]
    for path, one in zip(paths, STORY[2:], strict=True):
        path.write_text(write(INSTALLED, one), "utf-8")
    return paths


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, words)], prog_name="assessment")


def told(result: Result) -> tuple[int, str, list[str]]:
    """Exit code, what was printed, and the lines on stderr."""
    return result.exit_code, result.stdout, result.stderr.splitlines()


def test_compare_prints_the_compare_document(written: list[Path]) -> None:
    code, out, errors = told(run(*written, "--format", "json"))
    assert (code, json.loads(out), errors) == (0, compare_document(FOUND), [])


def test_compare_prints_a_table_unless_told_otherwise(written: list[Path]) -> None:
    assert told(run(*written)) == (0, compare_table(FOUND), [])


def test_the_sample_has_something_to_show_of_every_kind() -> None:
    document = compare_document(FOUND)
    assert all(document[kind] for kind in ("change", "like_for_like", "questions", "clauses", "expired", "promised"))
    assert {part for part, points in document["parts"].items() if points} >= {"moved", "evidence_lost", "scope"}


def test_files_of_the_same_day_are_compared(written: list[Path]) -> None:
    code, out, errors = told(run(written[1], written[1], "--format", "json"))
    assert (code, json.loads(out)["change"], json.loads(out)["exact"]["change"], errors) == (0, 0, "0", [])


def test_the_later_file_first_is_refused(written: list[Path]) -> None:
    earlier, later = written
    assert told(run(later, earlier)) == (
        2,
        "",
        [f"{earlier}: is dated {STORY[2].date}, before {later} ({STORY[3].date}); name the earlier assessment first."],
    )


def test_a_faulty_file_is_named(written: list[Path], tmp_path: Path) -> None:
    missing = tmp_path / "no.json"
    fault = f"{missing}: cannot be read (No such file or directory); check its name and permissions."
    assert [told(run(missing, written[1])), told(run(written[0], missing))] == [(2, "", [fault])] * 2


def test_one_file_alone_is_refused(written: list[Path]) -> None:
    assert told(run(written[0])) == (
        2,
        "",
        ["Missing argument 'FILE'. “assessment compare --help” shows what it takes."],
    )
