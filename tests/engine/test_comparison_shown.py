"""The figures of a comparison as they are shown, in tenths of a point, and whether a trend may be named."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import pytest

from assessment.engine.comparison import Comparison, Figures, Shown, compare, in_tenths
from assessment.engine.model import LEVELS, Bank, Level
from assessment.engine.report import assess
from tests.build import Answers, assessment, bank, question

THIRD: Final = Fraction(1, 3)
TENTHS: Final[list[tuple[str, Mapping[str, Fraction], int, Mapping[str, int]]]] = [
    # 3.33 and 6.67 tenths: 3 and 6 below, the one that is left over goes to the remainder of 0.67
    ("largest remainder", {"a": THIRD, "b": 2 * THIRD}, 10, {"a": 3, "b": 7}),
    # 3.33 tenths twice are 6.67, shown as 6: none is left over
    ("a total cut off", {"a": THIRD, "b": THIRD}, 6, {"a": 3, "b": 3}),
    # -3.33 tenths: -4 below, remainder 0.67, which takes the one left over
    ("a negative amount", {"a": -THIRD, "b": THIRD}, 0, {"a": -3, "b": 3}),
    ("the larger of equal remainders", {"a": Fraction(1, 20), "b": Fraction(3, 20)}, 2, {"a": 0, "b": 2}),
    ("the same with the signs turned", {"a": Fraction(-1, 20), "b": Fraction(-3, 20)}, -2, {"a": 0, "b": -2}),
    ("the first of equal names", {"b": Fraction(1, 20), "a": Fraction(1, 20)}, 1, {"a": 1, "b": 0}),
    # 0, 3 and 3.33 tenths shown as 7: the one left over goes to the only amount that is no whole tenth
    ("whole tenths", {"a": Fraction(0), "b": Fraction(3, 10), "c": THIRD}, 7, {"a": 0, "b": 3, "c": 4}),
    ("nothing", {}, 0, {}),
]


@pytest.mark.parametrize(
    ("amounts", "total", "tenths"), [case[1:] for case in TENTHS], ids=[case[0] for case in TENTHS]
)
def test_amounts_become_tenths_that_add_up(
    amounts: Mapping[str, Fraction], total: int, tenths: Mapping[str, int]
) -> None:
    assert in_tenths(amounts, total) == tenths


@pytest.mark.parametrize("total", [-1, 1, 6])
def test_a_total_that_no_tenths_could_add_up_to_is_refused(total: int) -> None:
    with pytest.raises(ValueError, match=f"^{total} tenths are not the sum"):
        in_tenths({"a": Fraction(1, 2)} if total == 6 else {"a": Fraction(0)}, total)


SEVEN: Final = bank(
    question("ENC-01", weight=3),
    question("ENC-02", weight=3),
    question("ACC-01", weight=1),
    question("ACC-02", weight=3),
    question("ACC-03", weight=1),
)


def compared(a: Answers, b: Answers, onto: Bank = SEVEN) -> Comparison:
    return compare(assess(onto, assessment(a)), assess(onto, assessment(b)))


def test_shown_figures_add_up_at_every_turn() -> None:
    """In common ENC-01 (3), ENC-02 (3) and ACC-01 (1): V = 7; ACC-02 (3) is N/A in B, ACC-03 (1) open in A.

    s0 = 25 * (3*1 + 3*1 + 1*0 + 3*0) / 10 = 15         s1 = s2 = 25 * 6/7 = 21.43
    s3 = 25 * (3*2 + 3*2 + 1*1) / 7 = 325/7 = 46.43     s4 = 25 * (13 + 1*0) / 8 = 40.625, shown 40.6
    """
    found = compared(
        {"ENC-01": 1, "ENC-02": 1, "ACC-01": 0, "ACC-02": 0},
        {"ENC-01": 2, "ENC-02": 2, "ACC-01": 1, "ACC-02": "na", "ACC-03": 0},
    )

    # change 40.6 - 15.0 = 25.6. Like for like 25 = 250 tenths; scope 3 * 21.43 / 10 = 6.43 = 64.3 tenths;
    # answered 1 * (0 - 46.43) / 8 = -5.80 = -58.04 tenths. Below 250 + 64 - 59 = 255, so that one goes to -58.04.
    # moved 250 tenths: ENC-01 and ENC-02 25 * 3/7 = 107.14, ACC-01 35.71. Below 107 + 107 + 35 = 249, one to ACC-01.
    # ENC 214.29, ACC 35.71 + 64.29 - 58.04 = 41.96: below 214 + 41 = 255, one to ACC.
    assert found.shown == Shown(
        change=256,
        like_for_like=250,
        parts={
            "moved": 250,
            "evidence_gained": 0,
            "evidence_lost": 0,
            "scope": 64,
            "answered": -58,
            "bank": 0,
        },
        families={"ENC": 214, "ACC": 42},
        questions={
            "moved": {"ENC-01": 107, "ENC-02": 107, "ACC-01": 36},
            "evidence_gained": {},
            "evidence_lost": {},
            "scope": {"ACC-02": 64},
            "answered": {"ACC-03": -58},
            "bank": {},
        },
    )


def test_claims_are_compared_by_the_same_rule_over_the_same_questions() -> None:
    """In common as above. Claims of 3 and 4 that nothing shows count as 2, so ENC-02 falls in claim alone.

    Claimed: A 25 * (3*1 + 3*4) / 10 = 37.5, B 25 * (3*2 + 3*3 + 1*1) / 8 = 50, like for like 25 * (3 - 3 + 1) / 7.
    """
    found = compared(
        {"ENC-01": 1, "ENC-02": 4, "ACC-01": 0, "ACC-02": 0},
        {"ENC-01": 2, "ENC-02": 3, "ACC-01": 1, "ACC-02": "na", "ACC-03": 0},
    )

    assert found.claimed_like_for_like == Fraction(25, 7)
    # 35.71 tenths like for like and 89.29 for the rest make 125: one above, to the larger remainder
    assert found.claimed == Figures(375, 500, 125, 36)
    # 25 * (3 + 6) / 10 = 22.5 and 25 * (6 + 6 + 1) / 8 = 40.625; 25 * (3 + 1) / 7 = 14.29, worked as above
    assert found.evidenced == Figures(225, 406, 181, 143)


def test_where_nothing_is_comparable_no_claim_is_like_for_like() -> None:
    found = compared({"ENC-01": 2}, {"ENC-02": 1})
    assert (found.claimed, found.evidenced) == (Figures(500, 250, -250, None), Figures(500, 250, -250, None))
    found = compared({}, {"ENC-01": 4})
    assert (found.claimed, found.evidenced) == (Figures(None, 1000, None, None), Figures(None, 500, None, None))


def test_the_shown_change_is_the_difference_of_what_is_shown() -> None:
    # 25 * 1/6 = 4.1666…, shown 4.1, and 25 * 5/6 = 20.8333…, shown 20.8: 16.7 and not the 16.6666… cut off
    six = bank(*(question(f"ENC-0{number}") for number in range(1, 7)))
    names = [one.id for one in six.questions]
    a, b = (dict.fromkeys(names, level) for level in LEVELS[:2])
    found = compared({**a, "ENC-01": 1}, {**b, "ENC-06": 0}, six)
    assert (found.change, found.shown.change, found.shown.like_for_like) == (Fraction(50, 3), 167, 167)


def test_where_nothing_is_comparable_the_change_alone_is_shown() -> None:
    # 25 * 2 = 50 and 25 * 1 = 25
    found = compared({"ENC-01": 2}, {"ENC-02": 1})
    assert found.shown == Shown(-250, None, None, {}, {})
    assert compared({}, {"ENC-01": 1}).shown == Shown(None, None, None, {}, {})


@pytest.mark.parametrize(("level", "trend"), [(2, "up"), (0, "down"), (1, "level")])
def test_the_trend_is_that_of_like_for_like(level: Level, trend: str) -> None:
    answers: Answers = {"ENC-01": 1, "ENC-02": 1}
    assert compared(answers, {**answers, "ENC-01": level}).trend == trend


def test_questions_that_only_came_or_left_make_no_trend() -> None:
    # like for like 0 of a change of 25 * (3*1 + 1*0) / 4 - 25 = -6.25
    found = compared({"ENC-01": 1}, {"ENC-01": 1, "ACC-01": 0})
    assert (found.trend, found.change, found.common, found.of) == (None, Fraction(-25, 4), 1, 2)
    found = compared({"ENC-01": 1, "ENC-02": 1}, {"ENC-01": 1, "ENC-02": 1, "ACC-01": 0})
    assert (found.trend, found.common, found.of) == ("level", 2, 3)


@pytest.mark.parametrize(("answered", "trend"), [(4, "up"), (5, "up"), (6, None)])
def test_below_sixty_per_cent_no_trend_is_named(answered: int, trend: str | None) -> None:
    # 3 in common of 4 (75 %), of 5 (60 %), of 6 (50 %)
    six = bank(*(question(f"ENC-0{number}") for number in range(1, 7)))
    names = [one.id for one in six.questions]
    found = compared(dict.fromkeys(names[:3], 1), dict.fromkeys(names[:answered], 2), six)
    assert (found.common, found.of, found.trend, found.shown.like_for_like) == (3, answered, trend, 250)
