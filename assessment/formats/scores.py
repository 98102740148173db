"""A report as the score JSON, which scripts rely on, and as a plain table for the terminal."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from assessment.engine.families import FamilyResult
from assessment.engine.gaps import Gap
from assessment.engine.model import Level
from assessment.engine.report import Report
from assessment.engine.scoring import Score, truncated
from assessment.engine.verdicts import PLEDGE_ORDER, PledgeResult, Verdict
from assessment.formats.text_table import Row, table

_VERDICTS: Final[tuple[Verdict, ...]] = (*PLEDGE_ORDER, "out_of_scope", "not_asked")


def score_document(report: Report) -> dict[str, Any]:
    """What ``assessment score --format json`` prints; indices run from 0 to 100, cut to one decimal."""
    return {
        "complete": report.complete,
        "answered": report.answered,
        "in_scope": len(report.in_scope),
        "score": _indices(report.score),
        "level": report.level,
        "unknown": len(report.unknown),
        "na": len(report.excluded),
        "carried_over": len(report.carried_over),
        "capped": len(report.capped),
        "families": {one.family.id: _family(one) for one in report.families if one.in_scope},
        "clauses": {one.clause.id: one.verdict for one in report.clauses},
        "pledges": {one.pledge.id: _pledge(one) for one in report.pledges},
        "warnings": [warning.en for warning in report.warnings],
        "gaps": [_gap(one) for one in report.gaps],
    }


def score_table(report: Report) -> str:
    """The same for a person at a terminal, in English, verdicts first."""
    parts = [_head(report), _pledges(report), _broken(report), _families(report), _gaps(report), _notices(report)]
    return "\n".join(part for part in parts if part)


def _indices(score: Score) -> dict[str, float | None]:
    return {
        "claimed": truncated(score.claimed),
        "evidenced": truncated(score.evidenced),
        "low": truncated(score.low),
        "high": truncated(score.high),
        "strict": truncated(score.strict),
    }


def _family(one: FamilyResult) -> dict[str, Any]:
    return {**_indices(one.score), "level": one.level}


def _pledge(one: PledgeResult) -> dict[str, Any]:
    return {
        "verdict": one.verdict,
        "user_side": one.user_side,
        "fit_to_sign": one.fit_to_sign,
        "counts": _counts(one),
    }


def _counts(one: PledgeResult) -> dict[str, int]:
    return {verdict: count for verdict in _VERDICTS if (count := one.counts.get(verdict, 0))}


def _gap(one: Gap) -> dict[str, Any]:
    standing = one.standing
    return {
        "question": standing.question.id,
        "claimed": standing.claimed,
        "evidenced": standing.evidenced,
        "target": standing.target,
        "gap": standing.gap,
        "priority": standing.priority,
        "effort": days(standing.effort),
        "accepted": one.accepted,
    }


def days(effort: Fraction) -> int | float:
    """Person-days as a plain number: a whole one where there is no fraction."""
    return effort.numerator if effort.denominator == 1 else float(effort)


def _head(report: Report) -> str:
    about = report.assessment
    firm = " · ".join(part for part in (about.organisation, about.unit) if part)
    counts = (
        f"{report.answered} of {len(report.in_scope)} answered, {len(report.unknown)} unknown, "
        f"{len(report.excluded)} not applicable, {len(report.carried_over)} carried over, "
        f"{len(report.capped)} claimed and not shown"
    )
    return f"{about.title} · {about.date.isoformat()} · {about.status}\n{firm}\n{counts}\n"


def _pledges(report: Report) -> str:
    rows = [
        (
            one.pledge.id,
            words(one.verdict),
            ", ".join(f"{count} {words(verdict)}" for verdict, count in _counts(one).items()) or "-",
            words(one.user_side),
            "yes" if one.fit_to_sign else "no",
        )
        for one in report.pledges
    ]
    return table(("pledge", "verdict", "clauses", "users' side", "fit to sign"), rows) if rows else ""


def _broken(report: Report) -> str:
    rows = [
        (one.clause.id, ", ".join(standing.question.id for standing in one.because), one.clause.text.en)
        for one in report.broken
    ]
    return table(("broken clause", "because of", "promise"), rows) if rows else ""


def _families(report: Report) -> str:
    overall = ("all", _level(report.level), *_figures(report.score), f"{report.answered} of {len(report.in_scope)}")
    rows = [
        (one.family.id, _level(one.level), *_figures(one.score), f"{one.answered} of {len(one.in_scope)}")
        for one in report.families
        if one.in_scope
    ]
    heads = ("family", "level", "evidenced", "claimed", "low", "high", "strict", "answered")
    return table(heads, [*rows, overall])


def _figures(score: Score) -> Row:
    indices = (score.evidenced, score.claimed, score.low, score.high, score.strict)
    return tuple("-" if index is None else f"{truncated(index):.1f}" for index in indices)


def _gaps(report: Report) -> str:
    rows = [
        (
            one.standing.question.id,
            words(one.verdict),
            f"{one.standing.evidenced} to {one.standing.target}",
            str(one.standing.priority),
            str(days(one.standing.effort)),
            "yes" if one.accepted else "no",
        )
        for one in report.gaps
    ]
    return table(("gap", "worst verdict", "levels", "priority", "person-days", "accepted"), rows) if rows else ""


def _notices(report: Report) -> str:
    return "".join(f"{line}\n" for line in _notice_lines(report))


def _notice_lines(report: Report) -> Iterator[str]:
    yield from (warning.en for warning in report.warnings)
    if report.unknown_facts:
        yield f"Not known of the organisation: {', '.join(report.unknown_facts)}."


def words(verdict: str | None) -> str:
    """A verdict as it is read in a table, a dash where there is none."""
    return "-" if verdict is None else verdict.replace("_", " ")


def _level(level: Level | None) -> str:
    return "-" if level is None else str(level)
