"""What falls due as JSON, which scripts rely on, and as plain tables."""

from collections.abc import Iterable
from typing import Any, Final

from assessment.engine.due_items import Due, Dues, Waiting
from assessment.engine.duties import Duty
from assessment.engine.model import Bank, Language, Text
from assessment.formats.due_words import KINDS, OVERDUE, citation, condition, starting
from assessment.formats.text_table import Row, table

_HEADS: Final = (
    Text("due on", "期限"),
    Text("overdue", "逾期天数"),
    Text("kind", "类别"),
    Text("questions", "题目"),
    Text("what", "事项"),
    Text("how the day came about", "期限由来"),
)
_CONDITIONAL: Final = Text("Owed by law if a fact holds that is not known:", "若符合尚未确定的情形，依法还应当：")
_CLOCKS: Final = Text("Clocks that start when something happens:", "发生下列情形时开始计时：")
_CLOCK_HEADS: Final = (Text("duty", "义务"), Text("starts, and how long", "起算情形与时限"), Text("law", "依据"))
_NOTHING: Final = Text("Nothing falls due.", "没有到期事项。")


def due_document(dues: Dues, number: int) -> dict[str, Any]:
    """What ``assessment due --format json`` prints for the assessment ``number``; texts come in both languages."""
    return {
        "assessment": number,
        "date": dues.today.isoformat(),
        "overdue": len(dues.overdue),
        "items": [_item(one) for one in dues.items],
        "conditional": [_item(one) for one in dues.conditional],
        "clocks": [_clock(one) for one in dues.clocks],
    }


def due_table(dues: Dues, bank: Bank, language: Language) -> str:
    """The same for a person at a terminal."""
    parts = [_table(dues.items, bank, language) if dues.items else f"{_NOTHING.in_language(language)}\n"]
    if dues.conditional:
        parts.append(f"{_CONDITIONAL.in_language(language)}\n\n{_table(dues.conditional, bank, language)}")
    if dues.clocks:
        parts.append(f"{_CLOCKS.in_language(language)}\n\n{_clock_table(dues.clocks, bank, language)}")
    return "\n".join(parts)


def _item(one: Due) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "subject": one.subject,
        "date": one.day.isoformat(),
        "overdue": one.overdue,
        "days_late": one.late,
        "title": _words(one.title),
        "why": _words(one.why),
        "questions": list(one.questions),
        "clauses": list(one.clauses),
        "law": _law(one.duty) if one.duty else None,
        "owner": one.owner,
        "unknown": list(one.unknown),
        "also": [duty.id for duty in one.also],
    }


def _clock(one: Waiting) -> dict[str, Any]:
    duty, clock = one.duty, one.duty.clock
    return {
        "duty": duty.id,
        "title": _words(duty.title),
        "text": _words(duty.text),
        "starts": _words(clock.starts) if clock else None,
        "limit": clock.limit if clock else None,
        "amount": clock.amount if clock else None,
        "unit": clock.unit if clock else None,
        "law": _law(duty),
        "questions": list(duty.questions),
        "unknown": list(one.unknown),
    }


def _law(duty: Duty) -> dict[str, Any]:
    law = duty.law
    return {
        "book": law.book,
        "article": duty.article,
        "title": _words(law.title),
        "in_force": law.in_force.isoformat(),
    }


def _words(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


def _table(items: Iterable[Due], bank: Bank, language: Language) -> str:
    heads = tuple(head.in_language(language) for head in _HEADS)
    return table(heads, [_row(one, bank, language) for one in items])


def _row(one: Due, bank: Bank, language: Language) -> Row:
    parts = [one.why, *([citation(one.duty)] if one.duty else []), *_conditions(bank, one.duty, one.unknown)]
    return (
        one.day.isoformat(),
        f"{OVERDUE.in_language(language)} {one.late}" if one.overdue else "-",
        KINDS[one.kind].in_language(language),
        ", ".join(one.questions) or "-",
        one.title.in_language(language),
        " ".join(part.in_language(language) for part in parts),
    )


def _clock_table(clocks: Iterable[Waiting], bank: Bank, language: Language) -> str:
    heads = tuple(head.in_language(language) for head in _CLOCK_HEADS)
    rows = []
    for one in clocks:
        when = [starting(one), *_conditions(bank, one.duty, one.unknown)]
        cells = one.duty.title.in_language(language), " ".join(part.in_language(language) for part in when)
        rows.append((*cells, citation(one.duty).in_language(language)))
    return table(heads, rows)


def _conditions(bank: Bank, duty: Duty | None, unknown: tuple[str, ...]) -> list[Text]:
    return [condition(bank, duty, unknown)] if duty and unknown else []
