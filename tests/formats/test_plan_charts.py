"""The plan's figures: what plotly draws, in the grammar, with the tables' own figures."""

import json
from typing import Any, Final

import pytest

from assessment.engine.frontier import frontier as frontier_of
from assessment.engine.report import Report, assess
from assessment.formats.chart_parts import CLEAR, COLOURS, Figure
from assessment.formats.plan_charts import FrontierWords, StageWords, frontier, stages
from tests.build import Answers, assessment, bank, question
from tests.formats.figures import colours

STAGES: Final = StageWords("Evidenced today", "Evidenced, predicted", "Claimed")
FRONTIER: Final = FrontierWords(
    "Today", "Evidenced, predicted", "Claimed, predicted", "None broken", "Person-days", "Index"
)
BANK: Final = bank(
    question("ENC-01", weight=3, efforts=(1, 1, 6, 1)),
    question("ENC-02", clauses=["P1-2"], weight=2, critical=True, efforts=(1, 1, 2, 1)),
)
TODAY: Final[Answers] = {"ENC-01": 3, "ENC-02": 1}
"""Claimed 25 * (3 * 3 + 2 * 1) / 5 = 55; evidenced, for want of proof of the first, 25 * (3 * 2 + 2 * 1) / 5 = 40."""


def report(**planned: Any) -> Report:
    return assess(BANK, assessment(TODAY), {name.replace("_", "-"): level for name, level in planned.items()})


def drawn() -> Figure:
    return stages([("Today: 1", report()), ("<After>", report(ENC_02=2)), ("Last", report(ENC_01=3, ENC_02=3))], STAGES)


def trace(figure: Figure, name: str) -> dict[str, Any]:
    return next(dict(one) for one in figure["data"] if one["name"] == name)


@pytest.mark.parametrize(
    ("name", "places", "expected"),
    [
        ("Evidenced today", [0], [40.0]),
        ("Evidenced, predicted", [1, 2], [50.0, 75.0]),
        ("Claimed", [0, 1, 2], [55.0, 65.0, 75.0]),
    ],
)
def test_each_stage_has_its_bar_at_the_figure_of_the_table(name: str, places: list[int], expected: list[float]) -> None:
    bars = trace(drawn(), name)
    assert ([round(place) for place in bars["y"]], list(bars["x"])) == (places, expected)


def test_today_is_solid_what_is_predicted_hatched_and_what_is_claimed_hollow() -> None:
    fills = {one["name"]: (one["marker"]["color"], "pattern" in one["marker"]) for one in drawn()["data"]}
    assert fills == {
        "Evidenced today": (COLOURS["--evidenced"], False),
        "Evidenced, predicted": (CLEAR, True),
        "Claimed": (CLEAR, False),
    }


def test_the_labels_give_each_stage_with_both_figures_and_nothing_that_plotly_would_read() -> None:
    assert [note["text"] for note in drawn()["layout"]["annotations"]] == [
        "Today: 1", "40.0", "/ 55.0",
        "&lt;After&gt;", "50.0", "/ 65.0",
        "Last", "75.0", "/ 75.0",
    ]  # fmt: skip


def test_without_an_answer_there_is_a_dash() -> None:
    figure = stages([("Today", assess(BANK, assessment({})))], STAGES)
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["Today", "–", "/ –"]


def test_the_frontier_goes_through_effort_and_index_of_its_points() -> None:
    figure = frontier(frontier_of(report(), 3), FRONTIER)
    lines = {one["name"]: (list(one["x"]), list(one["y"])) for one in figure["data"]}
    assert lines == {
        "Claimed, predicted": ([0.0, 3.0, 9.0], [55.0, 75.0, 75.0]),
        "Evidenced, predicted": ([0.0, 3.0, 9.0], [40.0, 60.0, 75.0]),
        "Today": ([0], [40.0]),
    }
    assert list(figure["layout"]["yaxis"]["range"]) == [40, 80]


def test_a_line_stands_where_no_clause_is_broken_any_more() -> None:
    layout = frontier(frontier_of(report(), 3), FRONTIER)["layout"]
    assert [(line["x0"], line["x1"]) for line in layout["shapes"]] == [(3.0, 3.0)]
    assert [note["text"] for note in layout["annotations"]] == ["None broken"]


@pytest.mark.parametrize(
    ("efforts", "at", "anchor", "shift"), [((1, 6, 1, 1), 2.0, "left", 6), ((5, 1, 1, 1), 6.0, "right", -6)]
)
def test_the_words_at_the_line_stand_on_the_side_that_has_room(
    efforts: tuple[int, ...], at: float, anchor: str, shift: int
) -> None:
    asked = bank(question("ENC-01", efforts=(1, 1, 1, 1)), question("ENC-02", weight=2, efforts=efforts))
    found = frontier_of(assess(asked, assessment({"ENC-01": 2, "ENC-02": 0})), 4)
    [note] = frontier(found, FRONTIER)["layout"]["annotations"]
    assert (note["x"], note["xanchor"], note["xshift"]) == (at, anchor, shift)


def test_there_is_no_such_line_where_none_is_broken_today() -> None:
    layout = frontier(frontier_of(assess(BANK, assessment({"ENC-01": 2, "ENC-02": 2})), 3), FRONTIER)["layout"]
    assert {"shapes", "annotations"}.isdisjoint(layout)


@pytest.mark.parametrize("figure", [drawn(), frontier(frontier_of(report(), 3), FRONTIER)], ids=["stages", "frontier"])
def test_the_figures_are_json_in_colours_that_the_page_puts_back(figure: Figure) -> None:
    assert json.loads(json.dumps(figure))["layout"]["meta"] == {"colours": COLOURS}
    assert {*colours(figure["data"]), *colours(figure["layout"])} <= {*COLOURS.values(), CLEAR}


def test_efforts_far_apart_do_not_crowd_the_foot_of_the_frontier() -> None:
    axis = frontier(frontier_of(report(), 3), FRONTIER)["layout"]["xaxis"]
    assert (axis["tickmode"], axis["nticks"]) == ("auto", 11)
