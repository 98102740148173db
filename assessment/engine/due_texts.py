"""How a day came about, in a sentence of both languages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from assessment.engine.due_periods import Basis, Owed
from assessment.engine.duties import Calendar, Clock, Duty, Limit, Unit
from assessment.engine.evidence import MONTHS, period_name
from assessment.engine.model import AcceptedRisk, Action, Rhythm, Text
from assessment.engine.standing import Standing

EACH: Final[Mapping[Rhythm, Text]] = {
    "month": Text("each month", "每月"),
    "quarter": Text("each quarter", "每季度"),
    "half_year": Text("each half-year", "每半年"),
    "year": Text("each calendar year", "每自然年度"),
    "two_years": Text("every two years (from an even year)", "每两年（自偶数年起算）"),
}
_UNITS: Final[Mapping[Unit, tuple[str, str, str]]] = {
    "hours": ("hour", "hours", "小时"),
    "days": ("day", "days", "日"),
    "working_days": ("working day", "working days", "个工作日"),
    "months": ("month", "months", "个月"),
    "years": ("year", "years", "年"),
}
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_NOTHING: Final = Text("No dated evidence of it is on record", "尚无注明日期的佐证")


def rhythm(every: Rhythm, found: Owed) -> Text:
    """Why a promised rhythm is owed on its day."""
    each = EACH[every]
    head = Text(f"Promised {each.en}", f"承诺{each.zh}开展")
    return _calendar_words(head, named_period(found.period or 0, every), "for", found)


def duty(one: Duty, calendar: Calendar, found: Owed) -> Text:
    """Why a statutory duty is owed on its day."""
    if found.period is None:
        return _rolling_words(one, calendar, found)
    each = EACH[calendar.every]
    if calendar.by is None:
        head = Text(f"Owed {each.en}", f"{each.zh}应当完成")
        return _calendar_words(head, named_period(found.period, calendar.every), "for", found)
    month, day = calendar.by
    head = Text(f"Owed {each.en} by {day} {_MONTHS[month - 1]}", f"{each.zh}应当在{month}月{day}日前完成")
    return _calendar_words(head, on(found.day), "by", found)


def stale(losing: Sequence[Standing], days: int, *, ended: bool) -> Text:
    """Why evidence shows these questions up to its day and no longer."""
    en = ", ".join(f"{one.question.id} at level {one.evidenced}" for one in losing)
    zh = "、".join(f"{one.question.id}（{one.evidenced}级）" for one in losing)
    after = Text("is no longer valid", "有效期届满") if ended else Text(f"is older than {days} days", f"已超过{days}天")
    return Text(
        f"It shows {en} up to this day; after it the evidence {after.en}.",
        f"对{zh}的佐证至当日为止，此后证据{after.zh}。",
    )


def ends(name: str) -> Text:
    """Why a piece of evidence falls due."""
    return Text(
        f"Evidence {name} is valid up to this day and shows nothing after it.",
        f"证据{name}有效期至当日，此后不再起佐证作用。",
    )


def risk(accepted: AcceptedRisk) -> Text:
    """Why an accepted risk falls due."""
    return Text(
        f"The risk is accepted up to this day, approved by {accepted.approver}; after it the gap is planned again.",
        f"该风险经{accepted.approver}批准接受至当日，此后差距重新列入整改计划。",
    )


def action(one: Action) -> Text:
    """Why an action falls due."""
    if not one.owner:
        return Text(
            "An action promises this step for this day; nobody is named for it yet.",
            "整改措施的期限为当日，尚未指定责任人。",
        )
    return Text(f"{one.owner} promised this step for this day.", f"整改措施的期限为当日，责任人：{one.owner}。")


def within(clock: Clock) -> Text:
    """How long a clock runs."""
    words: Mapping[Limit, tuple[str, str]] = {
        "within": ("within {}", "{}内"),
        "keep": ("kept for at least {}", "至少保存{}"),
    }
    if clock.amount is None or clock.unit is None:
        return Text("at once", "立即")
    one, many, zh = _UNITS[clock.unit]
    en, chinese = words[clock.limit]
    return Text(
        en.format(f"{clock.amount} {one if clock.amount == 1 else many}"), chinese.format(f"{clock.amount}{zh}")
    )


def named_period(number: int, every: Rhythm) -> Text:
    """A calendar period's name, such as 2026-Q3."""
    name = period_name(number, every)
    year, month = divmod(number * MONTHS[every], 12)
    part = month // MONTHS[every] + 1
    chinese: Mapping[Rhythm, str] = {
        "month": f"{year}年{part}月",
        "quarter": f"{year}年第{part}季度",
        "half_year": f"{year}年{'上' if part == 1 else '下'}半年",
        "year": f"{year}年",
        "two_years": f"{year}—{year + 1}年",
    }
    return Text(name, chinese[every])


def on(day: date) -> Text:
    """A day."""
    return Text(day.isoformat(), f"{day.year}年{day.month}月{day.day}日")


def _calendar_words(head: Text, which: Text, word: str, found: Owed) -> Text:
    last = _last(found)
    tails: Mapping[Basis, Text] = {
        "done": Text(f"{last.en}; the next is owed {word} {which.en}.", f"{last.zh}，下一次对应{which.zh}。"),
        "going_on": Text(f"{last.en}; one is owed {word} {which.en}.", f"{last.zh}，{which.zh}应有一次。"),
        "missed": Text(
            f"{last.en}; {which.en} passed without.",
            f"{last.zh}，{which.zh}未见{'开展' if word == 'for' else '完成'}。",
        ),
        "unanswered": Text(
            f"No answer says yet whether it is done; this is the next day, {word} {which.en}.",
            f"尚无答案说明是否已开展，此处列出{which.zh}的期限。",
        ),
    }
    tail = tails[found.basis]
    return Text(f"{head.en}. {tail.en}", f"{head.zh}。{tail.zh}")


def _last(found: Owed) -> Text:
    if found.last is None:
        return _NOTHING
    day = on(found.last)
    return Text(f"The last evidence of it is dated {day.en}", f"最近一份佐证的日期为{day.zh}")


def _rolling_words(one: Duty, calendar: Calendar, found: Owed) -> Text:
    months = MONTHS[calendar.every]
    if found.last is None or found.last < one.since:
        start, last = on(one.since), _last(found)
        return Text(
            f"{last.en}: {months} months from {start.en}, the first day that counts.",
            f"{last.zh}，自{start.zh}（开始计算之日）起{months}个月。",
        )
    start = on(found.last)
    return Text(
        f"{months} months from {start.en}, the day of the last that shows it.",
        f"自最近一份佐证的日期{start.zh}起{months}个月。",
    )
