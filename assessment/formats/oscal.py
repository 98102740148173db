"""The bank as a catalog of OSCAL, NIST's language for controls: families are groups, questions are controls.

What OSCAL has no word for (levels, steps, weights, promises) is named in a namespace of our own.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from assessment.engine.model import Bank, Family, Language, Question, Step, Text
from assessment.formats import bank_words as words

Fields = dict[str, Any]

OSCAL_VERSION: Final = "1.2.1"
NAMESPACE: Final = "urn:privacy-controls-assessment:oscal"
"""Qualifies names of our own, and is the seed of every UUID."""

NO_DATE: Final = Text(
    "The bank carries no date: last-modified is a placeholder, the same in every export.",
    "题库未载明日期：last-modified为占位日期，各次导出均相同。",
)
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>{}])")


def catalog(bank: Bank, day: date | None = None, language: Language = "en") -> str:
    """The JSON text of the catalog, in one language.

    ``day`` is when this version of the bank was published. OSCAL insists on a time of the last change: where the day
    is not known a fixed one stands there, and a remark says so. The catalog's own UUID follows from the bank's hash,
    the day and the language; those of promises and rule-book places are the same in every version.
    """
    return json.dumps({"catalog": _Writer(bank, language).document(day)}, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class _Writer:
    """Parts of the catalog in one language, each in the shape that OSCAL's schema gives it."""

    bank: Bank
    language: Language

    def document(self, day: date | None) -> Fields:
        named = "/".join((self.bank.hash, day.isoformat() if day else "", self.language))
        return {
            "uuid": _uuid(named),
            "metadata": self._metadata(day),
            "groups": [group for family in self.bank.families for group in self._groups(family)],
            "back-matter": {"resources": [*self._places(), *self._promises()]},
        }

    def _metadata(self, day: date | None) -> Fields:
        moment = f"{(day or words.UNDATED).isoformat()}T00:00:00Z"
        return {
            "title": self._line(self.bank.title),
            **({"published": moment} if day else {}),
            "last-modified": moment,
            "version": self.bank.version,
            "oscal-version": OSCAL_VERSION,
            "props": [_prop("bank-hash", self.bank.hash), _prop("language", self.language)],
            **({} if day else {"remarks": self._prose(NO_DATE)}),
        }

    def _groups(self, family: Family) -> list[Fields]:
        """A family; nothing where it has no question."""
        asked = [self._control(question) for question in self.bank.questions if question.family == family.id]
        group = {
            "id": family.id,
            "class": "family",
            "title": self._line(family.title),
            "props": [_label(family.id), _prop("subject", family.group)],
            "controls": asked,
        }
        return [group] if asked else []

    def _control(self, question: Question) -> Fields:
        return {
            "id": question.id,
            "class": "question",
            "title": self._line(question.text),
            "props": [*_facts(question), *self._conditions(question)],
            "links": [*self._citations(question), *_promised(question)],
            "parts": [
                *self._told(question),
                *self._shown_by(question),
                *self._levels(question),
                *self._steps(question),
            ],
        }

    def _conditions(self, question: Question) -> Iterator[Fields]:
        told = words.conditions(self.bank, question)
        for (name, wanted), text in zip(question.applies_when.items(), told, strict=True):
            value = f"{name}={'true' if wanted else 'false'}"
            yield {**_prop("applies-when", value), "remarks": self._prose(text)}

    def _citations(self, question: Question) -> Iterator[Fields]:
        for book, places in question.refs.items():
            for place in places:
                yield _link(_uuid(f"rule-book/{book}/{place}"), "reference", f"{self._line(words.book(book))} {place}")

    def _told(self, question: Question) -> Iterator[Fields]:
        yield {"id": f"{question.id}_statement", "name": "statement", "prose": self._prose(question.text)}
        for name, title, text in (("why", words.WHY, question.why), ("how", words.HOW, question.how)):
            yield {
                "id": f"{question.id}_{name}",
                "name": "guidance",
                "class": name,
                "title": self._line(title),
                "prose": self._prose(text),
            }

    def _shown_by(self, question: Question) -> Iterator[Fields]:
        for number, hint in enumerate(question.evidence, 1):
            yield {
                "id": f"{question.id}_evidence-{number}",
                "name": "evidence",
                "ns": NAMESPACE,
                "class": hint.kind,
                "title": self._line(words.KINDS[hint.kind]),
                "prose": self._prose(hint.text),
            }

    def _levels(self, question: Question) -> Iterator[Fields]:
        for level, text in zip(self.bank.scale, question.levels, strict=True):
            yield {
                "id": _level_id(question.id, level.level),
                "name": "level",
                "ns": NAMESPACE,
                "title": self._line(words.graded(level)),
                "props": [_prop("level", level.level)],
                "prose": self._prose(text),
            }

    def _steps(self, question: Question) -> Iterator[Fields]:
        for step in question.steps:
            needed = zip(step.needs, words.needs(step), strict=True)
            links = [
                _link(_level_id(need.question, need.level), "required", text.in_language(self.language))
                for need, text in needed
            ]
            yield {
                "id": f"{question.id}_step-{step.level}",
                "name": "step",
                "ns": NAMESPACE,
                "title": self._line(words.graded(self.bank.scale[step.level])),
                "props": _effort(step),
                **({"links": links} if links else {}),
                "prose": self._prose(step.text),
            }

    def _places(self) -> Iterator[Fields]:
        """The places of rule books that some question cites, in the books' order."""
        cited = {(book, place) for one in self.bank.questions for book, ids in one.refs.items() for place in ids}
        for book, gists in self.bank.references.items():
            for place in (place for place in gists if (book, place) in cited):
                gist = gists[place]
                yield {
                    "uuid": _uuid(f"rule-book/{book}/{place}"),
                    "title": f"{self._line(words.book(book))} {place}",
                    **({"description": self._prose(gist)} if gist.en else {}),
                    "props": [_prop("rule-book", book), _prop("place", place)],
                }

    def _promises(self) -> Iterator[Fields]:
        """The clauses that some question asks about, in the pledges' order."""
        for clause in (clause for clause in self.bank.clauses if self.bank.asked_by[clause.id]):
            yield {
                "uuid": _uuid(f"clause/{clause.id}"),
                "title": f"{self._line(self.bank.pledge[clause.pledge].title)} {clause.id}",
                "description": self._prose(clause.text),
                "props": [_prop("pledge", clause.pledge), _prop("by", clause.by), _prop("kind", clause.kind)],
            }

    def _prose(self, text: Text) -> str:
        """Words as OSCAL's markup, which takes some marks for instructions."""
        return _MARKUP.sub(r"\\\1", text.in_language(self.language))

    def _line(self, text: Text) -> str:
        return " ".join(self._prose(text).split())


def _facts(question: Question) -> list[Fields]:
    return [
        _label(question.id),
        _prop("weight", question.weight),
        _prop("tier", question.tier),
        _prop("critical", "yes" if question.critical else "no"),
        _prop("target", question.target),
        _prop("revision", question.revision),
        _prop("rhythm", question.rhythm) if question.rhythm else _prop("evidence-days", question.evidence_days),
    ]


def _effort(step: Step) -> list[Fields]:
    return [_prop("level", step.level), _prop("person-days", words.days(step)), _prop("lead", step.lead)]


def _promised(question: Question) -> Iterator[Fields]:
    for clause in question.clauses:
        yield _link(_uuid(f"clause/{clause}"), "promise", clause)


def _label(name: str) -> Fields:
    return {"name": "label", "value": name}


def _prop(name: str, value: object) -> Fields:
    return {"name": name, "ns": NAMESPACE, "value": str(value)}


def _link(target: str, rel: str, text: str) -> Fields:
    return {"href": f"#{target}", "rel": rel, "text": text}


def _level_id(question: str, level: int) -> str:
    return f"{question}_level-{level}"


def _uuid(name: str) -> str:
    return str(uuid5(uuid5(NAMESPACE_URL, NAMESPACE), name))
