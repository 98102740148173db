"""The words in which what falls due is told outside the web pages, in both languages."""

from collections.abc import Mapping
from typing import Final

from assessment.engine.due_items import Due, Kind, Waiting
from assessment.engine.due_texts import on, within
from assessment.engine.duties import Duty
from assessment.engine.model import Bank, Text

KINDS: Final[Mapping[Kind, Text]] = {
    "statute": Text("Statutory duty", "法定义务"),
    "rhythm": Text("Promised rhythm", "承诺的周期"),
    "stale": Text("Evidence grows old", "证据时效届满"),
    "ends": Text("Evidence ends", "证据有效期届满"),
    "risk": Text("Accepted risk expires", "已接受的风险到期"),
    "action": Text("Action", "整改措施"),
}
_DIGITS: Final = "零一二三四五六七八九"
OVERDUE: Final = Text("Overdue", "逾期")


def citation(duty: Duty) -> Text:
    """The law, its article where that is known, and the day its version came into force."""
    day = on(duty.law.in_force)
    article = Text(f", art. {duty.article}", f"第{chinese_number(duty.article)}条") if duty.article else Text("", "")
    return Text(
        f"{duty.law.title.en}{article.en} (in force from {day.en})",
        f"{duty.law.title.zh}{article.zh}（自{day.zh}起施行）",
    )


def chinese_number(article: str) -> str:
    """An article's number below 1000 as Chinese law writes it; anything else as it is."""
    if not article.isdecimal() or not 0 < int(article) < 1000:
        return article
    hundreds, rest = divmod(int(article), 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        # Ten alone is 十, within a hundred 一十.
        text += f"{'' if tens == 1 and not hundreds else _DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def condition(bank: Bank, duty: Duty, unknown: tuple[str, ...]) -> Text:
    """Which of the facts that are not known must hold, and which must not, for a duty to be owed."""
    held = [bank.fact[name].text for name in unknown if duty.applies_when[name]]
    denied = [bank.fact[name].text for name in unknown if not duty.applies_when[name]]
    parts = (
        ("Only if this holds", "仅在符合下列情形时", held),
        ("Only if this does not hold", "仅在不符合下列情形时", denied),
    )
    told = [(en, zh, facts) for en, zh, facts in parts if facts]
    return Text(
        " ".join(f"{en}: {' '.join(fact.en for fact in facts)}" for en, _, facts in told),
        "".join(f"{zh}：{''.join(fact.zh for fact in facts)}" for _, zh, facts in told),
    )


def headline(item: Due) -> Text:
    """An item in one line: its kind, what it is about, and the questions."""
    kind = KINDS[item.kind]
    en = f"{kind.en}: {item.title.en}"
    zh = f"{kind.zh}：{item.title.zh}"
    if not item.questions:
        return Text(en, zh)
    return Text(f"{en} ({', '.join(item.questions)})", f"{zh}（{'、'.join(item.questions)}）")


def starting(waiting: Waiting) -> Text:
    """When a clock starts, and how long it runs."""
    clock = waiting.duty.clock
    if clock is None:
        return waiting.duty.title
    limit = within(clock)
    return Text(f"{clock.starts.en}: {limit.en}", f"{clock.starts.zh}：{limit.zh}")
