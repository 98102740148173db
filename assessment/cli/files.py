"""Assessment files: scored, planned, compared."""

from pathlib import Path

import click

from assessment.cli.common import Refusal, as_json, format_option, print_out, read
from assessment.engine.comparison import compare
from assessment.engine.report import assess
from assessment.formats import comparisons, plans, scores


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@format_option("json", "table")
def score(path: Path, form: str) -> None:
    """Print the verdicts, scores and gaps of an assessment file."""
    found = read(path)
    report = assess(found.bank, found.assessment)
    print_out(as_json(scores.score_document(report)) if form == "json" else scores.score_table(report))


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--budget", metavar="DAYS", help="Person-days in each period, in halves.")
@click.option("--periods", metavar="N", type=int, help="From 1 to 12; otherwise 1.")
@click.option("--fit-to-sign", "goal", metavar="P1,P4", help="Pledges or clauses to be kept.")
@format_option("json", "table")
def plan(path: Path, budget: str | None, periods: int | None, goal: str | None, form: str) -> None:
    """Print the steps that are worth most within a budget, or the least that makes pledges fit to sign."""
    found = read(path)
    report = assess(found.bank, found.assessment)
    made = plans.requested_plan(report, budget, periods, goal)
    print_out(as_json(plans.plan_document(made)) if form == "json" else plans.plan_table(report, made))


@click.command("compare")
@click.argument("earlier", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("later", metavar="FILE", type=click.Path(path_type=Path))
@format_option("json", "table")
def compare_files(earlier: Path, later: Path, form: str) -> None:
    """Print what changed between two assessment files, the earlier first, and why."""
    a, b = read(earlier), read(later)
    if b.assessment.date < a.assessment.date:
        dates = f"{b.assessment.date}, before {earlier} ({a.assessment.date})"
        raise Refusal([f"{later}: is dated {dates}; name the earlier assessment first."])
    found = compare(assess(a.bank, a.assessment), assess(b.bank, b.assessment))
    print_out(as_json(comparisons.compare_document(found)) if form == "json" else comparisons.compare_table(found))
