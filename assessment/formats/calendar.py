"""What falls due as an iCalendar file (RFC 5545), to be imported once or subscribed to. It invites nobody."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from assessment.engine.due_items import Due, Dues
from assessment.engine.model import Bank, Language, Text
from assessment.formats.due_words import KINDS, OVERDUE, citation, condition, headline

REMINDER: Final = timedelta(days=-7)
_PRODUCT: Final = "-//Privacy controls//What falls due//{}"
_NAME: Final = Text("What falls due", "到期事项")


def calendar(dues: Dues, bank: Bank, number: int, title: str, language: Language, moment: datetime) -> bytes:
    """The calendar of the assessment ``number``, made at ``moment``, which must carry its time zone.

    An entry keeps its UID while the same thing is owed for the same time, so that importing again changes and does not
    double it. Entries are of whole days (one each, since none says when it ends), remind a week before unless they are
    overdue, and leave the day free.
    """
    made = Calendar()
    name = f"{title} · {_NAME.in_language(language)}"
    made.add("prodid", _PRODUCT.format(language.upper()))
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for item in (*dues.items, *dues.conditional):
        made.add_component(_event(item, bank, number, language, moment))
    return bytes(made.to_ical())


def _event(item: Due, bank: Bank, number: int, language: Language, moment: datetime) -> Event:
    event = Event()
    summary = _summary(item, language)
    event.add("uid", f"assessment-{number}-{item.id}@privacy-controls")
    event.add("dtstamp", moment)
    event.add("dtstart", item.day)
    event.add("summary", summary)
    event.add("description", "\n".join(text.in_language(language) for text in _description(item, bank)))
    event.add("categories", [KINDS[item.kind].in_language(language)])
    event.add("transp", "TRANSPARENT")
    if not item.overdue:
        event.add_component(_alarm(summary))
    return event


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", REMINDER)
    return alarm


def _summary(item: Due, language: Language) -> str:
    return f"{_lead(item).in_language(language)}{headline(item).in_language(language)}"


def _lead(item: Due) -> Text:
    if item.unknown:
        return Text("If it applies: ", "如适用：")
    return Text(f"{OVERDUE.en}: ", f"{OVERDUE.zh}：") if item.overdue else Text("", "")


def _description(item: Due, bank: Bank) -> Iterator[Text]:
    if item.duty and item.unknown:
        yield condition(bank, item.duty, item.unknown)
    if item.duty:
        yield item.duty.text
        yield citation(item.duty)
    yield item.why
    if item.clauses:
        yield Text(f"Clauses: {', '.join(item.clauses)}", f"条款：{'、'.join(item.clauses)}")
