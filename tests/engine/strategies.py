"""Random small banks and the assessments made with them, all within the rules."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final, get_args

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from assessment.engine.model import (
    LEVELS,
    AcceptedRisk,
    Answer,
    Assessment,
    Bank,
    Choice,
    Evidence,
    EvidenceKind,
    Question,
    Rhythm,
)
from tests.build import REASON, assessment, bank, clause, fact, question

CLAUSES: Final = (
    clause("P1-1"),
    clause("P1-2", by="supervisor"),
    clause("P1-3", by="user"),
    clause("P1-4", kind="formality"),
    clause("P2-1", by="all"),
    clause("P2-2", by="user"),
)
FACTS: Final = ("minors", "abroad")
QUESTIONS: Final = ("ENC-01", "ENC-02", "ENC-03", "ACC-01", "ACC-02", "AUD-01")
DATES: Final = tuple(map(date.fromisoformat, ("2025-12-31", "2026-01-01", "2026-05-20", "2026-06-30", "2026-07-01")))
PROFILES: Final[Sequence[dict[str, bool]]] = (
    {},
    {"minors": True},
    {"minors": True, "abroad": False},
    {"minors": False, "abroad": True},
)
PIECES: Final = ("E1", "E2", "E3", "E4")
SERIES: Final = ("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8")
"""Names of reviews at equal distances, which every register holds: without them few would show a 4 with a rhythm."""


@cache
def questions(name: str) -> SearchStrategy[Question]:
    """A question of this id, with any traits."""
    names = [one.id for one in CLAUSES]
    return st.builds(
        question,
        st.just(name),
        clauses=st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True),
        weight=st.integers(1, 3),
        critical=st.booleans(),
        target=st.sampled_from((2, 3, 3, 4)),
        tier=st.sampled_from(("core", "full")),
        rhythm=st.sampled_from((None, None, None, *get_args(Rhythm))),
        evidence_days=st.sampled_from((30, 365)),
        applies_when=st.sampled_from(
            ({}, {}, {}, {"minors": True}, {"abroad": False}, {"minors": True, "abroad": False})
        ),
        efforts=st.sampled_from(((1, 1, 1, 1), (1, 2, 3, 4), (4, 2, 2, 9))),
    )


def answers(*choices: Choice | None) -> SearchStrategy[Answer]:
    """An answer of one of these choices that points to any pieces of the register, often to the whole series."""
    some = st.lists(st.sampled_from((*PIECES, *SERIES)), max_size=4, unique=True).map(tuple)
    return st.builds(
        Answer,
        st.sampled_from(choices),
        reason=st.just(REASON),
        evidence=st.one_of(some, st.just(SERIES)),
        carried_over=st.sampled_from((False, False, False, True)),
    )


KINDS: Final = st.sampled_from(get_args(EvidenceKind))
CONFIRMED: Final = st.sampled_from((None, 1, 0, -20, -30, -31, -90, -100, -180, -200, -365, -366, -500, -800))
VALID: Final = st.sampled_from((None, None, None, -1, 0, 1))
DISTANCE: Final = st.sampled_from((28, 90, 180, 360))
NAMES: Final = st.lists(st.sampled_from(QUESTIONS), min_size=3, max_size=6, unique=True)
CHOICES: Final[dict[bool, tuple[Choice, ...]]] = {
    True: (*LEVELS, 3, 3, 4, 4, "unknown"),
    False: (*LEVELS, 3, 3, 4, 4, "unknown", "na"),
}
"""What may be answered to a question, by whether it is critical."""

COMPLETIONS: Final = {critical: answers(*choices) for critical, choices in CHOICES.items()}
ANSWERS: Final = {critical: answers(*choices, None) for critical, choices in CHOICES.items()}
SETTINGS: Final = st.fixed_dictionaries(
    {
        "pledges": st.sampled_from((("P1",), ("P2",), ("P1", "P2"), ("P2", "P1"))),
        "tier": st.sampled_from(("full", "full", "core")),
        "profile": st.sampled_from(PROFILES),
    }
)
TARGETS: Final = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(LEVELS[2:]), min_size=2)
RISKS: Final = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from((-1, 0, 1)), min_size=2)


@st.composite
def pieces(draw: DrawFn, on: date) -> Evidence:
    """A piece of any kind, before or after the day ``on``, with or without dates."""
    confirmed, valid = draw(CONFIRMED), draw(VALID)
    return Evidence(draw(KINDS), "A piece", days_from(on, confirmed), days_from(on, valid))


def days_from(on: date, days: int | None) -> date | None:
    return None if days is None else on + timedelta(days)


@st.composite
def assessments(draw: DrawFn) -> tuple[Bank, Assessment]:
    """A bank and an assessment made with it, on a day at or off the edge of a period."""
    tiny = bank(*(draw(questions(name)) for name in draw(NAMES)), clauses=CLAUSES, facts=map(fact, FACTS))
    on, distance = draw(st.sampled_from(DATES)), draw(DISTANCE)
    series = {name: Evidence("review", "Review", on - timedelta(distance * n)) for n, name in enumerate(SERIES)}
    return tiny, assessment(
        {one.id: draw(ANSWERS[one.critical]) for one in tiny.questions},
        date=on,
        evidence={name: draw(pieces(on)) for name in PIECES} | series,
        targets={name: level for name, level in draw(TARGETS).items() if level >= target_of(tiny, name)},
        accepted={name: AcceptedRisk("", "", on + timedelta(days), "") for name, days in draw(RISKS).items()},
        **draw(SETTINGS),
    )


def target_of(tiny: Bank, name: str) -> int:
    """The bank's target, above every level for a question that the bank does not have."""
    return tiny.question[name].target if name in tiny.question else 5
