"""What falls due for a stored assessment, as of the day on which it is asked for."""

from datetime import UTC, datetime
from pathlib import Path

import click

from assessment.cli.common import (
    NUMBER,
    as_json,
    existing,
    format_option,
    instance_option,
    language_option,
    print_out,
    target_option,
)
from assessment.engine.due import due
from assessment.engine.model import Language
from assessment.engine.report import assess
from assessment.formats import dues
from assessment.store import actions, assessments, database


@click.command("due")
@click.argument("number", metavar="ID", type=NUMBER)
@format_option("json", "ics", "table")
@language_option
@target_option
@instance_option
def falls_due(number: int, form: str, language: Language, target: Path | None, instance: Path) -> None:
    """Print what falls due for a stored assessment, the overdue first; ics is for a calendar."""
    with database.opened(existing(instance)) as db:
        stored = assessments.load(db, number)
        promised = {one.id: one.action for one in actions.of(db, number)}
    moment = datetime.now(UTC)
    found = due(assess(stored.bank, stored.assessment), promised, moment.astimezone().date())
    if form == "json":
        print_out(as_json(dues.due_document(found, number)), target)
    elif form == "table":
        print_out(dues.due_table(found, stored.bank, language), target)
    else:
        # Imported here, so that the other commands start the sooner.
        from assessment.formats.calendar import calendar

        title = stored.assessment.title
        print_out(calendar(found, stored.bank, number, title, language, moment), target)
