"""What every command shares: options, reading and printing, and faults told in a line each."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final, TypeVar

import click

from assessment import bank as bank_room
from assessment import places
from assessment import serving as server
from assessment.formats import file, plans
from assessment.store import database
from assessment.store.errors import StoreError
from assessment.store.events import Actor

Command = TypeVar("Command", bound=Callable[..., Any])


class RowNumber(click.IntRange):
    """A number that an assessment can have."""

    name = "integer"


NUMBER: Final = RowNumber(max=10**18)


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
def plainly() -> Iterator[None]:
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
        with plainly():
            return super().make_context(*words, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        with plainly():
            return super().invoke(ctx)


def instance_option(command: Command) -> Command:
    """Give a command the option --instance."""
    return click.option(
        "--instance",
        type=click.Path(path_type=Path),
        default=places.instance_folder,
        help=f"Folder of the database; otherwise {places.INSTANCE_VARIABLE}, otherwise instance/.",
    )(command)


def format_option(*names: str) -> Callable[[Command], Command]:
    """Give a command the option --format with these names, of which the last is the default."""
    return click.option("--format", "form", type=click.Choice(names), default=names[-1], show_default=True)


language_option = click.option("--lang", "language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
target_option = click.option(
    "-o", "target", metavar="FILE", type=click.Path(path_type=Path), help="Otherwise standard output."
)


def existing(instance: Path) -> Path:
    """The database of an instance folder that holds one, brought up to date. Raises Refusal where there is none."""
    if not places.database(instance).exists():
        raise Refusal([f"There is no database in {instance}: name the folder with --instance."])
    return prepared(instance)


def prepared(instance: Path) -> Path:
    """The database of an instance folder, brought up to date."""
    path = places.database(instance)
    database.prepare(path)
    return path


def actor() -> Actor:
    """Who makes a change through the command line, now."""
    return Actor(who="command line", at=datetime.now(UTC))


def read(path: Path) -> file.Reading:
    """An assessment file; its warnings go to stderr. Raises Refusal."""
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


def as_json(document: object) -> str:
    """A document as indented JSON."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def print_out(made: str | bytes, target: Path | None = None) -> None:
    """Write what was made to ``target``, otherwise to standard output. Raises Refusal."""
    if target is None:
        if isinstance(made, bytes) and sys.stdout.isatty():
            raise Refusal(["This form is not for a terminal: name a file with -o, or send it into a pipe."])
        click.echo(made, nl=False)
        return
    try:
        target.write_bytes(made if isinstance(made, bytes) else made.encode())
    except OSError as error:
        raise Refusal([f"{target}: cannot be written ({error.strerror}); choose another place with -o."]) from error
