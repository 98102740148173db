"""What falls due, on the command line: the stored sample, as JSON, as a table, as a calendar file."""

import json
import time
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final, Self

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from assessment.cli import main

TODAY_KEYS: Final = ("assessment", "date", "overdue", "items", "conditional", "clocks")


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with the sample's four assessments."""
    folder = tmp_path_factory.mktemp("due") / "instance"
    assert CliRunner().invoke(main, ["demo", "--instance", str(folder)]).exit_code == 0
    return folder


def run(instance: Path, *words: str | int | Path) -> Result:
    return CliRunner().invoke(main, ["due", *map(str, words), "--instance", str(instance)], prog_name="assessment")


def test_json_holds_what_the_documents_say(instance: Path) -> None:
    done = run(instance, 4, "--format", "json")
    told = json.loads(done.stdout)
    assert (done.exit_code, done.stderr, tuple(told)) == (0, "", TODAY_KEYS)
    assert told["assessment"] == 4
    assert told["overdue"] == sum(item["overdue"] for item in told["items"]) > 0
    assert {item["kind"] for item in told["items"]} >= {"rhythm", "stale", "risk", "action"}
    assert [item["overdue"] for item in told["items"]] == sorted(
        (item["overdue"] for item in told["items"]), reverse=True
    )


class LateEvening(datetime):
    """A clock that stands at half past eleven in the evening of 24 November 2026, UTC."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2026, 11, 24, 23, 30, tzinfo=tz)


@pytest.mark.parametrize(("zone", "day"), [("UTC0", "2026-11-24"), ("CST-8", "2026-11-25")])
def test_today_is_the_day_on_the_machines_own_calendar(
    instance: Path, monkeypatch: pytest.MonkeyPatch, zone: str, day: str
) -> None:
    monkeypatch.setattr("assessment.cli.due.datetime", LateEvening)
    with monkeypatch.context() as there:
        there.setenv("TZ", zone)
        time.tzset()
        told = json.loads(run(instance, 4, "--format", "json").stdout)
    time.tzset()
    assert told["date"] == day


def test_a_table_is_the_default_and_speaks_the_language_asked_for(instance: Path) -> None:
    english, chinese = run(instance, 4), run(instance, 4, "--lang", "zh")
    assert (english.exit_code, chinese.exit_code) == (0, 0)
    assert english.stdout.splitlines()[0].split()[:3] == ["due", "on", "overdue"]
    assert chinese.stdout.splitlines()[0].split()[:2] == ["期限", "逾期天数"]


def test_a_calendar_file_holds_an_entry_for_each_item(instance: Path, tmp_path: Path) -> None:
    target = tmp_path / "due.ics"
    done = run(instance, 4, "--format", "ics", "-o", target)
    assert (done.exit_code, done.stdout) == (0, "")
    told = json.loads(run(instance, 4, "--format", "json").stdout)
    names = [str(event["UID"]) for event in Calendar.from_ical(target.read_bytes()).walk("VEVENT")]
    wanted = [f"assessment-4-{item['id']}@privacy-controls" for item in (*told["items"], *told["conditional"])]
    assert names == wanted


def test_an_assessment_that_is_not_there_is_refused_in_one_line(instance: Path) -> None:
    done = run(instance, 99)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_without_a_database_is_refused_and_stays_empty(tmp_path: Path) -> None:
    done = run(tmp_path / "none", 1)
    assert (done.exit_code, done.stderr) == (
        2,
        f"There is no database in {tmp_path / 'none'}: name the folder with --instance.\n",
    )
    assert not (tmp_path / "none").exists()
