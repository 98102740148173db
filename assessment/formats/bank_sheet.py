"""The bank as a workbook (XLSX): questions, steps, and the trace from clauses and rule books to the questions.

The bank's texts stand in both languages side by side.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from assessment.engine.model import Bank, Clause, Language, Level, Question, Step, Text
from assessment.formats import bank_words as words
from assessment.formats.workbooks import About, Column, Sheet, workbook

Row = TypeVar("Row")

REVISION: Final = Text("Revision", "修订号")
TIER: Final = Text("Tier", "题集")
RHYTHM: Final = Text("Rhythm", "周期")
DAYS: Final = Text("Evidence current, days", "证据有效天数")
CLAUSES: Final = Text("Clauses", "条款")
CLAUSE: Final = Text("Clause", "条款")
ELSEWHERE: Final = Text("Why it is asked here", "在此设题的理由")
STEP: Final = Text("Step", "步骤")
PLEDGE: Final = Text("Pledge", "承诺书")
BOUND: Final = Text("Who is bound", "约束对象")
KIND: Final = Text("Kind", "类型")
PROMISE: Final = Text("Promise", "承诺内容")
BOOK: Final = Text("Rule book", "法规与标准")
PLACE: Final = Text("Place", "条款号")
GIST: Final = Text("Subject", "主题")
ASKED_BY: Final = Text("Questions", "题目")
LEVEL_WIDTHS: Final = (19, 26, 36, 38, 37)
"""Higher levels say more."""


@dataclass(frozen=True)
class _Measure:
    """A step of a question."""

    question: Question
    step: Step


@dataclass(frozen=True)
class _Place:
    """A place in a rule book, with the questions that cite it."""

    book: str
    place: str
    gist: Text
    questions: tuple[str, ...]


def bank_workbook(bank: Bank, day: date | None = None) -> bytes:
    """The XLSX file, the same bytes for the same bank; ``day`` is when this version of the bank was published."""
    foot = f"Version {bank.version}, {bank.hash[:16]}"
    about = About(bank.title.en, bank.title.zh, foot, day or words.UNDATED)
    return workbook(about, (_questions(bank), _steps(bank), _clauses(bank), _references(bank)))


def _questions(bank: Bank) -> Sheet[Question]:
    """A row a question. Widths are such that no page is much taller than the others."""
    columns = [
        *_asked(bank),
        *_grounds(bank),
        *_pair(words.WHY, lambda one: one.why, 44, 40),
        *_pair(words.HOW, lambda one: one.how, 39, 33, new_page=False),
        *_levels(bank, "en"),
        *_levels(bank, "zh"),
        *_pair(words.SHOWN_BY, lambda one: words.joined(words.hints(one), "\n"), 92, 64),
    ]
    return Sheet("Questions", columns, bank.questions)


def _asked(bank: Bank) -> Iterator[Column[Question]]:
    """What a question is, on the first page."""
    yield Column(_both(words.QUESTION), 9, lambda one: one.id)
    yield Column(_both(words.FAMILY), 20, lambda one: _both(bank.family[one.family].title))
    yield from _pair(words.QUESTION, lambda one: one.text, 32, 24, new_page=False)
    yield Column(_both(TIER), 7, lambda one: one.tier)
    yield Column(_both(words.WEIGHT), 8, lambda one: one.weight)
    yield Column(_both(words.CRITICAL), 9, lambda one: _both(words.CRITICAL) if one.critical else "")
    yield Column(_both(words.TARGET), 8, lambda one: one.target)
    yield Column(_both(RHYTHM), 12, lambda one: _both(words.RHYTHMS[one.rhythm]) if one.rhythm else "")
    yield Column(_both(DAYS), 14, lambda one: "" if one.rhythm else one.evidence_days)
    yield Column(_both(CLAUSES), 12, lambda one: "\n".join(one.clauses))
    yield Column(_both(REVISION), 9, lambda one: one.revision)


def _grounds(bank: Bank) -> Iterator[Column[Question]]:
    """When a question applies and what it rests on, on the second page."""
    yield from _pair(words.CONDITIONS, lambda one: words.joined(words.conditions(bank, one), "\n"), 22, 16)
    yield from _pair(words.CITED, lambda one: words.joined(words.citations(one), "\n"), 38, 38, new_page=False)
    yield from _pair(ELSEWHERE, _elsewhere, 24, 18, new_page=False)


def _elsewhere(question: Question) -> Text:
    reasons = (words.labelled(words.same(clause), text) for clause, text in question.elsewhere.items())
    return words.joined(reasons, "\n")


def _levels(bank: Bank, language: Language) -> Iterator[Column[Question]]:
    """What each level means, a page for each language."""
    for level, width in zip(bank.scale, LEVEL_WIDTHS, strict=True):
        head = words.graded(level).in_language(language)
        yield Column(head, width, _level(level.level, language), new_page=level is bank.scale[0])


def _level(level: Level, language: Language) -> Callable[[Question], str]:
    return lambda one: one.levels[level].in_language(language)


def _steps(bank: Bank) -> Sheet[_Measure]:
    columns = [
        Column[_Measure](_both(words.QUESTION), 9, lambda one: one.question.id),
        Column(_both(words.LEVEL), 8, lambda one: one.step.level),
        *_pair(STEP, lambda one: one.step.text, 58, 44, new_page=False),
        Column(_both(words.EFFORT), 11, lambda one: float(one.step.effort)),
        Column(_both(words.LEAD), 17, lambda one: _both(words.LEADS[one.step.lead])),
        Column(_both(words.NEEDS), 18, lambda one: "\n".join(map(_both, words.needs(one.step)))),
    ]
    return Sheet("Steps", columns, [_Measure(one, step) for one in bank.questions for step in one.steps])


def _clauses(bank: Bank) -> Sheet[Clause]:
    columns = [
        Column[Clause](_both(CLAUSE), 11, lambda one: one.id),
        Column(_both(PLEDGE), 26, lambda one: _both(bank.pledge[one.pledge].title)),
        Column(_both(BOUND), 15, lambda one: _both(words.PARTIES[one.by])),
        Column(_both(KIND), 14, lambda one: _both(words.CLAUSE_KINDS[one.kind])),
        *_pair(PROMISE, lambda one: one.text, 44, 32, new_page=False),
        Column(_both(ASKED_BY), 22, lambda one: ", ".join(question.id for question in bank.asked_by[one.id])),
    ]
    return Sheet("Clauses", columns, bank.clauses)


def _references(bank: Bank) -> Sheet[_Place]:
    columns = [
        Column[_Place](_both(BOOK), 40, lambda one: _both(words.book(one.book))),
        Column(_both(PLACE), 12, lambda one: one.place),
        Column(_both(GIST), 58, lambda one: _both(one.gist)),
        Column(_both(ASKED_BY), 54, lambda one: ", ".join(one.questions)),
    ]
    return Sheet("References", columns, tuple(_places(bank)))


def _places(bank: Bank) -> Iterator[_Place]:
    """Every place that a question may cite, cited or not."""
    for book, gists in bank.references.items():
        for place, gist in gists.items():
            citing = (question.id for question in bank.questions if place in question.refs.get(book, ()))
            yield _Place(book, place, gist, tuple(citing))


def _pair(
    head: Text, text: Callable[[Row], Text], width: int, width_zh: int, *, new_page: bool = True
) -> tuple[Column[Row], Column[Row]]:
    """A text in English, and the same in Chinese beside it."""
    return (
        Column(head.en, width, lambda row: text(row).en, new_page),
        Column(head.zh, width_zh, lambda row: text(row).zh),
    )


def _both(text: Text) -> str:
    return text.en if text.en == text.zh else f"{text.en}\n{text.zh}"
