"""What every figure shares: colours by their CSS custom property, plotly's template, and the way figures leave here."""

from fractions import Fraction
from functools import cache
from typing import Any, Final

import plotly.graph_objects as go

from assessment.engine.scoring import truncated

Figure = dict[str, Any]
"""A plotly figure as plain data, ready for JSON."""

COLOURS: Final = {
    "--page": "#FFFFFF",
    "--text": "#1A1F27",
    "--muted": "#4D5765",
    "--line": "#C9CED6",
    "--evidenced": "#174F8C",
    "--broken": "#A01C25",
    "--at-risk": "#7A4A00",
    "--open": "#46505E",
    "--kept": "#1B6436",
}
"""The light scheme's colours by their CSS custom property. The page puts the property back in the colour's place, so
that a figure follows the scheme and is printed in the light one; no two properties here share a colour."""

FONT: Final = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
CLEAR: Final = "rgba(0,0,0,0)"


def finished(figure: go.Figure) -> Figure:
    """The figure as the page's script draws it, with the colours that it puts back."""
    made: Figure = figure.to_plotly_json()
    return {"data": list(made["data"]), "layout": {**made["layout"], "meta": {"colours": COLOURS}}}


def shown(index: Fraction | None) -> float | None:
    """An index cut off to one decimal, as everywhere; None where there is none."""
    cut = truncated(index)
    return None if cut is None else float(cut)


def escaped(text: str) -> str:
    """``text`` for plotly's labels, which read a few tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def template() -> go.layout.Template:
    """The look of every figure: no title, no frame, an index from 0 to 100 across unless a figure says otherwise."""
    axis = {"fixedrange": True, "zeroline": False, "ticks": "", "title": {"text": ""}}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": COLOURS["--text"]},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
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
