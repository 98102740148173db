"""The command line: what each command prints, and how bad input is refused, with nothing written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from assessment import bank as bank_room
from assessment import places
from assessment.cli import main
from assessment.engine.report import assess
from assessment.formats import scores
from assessment.formats.file import read, write
from assessment.formats.sample import sample_assessments
from assessment.store import assessments, database
from tests.formats.files import BANK, WHOLE

INSTALLED: Final = bank_room.load()
LAST: Final = sample_assessments(INSTALLED, "en")[-1]
BANKS: Final = Path(__file__).parent / "banks"

Run = Callable[..., Result]


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """An instance folder that does not exist yet."""
    return tmp_path / "instance"


@pytest.fixture
def run(instance: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program with words of the command line, on the instance folder unless they name another."""
    monkeypatch.setenv(places.INSTANCE_VARIABLE, str(instance))

    def ran(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    return ran


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The file of the sample's last assessment."""
    path = tmp_path / "last.json"
    path.write_text(write(INSTALLED, LAST), "utf-8")
    return path


def told(result: Result) -> tuple[int, str, list[str]]:
    """Exit code, what was printed, and the lines on stderr."""
    return result.exit_code, result.stdout, result.stderr.splitlines()


def test_bank_check_of_a_sound_bank_says_so(run: Run) -> None:
    code, out, errors = told(run("bank", "check"))
    assert (code, out) == (0, f"Question bank {INSTALLED.version}: {len(INSTALLED.questions)} questions, no errors.\n")
    assert [line for line in errors if not line.startswith("warning: ")] == []


def test_bank_check_prints_every_fault_with_file_and_line(run: Run) -> None:
    found = bank_room.check(BANKS / "form-of-a-question").errors
    assert len(found) > 1
    code, out, errors = told(run("bank", "check", BANKS / "form-of-a-question"))
    assert (code, out) == (1, "")
    assert [line for line in errors if not line.startswith("warning: ")] == [str(fault) for fault in found]


def test_bank_show_prints_the_whole_bank(run: Run) -> None:
    code, out, errors = told(run("bank", "show", "--format", "json"))
    assert (code, json.loads(out), errors) == (0, bank_room.to_document(INSTALLED), [])


def test_bank_show_has_a_line_a_question(run: Run) -> None:
    code, out, errors = told(run("bank", "show"))
    head, *rest = out.splitlines()
    assert (code, errors) == (0, [])
    assert head == f"Question bank {INSTALLED.version}, {len(INSTALLED.questions)} questions, {INSTALLED.hash[:16]}"
    assert [line.split()[0] for line in rest[3:]] == [one.id for one in INSTALLED.questions]


def test_score_prints_the_score_document(run: Run, written: Path, instance: Path) -> None:
    code, out, errors = told(run("score", written, "--format", "json"))
    assert (code, json.loads(out), errors) == (0, scores.score_document(assess(INSTALLED, LAST)), [])
    assert not instance.exists()


def test_score_prints_a_table_unless_told_otherwise(run: Run, written: Path) -> None:
    assert told(run("score", written)) == (0, scores.score_table(assess(INSTALLED, LAST)), [])


def test_score_warns_of_a_frozen_bank_that_was_changed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "changed.json"
    path.write_text(write(BANK, WHOLE).replace(BANK.hash, "ab" * 32), "utf-8")
    code, out, errors = told(run("score", path, "--format", "json"))
    assert (code, json.loads(out)) == (0, scores.score_document(assess(BANK, WHOLE)))
    assert errors == [
        f"{path}: frozen.hash: the frozen bank is not the one that the hash abababababababab names; it was changed "
        "after it was frozen, and the results follow the changed bank."
    ]


def test_demo_stores_the_sample_and_prints_its_ids(run: Run, instance: Path) -> None:
    assert told(run("demo", "--lang", "zh")) == (0, "1\n2\n3\n4\n", [])
    with database.opened(places.database(instance)) as db:
        stored = assessments.load(db, 4)
    assert (stored.sample, stored.assessment.previous) == (True, "3")
    assert stored.assessment.title == sample_assessments(INSTALLED, "zh")[-1].title


def test_demo_refuses_a_second_sample(run: Run) -> None:
    run("demo")
    assert told(run("demo")) == (
        2,
        "",
        ["The sample is there already: look at it, or delete its assessments first."],
    )
    assert len(json.loads(run("list", "--format", "json").stdout)) == 4


def test_list_of_an_instance_that_is_not_there_is_empty_and_makes_none(run: Run, instance: Path) -> None:
    note = [f"There is no database in {instance} yet."]
    assert told(run("list", "--format", "json")) == (0, "[]\n", note)
    assert told(run("list"))[2] == note
    assert not instance.exists()


def test_list_prints_what_is_stored_latest_first(run: Run) -> None:
    run("demo")
    code, out, errors = told(run("list", "--format", "json"))
    found = json.loads(out)
    assert (code, errors, [one["id"] for one in found]) == (0, [], [4, 3, 2, 1])
    assert found[0] == {
        "id": 4,
        "date": "2026-09-30",
        "status": "draft",
        "title": LAST.title,
        "organisation": LAST.organisation,
        "unit": LAST.unit,
        "tier": "full",
        "pledges": ["P1", "P2", "P4"],
        "revision": 1,
        "previous": "3",
        "bank": INSTALLED.version,
        "sample": True,
    }
    assert run("list").stdout.splitlines()[2].split()[:4] == ["4", "2026-09-30", "draft,", "sample"]


def test_import_stores_a_new_assessment_each_time_and_prints_its_id(run: Run, tmp_path: Path, instance: Path) -> None:
    path = tmp_path / "whole.JSON"
    path.write_text(write(BANK, WHOLE), "utf-8")
    assert [told(run("import", path)) for _ in range(2)] == [(0, "1\n", []), (0, "2\n", [])]
    with database.opened(places.database(instance)) as db:
        stored = assessments.load(db, 2)
    assert (stored.bank, stored.sample, stored.assessment.previous) == (BANK, False, None)
    assert stored.assessment.evidence == WHOLE.evidence


def test_what_was_imported_is_exported_as_it_was(run: Run, written: Path, tmp_path: Path) -> None:
    run("import", written)
    code, out, errors = told(run("export", "1", "--format", "json", "--lang", "zh"))
    assert (code, json.loads(out), errors) == (0, json.loads(written.read_text("utf-8")), [])
    target = tmp_path / "back.json"
    assert told(run("export", "1", "-o", target)) == (0, "", [])
    assert read(target.read_text("utf-8"), INSTALLED) == (INSTALLED, LAST, ())


def test_the_option_goes_before_the_environment(run: Run, written: Path, tmp_path: Path, instance: Path) -> None:
    other = tmp_path / "other"
    assert run("import", written, "--instance", other).exit_code == 0
    assert places.database(other).exists()
    assert not instance.exists()


@pytest.mark.parametrize("command", ["score", "import"])
def test_every_fault_of_a_file_is_a_line_and_nothing_is_written(
    run: Run, tmp_path: Path, instance: Path, command: str
) -> None:
    path = tmp_path / "bad.json"
    document = json.loads(write(BANK, WHOLE))
    document["answers"]["ENC-01"]["level"] = 7
    document["answers"]["ENC-02"]["reason"] = ""
    document["answers"]["XX-99"] = {"level": 1}
    path.write_text(json.dumps(document), "utf-8")
    assert told(run(command, path)) == (
        2,
        "",
        [
            f"{path}: answers.ENC-01.level: must be 0, 1, 2, 3, 4, 'unknown' or 'na', not 7.",
            f"{path}: answers.XX-99: The bank has no “XX-99”: check the spelling, or use the bank that it was made "
            "with.",
            f"{path}: answers.ENC-02.reason: ENC-02: say in 20 characters or more why it does not apply.",
        ],
    )
    assert not instance.exists()


@pytest.mark.parametrize("command", ["score", "import"])
def test_a_file_that_cannot_be_read_is_refused(run: Run, tmp_path: Path, instance: Path, command: str) -> None:
    missing, folder, binary = tmp_path / "no.json", tmp_path / "folder.json", tmp_path / "binary.json"
    folder.mkdir()
    binary.write_bytes(b'{"title": "\xff"}')
    assert [told(run(command, path)) for path in (missing, folder, binary)] == [
        (2, "", [f"{missing}: cannot be read (No such file or directory); check its name and permissions."]),
        (2, "", [f"{folder}: cannot be read (Is a directory); check its name and permissions."]),
        (2, "", [f"{binary}: is not UTF-8 from byte 11 on; save it in that encoding."]),
    ]
    assert not instance.exists()


def test_import_of_another_kind_of_file_is_refused(run: Run, tmp_path: Path, instance: Path) -> None:
    path = tmp_path / "assessment.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert told(run("import", path)) == (
        2,
        "",
        [f"{path}: is not named .json; export the assessment as JSON and import that."],
    )
    assert not instance.exists()


@pytest.mark.parametrize("words", [("demo",), ("import", "FILE"), ("serve", "--port", "0")])
def test_an_instance_folder_that_cannot_be_written_is_named(
    run: Run, written: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be", "utf-8")
    code, out, errors = told(run(*(written if word == "FILE" else word for word in words), "--instance", blocked))
    assert (code, out, len(errors)) == (2, "", 1)
    assert errors[0].startswith(f"{blocked}")
    assert errors[0].endswith(
        "cannot be written: give this program write permission there, or name another folder with --instance."
    )
    assert blocked.read_text("utf-8") == "a file where the folder should be"


def test_export_of_what_is_not_there_is_refused(run: Run, written: Path, tmp_path: Path, instance: Path) -> None:
    target = tmp_path / "out.json"
    assert told(run("export", "1", "-o", target)) == (
        2,
        "",
        [f"There is no database in {instance}: name the folder with --instance."],
    )
    run("import", written)
    assert told(run("export", "9", "-o", target)) == (2, "", ["There is no assessment 9."])
    assert not target.exists()


def test_export_to_a_place_that_cannot_be_written_is_refused(run: Run, written: Path, tmp_path: Path) -> None:
    run("import", written)
    target = tmp_path / "no" / "out.json"
    assert told(run("export", "1", "-o", target)) == (
        2,
        "",
        [f"{target}: cannot be written (No such file or directory); choose another place with -o."],
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("scor",), "No such command 'scor'."),
        (("--verbose",), "No such option '--verbose'."),
        (("score",), "Missing argument 'FILE'."),
        (("score", "x.json", "--format", "xml"), "'xml'"),
        (("export", "one"), "'one' is not a valid integer."),
        (("export", "9" * 19), "9999999999999999999 is not in the range x<=1000000000000000000."),
        (("bank", "chek"), "No such command 'chek'."),
        (("bank", "export"), "Missing option '--format'."),
        (("bank", "export", "--format", "csv"), "'csv'"),
        (("bank", "export", "--format", "oscal", "--date", "24.11.2026"), "'24.11.2026'"),
        (("serve", "--port", "70000"), "70000 is not in the range"),
        (("demo", "--lang", "fr"), "'fr'"),
    ],
)
def test_a_wrong_command_line_is_one_line(run: Run, instance: Path, words: tuple[str, ...], line: str) -> None:
    code, out, errors = told(run(*words))
    assert (code, out, len(errors)) == (2, "", 1)
    assert line in errors[0]
    assert errors[0].endswith("--help” shows what it takes.")
    assert not instance.exists()


def test_without_words_the_commands_are_listed(run: Run) -> None:
    for words in ((), ("--help",), ("bank",)):
        assert "Commands:" in run(*words).output
