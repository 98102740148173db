"""The comparison's waterfalls: what plotly draws, in the grammar, with the table's own figures."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import plotly.graph_objects as go
import pytest

from assessment.engine.comparison import Comparison, compare
from assessment.engine.decomposition import PARTS
from assessment.engine.model import Text
from assessment.engine.report import assess
from assessment.formats.chart_parts import COLOURS, Figure
from assessment.formats.comparison_charts import Words, by_family, by_part
from tests.build import Answers, assessment, bank, question
from tests.formats.test_charts import colours

WORDS: Final = Words(
    language="en",
    a="A, May",
    b="B, November",
    parts={part: part.replace("_", " ") for part in PARTS},
    like_for_like="Like for like",
    reported="As reported",
    rise="Rise",
    fall="Fall",
)
BANK: Final = bank(
    question("ENC-01", weight=3),
    question("ENC-02", weight=3),
    question("ACC-01", weight=1),
    question("ACC-02", weight=3),
    question("ACC-03", weight=1),
)
BEFORE: Final[Answers] = {"ENC-01": 1, "ENC-02": 1, "ACC-01": 0, "ACC-02": 0}
AFTER: Final[Answers] = {"ENC-01": 2, "ENC-02": 2, "ACC-01": 1, "ACC-02": "na", "ACC-03": 0}
"""From 15.0 to 40.6: moved +25.0, scope +6.4, answered −5.8 (worked by hand in tests/engine/test_comparison_shown)."""


def compared(a: Answers = BEFORE, b: Answers = AFTER) -> Comparison:
    return compare(assess(BANK, assessment(a)), assess(BANK, assessment(b)))


def drawn(found: Comparison | None = None, *, compact: bool = False, words: Words = WORDS) -> Figure:
    figure = by_part(found or compared(), words, compact=compact)
    assert figure is not None
    return figure


def bars(figure: Figure) -> dict[str, list[tuple[float, float]]]:
    """Where each bar begins and ends, by the trace's name."""
    return {
        trace["name"]: [(base, round(base + length, 1)) for base, length in zip(trace["base"], trace["x"], strict=True)]
        for trace in figure["data"]
        if trace["type"] == "bar"
    }


def labels(figure: Figure) -> list[str]:
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    return [f"{figure} {name}" for figure, name in zip(texts[::2], texts[1::2], strict=True)]


def test_each_bar_begins_where_the_one_before_ended() -> None:
    assert bars(drawn()) == {
        "As reported": [(0, 15.0), (0, 40.6)],
        "Rise": [(15.0, 40.0), (40.0, 46.4)],
        "Fall": [(40.6, 46.4)],
    }


def test_every_row_has_its_signed_figure_and_its_name() -> None:
    assert labels(drawn()) == [
        "15.0 A, May",
        "+25.0 Like for like",
        "+25.0 moved",
        "0.0 evidence gained",
        "0.0 evidence lost",
        "+6.4 scope",
        "−5.8 answered",
        "0.0 bank",
        "40.6 B, November",
    ]


def test_a_bracket_holds_what_is_like_for_like() -> None:
    (shape,) = drawn()["layout"]["shapes"]
    places = [note["y"] for note in drawn()["layout"]["annotations"]][::2]
    assert [shape["y0"] < place < shape["y1"] for place in places] == [False, *[True] * 4, *[False] * 4]


def test_lines_join_the_bars_where_the_index_stands() -> None:
    (line,) = (trace for trace in drawn()["data"] if trace["type"] == "scatter")
    assert list(line["x"])[::3] == [15.0, 40.0, 40.0, 40.0, 46.4, 40.6, 40.6]


def test_the_families_lead_from_a_to_b_too() -> None:
    figure = by_family(compared(), WORDS)
    assert figure is not None
    # ENC 25 * 6/7 = 21.43, ACC the rest of 25.6
    assert labels(figure) == ["15.0 A, May", "+21.4 ENC Family ENC", "+4.2 ACC Family ACC", "40.6 B, November"]
    assert bars(figure) == {"As reported": [(0, 15.0), (0, 40.6)], "Rise": [(15.0, 36.4), (36.4, 40.6)], "Fall": []}


def test_where_nothing_is_comparable_there_is_no_figure() -> None:
    found = compared({"ENC-01": 1}, {"ENC-02": 1})
    assert (by_part(found, WORDS), by_family(found, WORDS)) == (None, None)


@pytest.mark.parametrize(
    ("a", "b", "window"),
    [
        ({"ENC-01": 1, "ENC-02": 1}, {"ENC-01": 1, "ENC-02": 2}, (20, 45)),  # 25.0 to 37.5
        ({"ENC-01": 0, "ENC-02": 0}, {"ENC-01": 0, "ENC-02": 0}, (0, 10)),  # nothing moves from 0
        (BEFORE, AFTER, (0, 100)),  # 15.0 to 46.4 is more than 25 points
    ],
)
def test_the_axis_is_cut_only_where_little_happens(a: Answers, b: Answers, window: tuple[int, int]) -> None:
    assert tuple(drawn(compared(a, b))["layout"]["xaxis"]["range"]) == window


def test_a_cut_axis_still_has_several_figures_on_it() -> None:
    # 25.0 to 50.0: an axis from 20 to 60, on which steps of 25 would leave 25 and 50
    axis = drawn(compared({"ENC-01": 1, "ENC-02": 1}, {"ENC-01": 2, "ENC-02": 2}))["layout"]["xaxis"]
    assert (tuple(axis["range"]), axis["dtick"]) == ((20, 60), 5)
    assert drawn()["layout"]["xaxis"]["dtick"] == 25


def test_a_fall_is_told_from_a_rise_in_grey_too() -> None:
    markers = {trace["name"]: trace["marker"] for trace in drawn()["data"] if trace["type"] == "bar"}
    assert {name: marker.get("pattern", {}).get("shape") for name, marker in markers.items()} == {
        "As reported": None,
        "Rise": None,
        "Fall": "|",
    }
    assert [markers[name]["color"] for name in markers] == [
        COLOURS[name] for name in ("--evidenced", "--kept", "--broken")
    ]


def test_on_paper_it_is_smaller_and_has_no_legend() -> None:
    small, large = drawn(compact=True), drawn()
    assert (small["layout"]["showlegend"], large["layout"]["showlegend"]) == (False, True)
    assert small["layout"]["height"] < large["layout"]["height"]
    assert labels(small) == labels(large)


def test_titles_are_said_in_the_language_asked_for_and_markup_is_written() -> None:
    families = (replace(BANK.families[0], title=Text("<b>A</b>", "甲&乙")), *BANK.families[1:])
    reports = [assess(replace(BANK, families=families), assessment(given)) for given in (BEFORE, AFTER)]
    said: Mapping[str, Any] = {
        language: by_family(compare(*reports), replace(WORDS, language=language)) for language in ("en", "zh")
    }
    assert [labels(figure)[1] for figure in said.values()] == ["+21.4 ENC &lt;b&gt;A&lt;/b&gt;", "+21.4 ENC 甲&amp;乙"]


def test_plotly_finds_the_figures_sound_and_every_colour_is_the_pages() -> None:
    for figure in (drawn(), drawn(compact=True), by_family(compared(), WORDS)):
        assert figure is not None
        assert json.loads(json.dumps(go.Figure(figure).to_plotly_json()))["layout"]["meta"] == {"colours": COLOURS}
        assert json.loads(json.dumps(figure, allow_nan=False)) == figure
        assert set(colours(figure)) - {"rgba(0,0,0,0)"} <= set(COLOURS.values())


def test_the_figures_of_the_rows_add_up() -> None:
    figures = [float(text.split()[0].replace("−", "-")) for text in labels(drawn())]
    start, alike, *steps, end = figures
    assert round(start + sum(steps), 1) == end
    assert round(sum(steps[:3]), 1) == alike
