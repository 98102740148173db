"""What is different about a question, part by part: how it was worded, and how it is now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from assessment.engine.bank_changes import MEANING, PARTS, Part, differences
from assessment.engine.model import Bank, Question, Step
from assessment.web import words
from assessment.web.language import say


@dataclass(frozen=True)
class Line:
    """One part of a question in the person's language, then and now; a dash where one side lacks it."""

    label: str
    then: str
    now: str


def wording(
    before: tuple[Bank, Question], after: tuple[Bank, Question], parts: Iterable[Part] = PARTS
) -> tuple[Line, ...]:
    """Say what differs in these parts; what reads the same in the person's language is left out."""
    wanted = set(parts)
    lines = (
        line
        for part in differences(before[1], after[1])
        if part in wanted
        for line in _lines(_READERS[part](*before), _READERS[part](*after))
    )
    return tuple(line for line in lines if line.then != line.now)


def meaning(before: tuple[Bank, Question], after: tuple[Bank, Question]) -> tuple[Line, ...]:
    """Say what differs in the parts that an answer depends on."""
    return wording(before, after, MEANING)


def _lines(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Line]:
    for label in dict.fromkeys((*then, *now)):
        yield Line(label, then.get(label, "–"), now.get(label, "–"))


def _levels(_bank: Bank, question: Question) -> dict[str, str]:
    return {_("Level %(level)s", level=level): say(text) for level, text in enumerate(question.levels)}


def _evidence(_bank: Bank, question: Question) -> dict[str, str]:
    hints = (f"{words.KINDS[hint.kind]}{_(': ')}{say(hint.text)}" for hint in question.evidence)
    return {_("What would show it"): "\n".join(hints) or "–"}


def _steps(_bank: Bank, question: Question) -> dict[str, str]:
    return {_("Step to level %(level)s", level=step.level): _step(step) for step in question.steps}


def _step(step: Step) -> str:
    days = float(step.effort)
    text = ngettext("%(days)s person-day", "%(days)s person-days", 1 if days == 1 else 2, days=f"{days:g}")
    needs = _(", ").join(f"{need.question} ≥ {need.level}" for need in step.needs)
    return _(" · ").join(part for part in (say(step.text), str(words.LEADS[step.lead]), text, needs) if part)


def _references(_bank: Bank, question: Question) -> dict[str, str]:
    return {str(words.RULE_BOOKS_SHORT.get(book, book)): _(", ").join(ids) for book, ids in question.refs.items()}


def _elsewhere(_bank: Bank, question: Question) -> dict[str, str]:
    return {clause: say(reason) for clause, reason in question.elsewhere.items()}


def _facts(bank: Bank, question: Question) -> dict[str, str]:
    facts = (
        (say(bank.fact[name].text), _("yes") if holds else _("no")) for name, holds in question.applies_when.items()
    )
    return {_("Asked when"): "\n".join(f"{fact}{_(': ')}{word}" for fact, word in facts) or _("always")}


def _rhythm(_bank: Bank, question: Question) -> dict[str, str]:
    return {_("Rhythm"): str(words.RHYTHMS[question.rhythm]) if question.rhythm else "–"}


def _days(_bank: Bank, question: Question) -> dict[str, str]:
    days = question.evidence_days
    return {_("Evidence counts for"): ngettext("%(num)s day", "%(num)s days", days)}


def _critical(_bank: Bank, question: Question) -> dict[str, str]:
    return {_("Critical"): _("yes") if question.critical else _("no")}


_READERS: Final[Mapping[Part, Callable[[Bank, Question], dict[str, str]]]] = {
    "text": lambda _bank, question: {_("Question"): say(question.text)},
    "why": lambda _bank, question: {_("Why it is asked"): say(question.why)},
    "how": lambda _bank, question: {_("How to find the answer"): say(question.how)},
    "levels": _levels,
    "evidence": _evidence,
    "steps": _steps,
    "refs": _references,
    "elsewhere": _elsewhere,
    "clauses": lambda _bank, question: {_("Promises it is asked for"): _(", ").join(question.clauses)},
    "applies_when": _facts,
    "rhythm": _rhythm,
    "evidence_days": _days,
    "critical": _critical,
    "weight": lambda _bank, question: {_("Weight"): str(question.weight)},
    "target": lambda _bank, question: {_("Target"): str(question.target)},
    "tier": lambda _bank, question: {_("Tier"): str(words.TIERS[question.tier])},
}
