"""What falls due from an assessment itself: rhythms, evidence, accepted risks, actions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from assessment.engine import due_texts as texts
from assessment.engine.due_items import Due, Kind
from assessment.engine.due_lapses import lapsing, last_day_shown
from assessment.engine.due_periods import owed
from assessment.engine.duties import Calendar
from assessment.engine.model import OPERATING, Action, EvidenceKind, Text
from assessment.engine.rectification import is_running
from assessment.engine.report import Report
from assessment.engine.standing import Standing


def from_assessment(report: Report, actions: Mapping[int, Action], today: date) -> Iterator[Due]:
    """Everything that an assessment's own promises and evidence make due as of ``today``."""
    for one in report.in_scope:
        if one.question.rhythm is not None:
            yield _rhythm(report, one, today)
    yield from _stale(report, today)
    yield from _ends(report, today)
    yield from _risks(report, today)
    yield from _actions(report, actions, today)


def late(day: date, today: date) -> int:
    """How many days ``day`` is past."""
    return max(0, (today - day).days)


def clauses_of(report: Report, names: Iterable[str]) -> tuple[str, ...]:
    """The assessed clauses that these questions answer."""
    bank = report.bank
    asked = (clause for name in names if name in bank.question for clause in bank.question[name].clauses)
    return tuple(dict.fromkeys(one for one in asked if bank.clause[one].pledge in report.assessment.pledges))


def _about(report: Report, kind: Kind, names: tuple[str, ...], day: date, today: date) -> Due:
    """What every item holds, about these questions; the first of them gives subject and title."""
    question = report.bank.question[names[0]]
    return Due(
        id=f"{kind}-{question.id}",
        kind=kind,
        subject=question.id,
        title=question.text,
        day=day,
        late=late(day, today),
        why=Text("", ""),
        questions=names,
        clauses=clauses_of(report, names),
    )


def days_shown(one: Standing, kinds: Iterable[EvidenceKind]) -> list[date]:
    """The dates of its pieces of these kinds, of any operating kind where none is named."""
    wanted = frozenset(kinds) or OPERATING
    return [piece.date for piece in one.pieces if piece.date is not None and piece.kind in wanted]


def _rhythm(report: Report, one: Standing, today: date) -> Due:
    question = one.question
    every = question.rhythm or "year"
    found = owed(Calendar(every), date.min, days_shown(one, ()), today, answered=one.claimed is not None)
    item = _about(report, "rhythm", (question.id,), found.day, today)
    return replace(item, id=f"{item.id}-{found.day.isoformat()}", why=texts.rhythm(every, found))


@dataclass(frozen=True, slots=True)
class _Lapse:
    """Evidence on whose day several questions may lose what shows them."""

    day: date
    pieces: tuple[str, ...]
    days: int


def _stale(report: Report, today: date) -> Iterator[Due]:
    register = report.assessment.evidence
    losing: dict[_Lapse, list[Standing]] = {}
    for one in report.in_scope:
        day = last_day_shown(one, today)
        if day is not None:
            names = dict.fromkeys(one.answer.evidence)
            pieces = tuple(name for name in names if lapsing(register[name], one.question, day))
            losing.setdefault(_Lapse(day, pieces, one.question.evidence_days), []).append(one)
    for lapse, found in losing.items():
        held = [register[name] for name in lapse.pieces]
        item = _about(report, "stale", tuple(one.question.id for one in found), lapse.day, today)
        titles = [piece.title for piece in held]
        yield replace(
            item,
            id=f"stale-{'-'.join(lapse.pieces)}-{found[0].question.id}",
            subject=lapse.pieces[0],
            title=Text("; ".join(titles), "；".join(titles)),
            why=texts.stale(found, lapse.days, ended=all(piece.valid_until == lapse.day for piece in held)),
        )


def _ends(report: Report, today: date) -> Iterator[Due]:
    for name, piece in report.assessment.evidence.items():
        day = piece.valid_until
        used = tuple(one.question.id for one in report.in_scope if name in one.answer.evidence)
        # What had ended before the assessment's date never counted in it.
        if day is not None and used and day >= report.assessment.date:
            item = _about(report, "ends", used, day, today)
            title = Text(piece.title, piece.title)
            yield replace(item, id=f"ends-{name}", subject=name, title=title, why=texts.ends(name))


def _risks(report: Report, today: date) -> Iterator[Due]:
    for one in report.in_scope:
        risk = report.assessment.accepted.get(one.question.id)
        if risk is not None and one.gap:
            item = _about(report, "risk", (one.question.id,), risk.until, today)
            yield replace(item, why=texts.risk(risk))


def _actions(report: Report, actions: Mapping[int, Action], today: date) -> Iterator[Due]:
    for number, action in actions.items():
        if is_running(action) and action.due is not None:
            item = _about(report, "action", (action.question,), action.due, today)
            step = report.bank.question[action.question].steps[action.level - 1]
            yield replace(
                item,
                id=f"action-{number}",
                subject=str(number),
                title=step.text,
                why=texts.action(action),
                owner=action.owner,
            )
