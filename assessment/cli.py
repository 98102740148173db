"""The command line: each command is a few lines over the rooms, and every fault comes out as one line."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from assessment import bank as bank_room
from assessment import places
from assessment import serving as server
from assessment.engine.comparison import compare
from assessment.engine.model import Language
from assessment.engine.report import assess
from assessment.formats import ciso_assistant, comparisons, file, oscal, overviews, plans, sample, scores
from assessment.formats.bank_sheet import bank_workbook
from assessment.store import assessments, database, listing
from assessment.store.errors import StoreError
from assessment.store.events import Actor

Command = TypeVar("Command", bound=Callable[..., Any])


class Refusal(click.ClickException):
    """Bad input: a line on stderr for each fault."""

    exit_code = 2

    def __init__(self, faults: Iterable[object]) -> None:
        super().__init__("\n".join(" ".join(str(fault).split()) for fault in faults))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the faults."""
        click.echo(self.message, file=file, err=True)


class BankRefusal(Refusal):
    """What is wrong with a bank that was to be checked."""

    exit_code = 1


@contextmanager
def _plainly() -> Iterator[None]:
    """Turn what the rooms and click raise into refusals."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        help_of = error.ctx.command_path if error.ctx else "assessment"
        raise Refusal([f"{error.format_message()} “{help_of} --help” shows what it takes."]) from error
    except (file.FileError, bank_room.BankError, plans.PlanError) as error:
        raise Refusal(error.faults) from error
    except StoreError as error:
        raise Refusal([error.message.en]) from error
    except server.CannotServe as error:
        raise Refusal([error]) from error


class PlainGroup(click.Group):
    """Commands whose faults are told in a line each."""

    def make_context(self, *words: Any, **more: Any) -> click.Context:
        """Read the options."""
        with _plainly():
            return super().make_context(*words, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        with _plainly():
            return super().invoke(ctx)


def _instance(command: Command) -> Command:
    return click.option(
        "--instance",
        type=click.Path(path_type=Path),
        default=places.instance_folder,
        help=f"Folder of the database; otherwise {places.INSTANCE_VARIABLE}, otherwise instance/.",
    )(command)


def _format(*names: str) -> Callable[[Command], Command]:
    return click.option("--format", "form", type=click.Choice(names), default=names[-1], show_default=True)


_language = click.option("--lang", "language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
_target = click.option(
    "-o", "target", metavar="FILE", type=click.Path(path_type=Path), help="Otherwise standard output."
)


@click.group(cls=PlainGroup)
def main() -> None:
    """Assess what is promised about user information, and report what is not kept."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        # What is piped into a file is UTF-8 on every system; a terminal keeps its own encoding.
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors=errors)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback only: there are no accounts yet.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one.")
@_instance
def serve(host: str, port: int, instance: Path) -> None:
    """Start the web application and print its address."""
    server.serve(host, port, instance, lambda address: click.echo(f"Ready at {address} (Ctrl+C ends it)"))


@main.command()
@_language
@_instance
def demo(language: str, instance: Path) -> None:
    """Add a made-up firm with four dated assessments, and print their ids."""
    installed = bank_room.load()
    with database.opened(_prepared(instance)) as db:
        for number in sample.add_sample(db, installed, language, _actor()):
            click.echo(number)


@main.group()
def bank() -> None:
    """Check, show or export the question bank."""


@bank.command("check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def bank_check(folder: Path | None) -> None:
    """Print every fault of the bank in DIR, otherwise of the installed one, with file and line."""
    found = bank_room.check(folder)
    for warning in found.warnings:
        click.echo(f"warning: {warning}", err=True)
    if found.bank is None:
        raise BankRefusal(found.errors)
    click.echo(f"Question bank {found.bank.version}: {len(found.bank.questions)} questions, no errors.")


@bank.command("show")
@_format("json", "table")
def bank_show(form: str) -> None:
    """Print the installed bank."""
    shown = bank_room.load()
    _print(_json(bank_room.to_document(shown)) if form == "json" else overviews.bank_table(shown))


@bank.command("export")
@click.option("--format", "form", type=click.Choice(["ciso-assistant", "oscal", "xlsx"]), required=True)
@click.option(
    "--date", "moment", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help="When it was published."
)
@_language
@_target
def bank_export(form: str, moment: datetime | None, language: Language, target: Path | None) -> None:
    """Write the installed bank for other tools; --lang is for OSCAL, the others carry both languages."""
    shown, day = bank_room.load(), moment.date() if moment else None
    if form == "oscal":
        _print(oscal.catalog(shown, day, language), target)
    else:
        _print(bank_workbook(shown, day) if form == "xlsx" else ciso_assistant.library(shown, day), target)


@main.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@_format("json", "table")
def score(path: Path, form: str) -> None:
    """Print the verdicts, scores and gaps of an assessment file."""
    found = _read(path)
    report = assess(found.bank, found.assessment)
    _print(_json(scores.score_document(report)) if form == "json" else scores.score_table(report))


@main.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--budget", metavar="DAYS", help="Person-days in each period, in halves.")
@click.option("--periods", metavar="N", type=int, help="From 1 to 12; otherwise 1.")
@click.option("--fit-to-sign", "goal", metavar="P1,P4", help="Pledges or clauses to be kept.")
@_format("json", "table")
def plan(path: Path, budget: str | None, periods: int | None, goal: str | None, form: str) -> None:
    """Print the steps that are worth most within a budget, or the least that makes pledges fit to sign."""
    found = _read(path)
    report = assess(found.bank, found.assessment)
    made = plans.requested_plan(report, budget, periods, goal)
    _print(_json(plans.plan_document(made)) if form == "json" else plans.plan_table(report, made))


@main.command("compare")
@click.argument("earlier", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("later", metavar="FILE", type=click.Path(path_type=Path))
@_format("json", "table")
def compare_files(earlier: Path, later: Path, form: str) -> None:
    """Print what changed between two assessment files, the earlier first, and why."""
    a, b = _read(earlier), _read(later)
    if b.assessment.date < a.assessment.date:
        dates = f"{b.assessment.date}, before {earlier} ({a.assessment.date})"
        raise Refusal([f"{later}: is dated {dates}; name the earlier assessment first."])
    found = compare(assess(a.bank, a.assessment), assess(b.bank, b.assessment))
    _print(_json(comparisons.compare_document(found)) if form == "json" else comparisons.compare_table(found))


@main.command("list")
@_format("json", "table")
@_instance
def list_assessments(form: str, instance: Path) -> None:
    """Print the stored assessments, latest first."""
    found = []
    if places.database(instance).exists():
        with database.opened(_prepared(instance)) as db:
            numbers = listing.page(db, listing.Wanted(), 1, listing.count(db, listing.Wanted()))
            found = [assessments.load(db, number) for number in numbers]
    else:
        click.echo(f"There is no database in {instance} yet.", err=True)
    _print(_json(overviews.list_document(found)) if form == "json" else overviews.list_table(found))


@main.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@_instance
def import_file(path: Path, instance: Path) -> None:
    """Store the assessment of a .json file as a new one, and print its id."""
    if path.suffix.lower() != ".json":
        raise Refusal([f"{path}: is not named .json; export the assessment as JSON and import that."])
    found = _read(path)
    # The number that the file names is another database's.
    arriving = replace(found.assessment, previous=None)
    with database.opened(_prepared(instance)) as db:
        click.echo(assessments.create(db, found.bank, arriving, _actor()))


@main.command()
@click.argument("number", metavar="ID", type=int)
@_format("json")
@_language
@_target
@_instance
def export(number: int, form: str, language: str, target: Path | None, instance: Path) -> None:  # noqa: ARG001
    """Write a stored assessment with its question bank; JSON is the same in every language."""
    if not places.database(instance).exists():
        raise Refusal([f"There is no database in {instance}: name the folder with --instance."])
    with database.opened(_prepared(instance)) as db:
        stored = assessments.load(db, number)
    _print(file.write(stored.bank, stored.assessment), target)


def _prepared(instance: Path) -> Path:
    path = places.database(instance)
    database.prepare(path)
    return path


def _actor() -> Actor:
    return Actor(who="command line", at=datetime.now(UTC))


def _read(path: Path) -> file.Reading:
    try:
        found = file.read(_text(path), bank_room.load())
    except file.FileError as error:
        raise Refusal(f"{path}: {fault}" for fault in error.faults) from error
    for warning in found.warnings:
        click.echo(f"{path}: {warning}", err=True)
    return found


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise Refusal([f"{path}: cannot be read ({error.strerror}); check its name and permissions."]) from error
    except UnicodeDecodeError as error:
        raise Refusal([f"{path}: is not UTF-8 from byte {error.start} on; save it in that encoding."]) from error


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _print(made: str | bytes, target: Path | None = None) -> None:
    if target is None:
        if isinstance(made, bytes) and sys.stdout.isatty():
            raise Refusal(["This form is not for a terminal: name a file with -o, or send it into a pipe."])
        click.echo(made, nl=False)
        return
    try:
        target.write_bytes(made if isinstance(made, bytes) else made.encode())
    except OSError as error:
        raise Refusal([f"{target}: cannot be written ({error.strerror}); choose another place with -o."]) from error
