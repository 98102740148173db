"""The report's figures, made by plotly: evidenced solid, claimed hollow, range thin, target a tick (JSON-ready)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, Final

import plotly.graph_objects as go

from assessment.engine.families import FamilyResult
from assessment.engine.report import Report
from assessment.engine.scoring import truncated
from assessment.formats.targets import target_index

Figure = dict[str, Any]

COLOURS: Final = {"--text": "#1A1F27", "--muted": "#4D5765", "--line": "#C9CED6", "--evidenced": "#174F8C"}
"""The light scheme's colours by their CSS custom property. The page puts the property back in the colour's place, so
that a figure follows the scheme and is printed in the light one; no two properties here share a colour."""

FONT: Final = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
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
    figure = go.Figure(layout={"template": _template(), "height": FRAME_PX + ROW_PX * len(rows)})
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
    made: Figure = figure.to_plotly_json()
    return {"data": list(made["data"]), "layout": {**made["layout"], "meta": {"colours": COLOURS}}}


def _shown(index: Fraction | None) -> float | None:
    cut = truncated(index)
    return None if cut is None else float(cut)


def _bars(
    rows: Sequence[FamilyResult], index: Callable[[FamilyResult], Fraction | None], name: str, *, solid: bool
) -> go.Bar:
    line = {"color": COLOURS["--evidenced" if solid else "--text"], "width": 0 if solid else 1.2}
    fill = COLOURS["--evidenced"] if solid else "rgba(0,0,0,0)"
    return go.Bar(
        name=name,
        orientation="h",
        x=[_shown(index(one)) for one in rows],
        y=[place + BAR_AT for place in range(len(rows))],
        width=BAR,
        marker={"color": fill, "line": line},
    )


def _ranges(rows: Sequence[FamilyResult], name: str) -> go.Scatter:
    ends: list[float | None] = []
    places: list[float | None] = []
    for place, one in enumerate(rows):
        if one.answered < len(one.in_scope):
            ends += [_shown(one.score.low), _shown(one.score.high), None]
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
        x=[_shown(target_index(one)) for one in rows],
        y=[place + BAR_AT for place in range(len(rows))],
        marker={"symbol": "line-ns", "size": 18, "line": {"color": COLOURS["--text"], "width": 2}},
    )


def _labels(place: int, family: FamilyResult, words: Words) -> list[dict[str, Any]]:
    title = family.family.title.in_language(words.language)
    evidenced, claimed = (_figure(index) for index in (family.score.evidenced, family.score.claimed))
    common = {"y": place + LABEL_AT, "showarrow": False, "yanchor": "middle"}
    right = {**common, "name": "figure", "x": 100, "xanchor": "right"}
    return [
        {**common, "x": 0, "xanchor": "left", "text": f"{family.family.id} {_escaped(title)}"},
        {**right, "text": evidenced, "xshift": -CLAIM_PX, "font": {"weight": "bold"}},
        {**right, "text": f"/ {claimed}"},
    ]


def _figure(index: Fraction | None) -> str:
    shown = _shown(index)
    return "–" if shown is None else f"{shown:.1f}"


def _escaped(text: str) -> str:
    # plotly reads a few tags in its texts.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def _template() -> go.layout.Template:
    axis = {"fixedrange": True, "zeroline": False, "ticks": "", "title": {"text": ""}}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": COLOURS["--text"]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "barmode": "overlay",
            "margin": {"l": 12, "r": 16, "t": 44, "b": 28, "pad": 0},
            "xaxis": {
                **axis,
                "range": [0, 100],
                "dtick": 25,
                "gridcolor": COLOURS["--line"],
                "tickfont": {"color": COLOURS["--muted"]},
            },
            "yaxis": {**axis, "showgrid": False, "showticklabels": False},
            "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"},
        }
    )
