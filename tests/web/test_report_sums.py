"""How every number came about: each line's sum, worked out by hand."""

from fractions import Fraction
from typing import Any, Final

import pytest

from assessment.engine.report import Report, assess
from assessment.web.report_sums import Line, cut_off, score_lines, sums
from tests.build import assessment, bank, proved, question

BANK: Final = bank(
    question("ENC-01", weight=3, critical=True),
    question("ENC-02", weight=2, target=4),
    question("ENC-03", weight=1),
    question("ENC-04", weight=2),
    question("DEL-01", weight=1, critical=True),
)


def made(**answers: Any) -> Report:
    """By default: 3 × 3 and 2 × 4 claimed, 3 × 2 and 2 × 4 shown, one of weight 1 open, one of 2 left out."""
    return assess(BANK, assessment(answers or {"ENC-01": 3, "ENC-02": proved(4), "ENC-04": "na", "DEL-01": 0}))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(0), "0.0"),
        (Fraction(100), "100.0"),
        (Fraction(125, 2), "62.5"),
        (Fraction(251, 4), "62.75 → 62.7"),
        (Fraction(14600, 208), "70.19… → 70.1"),
        (Fraction(5996, 100), "59.96 → 59.9"),
        (Fraction(1, 1000), "0.00… → 0.0"),
        (Fraction(40, 7), "5.71… → 5.7"),
    ],
)
def test_an_index_shows_what_is_cut_off(value: Fraction, expected: str) -> None:
    assert cut_off(value) == expected


def test_each_index_of_a_family_is_the_sum_of_its_questions() -> None:
    family = sums(made()).families[0]
    assert [(one.name, one.sum) for one in (*family.lines, family.target)] == [
        ("claimed", "100 × 17 ÷ (4 × 5) = 85.0"),
        ("evidenced", "100 × 14 ÷ (4 × 5) = 70.0"),
        ("low", "100 × 14 ÷ (4 × (5 + 1)) = 58.33… → 58.3"),
        ("high", "100 × (14 + 4 × 1) ÷ (4 × (5 + 1)) = 75.0"),
        ("strict", "100 × 14 ÷ (4 × (5 + 1 + 2)) = 43.75 → 43.7"),
        ("target", "100 × 20 ÷ (4 × 6) = 83.33… → 83.3"),
    ]


def test_the_overall_lines_are_over_all_questions_and_no_mean_of_means() -> None:
    assert sums(made()).overall[1] == Line("evidenced", "100 × 14 ÷ (4 × 6) = 58.33… → 58.3", Fraction(175, 3))


def test_a_family_level_is_explained_by_its_mean_and_its_weakest_critical_question() -> None:
    level = sums(made()).families[0].level
    weakest = None if level.weakest is None else (level.weakest.question.id, level.weakest.evidenced)
    assert (level.mean, weakest, level.undecided) == ("14 ÷ 5 = 2.8 → 2", ("ENC-01", 2), ())


def test_open_critical_questions_leave_a_family_undecided() -> None:
    families = sums(made(**{"ENC-02": 2})).families
    assert [[one.question.id for one in family.level.undecided] for family in families] == [["ENC-01"], ["DEL-01"]]


def test_nothing_answered_has_no_sum() -> None:
    family = sums(made(**{"ENC-04": "na"})).families[0]
    assert [(one.sum, one.value) for one in family.lines] == [("", None)] * 5
    assert (family.level.mean, family.target.value) == ("", Fraction(250, 3))


def test_the_levels_of_the_families_in_scope_lead_to_the_overall_level() -> None:
    assert sums(made()).levels == (("ENC", 2), ("DEL", 0))


def test_every_line_comes_to_the_engines_own_figure() -> None:
    score = made().score
    assert [one.value for one in score_lines(score)] == [
        score.claimed,
        score.evidenced,
        score.low,
        score.high,
        score.strict,
    ]
