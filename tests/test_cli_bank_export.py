"""The bank exported from the command line: to a pipe and to a file, never over a terminal."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment import bank as bank_room
from assessment.cli import main
from assessment.formats import ciso_assistant, oscal
from assessment.formats.bank_sheet import bank_workbook
from tests.formats.exported import TINY
from tests.serving import PROGRAM

DAY = date(2026, 11, 24)
EXPORTS = {
    "ciso-assistant": ciso_assistant.library(TINY),
    "ciso-assistant --date 2026-11-24": ciso_assistant.library(TINY, DAY),
    "oscal": oscal.catalog(TINY),
    "oscal --date 2026-11-24 --lang zh": oscal.catalog(TINY, DAY, "zh"),
    "xlsx": bank_workbook(TINY),
    "xlsx --date 2026-11-24": bank_workbook(TINY, DAY),
}


@pytest.fixture(autouse=True)
def _tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny bank is the installed one."""
    monkeypatch.setattr(bank_room, "load", lambda: TINY)


def export(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["bank", "export", *map(str, words)])


@pytest.mark.parametrize("words", EXPORTS)
def test_a_pipe_and_a_file_get_the_same(tmp_path: Path, words: str) -> None:
    made, target = EXPORTS[words], tmp_path / "bank"
    expected = made if isinstance(made, bytes) else made.encode()
    piped = export("--format", *words.split())
    kept = export("--format", *words.split(), "-o", target)
    assert (piped.exit_code, piped.stdout_bytes, piped.stderr) == (0, expected, "")
    assert (kept.exit_code, kept.output, target.read_bytes()) == (0, "", expected)


def test_a_workbook_is_not_poured_over_a_terminal() -> None:
    reader, terminal = os.openpty()
    words = [PROGRAM, "bank", "export", "--format", "xlsx"]
    done = subprocess.run(words, stdout=terminal, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(terminal)
    os.close(reader)
    assert (done.returncode, done.stderr) == (
        2,
        "This form is not for a terminal: name a file with -o, or send it into a pipe.\n",
    )


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    target = tmp_path / "no" / "bank.xlsx"
    refused = export("--format", "xlsx", "-o", target)
    assert (refused.exit_code, refused.stdout, refused.stderr) == (
        2,
        "",
        f"{target}: cannot be written (No such file or directory); choose another place with -o.\n",
    )
