"""The report's figures, made by plotly: evidenced solid, claimed hollow, range thin, target a tick (JSON-ready)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import plotly.graph_objects as go

from assessment.engine.families import FamilyResult
from assessment.engine.report import Report
from assessment.formats.chart_parts import CLEAR, COLOURS, Figure, escaped, finished, shown, template
from assessment.formats.targets import target_index

ROW_PX: Final = 48
FRAME_PX: Final = 84
BAR: Final = 0.3
BAR_AT: Final = 0.24
RANGE_AT: Final = BAR_AT + 0.2
LABEL_AT: Final = -0.2
CLAIM_PX: Final = 46


@dataclass(frozen=True, slots=True)
class Words:
    """The figure's words, in ``language``."""

    language: str
    claimed: str
    evidenced: str
    range: str
    target: str


def families(report: Report, words: Words) -> Figure:
    """Each family's weighted indices, 0 to 100: claimed, evidenced, the range while it is open, and the target.

    Figures are cut off to one decimal, as everywhere. Families without a question in S are left out.
    """
    rows = [family for family in report.families if family.in_scope]
    figure = go.Figure(layout={"template": template(), "height": FRAME_PX + ROW_PX * len(rows)})
    figure.add_traces(
        [
            _bars(rows, lambda one: one.score.evidenced, words.evidenced, solid=True),
            _bars(rows, lambda one: one.score.claimed, words.claimed, solid=False),
            _ranges(rows, words.range),
            _targets(rows, words.target),
        ]
    )
    figure.update_layout(
        annotations=[note for place, one in enumerate(rows) for note in _labels(place, one, words)],
        yaxis={"range": [len(rows) - 0.4, -0.6]},
    )
    return finished(figure)


def _bars(
    rows: Sequence[FamilyResult], index: Callable[[FamilyResult], Fraction | None], name: str, *, solid: bool
) -> go.Bar:
    line = {"color": COLOURS["--evidenced" if solid else "--text"], "width": 0 if solid else 1.2}
    fill = COLOURS["--evidenced"] if solid else CLEAR
    return go.Bar(
        name=name,
        orientation="h",
        x=[shown(index(one)) for one in rows],
        y=[place + BAR_AT for place in range(len(rows))],
        width=BAR,
        marker={"color": fill, "line": line},
    )


def _ranges(rows: Sequence[FamilyResult], name: str) -> go.Scatter:
    ends: list[float | None] = []
    places: list[float | None] = []
    for place, one in enumerate(rows):
        if one.answered < len(one.in_scope):
            ends += [shown(one.score.low), shown(one.score.high), None]
            places += [place + RANGE_AT, place + RANGE_AT, None]
    return go.Scatter(
        name=name,
        mode="lines+markers",
        x=ends,
        y=places,
        line={"color": COLOURS["--text"], "width": 1},
        marker={"symbol": "line-ns", "size": 5, "line": {"color": COLOURS["--text"], "width": 1}},
        showlegend=bool(ends),
    )


def _targets(rows: Sequence[FamilyResult], name: str) -> go.Scatter:
    return go.Scatter(
        name=name,
        mode="markers",
        x=[shown(target_index(one)) for one in rows],
        y=[place + BAR_AT for place in range(len(rows))],
        marker={"symbol": "line-ns", "size": 18, "line": {"color": COLOURS["--text"], "width": 2}},
    )


def _labels(place: int, family: FamilyResult, words: Words) -> list[dict[str, Any]]:
    title = family.family.title.in_language(words.language)
    evidenced, claimed = (_figure(index) for index in (family.score.evidenced, family.score.claimed))
    common = {"y": place + LABEL_AT, "showarrow": False, "yanchor": "middle"}
    right = {**common, "name": "figure", "x": 100, "xanchor": "right"}
    return [
        {**common, "x": 0, "xanchor": "left", "text": f"{family.family.id} {escaped(title)}"},
        {**right, "text": evidenced, "xshift": -CLAIM_PX, "font": {"weight": "bold"}},
        {**right, "text": f"/ {claimed}"},
    ]


def _figure(index: Fraction | None) -> str:
    figure = shown(index)
    return "–" if figure is None else f"{figure:.1f}"
