"""The plan's figures, made by plotly: today solid, predicted hatched, claimed hollow (JSON-ready)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Final

import plotly.graph_objects as go

from assessment.engine.frontier import Frontier, Point
from assessment.engine.report import Report
from assessment.formats.chart_parts import CLEAR, COLOURS, Figure, escaped, finished, shown, template

ROW_PX: Final = 48
FRAME_PX: Final = 84
FRONTIER_PX: Final = 380
BAR: Final = 0.3
BAR_AT: Final = 0.24
LABEL_AT: Final = -0.2
CLAIM_PX: Final = 46


@dataclass(frozen=True, slots=True)
class StageWords:
    """The words of the figure of stages, in one language."""

    today: str
    predicted: str
    claimed: str


@dataclass(frozen=True, slots=True)
class FrontierWords:
    """The words of the frontier, in one language; ``effort`` and ``index`` name its axes."""

    today: str
    predicted: str
    claimed: str
    unbroken: str
    effort: str
    index: str


def stages(rows: Sequence[tuple[str, Report]], words: StageWords) -> Figure:
    """Claimed and evidenced index, 0 to 100, at each stage of a plan, by its label: the first is today.

    Figures are cut off to one decimal, as everywhere.
    """
    figure = go.Figure(layout={"template": template(), "height": FRAME_PX + ROW_PX * len(rows)})
    figure.add_traces(
        [
            _bars(rows, 0, 1, words.today, hatched=False),
            _bars(rows, 1, len(rows), words.predicted, hatched=True),
            _claims(rows, words.claimed),
        ]
    )
    figure.update_layout(
        annotations=[note for place, one in enumerate(rows) for note in _labels(place, *one)],
        yaxis={"range": [len(rows) - 0.4, -0.6]},
    )
    return finished(figure)


def frontier(found: Frontier, words: FrontierWords) -> Figure:
    """Evidenced and claimed index, 0 to 100, over the person-days that they take; all but the first are predicted."""
    points = found.points
    figure = go.Figure(layout={"template": template(), "height": FRONTIER_PX})
    figure.add_traces(
        [
            _dots(points, [shown(one.report.score.claimed) for one in points], words.claimed, "circle-open"),
            _dots(points, [shown(one.report.score.evidenced) for one in points], words.predicted, "circle"),
            _start(found.start, words.today),
        ]
    )
    last = float(found.end.effort) or 1.0
    figure.update_layout(
        margin={"l": 44, "r": 16, "t": 64, "b": 56},
        xaxis={
            "range": [-last / 40, last * 1.03],
            "tickmode": "auto",
            "nticks": 11,
            "rangemode": "tozero",
            "title": {"text": escaped(words.effort)},
        },
        yaxis={
            "range": _range(points),
            "dtick": 10,
            "showticklabels": True,
            "showgrid": True,
            "gridcolor": COLOURS["--line"],
            "tickfont": {"color": COLOURS["--muted"]},
            "title": {"text": escaped(words.index)},
        },
        **_unbroken(found, words.unbroken),
    )
    return finished(figure)


def _bars(rows: Sequence[tuple[str, Report]], first: int, end: int, name: str, *, hatched: bool) -> go.Bar:
    colour = COLOURS["--evidenced"]
    solid = {"color": colour, "line": {"width": 0}}
    pattern = {"shape": "/", "size": 6, "solidity": 0.4, "fgcolor": colour, "bgcolor": CLEAR}
    hatch = {"color": CLEAR, "pattern": pattern, "line": {"width": 1.2, "color": colour}}
    return go.Bar(
        name=name,
        orientation="h",
        x=[shown(report.score.evidenced) for _, report in rows[first:end]],
        y=[place + BAR_AT for place in range(first, end)],
        width=BAR,
        marker=hatch if hatched else solid,
    )


def _claims(rows: Sequence[tuple[str, Report]], name: str) -> go.Bar:
    return go.Bar(
        name=name,
        orientation="h",
        x=[shown(report.score.claimed) for _, report in rows],
        y=[place + BAR_AT for place in range(len(rows))],
        width=BAR,
        marker={"color": CLEAR, "line": {"color": COLOURS["--text"], "width": 1.2}},
    )


def _labels(place: int, label: str, report: Report) -> list[dict[str, Any]]:
    evidenced, claimed = shown(report.score.evidenced), shown(report.score.claimed)
    common = {"y": place + LABEL_AT, "showarrow": False, "yanchor": "middle"}
    right = {**common, "name": "figure", "x": 100, "xanchor": "right"}
    return [
        {**common, "x": 0, "xanchor": "left", "text": escaped(label)},
        {**right, "text": _figure(evidenced), "xshift": -CLAIM_PX, "font": {"weight": "bold"}},
        {**right, "text": f"/ {_figure(claimed)}"},
    ]


def _figure(index: float | None) -> str:
    return "–" if index is None else f"{index:.1f}"


def _dots(points: Sequence[Point], indices: Sequence[float | None], name: str, symbol: str) -> go.Scatter:
    colour = COLOURS["--evidenced" if symbol == "circle" else "--text"]
    return go.Scatter(
        name=name,
        mode="lines+markers",
        x=[float(one.effort) for one in points],
        y=list(indices),
        line={"color": colour, "width": 1.5, "dash": "dot"},
        marker={"symbol": symbol, "size": 7, "color": colour, "line": {"color": colour, "width": 1.2}},
    )


def _range(points: Sequence[Point]) -> list[int]:
    """From the ten below the lowest index to the ten above the highest: the shape of the line is what matters here."""
    scores = [one.report.score for one in points]
    indices = [shown(index) or 0.0 for one in scores for index in (one.evidenced, one.claimed)]
    low, high = floor(min(indices) / 10), ceil(max(indices) / 10)
    return [low * 10, max(high, low + 1) * 10]


def _start(point: Point, name: str) -> go.Scatter:
    return go.Scatter(
        name=name,
        mode="markers",
        x=[0],
        y=[shown(point.report.score.evidenced)],
        marker={"symbol": "square", "size": 12, "color": COLOURS["--evidenced"], "line": {"width": 0}},
    )


def _unbroken(found: Frontier, label: str) -> dict[str, Any]:
    """A line at the effort from which no clause is broken, where that is neither nothing nor out of reach."""
    point = found.unbroken
    if point is None or not point.effort:
        return {}
    at = float(point.effort)
    line = {"color": COLOURS["--kept"], "width": 1.5, "dash": "dash"}
    right = at > float(found.end.effort) / 2
    return {
        "shapes": [{"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line}],
        "annotations": [
            {
                "x": at,
                "yref": "paper",
                "y": 0.02,
                "xanchor": "right" if right else "left",
                "yanchor": "bottom",
                "xshift": -6 if right else 6,
                "showarrow": False,
                "text": escaped(label),
                "font": {"color": COLOURS["--kept"]},
            }
        ],
    }
