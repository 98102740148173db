"""The comparison's figures, made by plotly: a waterfall from A to B by part, and one by family (JSON-ready).

As reported is solid from nought, a rise solid where it stands, a fall an outline with stripes; every bar has its signed
figure above it, so that nothing rests on colour. What is like for like stands in a bracket of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import plotly.graph_objects as go

from assessment.engine.comparison import LIKE_FOR_LIKE, Comparison
from assessment.engine.decomposition import PARTS, Part
from assessment.formats.chart_parts import CLEAR, COLOURS, Figure, escaped, finished, template
from assessment.formats.points import plain, signed

ROW_PX: Final = 40
FRAME_PX: Final = 72
COMPACT_ROW_PX: Final = 23
COMPACT_FRAME_PX: Final = 30
BAR: Final = 0.34
BAR_AT: Final = 0.22
LABEL_AT: Final = -0.22
NEAR: Final = 25
FIGURE_PX: Final = 46
BRACKET_PX: Final = -8


@dataclass(frozen=True, slots=True)
class Words:
    """The figures' words, in ``language``; ``a`` and ``b`` name the two assessments."""

    language: str
    a: str
    b: str
    parts: Mapping[Part, str]
    like_for_like: str
    reported: str
    rise: str
    fall: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One row, in tenths: a total from nought, a step of ``points`` up to where it ``stands``, or a heading."""

    label: str
    figure: str
    kind: str
    points: int
    stands: int


def by_part(found: Comparison, words: Words, *, compact: bool = False) -> Figure | None:
    """The way from A's evidenced index to B's by part, 0 to 100; None where nothing is comparable.

    ``compact`` is for paper: smaller, and without a legend.
    """
    ends, shown = _ends(found), found.shown
    if ends is None or shown.parts is None:
        return None
    steps = [(words.parts[part], shown.parts[part]) for part in PARTS]
    rows = _rows(steps, ends, words)
    heading = _Row(words.like_for_like, signed(shown.like_for_like or 0), "heading", 0, ends[0])
    rows.insert(1, heading)
    return _drawn(rows, words, bracket=(1, 1 + len(LIKE_FOR_LIKE)), compact=compact)


def by_family(found: Comparison, words: Words) -> Figure | None:
    """The same by family of questions; None where nothing is comparable."""
    ends = _ends(found)
    if ends is None or not found.comparable:
        return None
    steps = [
        (f"{one.family.id} {one.family.title.in_language(words.language)}", found.shown.families[one.family.id])
        for one in found.families
    ]
    return _drawn(_rows(steps, ends, words), words, bracket=None, compact=False)


def _ends(found: Comparison) -> tuple[int, int] | None:
    first, last = found.evidenced.a, found.evidenced.b
    return None if first is None or last is None else (first, last)


def _rows(steps: Sequence[tuple[str, int]], ends: tuple[int, int], words: Words) -> list[_Row]:
    stands = ends[0]
    rows = [_Row(words.a, plain(ends[0]), "total", 0, ends[0])]
    for label, points in steps:
        stands += points
        rows.append(_Row(label, signed(points), "rise" if points > 0 else "fall", points, stands))
    return [*rows, _Row(words.b, plain(ends[1]), "total", 0, ends[1])]


def _drawn(rows: Sequence[_Row], words: Words, bracket: tuple[int, int] | None, *, compact: bool) -> Figure:
    low, high = _window(rows)
    row, frame = (COMPACT_ROW_PX, COMPACT_FRAME_PX) if compact else (ROW_PX, FRAME_PX)
    figure = go.Figure(layout={"template": template(), "height": frame + row * len(rows)})
    figure.add_traces([_bars(rows, kind, name) for kind, name in _kinds(words)])
    figure.add_trace(_connectors(rows, COLOURS["--line" if compact else "--muted"]))
    figure.update_layout(
        annotations=[note for place, one in enumerate(rows) for note in _labels(place, one, low, compact=compact)],
        xaxis={"range": [low, high], "dtick": 25 if high - low == 100 else 5},
        yaxis={"range": [len(rows) - 0.5, -0.5]},
        showlegend=not compact,
        shapes=[_bracket(*bracket)] if bracket else [],
    )
    if compact:
        figure.update_layout(font={"size": 11}, margin={"t": 2, "b": 22, "r": 8})
    return finished(figure)


def _window(rows: Sequence[_Row]) -> tuple[int, int]:
    """Where the axis begins and ends: 0 to 100, but where all happens within 25 points, not far around those."""
    lowest, highest = (choose(one.stands for one in rows) // 10 for choose in (min, max))
    if highest - lowest > NEAR:
        return 0, 100
    return max(0, lowest // 5 * 5 - 5), min(100, highest // 5 * 5 + 10)


def _kinds(words: Words) -> tuple[tuple[str, str], ...]:
    return (("total", words.reported), ("rise", words.rise), ("fall", words.fall))


def _bars(rows: Sequence[_Row], kind: str, name: str) -> go.Bar:
    own = [(place, one) for place, one in enumerate(rows) if one.kind == kind and (one.points or kind == "total")]
    return go.Bar(
        name=name,
        orientation="h",
        x=[(one.stands if kind == "total" else abs(one.points)) / 10 for _, one in own],
        base=[0 if kind == "total" else (one.stands - max(one.points, 0)) / 10 for _, one in own],
        y=[place + BAR_AT for place, _ in own],
        width=BAR,
        marker=_marker(kind),
        showlegend=bool(own),
    )


def _marker(kind: str) -> dict[str, Any]:
    if kind == "fall":
        colour = COLOURS["--broken"]
        stripes = {"shape": "|", "fillmode": "replace", "fgcolor": colour, "bgcolor": CLEAR, "size": 5, "solidity": 0.4}
        return {"color": colour, "pattern": stripes, "line": {"color": colour, "width": 1.2}}
    return {"color": COLOURS["--kept" if kind == "rise" else "--evidenced"], "line": {"width": 0}}


def _connectors(rows: Sequence[_Row], colour: str) -> go.Scatter:
    """Thin lines from where one bar ends down to where the next begins."""
    steps = [(place, one) for place, one in enumerate(rows) if one.kind != "heading"]
    across: list[float | None] = []
    down: list[float | None] = []
    for (place, one), (below, _) in pairwise(steps):
        across += [one.stands / 10, one.stands / 10, None]
        down += [place + BAR_AT, below + BAR_AT, None]
    line = {"color": colour, "width": 1}
    return go.Scatter(mode="lines", x=across, y=down, line=line, showlegend=False)


def _labels(place: int, one: _Row, low: int, *, compact: bool) -> list[dict[str, Any]]:
    """The row's figure and its name above the bar, on the page's ground, so that no line runs through them.

    Where rows are close the ground would hide the bar above.
    """
    common = {
        "x": low,
        "y": place + (0 if one.kind == "heading" else LABEL_AT),
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
        "bgcolor": CLEAR if compact else COLOURS["--page"],
        "borderpad": 0,
    }
    return [
        {**common, "text": one.figure, "font": {"weight": "bold"}},
        {**common, "text": escaped(one.label), "xshift": FIGURE_PX},
    ]


def _bracket(first: int, last: int) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "xsizemode": "pixel",
        "xanchor": 0,
        "x0": BRACKET_PX,
        "x1": BRACKET_PX,
        "y0": first - 0.3,
        "y1": last + 0.45,
        "line": {"color": COLOURS["--text"], "width": 2},
    }
