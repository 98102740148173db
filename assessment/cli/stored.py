"""The store: a sample put in, assessments listed, read in, written out."""

from dataclasses import replace
from pathlib import Path

import click

from assessment import bank as bank_room
from assessment import places
from assessment.cli.common import (
    NUMBER,
    Refusal,
    actor,
    as_json,
    existing,
    format_option,
    instance_option,
    language_option,
    prepared,
    print_out,
    read,
    target_option,
)
from assessment.formats import file, overviews, sample
from assessment.store import assessments, database, listing


@click.command()
@language_option
@instance_option
def demo(language: str, instance: Path) -> None:
    """Add a made-up firm with four dated assessments, and print their ids."""
    installed = bank_room.load()
    with database.opened(prepared(instance)) as db:
        for number in sample.add_sample(db, installed, language, actor()):
            click.echo(number)


@click.command("list")
@format_option("json", "table")
@instance_option
def list_assessments(form: str, instance: Path) -> None:
    """Print the stored assessments, latest first."""
    found = []
    if places.database(instance).exists():
        with database.opened(prepared(instance)) as db:
            numbers = listing.page(db, listing.Wanted(), 1, listing.count(db, listing.Wanted()))
            found = [assessments.load(db, number) for number in numbers]
    else:
        click.echo(f"There is no database in {instance} yet.", err=True)
    print_out(as_json(overviews.list_document(found)) if form == "json" else overviews.list_table(found))


@click.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@instance_option
def import_file(path: Path, instance: Path) -> None:
    """Store the assessment of a .json file as a new one, and print its id."""
    if path.suffix.lower() != ".json":
        raise Refusal([f"{path}: is not named .json; export the assessment as JSON and import that."])
    found = read(path)
    # The number that the file names is another database's.
    arriving = replace(found.assessment, previous=None)
    with database.opened(prepared(instance)) as db:
        click.echo(assessments.create(db, found.bank, arriving, actor()))


@click.command()
@click.argument("number", metavar="ID", type=NUMBER)
@format_option("json")
@language_option
@target_option
@instance_option
def export(number: int, form: str, language: str, target: Path | None, instance: Path) -> None:  # noqa: ARG001
    """Write a stored assessment with its question bank; JSON is the same in every language."""
    with database.opened(existing(instance)) as db:
        stored = assessments.load(db, number)
    print_out(file.write(stored.bank, stored.assessment), target)
