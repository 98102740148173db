"""The question bank: checked, shown, exported."""

from datetime import datetime
from pathlib import Path

import click

from assessment import bank as bank_room
from assessment.cli.common import (
    BankRefusal,
    as_json,
    format_option,
    language_option,
    print_out,
    target_option,
)
from assessment.engine.model import Language
from assessment.formats import ciso_assistant, oscal, overviews
from assessment.formats.bank_sheet import bank_workbook


@click.group()
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
@format_option("json", "table")
def bank_show(form: str) -> None:
    """Print the installed bank."""
    shown = bank_room.load()
    print_out(as_json(bank_room.to_document(shown)) if form == "json" else overviews.bank_table(shown))


@bank.command("export")
@click.option("--format", "form", type=click.Choice(["ciso-assistant", "oscal", "xlsx"]), required=True)
@click.option(
    "--date", "moment", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help="When it was published."
)
@language_option
@target_option
def bank_export(form: str, moment: datetime | None, language: Language, target: Path | None) -> None:
    """Write the installed bank for other tools; --lang is for OSCAL, the others carry both languages."""
    shown, day = bank_room.load(), moment.date() if moment else None
    if form == "oscal":
        print_out(oscal.catalog(shown, day, language), target)
    else:
        print_out(bank_workbook(shown, day) if form == "xlsx" else ciso_assistant.library(shown, day), target)
