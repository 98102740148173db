"""The report's sentences on a verdict, in the person's language."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from assessment.engine.report import Report
from assessment.engine.verdicts import PledgeResult


def fitness(report: Report, result: PledgeResult) -> tuple[str, ...]:
    """Say whether the pledge is fit to sign and, where it is kept all the same, what stands against it."""
    return (_first(report, result), *_unsettled(report, result), *_uncovered(result))


def _first(report: Report, result: PledgeResult) -> str:
    express = report.assessment.tier == "core"
    excluded = result.counts.get("excluded", 0)
    if result.fit_to_sign:
        return _("Fit to sign as far as this bank asks.") if _unasked(result) else _("Fit to sign.")
    match result.verdict:
        case "kept":
            return _("Nothing found in the express check.") if express else _("Kept, but not fit to sign yet.")
        case "excluded" if not result.counts.get("kept"):
            return _("Every clause that was asked about is excluded: nothing was shown to be kept.")
        case "excluded":
            return _all_but(express, excluded)
        case "out_of_scope":
            return _("No clause of it was asked about.")
    return _("Not fit to sign.")


def _all_but(express: bool, excluded: int) -> str:
    if express:
        return ngettext(
            "Nothing found in the express check, but for %(num)s excluded clause.",
            "Nothing found in the express check, but for %(num)s excluded clauses.",
            excluded,
        )
    return ngettext("Kept, but for %(num)s excluded clause.", "Kept, but for %(num)s excluded clauses.", excluded)


def _unsettled(report: Report, result: PledgeResult) -> Iterator[str]:
    if result.fit_to_sign or result.verdict not in ("kept", "excluded"):
        return
    if facts := len(report.unknown_facts):
        yield ngettext("%(num)s fact is not known yet.", "%(num)s facts are not known yet.", facts)
    if copied := len(report.carried_over):
        yield ngettext(
            "%(num)s answer is carried over and nobody has confirmed it.",
            "%(num)s answers are carried over and nobody has confirmed them.",
            copied,
        )


def _uncovered(result: PledgeResult) -> Iterator[str]:
    clauses = (*result.clauses, *result.user_clauses)
    if unasked := _unasked(result):
        yield ngettext(
            "This bank has no question yet on %(num)s of its %(all)s clauses: the verdict says nothing about it.",
            "This bank has no question yet on %(num)s of its %(all)s clauses: the verdict says nothing about them.",
            unasked,
            all=len(clauses),
        )
    if later := sum(one.verdict == "not_asked" for one in clauses):
        yield ngettext(
            "The express check does not ask about %(num)s of its clauses.",
            "The express check does not ask about %(num)s of its clauses.",
            later,
        )


def _unasked(result: PledgeResult) -> int:
    return sum(one.unasked for one in (*result.clauses, *result.user_clauses))
