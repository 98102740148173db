"""Statutory duties for tests: say what matters, the rest is filled in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from assessment.engine.duties import Calendar, Clock, Duty, Law
from assessment.engine.model import EvidenceKind, Text
from tests.build import text

LAW: Final = Law("law", Text("Letter law", "《信件法》"), date(2025, 1, 1))
YEARLY: Final = Calendar("year")


def duty(
    name: str = "yearly-report",
    *,
    calendar: Calendar | None = None,
    clock: Clock | None = None,
    applies_when: Mapping[str, bool] | None = None,
    questions: Sequence[str] = (),
    shown_by: Sequence[EvidenceKind] = (),
    since: date = LAW.in_force,
    article: str | None = "5",
) -> Duty:
    """A duty of ``LAW``, yearly where nothing else is said."""
    return Duty(
        id=name,
        title=text(f"Duty {name}"),
        text=text(f"What {name} asks"),
        law=LAW,
        article=article,
        since=since,
        calendar=calendar if calendar or clock else YEARLY,
        clock=clock,
        applies_when=dict(applies_when or {}),
        questions=tuple(questions),
        shown_by=tuple(shown_by),
    )
