"""Scores and maturity levels by hand (docs/scoring.md, section 3)."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from assessment.engine.model import Answer, Choice, Level, Question
from assessment.engine.report import Report, assess
from assessment.engine.scoring import Score, overall_level, truncated
from tests.build import Answers, assessment, bank, proved, question

FIVE = [
    question("ENC-01", weight=3),
    question("ENC-02", weight=2),
    question("ENC-03", weight=1),
    question("ENC-04", weight=2),
    question("ENC-05", weight=1),
]
FIVE_ANSWERS: Answers = {"ENC-01": proved(3), "ENC-02": Answer(3), "ENC-03": Answer(1), "ENC-05": "na"}
Indices = tuple[Fraction | None, Fraction | None, Fraction | None, Fraction | None, Fraction | None]


def report_of(questions: Sequence[Question], answers: Answers) -> Report:
    return assess(bank(*questions), assessment(answers))


def indices(score: Score) -> Indices:
    return (score.claimed, score.evidenced, score.low, score.high, score.strict)


def test_the_five_figures_of_a_half_answered_set() -> None:
    # weights 3 2 1 answered, 2 open, 1 N/A; claimed 3 3 1; evidenced 3 2 1 (the second shows nothing)
    # claimed   (3*3 + 2*3 + 1*1) / (4*6)     = 16/24
    # evidenced (3*3 + 2*2 + 1*1) / (4*6)     = 14/24
    # low       14 / (4*(6+2))                = 14/32
    # high      (14 + 2*4) / (4*(6+2))        = 22/32
    # strict    14 / (4*(6+2+1))              = 14/36
    expected = tuple(100 * Fraction(*pair) for pair in [(16, 24), (14, 24), (14, 32), (22, 32), (14, 36)])
    report = report_of(FIVE, FIVE_ANSWERS)
    assert (report.score, indices(report.score)) == (Score(6, 2, 1, 16, 14), expected)


def test_the_five_figures_as_shown() -> None:
    # 66.666… 58.333… 43.75 68.75 38.888…, cut off after one decimal
    shown = [truncated(index) for index in indices(report_of(FIVE, FIVE_ANSWERS).score)]
    assert shown == [66.6, 58.3, 43.7, 68.7, 38.8]


@pytest.mark.parametrize("answers", [{}, {"ENC-01": "na"}, dict.fromkeys(("ENC-01", "ENC-02"), "na")])
def test_a_set_without_an_answered_question_has_no_figure(answers: Answers) -> None:
    report = report_of([question("ENC-01"), question("ENC-02")], answers)
    found = (indices(report.score), report.level, report.families[0].level, report.answered)
    assert found == ((None,) * 5, None, None, 0)


def test_an_assessment_without_an_applicable_question_has_no_figure() -> None:
    report = assess(bank(question()), assessment({"ENC-01": 3}, pledges=()))
    found = (indices(report.score), report.level, report.families, report.complete)
    assert found == ((None,) * 5, None, (), False)


def test_unknown_counts_as_nought_and_as_an_answer() -> None:
    # (1*0 + 1*2) / (4*2) = 2/8
    report = report_of([question("ENC-01"), question("ENC-02")], {"ENC-01": "unknown", "ENC-02": 2})
    assert (indices(report.score), report.answered) == ((Fraction(25),) * 5, 2)


@pytest.mark.parametrize(("choice", "index"), [(0, Fraction(0)), (4, Fraction(100))])
def test_the_ends_of_the_scale(choice: Level, index: Fraction) -> None:
    assert indices(report_of([question(weight=3)], {"ENC-01": proved(choice)}).score) == (index,) * 5


def test_the_overall_score_is_over_all_questions_and_no_mean_of_means() -> None:
    # ENC 1*4 = 4 of 4: 100; ACC 3*1 + 2*1 = 5 of 20: 25; overall (4 + 5) / (4*6) = 9/24 = 37.5, not 62.5
    asked = [question("ENC-01"), question("ACC-01", weight=3), question("ACC-02", weight=2)]
    report = report_of(asked, {"ENC-01": proved(4), "ACC-01": 1, "ACC-02": 1})
    found = [report.score.evidenced, *(family.score.evidenced for family in report.families)]
    assert found == [Fraction(75, 2), 100, 25]


@pytest.mark.parametrize(
    ("index", "shown"),
    [
        (None, None),
        (Fraction(0), 0.0),
        (Fraction(5996, 100), 59.9),
        (Fraction(599_999_999, 10_000_000), 59.9),
        (Fraction(60), 60.0),
        (Fraction(200, 3), 66.6),
        (Fraction(1, 11), 0.0),
        (Fraction(1999, 20), 99.9),
        (Fraction(100), 100.0),
    ],
)
def test_a_shown_figure_is_cut_off_and_never_rounded_up(index: Fraction | None, shown: float | None) -> None:
    assert truncated(index) == shown


Q1, Q2, Q3 = question("ENC-01", weight=3), question("ENC-02", weight=1), question("ENC-03", weight=1)
CRITICAL = question("ENC-09", weight=1, critical=True)
FAMILY_LEVELS: list[tuple[str, list[Question], Answers, Level | None]] = [
    # (3*4 + 1*3) / 4 = 3.75
    ("floor of the mean", [Q1, Q2], {"ENC-01": proved(4), "ENC-02": proved(3)}, 3),
    # (3*4 + 1*4) / 4 = 4
    ("a whole mean", [Q1, Q2], {"ENC-01": proved(4), "ENC-02": proved(4)}, 4),
    # (1*1 + 1*0) / 2 = 0.5
    ("below one", [Q2, Q3], {"ENC-02": 1, "ENC-03": 0}, 0),
    # (3*4 + 1*1) / 4 = 3.25, the critical one at 1
    ("held down by a critical one", [Q1, CRITICAL], {"ENC-01": proved(4), "ENC-09": 1}, 1),
    # (3*4 + 1*3) / 4 = 3.75, the critical one shows 2 of its 3
    ("a critical claim not shown", [Q1, CRITICAL], {"ENC-01": proved(4), "ENC-09": 3}, 2),
    # (3*1 + 1*4) / 4 = 1.75, the critical one at 4
    ("a critical one lifts nothing", [Q1, CRITICAL], {"ENC-01": 1, "ENC-09": proved(4)}, 1),
    # (3*4 + 1*0) / 4 = 3
    ("unknown on a critical one", [Q1, CRITICAL], {"ENC-01": proved(4), "ENC-09": "unknown"}, 0),
    ("a critical one open", [Q1, CRITICAL], {"ENC-01": proved(4)}, None),
    # 3*4 / 3 = 4
    ("another one open", [Q1, Q2], {"ENC-01": proved(4)}, 4),
    # 1*2 / 1 = 2
    ("N/A left out", [Q1, Q2], {"ENC-01": "na", "ENC-02": 2}, 2),
    ("nothing answered", [Q1, Q2], {}, None),
    ("all N/A", [Q1], {"ENC-01": "na"}, None),
]


@pytest.mark.parametrize(
    ("asked", "answers", "level"), [case[1:] for case in FAMILY_LEVELS], ids=[case[0] for case in FAMILY_LEVELS]
)
def test_an_average_cannot_hide_a_hole_in_a_family(
    asked: list[Question], answers: Answers, level: Level | None
) -> None:
    report = report_of(asked, answers)
    assert [family.level for family in report.families] == [level]


@pytest.mark.parametrize(
    ("levels", "overall"),
    [((3, 1, 2), 1), ((0,), 0), ((4, 4), 4), ((3, None), None), ((None,), None), ((), None)],
)
def test_the_overall_level_is_the_lowest_family_level(levels: tuple[Level | None, ...], overall: Level | None) -> None:
    assert overall_level(levels) == overall


TWO_FAMILIES = [question("ENC-01"), question("ACC-01"), question("ACC-02", clauses=["P2-1"])]
OVERALL: list[tuple[Answers, Level | None]] = [
    ({"ENC-01": proved(3), "ACC-01": 1}, 1),
    ({"ENC-01": proved(3)}, None),
    ({"ENC-01": proved(3), "ACC-01": "na"}, 3),
    ({"ENC-01": "na", "ACC-01": "na"}, None),
]


@pytest.mark.parametrize(("answers", "level"), OVERALL)
def test_families_count_for_the_overall_level_while_they_have_a_question_in_s(
    answers: Answers, level: Level | None
) -> None:
    assert report_of(TWO_FAMILIES, answers).level == level


@pytest.mark.parametrize(
    ("excluded", "applicable", "warned"), [(0, 1, False), (1, 5, False), (1, 4, True), (2, 10, False), (2, 9, True)]
)
def test_more_than_a_fifth_answered_na_is_too_many(excluded: int, applicable: int, warned: bool) -> None:
    asked = [question(f"ENC-{number:02}") for number in range(1, applicable + 1)]
    answers: dict[str, Choice] = {one.id: "na" for one in asked[:excluded]}
    assert [family.too_many_excluded for family in report_of(asked, answers).families] == [warned]
