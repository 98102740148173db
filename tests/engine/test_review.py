"""What a reviewer would object to before an assessment is made final."""

from typing import Any

import pytest

from assessment.engine.model import Answer, Evidence
from assessment.engine.report import assess
from assessment.engine.review import Objection, objections
from tests.build import DAY, Answers, assessment, bank, fact, piece, proved, question

BANK = bank(
    question("ENC-01"),
    question("ENC-02", weight=2),
    question("ACC-01"),
    question("AUD-01", clauses=["P2-1"]),
    facts=[fact("minors")],
)
KNOWN = {"minors": False}
SETTLED: Answers = {"ENC-01": proved(3), "ENC-02": proved(4), "ACC-01": Answer(1)}
OLD = piece("record", DAY.replace(year=2025, day=19), checked_by="Reviewer")
UNDATED = piece("record", None, checked_by="Reviewer")
UNCHECKED = piece("record")


def found(answers: Answers, **changes: Any) -> list[Objection]:
    return list(objections(assess(BANK, assessment({**SETTLED, **answers}, **{"profile": KNOWN} | changes))))


def register(**pieces: Evidence) -> dict[str, Evidence]:
    return dict(assessment().evidence) | pieces


def test_nothing_is_objected_to_where_everything_is_shown_and_checked() -> None:
    assert found({}) == []


ALONE: list[tuple[str, Answers, dict[str, Any], Objection]] = [
    ("a fact not known", {}, {"profile": {}}, Objection("fact", "minors", blocks=True)),
    (
        "an answer carried over",
        {"ACC-01": Answer(1, carried_over=True)},
        {},
        Objection("carried_over", "ACC-01", blocks=True),
    ),
    ("a claim not shown", {"ACC-01": 3}, {}, Objection("capped", "ACC-01")),
    ("an answer unknown", {"ACC-01": "unknown"}, {}, Objection("unknown", "ACC-01")),
    (
        "evidence too old",
        {"ACC-01": Answer(2, evidence=("E3",))},
        {"evidence": register(E3=OLD)},
        Objection("stale", "ACC-01"),
    ),
    (
        "evidence without a date",
        {"ACC-01": Answer(2, evidence=("E3",))},
        {"evidence": register(E3=UNDATED)},
        Objection("stale", "ACC-01"),
    ),
    ("too many N/A", {"ENC-01": "na"}, {}, Objection("excluded", "ENC")),
    (
        "evidence that nobody checked",
        {"ACC-01": Answer(2, evidence=("E3",)), "ENC-01": Answer(3, evidence=("E3",))},
        {"evidence": register(E3=UNCHECKED)},
        Objection("unchecked", "E3"),
    ),
    ("a mark to come back", {"ACC-01": Answer(1, flagged=True)}, {}, Objection("flagged", "ACC-01")),
    ("no answer", {"ACC-01": None}, {}, Objection("open", "ACC-01")),
]


@pytest.mark.parametrize(
    ("answers", "changes", "objection"), [case[1:] for case in ALONE], ids=[case[0] for case in ALONE]
)
def test_each_thing_to_look_at_again_is_one_objection(
    answers: Answers, changes: dict[str, Any], objection: Objection
) -> None:
    assert found(answers, **changes) == [objection]


def test_without_a_pledge_nothing_else_can_be_objected_to() -> None:
    assert found({"ACC-01": 4}, pledges=()) == [Objection("pledges", "", blocks=True)]


def test_what_blocks_comes_first_then_claims_evidence_and_coverage() -> None:
    given: Answers = {
        "ACC-01": Answer("unknown", evidence=("E4",), carried_over=True, flagged=True),
        "ENC-01": Answer(4, evidence=("E3",)),
        "ENC-02": None,
    }
    assert found(given, evidence={"E3": OLD, "E4": UNCHECKED}, profile={}) == [
        Objection("fact", "minors", blocks=True),
        Objection("carried_over", "ACC-01", blocks=True),
        Objection("capped", "ENC-01"),
        Objection("unknown", "ACC-01"),
        Objection("stale", "ENC-01"),
        Objection("unchecked", "E4"),
        Objection("flagged", "ACC-01"),
        Objection("open", "ENC-02"),
    ]


def test_what_does_not_apply_is_not_objected_to() -> None:
    marked = Answer(4, evidence=("E3",), carried_over=True, flagged=True)
    assert found({"AUD-01": marked}, evidence=register(E3=piece(day=None))) == []


def test_evidence_of_an_answer_na_is_not_objected_to() -> None:
    answer = Answer("na", reason="No such access is ever given.", evidence=("E3",))
    assert found({"ACC-01": answer}, evidence=register(E3=piece(day=None))) == [Objection("excluded", "ACC")]


def test_the_older_pieces_that_a_rhythm_asks_for_are_not_objected_to() -> None:
    quarterly = bank(question("OVR-01", rhythm="quarter"))
    days = [
        DAY,
        *(DAY.replace(year=year, month=month) for year, month in ((2025, 5), (2025, 8), (2025, 11), (2026, 2))),
    ]
    reports = {f"E{number}": piece("review", day, checked_by="Reviewer") for number, day in enumerate(days)}
    too_old = {"E9": piece("review", DAY.replace(year=2025, month=2), checked_by="Reviewer")}

    def objected(register: dict[str, Evidence]) -> list[Objection]:
        answers = {"OVR-01": Answer(4, evidence=tuple(register))}
        return list(objections(assess(quarterly, assessment(answers, evidence=register))))

    assert objected(reports) == []
    assert objected(reports | too_old) == [Objection("stale", "OVR-01")]


def test_an_answer_that_was_cleared_is_open_and_not_carried_over() -> None:
    assert found({"ACC-01": Answer(None, carried_over=True)}) == [Objection("open", "ACC-01")]
