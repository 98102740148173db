"""Figures of many assessments over time, made by plotly in the report's own marks, on a true axis of dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import plotly.graph_objects as go

from assessment.engine.model import Level
from assessment.formats.chart_parts import COLOURS, Figure, escaped, finished, shown, template

HEIGHT: Final = 500
INDEX_PANEL: Final = (0.44, 1.0)
BROKEN_PANEL: Final = (0.21, 0.35)
LEVEL_PANEL: Final = (0.0, 0.12)
MARGIN: Final = {"l": 40, "r": 24, "t": 40, "b": 36, "pad": 0}
LABELLED_AT_MOST: Final = 8
"""With more points than these their figures would run into one another; the table has them."""

CLOSEST: Final = 14
"""Figures stand beside points that are at least this part of the span apart: one in so many."""

DOT: Final = 7
SMALL_DOT: Final = 3
COLUMNS: Final = 3
ROW_PX: Final = 132
FRAME_PX: Final = 100
TITLE_LENGTH: Final = 30
DAYS_OF_ROOM: Final = 3

Place = str | float | None


@dataclass(frozen=True, slots=True)
class Dot:
    """One assessment: its date and figures, 0 to 100 or None; ``joined`` where the line may go on from the one before.

    ``low`` and ``high`` are the range while questions are open, None otherwise; ``level`` and ``broken`` are drawn
    below the indices.
    """

    day: date
    evidenced: Fraction | None
    claimed: Fraction | None
    joined: bool
    low: Fraction | None = None
    high: Fraction | None = None
    level: Level | None = None
    broken: int = 0


Index = Callable[[Dot], Fraction | None]


@dataclass(frozen=True, slots=True)
class Words:
    """The figures' words."""

    evidenced: str
    claimed: str
    range: str
    apart: str
    broken: str
    level: str


@dataclass(frozen=True, slots=True)
class Small:
    """One of the small figures: its title and its dots, oldest first."""

    title: str
    dots: tuple[Dot, ...]


def trend(dots: Sequence[Dot], words: Words) -> Figure:
    """Indices over dates, broken clauses and the overall level below them; ``dots`` are two or more, oldest first.

    A line is solid where the two assessments may be joined, dashed where not, and missing where one has no index.
    """
    figure = go.Figure(layout={"template": template(), "height": HEIGHT, "margin": MARGIN})
    text = _apart_enough(dots)
    figure.add_traces([*_indices(dots, words, "", text), _range(dots, words), *_counts(dots, text)])
    figure.update_layout(
        xaxis={**_dates(dots), "anchor": "y3"},
        yaxis={**_values(0, 100, (0, 25, 50, 75, 100)), "domain": INDEX_PANEL},
        yaxis2={**_values(0, max(1, *(dot.broken for dot in dots))), "nticks": 3, "domain": BROKEN_PANEL},
        yaxis3={**_values(0, 4, (0, 4)), "domain": LEVEL_PANEL},
        annotations=[_heading(words.broken, BROKEN_PANEL[1]), _heading(words.level, LEVEL_PANEL[1])],
    )
    return finished(figure)


def families(smalls: Sequence[Small], words: Words) -> Figure:
    """Small figures, one a family, all from 0 to 100 and over the same dates; ``smalls`` are one or more."""
    rows = -(-len(smalls) // COLUMNS)
    layout: dict[str, Any] = {"template": template(), "height": FRAME_PX + ROW_PX * rows, "margin": MARGIN}
    traces: list[go.Scatter] = []
    for place, small in enumerate(smalls):
        axis = str(place + 1)
        layout |= _small_axes(place, rows, len(smalls), small.dots)
        traces += _indices(small.dots, words, axis, text=False)
    layout["annotations"] = [_small_title(place, rows, small.title) for place, small in enumerate(smalls)]
    return finished(go.Figure(data=_named_once(traces), layout=layout))


def _indices(dots: Sequence[Dot], words: Words, axis: str, text: bool) -> list[go.Scatter]:
    """Claimed first, so that what is shown by evidence stands over it."""
    return [
        trace
        for index, name, solid in ((_claimed, words.claimed, False), (_evidenced, words.evidenced, True))
        for trace in _line(dots, index, name, words.apart, solid=solid, axis=axis, text=text)
    ]


def _line(
    dots: Sequence[Dot], index: Index, name: str, apart: str, *, solid: bool, axis: str, text: bool
) -> list[go.Scatter]:
    colour = COLOURS["--evidenced" if solid else "--text"]
    stroke = {"color": colour, "width": 2.5 if solid else 1.2}
    common = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    runs, gaps = _runs(dots, index), _gaps(dots, index)
    size = (SMALL_DOT if axis else DOT) if len(dots) > LABELLED_AT_MOST else DOT
    marker = {"symbol": "circle" if solid else "circle-open", "size": size if solid else size + 2, "color": colour}
    whole = go.Scatter(
        **common,
        name=name,
        legendrank=1 if solid else 2,
        cliponaxis=False,
        mode="lines+markers+text" if text else "lines+markers",
        **_places(runs, index),
        line=stroke,
        marker={**marker, "line": {"color": colour, "width": 1.4}},
        **(_labels(runs, index, below=solid) if text else {}),
    )
    dashed = go.Scatter(**common, name=apart, mode="lines", **_places(gaps, index), line={**stroke, "dash": "dot"})
    dashed.update(showlegend=solid, legendrank=4)
    return [dashed, whole] if gaps else [whole]


def _runs(dots: Sequence[Dot], index: Index) -> list[Dot | None]:
    """The dots that have a figure, with a None wherever the line stops."""
    found: list[Dot | None] = []
    for place, dot in enumerate(dots):
        if found and not (dot.joined and index(dots[place - 1]) is not None):
            found.append(None)
        if index(dot) is not None:
            found.append(dot)
    return found


def _gaps(dots: Sequence[Dot], index: Index) -> list[Dot | None]:
    """Neighbours that both have a figure and may not be joined, pair by pair."""
    found: list[Dot | None] = []
    for before, dot in pairwise(dots):
        if not dot.joined and index(before) is not None and index(dot) is not None:
            found += [before, dot, None]
    return found


def _places(dots: Sequence[Dot | None], index: Index) -> dict[str, list[Place]]:
    return {
        "x": [None if dot is None else dot.day.isoformat() for dot in dots],
        "y": [None if dot is None else shown(index(dot)) for dot in dots],
    }


def _labels(dots: Sequence[Dot | None], index: Index, *, below: bool) -> dict[str, Any]:
    figures = [None if dot is None else f"{shown(index(dot)):.1f}" for dot in dots]
    font = {"color": COLOURS["--text"], "size": 12, "weight": "bold" if below else "normal"}
    return {"text": figures, "textposition": "bottom center" if below else "top center", "textfont": font}


def _range(dots: Sequence[Dot], words: Words) -> go.Scatter:
    days: list[Place] = []
    ends: list[Place] = []
    for dot in dots:
        if dot.low is not None and dot.high is not None:
            days += [dot.day.isoformat(), dot.day.isoformat(), None]
            ends += [shown(dot.low), shown(dot.high), None]
    return go.Scatter(
        name=words.range,
        legendrank=3,
        mode="lines+markers",
        x=days,
        y=ends,
        line={"color": COLOURS["--text"], "width": 1},
        marker={"symbol": "line-ew", "size": 9, "line": {"color": COLOURS["--text"], "width": 1}},
        showlegend=bool(ends),
    )


def _counts(dots: Sequence[Dot], text: bool) -> list[go.Scatter]:
    """Broken clauses as crosses on stems, levels as squares: neither is joined, a count is of its own scope."""
    days = [dot.day.isoformat() for dot in dots]
    stems = go.Scatter(
        mode="lines",
        yaxis="y2",
        x=[place for day in days for place in (day, day, None)],
        y=[end for dot in dots for end in (0, dot.broken, None)],
        line={"color": COLOURS["--broken"], "width": 1},
        showlegend=False,
    )
    mode = "markers+text" if text else "markers"
    font = {"color": COLOURS["--text"], "size": 12}
    common = {"mode": mode, "x": days, "textposition": "middle right", "textfont": font, "cliponaxis": False}
    broken = go.Scatter(
        **common,
        showlegend=False,
        yaxis="y2",
        y=[dot.broken for dot in dots],
        text=[f" {dot.broken}" for dot in dots],
        marker={"symbol": "x", "size": 8, "color": COLOURS["--broken"]},
    )
    levels = go.Scatter(
        **common,
        showlegend=False,
        yaxis="y3",
        y=[dot.level for dot in dots],
        text=["" if dot.level is None else f" {dot.level}" for dot in dots],
        marker={"symbol": "square", "size": 8, "color": COLOURS["--evidenced"]},
    )
    return [stems, broken, levels]


def _dates(dots: Sequence[Dot]) -> dict[str, Any]:
    """An axis of dates in figures, which read the same in every language."""
    first, last = dots[0].day, dots[-1].day
    room = max(timedelta(days=DAYS_OF_ROOM), (last - first) / 14)
    return {
        "type": "date",
        "range": [(first - room).isoformat(), (last + room).isoformat()],
        "tickmode": "auto",
        "nticks": 7,
        "tickangle": 0,
        "tickformatstops": [
            {"dtickrange": [None, "M1"], "value": "%Y-%m-%d"},
            {"dtickrange": ["M1", None], "value": "%Y-%m"},
        ],
        "showgrid": True,
    }


def _values(least: float, most: float, ticks: Sequence[int] = ()) -> dict[str, Any]:
    room = (most - least) * 0.12
    tick = {"tickmode": "array", "tickvals": list(ticks)} if ticks else {"tickformat": "d"}
    look = {"showgrid": True, "gridcolor": COLOURS["--line"], "tickfont": {"color": COLOURS["--muted"]}}
    return {"range": [least - room, most + room], "showticklabels": True, "rangemode": "normal", **look, **tick}


def _heading(text: str, top: float) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": top, "xanchor": "left", "yanchor": "bottom"}
    return {**place, "text": escaped(text), "showarrow": False}


def _small_axes(place: int, rows: int, number: int, dots: Sequence[Dot]) -> dict[str, Any]:
    name = str(place + 1)
    row, column = divmod(place, COLUMNS)
    left, top = column / COLUMNS, 1 - row / rows
    lowest = place + COLUMNS >= number
    across = {**_dates(dots), "nticks": 3, "domain": (left, left + 0.29), "anchor": f"y{name}"}
    up = {**_values(0, 100, (0, 50, 100)), "domain": (top - 0.72 / rows, top - 0.12 / rows), "anchor": f"x{name}"}
    up["range"] = [-6, 106]
    return {
        f"xaxis{name}": {**across, "showticklabels": lowest},
        f"yaxis{name}": {**up, "showticklabels": column == 0},
    }


def _small_title(place: int, rows: int, title: str) -> dict[str, Any]:
    row, column = divmod(place, COLUMNS)
    cut = title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1].rstrip()}…"
    return {**_heading(cut, 1 - (row + 0.12) / rows), "x": column / COLUMNS, "font": {"size": 12}}


def _named_once(traces: Sequence[go.Scatter]) -> list[go.Scatter]:
    """The legend names each mark where it first stands."""
    first = {trace.name: place for place, trace in reversed(list(enumerate(traces)))}
    return [trace.update(showlegend=first[trace.name] == place) for place, trace in enumerate(traces)]


def _apart_enough(dots: Sequence[Dot]) -> bool:
    span = dots[-1].day - dots[0].day
    steps = [after.day - before.day for before, after in pairwise(dots)]
    return len(dots) <= LABELLED_AT_MOST and bool(span) and all(step * CLOSEST >= span for step in steps)


def _evidenced(dot: Dot) -> Fraction | None:
    return dot.evidenced


def _claimed(dot: Dot) -> Fraction | None:
    return dot.claimed
