"""What moved between two assessments, by hand (docs/scoring.md, "Comparison"). In each sum 25 turns levels into points.

Where nothing else is said, levels are 0 to 2, which need no evidence, and the bank is the same in both.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest

from assessment.engine.comparison import Comparison, compare
from assessment.engine.decomposition import PARTS, Scores
from assessment.engine.model import Answer, Bank, Level
from assessment.engine.report import assess
from tests.build import Answers, assessment, bank, proved, question

LATER: Final = date(2026, 11, 20)
TWO: Final = bank(question("ENC-01", weight=3), question("ENC-02"))
ONE: Final = bank(question("ENC-01"))
Points = Mapping[str, Fraction | int]


def compared(a: Answers, b: Answers, onto: Bank = TWO, later: Bank | None = None, **settings: Any) -> Comparison:
    """A on ``onto``, and B later, on its own bank where one is given; ``settings`` are B's alone."""
    return compare(assess(onto, assessment(a)), assess(later or onto, assessment(b, **{"date": LATER} | settings)))


def whole(**given: Fraction | int) -> Points:
    """These parts, and nought for all others."""
    return dict.fromkeys(PARTS, Fraction(0)) | given


def rows(found: Comparison) -> list[tuple[str, str, Fraction]]:
    return [(one.pair.question.id, one.part, one.points) for one in found.contributions]


def test_a_claim_that_moved_below_the_levels_that_need_evidence() -> None:
    # A (3*1 + 1*2) / 4 = 5/4, B (3*2 + 1*2) / 4 = 8/4; ENC-01 moves by 1: 25 * 3*1/4 = 75/4
    found = compared({"ENC-01": 1, "ENC-02": 2}, {"ENC-01": 2, "ENC-02": 2})

    s0, s4 = Fraction(125, 4), Fraction(50)
    assert found.scores == Scores(s0, s0, s0, s4, s4)
    assert (found.change, found.like_for_like) == (Fraction(75, 4), Fraction(75, 4))
    assert found.parts == whole(moved=Fraction(75, 4))
    assert rows(found) == [("ENC-01", "moved", Fraction(75, 4))]


def test_unknown_moves_as_a_level_of_nought() -> None:
    # ENC-02 from unknown (0) to 2: 25 * 1*2/4
    assert compared({"ENC-01": 1, "ENC-02": "unknown"}, {"ENC-01": 1, "ENC-02": 2}).parts == whole(
        moved=Fraction(25, 2)
    )


RECORD: Final = ("E1",)
BOTH: Final = ("E1", "E2")
CLAIMS: Final[list[tuple[str, Answer, Answer, tuple[Fraction | int, ...]]]] = [
    # m = (capA(3) - capA(2) + capB(3) - capB(2)) / 2 = (3-2 + 3-2) / 2 = 1 of a change of 1
    ("moved, both show it", Answer(2, evidence=RECORD), Answer(3, evidence=RECORD), (25, 0, 0)),
    # m = (2-2 + 3-2) / 2 = 1/2, and the change is 1
    ("moved, B alone shows it", Answer(2), Answer(3, evidence=RECORD), (Fraction(25, 2), Fraction(25, 2), 0)),
    # m = (2-2 + 2-2) / 2 = 0, no change: what is claimed and not shown moves nothing
    ("moved, neither shows it", Answer(2), Answer(3), (0, 0, 0)),
    # m = (4-3 + 3-3) / 2 = 1/2, no change: the claim rose as much as the evidence fell
    ("moved while evidence was lost", proved(3), Answer(4, evidence=RECORD), (Fraction(25, 2), 0, Fraction(-25, 2))),
    # the claim stands: m = 0, and all of the change is evidence
    ("gained", Answer(3), Answer(3, evidence=RECORD), (0, 25, 0)),
    ("gained twice", Answer(4), Answer(4, evidence=BOTH), (0, 50, 0)),
    ("lost", Answer(4, evidence=BOTH), Answer(4, evidence=RECORD), (0, 0, -25)),
    # m = (1-3 + 1-2) / 2 = -3/2 of a change of -2: the claim would have been worth less without its evidence
    ("fell, A alone shows it", Answer(3, evidence=RECORD), Answer(1), (Fraction(-75, 2), 0, Fraction(-25, 2))),
    # evidence of a claim that needs none changes nothing
    ("attached to a low claim", Answer(2), Answer(2, evidence=BOTH), (0, 0, 0)),
]


@pytest.mark.parametrize(("before", "after", "points"), [case[1:] for case in CLAIMS], ids=[case[0] for case in CLAIMS])
def test_claims_and_evidence_are_told_apart(before: Answer, after: Answer, points: tuple[Fraction | int, ...]) -> None:
    """One question alone, so that a level is 25 points; ``points`` are of claims, evidence gained and evidence lost."""
    parts = whole(**dict(zip(("moved", "evidence_gained", "evidence_lost"), points, strict=True)))
    assert compared({"ENC-01": before}, {"ENC-01": after}, ONE).parts == parts


def test_evidence_that_grew_old_is_lost_though_the_answer_stands() -> None:
    # On DAY E1 is fresh and shows the 3; 366 days later it is past its 365: the level is 2, 25 * (2-3)
    answers: Answers = {"ENC-01": Answer(3, evidence=RECORD)}
    assert compared(answers, answers, ONE, date=date(2027, 5, 21)).parts == whole(evidence_lost=-25)


def test_one_answer_gains_evidence_and_another_loses_it() -> None:
    # ENC-01 (w 3) from 2 to 3: 25 * 3/4; ENC-02 (w 1) from 3 to 2: -25 * 1/4; change 25 * 2/4
    found = compared({"ENC-01": 3, "ENC-02": proved(3)}, {"ENC-01": proved(3), "ENC-02": 3})
    assert found.parts == whole(evidence_gained=Fraction(75, 4), evidence_lost=Fraction(-25, 4))
    assert (found.change, found.like_for_like) == (Fraction(25, 2), Fraction(25, 2))


def test_an_exclusion_that_was_set_is_scope_and_no_progress() -> None:
    # A 25 * (3*2 + 1*0) / 4 = 75/2; common ENC-01 alone: s1 = s2 = s3 = 50 = B
    # ENC-02 leaves: 1 * (50 - 25*0) / 4 = 25/2
    found = compared({"ENC-01": 2, "ENC-02": 0}, {"ENC-01": 2, "ENC-02": "na"})

    assert found.scores == Scores(Fraction(75, 2), *[Fraction(50)] * 4)
    assert found.parts == whole(scope=Fraction(25, 2))
    assert (found.change, found.like_for_like) == (Fraction(25, 2), Fraction(0))


def test_an_exclusion_that_was_lifted_is_scope() -> None:
    # B 25 * (3*2 + 1*1) / 4 = 175/4 after 50; ENC-02 comes: 1 * (25*1 - 50) / 4 = -25/4
    found = compared({"ENC-01": 2, "ENC-02": "na"}, {"ENC-01": 2, "ENC-02": 1})
    assert (found.change, found.parts) == (Fraction(-25, 4), whole(scope=Fraction(-25, 4)))


def test_a_question_brought_by_the_profile_is_scope() -> None:
    tiny = bank(question("ENC-01", weight=3), question("ENC-02", applies_when={"minors": True}))
    a, b = assessment({"ENC-01": 2, "ENC-02": 1}, profile={"minors": False}), assessment({"ENC-01": 2, "ENC-02": 1})
    assert compare(assess(tiny, a), assess(tiny, b)).parts == whole(scope=Fraction(-25, 4))


@pytest.mark.parametrize(("before", "after", "points"), [(None, 0, Fraction(-25, 2)), (0, None, Fraction(25, 2))])
def test_a_question_answered_in_one_only_is_told_apart(
    before: Level | None, after: Level | None, points: Fraction
) -> None:
    # ENC-01 alone is 50; with ENC-02 at 0 it is 25 * 6/4 = 75/2: coming 1 * (0 - 50) / 4, leaving 1 * (50 - 0) / 4
    found = compared({"ENC-01": 2, "ENC-02": before}, {"ENC-01": 2, "ENC-02": after})
    assert (found.change, found.parts) == (points, whole(answered=points))


def test_a_question_that_was_open_and_is_now_excluded_changes_nothing() -> None:
    found = compared({"ENC-01": 2}, {"ENC-01": 2, "ENC-02": "na"})
    assert (rows(found), found.parts, found.common, found.of) == ([], whole(), 1, 1)


def test_a_question_at_the_average_leaves_without_a_trace_but_is_listed() -> None:
    # ENC-02 leaves at the level of the rest: 1 * (50 - 25*2) / 4 = 0
    found = compared({"ENC-01": 2, "ENC-02": 2}, {"ENC-01": 2})
    assert (rows(found), found.change) == ([("ENC-02", "answered", Fraction(0))], Fraction(0))


OLD: Final = bank(question("ENC-01", weight=3), question("ENC-02"), question("ENC-03", weight=2), question("DEL-04"))
NEW: Final = bank(
    question("ENC-01", weight=1),
    question("ENC-02"),
    question("ENC-03", weight=2, revision=2),
    question("ACC-05", weight=3),
)
BEFORE: Final[Answers] = {"ENC-01": 2, "ENC-02": 1, "ENC-03": 0, "DEL-04": 2}
AFTER: Final[Answers] = {"ENC-01": 2, "ENC-02": 2, "ENC-03": 1, "ACC-05": 2}


def test_a_bank_upgrade_with_a_changed_weight_and_a_changed_a_new_and_a_retired_question() -> None:
    """ENC-01 counts 1 instead of 3, ENC-03 has a new revision, DEL-04 is retired, ACC-05 (weight 3) is new.

    A: weights 3 1 2 1, levels 2 1 0 2: s0 = 25 * 9/7 = 225/7. B: weights 1 1 2 3, levels 2 2 1 2: s4 = 25 * 12/7.
    In common ENC-01 and ENC-02: s1 = 25 * (3*2 + 1*1) / 4 = 175/4, s2 = 25 * (2 + 1) / 2, s3 = 25 * (2 + 2) / 2.
    """
    found = compared(BEFORE, AFTER, OLD, NEW)

    assert found.scores == Scores(Fraction(225, 7), Fraction(175, 4), Fraction(75, 2), Fraction(50), Fraction(300, 7))
    assert (found.change, found.like_for_like) == (Fraction(75, 7), Fraction(25, 2))
    # moved: ENC-02 by 1, 25 * 1*1/2
    # bank: left   ENC-03  2 * (175/4 - 0) / 7 = 25/2        DEL-04  1 * (175/4 - 50) / 7 = -25/28
    #       came   ENC-03  2 * (25 - 50) / 7   = -50/7       ACC-05  3 * (50 - 50) / 7   = 0
    #       weight ENC-01  (50 - 175/4) * (1/2 - 3/4) = -25/16
    #              ENC-02  (25 - 175/4) * (1/2 - 1/4) = -75/16
    assert rows(found) == [
        ("ENC-02", "moved", Fraction(25, 2)),
        ("ENC-03", "bank", Fraction(75, 14)),
        ("ENC-02", "bank", Fraction(-75, 16)),
        ("ENC-01", "bank", Fraction(-25, 16)),
        ("DEL-04", "bank", Fraction(-25, 28)),
        ("ACC-05", "bank", 0),
    ]
    # 75/14 - 75/16 - 25/16 - 25/28 = (600 - 525 - 175 - 100) / 112 = -25/14, and 25/2 - 25/14 = 75/7
    assert found.parts == whole(moved=Fraction(25, 2), bank=Fraction(-25, 14))


def test_the_families_add_up_to_the_change_too() -> None:
    """The bank upgrade above: DEL, which only A has, stands behind the families of B."""
    found = compared(BEFORE, AFTER, OLD, NEW)

    # ENC: 25/2 moved; bank 75/14 - 75/16 - 25/16 = 75/14 - 25/4 = -25/28
    assert [(one.family.id, one.points, one.parts) for one in found.families] == [
        ("ENC", Fraction(325, 28), whole(moved=Fraction(25, 2), bank=Fraction(-25, 28))),
        ("ACC", 0, whole()),
        ("DEL", Fraction(-25, 28), whole(bank=Fraction(-25, 28))),
    ]


def test_a_changed_question_counts_once_among_those_that_the_change_is_based_on() -> None:
    # common ENC-01, ENC-02; answered in A or B ENC-01, ENC-02, ENC-03, DEL-04, ACC-05
    found = compared(BEFORE, AFTER, OLD, NEW)
    assert (found.common, found.of, found.comparable) == (2, 5, True)


def test_a_question_is_told_as_the_later_bank_asks_it() -> None:
    found = compared(BEFORE, AFTER, OLD, NEW)
    expected = [*NEW.questions, OLD.question["DEL-04"]]
    assert [(pair.question, pair.alike) for pair in found.pairs] == list(
        zip(expected, (True, True, False, False, False), strict=True)
    )


def test_a_changed_question_that_also_left_the_scope_is_the_banks() -> None:
    # A 25 * 6/4 = 75/2 and B 50: ENC-02 leaves, 1 * (50 - 0) / 4, and has no alike question to be N/A
    later = bank(question("ENC-01", weight=3), question("ENC-02", revision=2))
    found = compared({"ENC-01": 2, "ENC-02": 0}, {"ENC-01": 2, "ENC-02": "na"}, TWO, later)
    assert found.parts == whole(bank=Fraction(25, 2))


def test_a_question_with_another_rhythm_in_the_same_revision_is_alike() -> None:
    # A shows 3 by a record of the day before; in B the same record lies two quarters back: 25 * (2-3)
    rare, often = (bank(question("ENC-01", rhythm=rhythm)) for rhythm in ("year", "quarter"))
    answers: Answers = {"ENC-01": Answer(3, evidence=RECORD)}
    assert compared(answers, answers, rare, often).parts == whole(evidence_lost=-25)


NOTHING_IN_COMMON: Final[list[tuple[str, Answers, Answers, Bank, Fraction | None]]] = [
    ("answers to different questions", {"ENC-01": 2}, {"ENC-02": 1}, TWO, Fraction(-25)),
    ("nothing answered in A", {}, {"ENC-01": 2}, TWO, None),
    ("nothing answered in B", {"ENC-01": 2}, {}, TWO, None),
    ("nothing answered", {}, {}, TWO, None),
    ("every question changed", {"ENC-01": 1}, {"ENC-01": 2}, bank(question("ENC-01", revision=2)), Fraction(25)),
]


@pytest.mark.parametrize(
    ("a", "b", "later", "change"), [case[1:] for case in NOTHING_IN_COMMON], ids=[case[0] for case in NOTHING_IN_COMMON]
)
def test_where_nothing_is_in_common_there_are_no_parts(
    a: Answers, b: Answers, later: Bank, change: Fraction | None
) -> None:
    found = compared(a, b, TWO, later)
    assert (found.comparable, found.common, found.change, found.like_for_like) == (False, 0, change, None)
    assert (found.parts, found.contributions, found.families, found.trend) == (None, (), (), None)


def test_each_assessment_is_judged_on_its_own_date() -> None:
    # E1 is of DAY: it shows nothing on the day before, so that A is 2 and B 3
    answers: Answers = {"ENC-01": Answer(3, evidence=RECORD)}
    early = assess(ONE, assessment(answers, date=date(2026, 5, 19)))
    assert compare(early, assess(ONE, assessment(answers))).parts == whole(evidence_gained=25)


def test_all_that_can_happen_at_once_is_told_apart() -> None:
    """In the bank a changed, a new and a retired question and a changed weight; an N/A lifted, evidence come and gone.

    A: weights 3 1 2 1 2, levels 2 2 0 1 3, 15 of 9: s0 = 125/3. B: 1 1 2 2 2 1 and 2 3 1 2 2 2, 17 of 9: s4 = 425/9.
    In common ENC-01, ENC-02, ACC-02: s1 = 25 * 14/6 = 175/3, s2 = 25 * 10/4, s3 = 25 * 9/4, like for like -25/4.
    """
    kept = (question("ENC-02"), question("ACC-01", weight=2), question("ACC-02", weight=2))
    old = bank(question("ENC-01", weight=3), question("ENC-03", weight=2), question("DEL-01"), *kept)
    new = bank(question("ENC-01"), question("ENC-03", weight=2, revision=2), question("TRA-01"), *kept)
    before: Answers = {"ENC-01": 2, "ENC-02": 3, "ENC-03": 0, "DEL-01": 1, "ACC-01": "na", "ACC-02": proved(3)}
    after: Answers = {"ENC-01": 3, "ENC-02": proved(3), "ENC-03": 1, "TRA-01": 2, "ACC-01": 2, "ACC-02": 3}
    found = compared(before, after, old, new)

    assert (found.change, found.like_for_like) == (Fraction(50, 9), Fraction(-25, 4))
    # ENC-01 claims 3 instead of 2 and shows neither: nothing moved. ENC-02 25 * 1*1/4, ACC-02 25 * 2*-1/4.
    # scope: ACC-01 2 * (50 - 225/4) / 9
    # bank:  ENC-03 2 * (175/3 - 0) / 9 + 2 * (25 - 225/4) / 9   DEL-01 (175/3 - 25) / 9   TRA-01 (50 - 225/4) / 9
    #        weights ENC-01 (50 - 175/3) * (1/4 - 3/6)   ENC-02 (50 - 175/3) * (1/4 - 1/6)
    #                ACC-02 (75 - 175/3) * (2/4 - 2/6)
    assert found.parts == whole(
        evidence_gained=Fraction(25, 4), evidence_lost=Fraction(-25, 2), scope=Fraction(-25, 18), bank=Fraction(475, 36)
    )
    assert {name: points for name, part, points in rows(found) if part == "bank"} == {
        "ENC-03": Fraction(325, 54),
        "DEL-01": Fraction(100, 27),
        "ACC-02": Fraction(25, 9),
        "ENC-01": Fraction(25, 12),
        "TRA-01": Fraction(-25, 36),
        "ENC-02": Fraction(-25, 36),
    }
