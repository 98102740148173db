"""The figures over time: each mark at the table's figure, on a true axis of dates, lines only where they may be."""

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import plotly.graph_objects as go
import pytest

from assessment.formats.chart_parts import COLOURS, Figure
from assessment.formats.trend_charts import Dot, Small, Words, families, trend
from tests.formats.figures import colours

WORDS: Final = Words("Evidenced", "Claimed", "Can still become", "Not comparable", "Broken clauses", "Overall level")
DAYS: Final = ("2025-09-30", "2025-12-31", "2026-03-31", "2026-09-30")
DOTS: Final = (
    Dot(date(2025, 9, 30), Fraction(100, 3), Fraction(40), joined=False, level=0, broken=5),
    Dot(date(2025, 12, 31), Fraction(5996, 100), Fraction(62), joined=True, level=1, broken=2),
    Dot(date(2026, 3, 31), Fraction(50), Fraction(64), False, Fraction(20), Fraction(90), None, 3),
    Dot(date(2026, 9, 30), None, None, joined=True),
)
"""Joined, then not, then one in which nothing is answered."""


def traces(figure: Figure, name: str | None = None, **having: Any) -> list[dict[str, Any]]:
    """The traces of a name that have these values, in the order in which they are drawn."""
    return [
        one
        for one in figure["data"]
        if one.get("name") == name and having.items() <= {**one, **one.get("line", {})}.items()
    ]


def points(trace: dict[str, Any]) -> list[tuple[Any, Any]]:
    return list(zip(trace["x"], trace["y"], strict=True))


def steady(number: int, days: int = 30) -> tuple[Dot, ...]:
    """Dots that are that many days apart."""
    start = date(2023, 1, 1)
    return tuple(
        Dot(start + timedelta(days=place * days), Fraction(50), Fraction(60), place > 0) for place in range(number)
    )


def test_a_line_joins_only_what_may_be_joined() -> None:
    (solid,) = traces(trend(DOTS, WORDS), "Evidenced")
    stop = (None, None)
    assert points(solid) == [(DAYS[0], 33.3), (DAYS[1], 59.9), stop, (DAYS[2], 50.0)]


def test_what_may_not_be_joined_is_dotted_and_what_has_no_figure_is_not_there() -> None:
    dotted = traces(trend(DOTS, WORDS), "Not comparable", dash="dot")
    assert [points(one) for one in dotted] == [
        [(DAYS[1], 62.0), (DAYS[2], 64.0), (None, None)],
        [(DAYS[1], 59.9), (DAYS[2], 50.0), (None, None)],
    ]
    assert [one["showlegend"] for one in dotted] == [False, True]


def test_where_all_may_be_joined_nothing_is_dotted() -> None:
    figure = trend(steady(5), WORDS)
    assert traces(figure, "Not comparable") == []
    assert [len(trace["x"]) for trace in traces(figure, "Evidenced") + traces(figure, "Claimed")] == [5, 5]


def test_evidenced_is_filled_and_claimed_is_hollow() -> None:
    figure = trend(DOTS, WORDS)
    marks = [traces(figure, name)[0]["marker"]["symbol"] for name in ("Evidenced", "Claimed")]
    assert marks == ["circle", "circle-open"]


def test_the_range_is_a_thin_upright_line_while_questions_are_open() -> None:
    (bar,) = traces(trend(DOTS, WORDS), "Can still become")
    assert points(bar) == [(DAYS[2], 20.0), (DAYS[2], 90.0), (None, None)]
    assert bar["line"]["width"] == 1
    (none,) = traces(trend(DOTS[:2], WORDS), "Can still become")
    assert (list(none["x"]), none["showlegend"]) == ([], False)


def test_broken_clauses_and_levels_stand_below_at_the_same_dates() -> None:
    figure = trend(DOTS, WORDS)
    broken, level = traces(figure, mode="markers+text")
    assert points(broken) == list(zip(DAYS, (5, 2, 3, 0), strict=True))
    assert points(level) == list(zip(DAYS, (0, 1, None, None), strict=True))
    assert (broken["yaxis"], level["yaxis"]) == ("y2", "y3")
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["Broken clauses", "Overall level"]


def test_the_axis_is_one_of_dates_with_room_at_both_ends() -> None:
    axis = trend(DOTS, WORDS)["layout"]["xaxis"]
    assert axis["type"] == "date"
    assert axis["range"][0] < DAYS[0] < DAYS[3] < axis["range"][1]


def test_two_assessments_of_one_day_can_be_drawn() -> None:
    twice = (DOTS[0], DOTS[0])
    axis = trend(twice, WORDS)["layout"]["xaxis"]
    assert list(axis["range"]) == ["2025-09-27", "2025-10-03"]


@pytest.mark.parametrize(
    ("dots", "labelled"), [(steady(8), True), (steady(9), False), ((*steady(7), *steady(1)), False)]
)
def test_figures_stand_beside_the_dots_where_there_is_room_for_them(dots: tuple[Dot, ...], labelled: bool) -> None:
    ordered = sorted(dots, key=lambda dot: dot.day)
    (solid,) = traces(trend(ordered, WORDS), "Evidenced")
    assert ("text" in solid["mode"]) is labelled


def test_each_family_has_its_own_axes_and_the_legend_names_each_mark_once() -> None:
    smalls = [Small(f"F{place}", DOTS) for place in range(5)]
    figure = families(smalls, WORDS)
    axes = [one["yaxis"] for one in traces(figure, "Evidenced")]
    assert axes == ["y", "y2", "y3", "y4", "y5"]
    layout = figure["layout"]
    assert {tuple(layout[f"yaxis{axis[1:]}"]["range"]) for axis in axes} == {(-6, 106)}
    assert len({tuple(layout[f"xaxis{axis[1:]}"]["range"]) for axis in axes}) == 1
    assert [note["text"] for note in layout["annotations"]] == ["F0", "F1", "F2", "F3", "F4"]
    named = [one["name"] for one in figure["data"] if one["showlegend"]]
    assert sorted(named) == ["Claimed", "Evidenced", "Not comparable"]


def test_only_the_lowest_of_each_column_has_dates_and_only_the_first_column_figures() -> None:
    layout = families([Small(f"F{place}", DOTS) for place in range(5)], WORDS)["layout"]
    names = ["", "2", "3", "4", "5"]
    assert [layout[f"xaxis{name}"]["showticklabels"] for name in names] == [False, False, True, True, True]
    assert [layout[f"yaxis{name}"]["showticklabels"] for name in names] == [True, False, False, True, False]


def test_a_long_title_is_cut_and_markup_in_it_is_written_and_not_read() -> None:
    figure = families([Small("<b>A & B</b>", DOTS), Small("Identity and " * 5, DOTS)], WORDS)
    assert [note["text"] for note in figure["layout"]["annotations"]] == [
        "&lt;b&gt;A &amp; B&lt;/b&gt;",
        "Identity and Identity and Ide…",
    ]


@pytest.mark.parametrize("figure", [trend(DOTS, WORDS), families([Small("ENC", DOTS)] * 17, WORDS)])
def test_plotly_finds_the_figure_sound_and_every_colour_is_one_of_the_pages(figure: Figure) -> None:
    again = go.Figure(figure).to_plotly_json()
    assert json.loads(json.dumps(again))["layout"]["meta"] == {"colours": COLOURS}
    assert set(colours(figure)) - {"rgba(0,0,0,0)"} <= set(COLOURS.values())
