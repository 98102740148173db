"""The file duties.yaml: laws, each with the duties that have a date or start a clock; and their frozen form."""

import datetime
import re
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from assessment.bank import making
from assessment.bank.schema import Name, Part, Wording
from assessment.engine.duties import Calendar, Clock, Duty, Law, Limit, Unit
from assessment.engine.model import EvidenceKind, Rhythm, Text

_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MONTH_AND_DAY: Final = re.compile(r"\d{2}-\d{2}")
_COMMON_YEAR: Final = 2026


def _slug(given: str) -> str:
    if not _ID.fullmatch(given):
        raise ValueError(f"must look like yearly-report, not '{given}'")
    return given


def _day(given: Any) -> Any:
    try:
        return datetime.date.fromisoformat(given)
    except (TypeError, ValueError):
        raise ValueError(f"must be a day of the calendar such as 2026-05-01, not '{given}'") from None


def _month_and_day(given: str) -> str:
    # A common year, so that the day exists in every year.
    if not _MONTH_AND_DAY.fullmatch(given) or not _exists(f"{_COMMON_YEAR}-{given}"):
        raise ValueError(f"must be a month and a day such as '01-31', not '{given}'")
    return given


def _exists(day: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(day))
    except ValueError:
        return False


Id = Annotated[str, AfterValidator(_slug)]
Day = Annotated[datetime.date, BeforeValidator(_day)]
MonthAndDay = Annotated[str, AfterValidator(_month_and_day)]


class CalendarSpec(Part):
    """When a duty comes back; see ``engine.duties.Calendar``."""

    every: Rhythm
    by: MonthAndDay | None = None
    rolling: bool = False

    @model_validator(mode="after")
    def _fits(self) -> "CalendarSpec":
        if self.by is not None and (self.every != "year" or self.rolling):
            raise ValueError("may name a day in by only with every: year, not rolling")
        return self


class ClockSpec(Part):
    """What starts a clock and how long it runs; see ``engine.duties.Clock``."""

    starts: Wording
    limit: Limit
    amount: Annotated[int, Field(ge=1)] | None = None
    unit: Unit | None = None

    @model_validator(mode="after")
    def _measured(self) -> "ClockSpec":
        given = (self.amount is not None, self.unit is not None)
        if given != (self.limit != "at_once",) * 2:
            raise ValueError("needs amount and unit with the limits within and keep, and neither with at_once")
        return self


class LawSpec(Part):
    """A law under its name in references.yaml."""

    book: Name
    title: Wording
    in_force: Day


class DutySpec(Part):
    """A duty as its law's section has it."""

    id: Id
    title: Wording
    text: Wording
    article: str | None = None
    since: Day | None = None
    calendar: CalendarSpec | None = None
    clock: ClockSpec | None = None
    applies_when: dict[str, bool] = Field(default_factory=dict)
    questions: list[str] = Field(default_factory=list)
    shown_by: list[EvidenceKind] = Field(default_factory=list)

    @model_validator(mode="after")
    def _dated(self) -> "DutySpec":
        if (self.calendar is None) == (self.clock is None):
            raise ValueError("needs either a calendar or a clock")
        return self


class LawWithDuties(LawSpec):
    """A law's section of the file."""

    duties: list[DutySpec]


class DutiesSpec(Part):
    """The file duties.yaml."""

    laws: list[LawWithDuties]


class FrozenDuty(DutySpec):
    """A duty as a frozen copy has it."""

    law: LawSpec


def duty(spec: DutySpec, law: LawSpec) -> Duty:
    """The duty that ``law`` lays down."""
    return Duty(
        id=spec.id,
        title=making.text(spec.title),
        text=making.text(spec.text),
        law=Law(law.book, making.text(law.title), law.in_force),
        article=spec.article,
        since=spec.since or law.in_force,
        calendar=_calendar(spec.calendar) if spec.calendar else None,
        clock=_clock(spec.clock) if spec.clock else None,
        applies_when=dict(spec.applies_when),
        questions=tuple(spec.questions),
        shown_by=tuple(spec.shown_by),
    )


def frozen_duty(spec: FrozenDuty) -> Duty:
    """The duty of a frozen copy."""
    return duty(spec, spec.law)


def duty_document(one: Duty) -> dict[str, Any]:
    """The duty as plain JSON data, every default filled in."""
    return {
        "id": one.id,
        "title": _words(one.title),
        "text": _words(one.text),
        "law": {
            "book": one.law.book,
            "title": _words(one.law.title),
            "in_force": one.law.in_force.isoformat(),
        },
        "article": one.article,
        "since": one.since.isoformat(),
        "calendar": _calendar_document(one.calendar) if one.calendar else None,
        "clock": _clock_document(one.clock) if one.clock else None,
        "applies_when": dict(one.applies_when),
        "questions": list(one.questions),
        "shown_by": list(one.shown_by),
    }


def _calendar(spec: CalendarSpec) -> Calendar:
    month_and_day = spec.by and tuple(map(int, spec.by.split("-")))
    return Calendar(spec.every, (month_and_day[0], month_and_day[1]) if month_and_day else None, spec.rolling)


def _clock(spec: ClockSpec) -> Clock:
    return Clock(making.text(spec.starts), spec.limit, spec.amount, spec.unit)


def _calendar_document(one: Calendar) -> dict[str, Any]:
    by = f"{one.by[0]:02}-{one.by[1]:02}" if one.by else None
    return {"every": one.every, "by": by, "rolling": one.rolling}


def _clock_document(one: Clock) -> dict[str, Any]:
    return {"starts": _words(one.starts), "limit": one.limit, "amount": one.amount, "unit": one.unit}


def _words(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
