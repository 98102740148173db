"""What falls due, and how each day came about (docs/scoring.md, section 9).

Nothing here changes a score. Answers and evidence are the assessment's, as they were given.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from assessment.engine.due_items import KINDS, Due, Dues
from assessment.engine.due_law import from_law
from assessment.engine.due_sources import from_assessment
from assessment.engine.duties import Duty
from assessment.engine.model import Action
from assessment.engine.report import Report


def due(report: Report, actions: Mapping[int, Action], today: date) -> Dues:
    """What falls due for an assessment; ``actions`` are those that go on, by their number in the store."""
    by_law = from_law(report, today)
    own = tuple(from_assessment(report, actions, today))
    return Dues(
        today=today,
        items=_in_order(_joined(own, by_law.known)),
        conditional=_in_order(by_law.conditional),
        clocks=by_law.clocks,
    )


def _in_order(found: Iterable[Due]) -> tuple[Due, ...]:
    return tuple(sorted(found, key=lambda one: (one.day, KINDS.index(one.kind), one.id)))


def _joined(own: tuple[Due, ...], by_law: tuple[Due, ...]) -> Iterator[Due]:
    """Leave out what says the same: a rhythm that a duty asks for on the same day, and a piece whose end is told."""
    told = {(one.day, name) for one in by_law for name in one.questions}
    stale = {(one.day, name) for one in own if one.kind == "stale" for name in one.questions}
    yield from by_law
    for one in own:
        if one.kind == "rhythm" and (one.day, one.subject) in told:
            continue
        if one.kind == "ends" and all((one.day, name) in stale for name in one.questions):
            continue
        yield replace(one, also=_also(one, by_law)) if one.kind == "rhythm" else one


def _also(one: Due, by_law: Iterable[Due]) -> tuple[Duty, ...]:
    return tuple(law.duty for law in by_law if law.duty is not None and one.subject in law.questions)
