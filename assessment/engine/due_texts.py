"""How a day came about, in a sentence of both languages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal

from assessment.engine.due_periods import Basis, Owed
from assessment.engine.duties import Calendar, Clock, Duty, Limit, Unit
from assessment.engine.evidence import MONTH_NAMES, MONTHS, period_name
from assessment.engine.model import AcceptedRisk, Action, Rhythm, Text
from assessment.engine.standing import Standing

Word = Literal["for", "by"]
"""Whether something is owed for a period or by a day."""

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
_TAILS: Final[Mapping[Word, Mapping[Basis, str]]] = {
    "for": {
        "done": "下一次应于{}内开展",
        "going_on": "{}内应开展一次",
        "missed": "{}未见开展",
        "unanswered": "下一次应于{}内开展",
    },
    "by": {
        "done": "下一次期限为{}",
        "going_on": "本次期限为{}",
        "missed": "截至{}未见完成",
        "unanswered": "下一次期限为{}",
    },
}
_NOTHING: Final = Text("No dated evidence of it is on record", "尚无注明日期的证据")


def rhythm(every: Rhythm, found: Owed) -> Text:
    """Why a promised rhythm is owed on its day."""
    each = EACH[every]
    head = Text(f"Promised {each.en}", f"承诺{each.zh}开展")
    return _calendar_words(head, period_name(found.period or 0, every), "for", found)


def duty(one: Duty, calendar: Calendar, found: Owed) -> Text:
    """Why a statutory duty is owed on its day."""
    if found.period is None:
        return _rolling_words(one, calendar, found)
    each = EACH[calendar.every]
    if calendar.by is None:
        head = Text(f"Owed {each.en}", f"{each.zh}应当完成")
        return _calendar_words(head, period_name(found.period, calendar.every), "for", found)
    month, day = calendar.by
    head = Text(f"Owed {each.en} by {MONTH_NAMES[month - 1]} {day}", f"{each.zh}应当在{month}月{day}日前完成")
    return _calendar_words(head, on(found.day), "by", found)


def stale(losing: Sequence[Standing], days: int, *, ended: bool) -> Text:
    """Why evidence shows these questions up to its day and no longer."""
    en = ", ".join(f"{one.question.id} at level {one.evidenced}" for one in losing)
    zh = "、".join(f"{one.question.id}（{one.evidenced}级）" for one in losing)
    old = _amount(days, "days")
    after = Text("is no longer valid", "有效期届满") if ended else Text(f"is older than {old.en}", f"超过{old.zh}时效")
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
        f"该风险经{accepted.approver}批准接受至当日，此后其步骤重新纳入整改计划。",
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
    en, chinese = words[clock.limit]
    long = _amount(clock.amount, clock.unit)
    return Text(en.format(long.en), chinese.format(long.zh))


def _amount(number: int, unit: Unit) -> Text:
    one, many, chinese = _UNITS[unit]
    return Text(f"{number} {one if number == 1 else many}", f"{number}{chinese}")


def on(day: date) -> Text:
    """A day as the pages write it: "Jan 31, 2026"."""
    return Text(f"{MONTH_NAMES[day.month - 1][:3]} {day.day}, {day.year}", f"{day.year}年{day.month}月{day.day}日")


def _calendar_words(head: Text, which: Text, word: Word, found: Owed) -> Text:
    last = _last(found)
    chinese = _TAILS[word][found.basis].format(which.zh)
    tails: Mapping[Basis, Text] = {
        "done": Text(f"{last.en}; the next is owed {word} {which.en}.", f"{last.zh}，{chinese}。"),
        "going_on": Text(f"{last.en}; one is owed {word} {which.en}.", f"{last.zh}，{chinese}。"),
        "missed": Text(f"{last.en}; {which.en} passed without one.", f"{last.zh}，{chinese}。"),
        "unanswered": Text(
            f"No answer says yet whether it is done; the next is owed {word} {which.en}.",
            f"尚无答案说明是否已开展，{chinese}。",
        ),
    }
    tail = tails[found.basis]
    return Text(f"{head.en}. {tail.en}", f"{head.zh}。{tail.zh}")


def _last(found: Owed) -> Text:
    if found.last is None:
        return _NOTHING
    day = on(found.last)
    return Text(f"The last evidence of it is dated {day.en}", f"最近一件证据的日期为{day.zh}")


def _rolling_words(one: Duty, calendar: Calendar, found: Owed) -> Text:
    long = _amount(MONTHS[calendar.every], "months")
    if found.last is None or found.last < one.since:
        start, last = on(one.since), _last(found)
        return Text(
            f"{last.en}: {long.en} from {start.en}, the first day that counts.",
            f"{last.zh}，自{start.zh}（开始计算之日）起{long.zh}。",
        )
    start = on(found.last)
    return Text(
        f"{long.en} from {start.en}, the day of the last that shows it.",
        f"自最近一件证据的日期{start.zh}起{long.zh}。",
    )
