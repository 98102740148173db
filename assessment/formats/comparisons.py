"""A comparison as the compare JSON, which scripts rely on, and as a plain table for the terminal."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from assessment.engine.comparison import Comparison, Trend
from assessment.engine.decomposition import PARTS, Part
from assessment.engine.developments import ClauseChange, Expired, Promise
from assessment.engine.report import Report
from assessment.engine.scoring import truncated
from assessment.engine.standing import Standing
from assessment.engine.verdicts import ClauseResult
from assessment.formats.scores import score_document
from assessment.formats.text_table import table

_TRENDS: Final[Mapping[Trend, str]] = {"up": "up", "down": "down", "level": "unchanged"}


def compare_document(found: Comparison) -> dict[str, Any]:
    """What ``assessment compare --format json`` prints: points in tenths that add up, and the fractions as text."""
    shown = found.shown
    return {
        "a": score_document(found.a),
        "b": score_document(found.b),
        "change": _points(shown.change),
        "like_for_like": _points(shown.like_for_like),
        "common": found.common,
        "of": found.of,
        "parts": {part: None if shown.parts is None else _points(shown.parts[part]) for part in PARTS},
        "exact": _exact(found),
        "questions": _questions(found),
        "clauses": [
            {"clause": one.clause.id, "from": _verdict(one.before), "to": _verdict(one.after)} for one in found.clauses
        ],
        "expired": [_expired(one) for one in found.expired],
        "promised": [_promise(one) for one in found.promised],
    }


def compare_table(found: Comparison) -> str:
    """The same for a person at a terminal, in English, and the gaps that are still open."""
    parts = [
        _head(found),
        _figures(found),
        _clauses(found),
        _change_by_part(found),
        _change_by_family(found),
        _question_rows(found),
        _expired_rows(found),
        _promise_rows(found),
        _gap_rows(found),
    ]
    return "\n".join(part for part in parts if part)


def _exact(found: Comparison) -> dict[str, Any]:
    parts = found.parts
    return {
        "change": _fraction(found.change),
        "like_for_like": _fraction(found.like_for_like),
        "parts": {part: None if parts is None else _fraction(parts[part]) for part in PARTS},
    }


def _questions(found: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "question": one.pair.question.id,
            "from": _evidenced(one.pair.before),
            "to": _evidenced(one.pair.after),
            "part": one.part,
            "contribution": _points(found.shown.questions[one.part][one.pair.question.id]),
        }
        for one in found.contributions
    ]


def _expired(one: Expired) -> dict[str, Any]:
    return {
        "evidence": one.name,
        "title": one.piece.title,
        "date": _day(one.piece.date),
        "valid_until": _day(one.piece.valid_until),
        "questions": list(one.questions),
    }


def _promise(one: Promise) -> dict[str, Any]:
    return {
        "question": one.action.question,
        "level": one.action.level,
        "owner": one.action.owner,
        "due": _day(one.action.due),
        "status": one.action.status,
        "from": _evidenced(one.before),
        "to": _evidenced(one.after),
        "became": one.became,
    }


def _points(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10


def _fraction(points: Fraction | None) -> str | None:
    return None if points is None else str(points)


def _evidenced(one: Standing | None) -> int | None:
    return None if one is None else one.evidenced


def _verdict(one: ClauseResult | None) -> str | None:
    return None if one is None else one.verdict


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _head(found: Comparison) -> str:
    return f"A: {_named(found.a)}\nB: {_named(found.b)}\n{_basis(found)}\n"


def _named(report: Report) -> str:
    about = report.assessment
    named = (about.title, about.date.isoformat(), about.status, about.organisation, about.unit)
    return " · ".join(" ".join(part.split()) for part in named if part)


def _basis(found: Comparison) -> str:
    if not found.comparable:
        return "Nothing is comparable: no question is the same, in scope and answered in both."
    based = f"Based on {found.common} of {found.of} questions"
    if found.trend is None:
        return f"{based}: fewer than 60 %, so that no trend can be told."
    return f"{based}: like for like, {_TRENDS[found.trend]}."


def _figures(found: Comparison) -> str:
    a, b, shown = found.a, found.b, found.shown
    rows = [
        ("score, evidenced", _score(a), _score(b), _signed(shown.change), _signed(shown.like_for_like)),
        ("level", _word(a.level), _word(b.level), "", ""),
        ("broken clauses", str(len(a.broken)), str(len(b.broken)), "", ""),
        ("answered", _answered(a), _answered(b), "", ""),
    ]
    return table(("as reported", "A", "B", "change", "like for like"), rows)


def _score(report: Report) -> str:
    index = truncated(report.score.evidenced)
    return "-" if index is None else f"{index:.1f}"


def _answered(report: Report) -> str:
    return f"{report.answered} of {len(report.in_scope)}"


def _clauses(found: Comparison) -> str:
    rows = [(one.clause.id, one.turn, *_turned(one), one.clause.text.en) for one in found.clauses]
    return table(("clause", "turn", "from", "to", "promise"), rows) if rows else ""


def _turned(one: ClauseChange) -> tuple[str, str]:
    return _word(_verdict(one.before)), _word(_verdict(one.after))


def _change_by_part(found: Comparison) -> str:
    if found.shown.parts is None:
        return ""
    rows = [(_word(part), _signed(points), _named_in(found, part)) for part, points in found.shown.parts.items()]
    return table(("part of the change", "points", "questions"), [*rows, ("all", _signed(found.shown.change), "")])


def _named_in(found: Comparison, part: Part) -> str:
    return ", ".join(one.pair.question.id for one in found.contributions if one.part == part) or "-"


def _change_by_family(found: Comparison) -> str:
    rows = [(one.family.id, _signed(found.shown.families[one.family.id])) for one in found.families]
    return table(("family", "points"), [*rows, ("all", _signed(found.shown.change))]) if rows else ""


def _question_rows(found: Comparison) -> str:
    rows = [(pair.question.id, *_stood(pair.before, pair.after)) for pair in found.level_changes]
    return table(("question", "from", "to"), rows) if rows else ""


def _stood(before: Standing | None, after: Standing | None) -> tuple[str, str]:
    return _stand(before), _stand(after)


def _stand(one: Standing | None) -> str:
    if one is None:
        return "not asked"
    if one.state == "level":
        return f"{one.evidenced} (claimed {one.claimed})" if one.capped else str(one.evidenced)
    return {"open": "open", "unknown": "unknown", "na": "N/A"}[one.state]


def _expired_rows(found: Comparison) -> str:
    rows = [
        (one.name, _word(_day(one.piece.date)), _word(_day(one.piece.valid_until)), ", ".join(one.questions), title)
        for one in found.expired
        for title in [one.piece.title]
    ]
    return table(("evidence run out", "confirmed", "valid until", "questions", "title"), rows) if rows else ""


def _promise_rows(found: Comparison) -> str:
    rows = [
        (
            one.action.question,
            str(one.action.level),
            _word(_day(one.action.due)),
            one.action.status,
            *_stood(one.before, one.after),
            _word(one.became),
        )
        for one in found.promised
    ]
    return table(("promised", "level", "due", "status in A", "from", "to", "became"), rows) if rows else ""


def _gap_rows(found: Comparison) -> str:
    rows = list(_gap_cells(found))
    return table(("gap still open", "levels", "since"), rows) if rows else ""


def _gap_cells(found: Comparison) -> Iterator[tuple[str, str, str]]:
    for one in found.still_open:
        standing = one.gap.standing
        yield standing.question.id, f"{standing.evidenced} to {standing.target}", one.since.isoformat()


def _signed(tenths: int | None) -> str:
    return "-" if tenths is None else f"{tenths / 10:+.1f}" if tenths else "0.0"


def _word(value: object) -> str:
    return "-" if value is None else str(value).replace("_", " ")
