"""``assessment plan``: what it prints and what it refuses."""

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from assessment import bank as bank_room
from assessment.cli import main
from assessment.engine.planning import fit_to_sign, within_budget
from assessment.engine.report import Report, assess
from assessment.formats.file import write
from assessment.formats.plans import plan_document, plan_table
from assessment.formats.sample import sample_assessments

INSTALLED: Final = bank_room.load()
LAST: Final = sample_assessments(INSTALLED, "en")[-1]


@pytest.fixture(scope="module")
def report() -> Report:
    return assess(INSTALLED, LAST)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of the sample's last assessment."""
    path = tmp_path / "last.json"
    path.write_text(write(INSTALLED, LAST), "utf-8")
    return path


def told(*words: str | Path) -> tuple[int, str, list[str]]:
    """Exit code, what was printed, and the lines on stderr."""
    result = CliRunner().invoke(main, ["plan", *map(str, words)])
    return result.exit_code, result.stdout, result.stderr.splitlines()


def test_a_budget_prints_the_plan_document(file: Path, report: Report) -> None:
    code, out, errors = told(file, "--budget", "20.5", "--periods", "2", "--format", "json")
    assert (code, json.loads(out), errors) == (0, plan_document(within_budget(report, Fraction(41, 2), 2)), [])


def test_a_budget_prints_tables_unless_told_otherwise(file: Path, report: Report) -> None:
    assert told(file, "--budget", "20") == (0, plan_table(report, within_budget(report, Fraction(20))), [])


def test_fit_to_sign_takes_pledges_and_clauses(file: Path, report: Report) -> None:
    code, out, errors = told(file, "--fit-to-sign", "P2,P1-4.3", "--format", "json")
    assert (code, json.loads(out), errors) == (0, plan_document(fit_to_sign(report, ["P2", "P1-4.3"])), [])


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ([], ["Ask for either --budget DAYS or --fit-to-sign P1,P4."]),
        (["--budget", "0"], ["--budget: “0” is not a number of person-days in halves above 0, such as 40 or 12.5."]),
        (["--budget", "9", "--periods", "13"], ["--periods: 13 is not between 1 and 12."]),
        (
            ["--fit-to-sign", "P9,P3"],
            [
                "--fit-to-sign: The bank has no pledge or clause “P9”: check the spelling.",
                "--fit-to-sign: P3 is not assessed here: add it to the assessment's pledges, or choose another.",
            ],
        ),
    ],
)
def test_what_may_not_be_asked_for_is_told_in_a_line_each(file: Path, words: list[str], lines: list[str]) -> None:
    assert told(file, *words) == (2, "", lines)


def test_periods_that_are_no_number_are_a_wrong_command_line(file: Path) -> None:
    code, out, errors = told(file, "--budget", "9", "--periods", "two")
    assert (code, out, len(errors)) == (2, "", 1)
    assert "'two' is not a valid integer" in errors[0]


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    missing = tmp_path / "no.json"
    line = f"{missing}: cannot be read (No such file or directory); check its name and permissions."
    assert told(missing, "--budget", "5") == (2, "", [line])


def test_two_processes_print_the_same_plan_and_nothing_but_the_plan(file: Path, report: Report) -> None:
    words = [
        sys.executable,
        "-c",
        "from assessment.cli import main; main()",
        "plan",
        str(file),
        "--budget",
        "30",
        "--periods",
        "3",
    ]
    printed = [
        subprocess.run(
            [*words, "--format", "json"],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]
    assert json.loads(printed[0]) == plan_document(within_budget(report, Fraction(30), 3))


def test_the_solver_is_loaded_for_a_budget_alone(file: Path) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from assessment.cli import main\n"
        "goal = CliRunner().invoke(main, ['plan', sys.argv[1], '--fit-to-sign', 'P2'])\n"
        "print(goal.exit_code, 'highspy' in sys.modules)\n"
        "budget = CliRunner().invoke(main, ['plan', sys.argv[1], '--budget', '5'])\n"
        "print(budget.exit_code, 'highspy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, check=True, text=True)
    assert done.stdout == "0 False\n0 True\n"
