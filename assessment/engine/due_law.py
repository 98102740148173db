"""What falls due by law."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessment.engine import due_texts as texts
from assessment.engine.due_items import Due, Waiting
from assessment.engine.due_periods import owed
from assessment.engine.due_sources import clauses_of, days_shown, late
from assessment.engine.duties import LIMITS, UNITS, Calendar, Duty
from assessment.engine.model import Assessment, Bank
from assessment.engine.profile import contradictions
from assessment.engine.report import Report
from assessment.engine.scope import with_implied


@dataclass(frozen=True)
class ByLaw:
    """What is owed by law: with a day, with a day if facts hold that are not known, and once something happens."""

    known: tuple[Due, ...]
    conditional: tuple[Due, ...]
    clocks: tuple[Waiting, ...]


def from_law(report: Report, today: date) -> ByLaw:
    """What the bank's duties make due as of ``today`` by the organisation's facts."""
    owing = [Waiting(duty, facts) for duty, facts in _owing(report)]
    dated = [_due(report, one, today) for one in owing if one.duty.calendar]
    return ByLaw(
        known=tuple(one for one in dated if not one.unknown),
        conditional=tuple(one for one in dated if one.unknown),
        clocks=tuple(sorted((one for one in owing if one.duty.clock), key=_urgency)),
    )


def _urgency(one: Waiting) -> tuple[int, int, int]:
    """What is owed at once comes first, the longest to be kept last; equals stay in the bank's order."""
    clock = one.duty.clock
    if clock is None or clock.unit is None:
        return (0, 0, 0)
    return (LIMITS.index(clock.limit), UNITS.index(clock.unit), clock.amount or 0)


def _owing(report: Report) -> Iterable[tuple[Duty, tuple[str, ...]]]:
    for duty in report.bank.duties:
        facts = _unknown(report.bank, report.assessment, duty)
        if facts is not None:
            yield duty, facts


def _unknown(bank: Bank, assessment: Assessment, duty: Duty) -> tuple[str, ...] | None:
    """The facts that decide whether a duty is owed and are not known; None where it is not owed."""
    profile = with_implied(bank, dict(assessment.profile))
    unknown = []
    for fact, wanted in duty.applies_when.items():
        # A fact that would imply what is denied cannot hold.
        denied = any(first == fact for first, _ in contradictions(bank, {**profile, fact: True}))
        holds = False if denied else profile.get(fact)
        if holds is None:
            unknown.append(fact)
        elif holds != wanted:
            return None
    return tuple(unknown)


def _due(report: Report, owing: Waiting, today: date) -> Due:
    duty = owing.duty
    asked = [report.by_question[name] for name in duty.questions if name in report.by_question]
    judged = [one for one in asked if one.claimed is not None]
    days = [day for one in judged for day in days_shown(one, duty.shown_by)]
    calendar = duty.calendar or Calendar("year")
    found = owed(calendar, duty.since, days, today, answered=bool(judged))
    names = tuple(name for name in duty.questions if name in report.bank.question)
    return Due(
        id=f"statute-{duty.id}-{found.day.isoformat()}",
        kind="statute",
        subject=duty.id,
        title=duty.title,
        day=found.day,
        late=late(found.day, today),
        why=texts.duty(duty, calendar, found),
        questions=names,
        clauses=clauses_of(report, names),
        duty=duty,
        unknown=owing.unknown,
    )
