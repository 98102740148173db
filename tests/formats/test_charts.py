"""The report's figure: what plotly draws, in the grammar, with the table's own figures."""

import json
import re
from dataclasses import replace
from typing import Any, Final

import plotly.graph_objects as go
import pytest

from assessment.engine.model import Bank, Text
from assessment.engine.report import assess
from assessment.formats.chart_parts import COLOURS, Figure
from assessment.formats.charts import Words, families
from tests.architecture import ROOT
from tests.build import assessment, bank, proved, question
from tests.formats.figures import colours

WORDS: Final = Words("en", "Claimed", "Evidenced", "Can still become", "Target")
BANK: Final = bank(
    question("ENC-01", weight=3),
    question("ENC-02", weight=2, target=4),
    question("ENC-03", weight=1),
    question("DEL-01", weight=2),
    question("INC-01"),
    question("AUD-01"),
)
ANSWERS: Final = {"ENC-01": 3, "ENC-02": proved(4), "DEL-01": 1, "INC-01": "na"}
"""ENC: claimed (9 + 8) of 20, evidenced (6 + 8) of 20, one open. DEL: 2 of 8. INC: out of the score. AUD: open."""


def drawn(tiny: Bank = BANK, words: Words = WORDS, **answers: Any) -> Figure:
    return families(assess(tiny, assessment(answers or ANSWERS)), words)


def values(figure: Figure, name: str) -> list[float | None]:
    """The horizontal places of one trace."""
    return next(list(trace["x"]) for trace in figure["data"] if trace["name"] == name)


def labels(figure: Figure) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Evidenced", [70.0, 25.0, None]),
        ("Claimed", [85.0, 25.0, None]),
        ("Can still become", [58.3, 75.0, None, None, None, None]),
        ("Target", [83.3, 75.0, 75.0]),
    ],
)
def test_each_mark_stands_at_the_figure_of_the_table(name: str, expected: list[float | None]) -> None:
    assert values(drawn(), name) == expected


def test_the_labels_give_title_and_both_figures_and_leave_out_what_is_not_in_scope() -> None:
    assert labels(drawn()) == [
        "ENC Family ENC", "70.0", "/ 85.0",
        "DEL Family DEL", "25.0", "/ 25.0",
        "AUD Family AUD", "–", "/ –",
    ]  # fmt: skip


def test_evidenced_is_solid_and_claimed_is_hollow() -> None:
    fills = {trace["name"]: trace["marker"]["color"] for trace in drawn()["data"] if trace["type"] == "bar"}
    assert fills == {"Evidenced": COLOURS["--evidenced"], "Claimed": "rgba(0,0,0,0)"}


def test_a_complete_assessment_has_no_range_and_no_word_for_it() -> None:
    figure = drawn(bank(question()), **{"ENC-01": 2})
    assert values(figure, "Can still become") == []
    assert [trace["name"] for trace in figure["data"] if trace.get("showlegend", True)] == [
        "Evidenced",
        "Claimed",
        "Target",
    ]


def test_titles_are_said_in_the_language_asked_for() -> None:
    assert labels(drawn(words=replace(WORDS, language="zh")))[0] == "ENC Family ENC（中文）"


def test_markup_in_a_title_is_written_and_not_read() -> None:
    tiny = bank(question())
    family = replace(tiny.families[0], title=Text("<b>A & B</b>", "甲"))
    figure = drawn(replace(tiny, families=(family,)), **{"ENC-01": 2})
    assert labels(figure)[0] == "ENC &lt;b&gt;A &amp; B&lt;/b&gt;"


def test_plotly_itself_finds_the_figure_sound_and_json_carries_it_whole() -> None:
    figure = drawn()
    assert json.loads(json.dumps(go.Figure(figure).to_plotly_json()))["layout"]["meta"] == {"colours": COLOURS}
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


def test_every_colour_is_one_of_the_page_and_stands_for_one_property() -> None:
    used = {COLOURS[name] for name in ("--text", "--muted", "--line", "--evidenced")}
    assert set(colours(drawn())) - {"rgba(0,0,0,0)"} == used
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_the_colours_are_those_of_the_light_scheme() -> None:
    light = (ROOT / "assessment/static/css/tokens.css").read_text("utf-8").partition("@media")[0]
    tokens = dict(re.findall(r"(--[\w-]+): (#\w{6});", light))
    assert {name: tokens[name] for name in COLOURS} == COLOURS
