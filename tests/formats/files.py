"""A tiny bank, an assessment that uses every part of the file, and small files with one thing changed."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from assessment.bank import from_document, to_document
from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Bank, Evidence, SignOff
from tests.build import REASON, bank, question
from tests.engine.strategies import assessments


def frozen(tiny: Bank) -> Bank:
    """The bank with the hash of its content."""
    return from_document(to_document(tiny))


BANK: Final = frozen(
    bank(
        question("ENC-01", critical=True),
        question("ENC-02", clauses=("P1-1", "P2-1"), target=2),
        question("DEL-01", clauses=("P1-2",), applies_when={"minors": True}),
    )
)
WHOLE: Final = Assessment(
    title="2026 第四季度",
    organisation="Sample “firm” \\ \n",
    date=date(2026, 5, 20),
    pledges=("P2", "P1"),
    unit="App",
    tier="core",
    profile={"minors": False},
    targets={"ENC-02": 4},
    evidence={
        "E1": Evidence("config", "Settings", date(2026, 5, 1), date(2026, 12, 31), "DOC-1", "Reviewer"),
        "E2": Evidence("policy", "Rule"),
    },
    answers={
        "ENC-01": Answer(3, note="够用。", evidence=("E1", "E2"), carried_over=True),
        "ENC-02": Answer("na", reason=REASON, flagged=True),
        "DEL-01": Answer(None),
    },
    accepted={"ENC-01": AcceptedRisk("Renewal is due", "Manager", date(2026, 12, 31), "Weekly check")},
    actions=(Action("ENC-01", 4, "Manager", date(2026, 8, 1), "doing"), Action("ENC-02", 2)),
    signed=SignOff("A", None, "B"),
    revision=2,
    previous="7",
)
SMALL: Final[dict[str, Any]] = {
    "format": "assessment/1",
    "bank": "0.1.0",
    "title": "2026",
    "organisation": "Sample",
    "date": "2026-05-20",
    "pledges": ["P1"],
    "answers": {"ENC-01": {"level": 2}},
}
"""A file with nothing but what is required."""

REMOVED: Final = object()


def changed(*changes: tuple[str, Any]) -> str:
    """The small file's text with values put in, or taken out, at paths of keys."""
    document = deepcopy(SMALL)
    for path, value in changes:
        *above, last = path.split("/")
        place = document
        for key in above:
            place = place.setdefault(key, {})
        if value is REMOVED:
            del place[last]
        else:
            place[last] = value
    return json.dumps(document)


@st.composite
def written(draw: DrawFn) -> tuple[Bank, Assessment]:
    """An assessment within the rules, with any words in it."""
    tiny, given_one = draw(assessments())
    words = draw(st.text())
    answers = {name: replace(one, note=words, flagged=bool(words)) for name, one in given_one.answers.items()}
    risks = {
        name: replace(one, reason="Because", approver="Manager", compensation=words)
        for name, one in given_one.accepted.items()
        if name in tiny.question
    }
    return frozen(tiny), replace(given_one, answers=answers, accepted=risks, unit=words, previous=words)
