"""What evidence shows of a claim: kinds, currency without a rhythm, and several pieces (docs/scoring.md, section 2)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import get_args

import pytest

from assessment.engine.evidence import Backing, Lack, backing, is_current
from assessment.engine.model import Answer, Evidence, EvidenceKind, Level
from assessment.engine.report import assess
from tests.build import DAY, assessment, bank, piece, question

LAID_DOWN: set[EvidenceKind] = {"policy", "contract"}
VERIFYING: set[EvidenceKind] = {"review", "metric", "test", "audit"}
KINDS: list[EvidenceKind] = [
    "policy",
    "contract",
    "record",
    "config",
    "screenshot",
    "training",
    "review",
    "metric",
    "test",
    "audit",
]


def days_before(days: int) -> date:
    return DAY - timedelta(days=days)


def test_every_kind_of_evidence_is_tested() -> None:
    assert set(KINDS) == set(get_args(EvidenceKind))


@pytest.mark.parametrize("claimed", [0, 1, 2])
def test_a_claim_below_three_stands_without_evidence(claimed: Level) -> None:
    assert backing(question(), claimed, [], DAY) == Backing(claimed)


@pytest.mark.parametrize("kind", KINDS)
def test_a_claim_of_three_needs_an_operating_piece(kind: EvidenceKind) -> None:
    expected = Backing(2, ("operating",)) if kind in LAID_DOWN else Backing(3)
    assert backing(question(), 3, [piece(kind)], DAY) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_claim_of_four_needs_a_verifying_piece_of_two(kind: EvidenceKind) -> None:
    expected = Backing(4) if kind in VERIFYING else Backing(3, ("verifying",))
    assert backing(question(), 4, [piece("record"), piece(kind)], DAY) == expected


SEVERAL: list[tuple[Level, list[EvidenceKind], Level, tuple[Lack, ...]]] = [
    (3, [], 2, ("operating",)),
    (3, ["policy", "contract"], 2, ("operating",)),
    (3, ["policy", "config"], 3, ()),
    (4, [], 2, ("second", "verifying", "operating")),
    (4, ["policy"], 2, ("second", "verifying", "operating")),
    (4, ["policy", "contract"], 2, ("verifying", "operating")),
    (4, ["record"], 3, ("second", "verifying")),
    (4, ["audit"], 3, ("second",)),
    (4, ["record", "config"], 3, ("verifying",)),
    (4, ["policy", "audit"], 4, ()),
    (4, ["audit", "audit"], 4, ()),
]


@pytest.mark.parametrize(("claimed", "kinds", "evidenced", "lacks"), SEVERAL)
def test_several_pieces_show_a_claim_together(
    claimed: Level, kinds: Sequence[EvidenceKind], evidenced: Level, lacks: tuple[Lack, ...]
) -> None:
    assert backing(question(), claimed, [piece(kind) for kind in kinds], DAY) == Backing(evidenced, lacks)


CURRENCY = [
    ("confirmed on the day", piece(day=DAY), True),
    ("confirmed a day later", piece(day=days_before(-1)), False),
    ("without a date", piece(day=None), False),
    ("without a date, still valid", piece(day=None, valid_until=days_before(-30)), False),
    ("365 days old", piece(day=date(2025, 5, 20)), True),
    ("366 days old", piece(day=date(2025, 5, 19)), False),
    ("valid until the day", piece(valid_until=DAY), True),
    ("valid until the day before", piece(valid_until=days_before(1)), False),
    ("366 days old, still valid", piece(day=date(2025, 5, 19), valid_until=days_before(-30)), False),
]


@pytest.mark.parametrize(("held", "current"), [case[1:] for case in CURRENCY], ids=[case[0] for case in CURRENCY])
def test_a_piece_is_current_by_its_dates(held: Evidence, current: bool) -> None:
    assert is_current(held, question(), DAY) is current


@pytest.mark.parametrize(("age", "current"), [(0, True), (90, True), (91, False)])
def test_the_bank_says_how_old_evidence_may_be(age: int, current: bool) -> None:
    assert is_current(piece(day=days_before(age)), question(evidence_days=90), DAY) is current


@pytest.mark.parametrize("spoilt", [piece("audit", None), piece("audit", days_before(366)), piece("audit", date.max)])
def test_a_piece_that_is_not_current_shows_nothing(spoilt: Evidence) -> None:
    assert [
        backing(question(), 3, [spoilt], DAY),
        backing(question(), 4, [piece("record"), spoilt], DAY),
        backing(question(), 4, [piece("review"), spoilt], DAY),
    ] == [Backing(2, ("operating",)), Backing(3, ("second", "verifying")), Backing(3, ("second",))]


def test_a_piece_that_nobody_checked_and_without_a_place_is_evidence_enough() -> None:
    assert backing(question(), 3, [Evidence("config", "Key settings", DAY, None, "", None)], DAY) == Backing(3)


def test_one_piece_serves_many_questions() -> None:
    tiny = bank(question("ENC-01"), question("ENC-02"))
    served = Answer(3, evidence=("E1",))
    report = assess(tiny, assessment({"ENC-01": served, "ENC-02": served}))
    assert [one.evidenced for one in report.standings] == [3, 3]


def test_a_piece_shows_only_the_answers_that_point_to_it() -> None:
    tiny = bank(question("ENC-01"), question("ENC-02"))
    report = assess(tiny, assessment({"ENC-01": Answer(3, evidence=("E1",)), "ENC-02": 3}))
    assert [one.evidenced for one in report.standings] == [3, 2]


def test_one_piece_named_twice_is_one_piece() -> None:
    report = assess(bank(question()), assessment({"ENC-01": Answer(4, evidence=("E2", "E2"))}))
    assert report.standings[0].backing == Backing(3, ("second",))


def test_claimed_and_evidenced_stand_side_by_side() -> None:
    tiny = bank(*(question(f"ENC-0{number}") for number in range(1, 6)))
    shown = Answer(3, evidence=("E1",))
    given = assessment({"ENC-01": shown, "ENC-02": 3, "ENC-03": "unknown", "ENC-04": "na"})
    found = [(one.state, one.claimed, one.evidenced, one.capped) for one in assess(tiny, given).standings]
    assert found == [
        ("level", 3, 3, False),
        ("level", 3, 2, True),
        ("unknown", 0, 0, False),
        ("na", None, None, False),
        ("open", None, None, False),
    ]
