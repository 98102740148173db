"""What falls due for one small assessment, on 24 November 2026 unless a test says otherwise."""

from datetime import date
from typing import Any, Final

from assessment.engine.due import due
from assessment.engine.due_items import Dues
from assessment.engine.model import Action, Answer, Assessment, Bank, Choice, Evidence
from assessment.engine.report import assess
from tests.build import assessment

TODAY: Final = date(2026, 11, 24)


def falls(bank_: Bank, given: Assessment, actions: dict[int, Action] | None = None, today: date = TODAY) -> Dues:
    return due(assess(bank_, given), actions or {}, today)


def one(name: str = "ENC-01", choice: Choice = 3, *pieces: Evidence, **facts: Any) -> Assessment:
    """An assessment with one answer, shown by ``pieces``, E1 and so on."""
    register = {f"E{number}": each for number, each in enumerate(pieces, 1)}
    return assessment({name: Answer(choice, evidence=tuple(register))}, evidence=register, **facts)


def days(found: Dues) -> list[tuple[str, date, int]]:
    return [(item.id, item.day, item.late) for item in found.items]
