"""The command line: each command is a few lines over the rooms, and every fault comes out as one line."""

import sys
from io import TextIOWrapper
from pathlib import Path

import click

from assessment import serving as server
from assessment.cli import bank, due, files, stored
from assessment.cli.common import PlainGroup, instance_option


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
@instance_option
def serve(host: str, port: int, instance: Path) -> None:
    """Start the web application and print its address."""
    server.serve(host, port, instance, lambda address: click.echo(f"Ready at {address} (Ctrl+C ends it)"))


for command in (
    stored.demo,
    bank.bank,
    files.score,
    files.plan,
    files.compare_files,
    stored.list_assessments,
    stored.import_file,
    stored.export,
    due.falls_due,
):
    main.add_command(command)
