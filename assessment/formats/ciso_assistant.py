"""The bank as a library of CISO Assistant: a framework whose requirements are the questions.

Every question brings the meaning of its own levels as an alternative scale, which CISO Assistant shows where a score is
given; the description repeats them for what prints no scales. Steps become reference controls.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import yaml

from assessment.engine.model import Bank, Family, Question, Step, Text
from assessment.formats import bank_words as words

Fields = dict[str, Any]

PACKAGER: Final = "privacy-controls-assessment"
NAME: Final = "user-information-controls"
"""The library's name, which never changes: with the packager it makes every URN."""

COPYRIGHT: Final = f"Copyright (c) 2026 the maintainers of {PACKAGER}. MIT License."
DESCRIPTION: Final = Text(
    "Questions on how the promises of model pledges about user information are kept. Every question has five levels; "
    "a claim counts only as far as evidence shows it.",
    "围绕用户信息守秘承诺书的各项承诺设题，评估承诺的落实情况。每题分五个等级，自评结果以证据能够佐证的等级为准。",
)


def library(bank: Bank, day: date | None = None) -> str:
    """The YAML text of the library: English, with Chinese translations throughout.

    ``day`` is when this version of the bank was published, left out where it is not known. CISO Assistant takes
    whole numbers for versions: 1.2.3 becomes 1002003.
    """
    document = {
        "urn": _urn("library"),
        "locale": "en",
        "ref_id": NAME,
        **_both(name=bank.title, description=DESCRIPTION),
        "copyright": COPYRIGHT,
        "version": _whole(bank.version),
        **({"publication_date": day} if day else {}),
        "provider": PACKAGER,
        "packager": PACKAGER,
        "objects": {
            "reference_controls": [_control(bank, one, step) for one in bank.questions for step in one.steps],
            "framework": _framework(bank),
        },
    }
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _framework(bank: Bank) -> Fields:
    return {
        "urn": _urn("framework"),
        "ref_id": NAME,
        **_both(name=bank.title, description=DESCRIPTION),
        "min_score": bank.scale[0].level,
        "max_score": bank.scale[-1].level,
        "scores_definition": {
            "scale": _scale(bank, [level.meaning for level in bank.scale]),
            "alternatives": {question.id: _scale(bank, question.levels) for question in bank.questions},
        },
        "implementation_groups_definition": [
            {"ref_id": tier, **_both(name=title), "default_selected": tier == "full"}
            for tier, title in words.TIERS.items()
        ],
        "requirement_nodes": [node for family in bank.families for node in _nodes(bank, family)],
    }


def _scale(bank: Bank, meanings: Sequence[Text]) -> list[Fields]:
    return [
        {"score": level.level, **_both(name=level.title, description=meaning)}
        for level, meaning in zip(bank.scale, meanings, strict=True)
    ]


def _nodes(bank: Bank, family: Family) -> list[Fields]:
    """A family's heading and its questions; nothing where it has none."""
    asked = [_requirement(bank, question) for question in bank.questions if question.family == family.id]
    heading = {
        "urn": _urn("req_node", family.id),
        "assessable": False,
        "depth": 1,
        "ref_id": family.id,
        **_both(name=family.title, description=bank.groups[family.group]),
    }
    return [heading, *asked] if asked else []


def _requirement(bank: Bank, question: Question) -> Fields:
    levels = (words.labelled(words.graded(at), text) for at, text in zip(bank.scale, question.levels, strict=True))
    return {
        "urn": _urn("req_node", question.id),
        "assessable": True,
        "depth": 2,
        "parent_urn": _urn("req_node", question.family),
        "ref_id": question.id,
        **_both(
            name=question.text,
            description=_bullets(levels),
            annotation=_annotation(bank, question),
            typical_evidence=_bullets(words.hints(question)),
        ),
        "implementation_groups": ["core", "full"] if question.tier == "core" else ["full"],
        "weight": question.weight,
        **({"importance": "mandatory"} if question.critical else {}),
        "scores_definition_ref": question.id,
        "reference_controls": [_urn("reference_control", _step_id(question, step)) for step in question.steps],
    }


def _annotation(bank: Bank, question: Question) -> Text:
    return _paragraphs(
        words.labelled(words.WHY, question.why),
        words.labelled(words.HOW, question.how),
        words.labelled(words.PROMISES, words.listed(question.clauses)),
        *_row(words.CITED, words.citations(question)),
        *_row(words.CONDITIONS, words.conditions(bank, question)),
        words.labelled(words.TARGET, words.graded(bank.scale[question.target])),
    )


def _control(bank: Bank, question: Question, step: Step) -> Fields:
    reached = Text(f"{question.id} to level {step.level}", f"{question.id}达到{step.level}级")
    told = _paragraphs(
        words.labelled(words.LEAD, words.LEADS[step.lead]),
        words.labelled(words.EFFORT, words.same(words.days(step))),
        *_row(words.NEEDS, words.needs(step)),
    )
    return {
        "urn": _urn("reference_control", _step_id(question, step)),
        "ref_id": _step_id(question, step),
        **_both(name=words.labelled(reached, bank.scale[step.level].title), description=step.text, annotation=told),
    }


def _step_id(question: Question, step: Step) -> str:
    return f"{question.id}.{step.level}"


def _paragraphs(*texts: Text) -> Text:
    return words.joined(texts, "\n\n")


def _bullets(texts: Iterable[Text]) -> Text:
    return words.joined((Text(f"- {text.en}", f"- {text.zh}") for text in texts), "\n")


def _row(label: Text, texts: Sequence[Text]) -> tuple[Text, ...]:
    """Texts in one paragraph behind their label; no paragraph where there are none."""
    return (words.labelled(label, words.joined(texts, "; ", "；")),) if texts else ()


def _both(**texts: Text) -> Fields:
    """Fields in English, and the same in Chinese as their translation."""
    english = {name: text.en for name, text in texts.items()}
    return {**english, "translations": {"zh": {name: text.zh for name, text in texts.items()}}}


def _urn(kind: str, name: str = "") -> str:
    parts = ("urn", PACKAGER, "risk", kind, NAME, name.lower())
    return ":".join(filter(None, parts))


def _whole(version: str) -> int:
    major, minor, patch = (int(part) for part in version.partition("-")[0].split("."))
    return major * 1_000_000 + minor * 1_000 + patch


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they read."""


def _write_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _write_text)
