"""What the page of what falls due shows: the overdue, then month by month, each with where to act on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from babel.dates import format_skeleton
from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from assessment.engine import duties
from assessment.engine.due import due
from assessment.engine.due_items import Due, Dues, Waiting
from assessment.engine.due_texts import within
from assessment.engine.duties import Duty
from assessment.engine.model import Text
from assessment.engine.report import Report
from assessment.formats.due_words import citation, condition
from assessment.store import actions, lineage
from assessment.store.assessments import Stored
from assessment.store.lineage import Head
from assessment.web.storage import db, report, today

SOON = 30
"""Days that count as soon."""


@dataclass(frozen=True)
class Act:
    """Where something is done about an item, and the words for it."""

    href: str
    label: str


@dataclass(frozen=True)
class Row:
    """One item; each of its questions with its address, None where this assessment does not ask it."""

    item: Due
    act: Act | None
    questions: tuple[tuple[str, str | None], ...]
    law: Text | None
    condition: Text | None


@dataclass(frozen=True)
class Clock:
    """One duty that starts when something happens."""

    waiting: Waiting
    limit: Text
    questions: tuple[tuple[str, str | None], ...]
    law: Text
    condition: Text | None


@dataclass(frozen=True)
class Month:
    """What falls due in one month; ``anchor`` is like 2026-11."""

    anchor: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class DuePage:
    """The whole page; ``soon`` counts what falls due within ``SOON`` days and is not overdue."""

    today: date
    overdue: tuple[Row, ...]
    months: tuple[Month, ...]
    conditional: tuple[Row, ...]
    clocks: tuple[Clock, ...]
    soon: int
    followed_by: Head | None
    """The latest assessment that goes on from this one: what is owed now is told there."""

    @property
    def empty(self) -> bool:
        """Whether nothing at all has a day."""
        return not (self.overdue or self.months or self.conditional)


def dues_of(found: Stored, result: Report | None = None) -> Dues:
    """Work out what falls due for a stored assessment as of today; ``within(30)`` of it is the next thirty days."""
    promised = {one.id: one.action for one in actions.of(db(), found.id)}
    return due(result or report(found), promised, today())


def due_page(found: Stored) -> DuePage:
    """Put what falls due in the order of its days."""
    result = report(found)
    dues = dues_of(found, result)
    return DuePage(
        today=dues.today,
        overdue=_rows(found, result, dues.overdue),
        months=tuple(
            Month(f"{first:%Y-%m}", format_skeleton("yMMMM", first, locale=get_locale()), _rows(found, result, items))
            for first, items in groupby(dues.ahead, key=lambda one: one.day.replace(day=1))
        ),
        conditional=_rows(found, result, dues.conditional),
        clocks=tuple(_clock(found, result, one, one.duty.clock) for one in dues.clocks if one.duty.clock),
        soon=len(dues.within(SOON)) - len(dues.overdue),
        followed_by=lineage.newest_after(db(), found.id),
    )


def _clock(found: Stored, result: Report, waiting: Waiting, clock: duties.Clock) -> Clock:
    return Clock(
        waiting,
        within(clock),
        _questions(found, result, waiting.duty.questions),
        citation(waiting.duty),
        _condition(found, waiting.duty, waiting.unknown),
    )


def _rows(found: Stored, result: Report, items: Iterable[Due]) -> tuple[Row, ...]:
    return tuple(
        Row(
            one,
            _act(found, result, one),
            _questions(found, result, one.questions),
            _law(one.duty),
            _condition(found, one.duty, one.unknown),
        )
        for one in items
    )


def _law(duty: Duty | None) -> Text | None:
    return citation(duty) if duty else None


def _condition(found: Stored, duty: Duty | None, unknown: tuple[str, ...]) -> Text | None:
    return condition(found.bank, duty, unknown) if duty and unknown else None


def _questions(found: Stored, result: Report, names: Iterable[str]) -> tuple[tuple[str, str | None], ...]:
    return tuple((name, _question(found, result, name)) for name in names)


def _question(found: Stored, result: Report, name: str) -> str | None:
    if name not in result.by_question:
        return None
    family = found.bank.question[name].family
    return url_for("answering.family", number=found.id, family=family, _anchor=name)


def _act(found: Stored, result: Report, item: Due) -> Act | None:
    """The page of the action, the risk, the piece or the question that an item is about."""
    if item.unknown:
        return Act(url_for("start.settings", number=found.id), _("Say whether it holds"))
    match item.kind:
        case "action":
            return Act(url_for("actions.action", number=found.id, action=int(item.subject)), _("The action"))
        case "risk":
            return Act(url_for("risks.risk", number=found.id, question=item.subject), _("The accepted risk"))
        case "stale" | "ends":
            href = url_for("evidence.piece", number=found.id, name=item.subject)
            return Act(href, _("The evidence %(name)s", name=item.subject))
        case _:
            at = next((one for name in item.questions if (one := _question(found, result, name))), None)
            label = _("Add what shows it") if found.assessment.status == "draft" else _("The question")
            return Act(at, label) if at else None
