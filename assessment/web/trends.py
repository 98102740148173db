"""Many assessments over time, and the units side by side."""

from typing import Any

from flask import Blueprint, current_app, render_template, request

from assessment.store import history
from assessment.web import storage, trend_words
from assessment.web.trend_filter import Chosen, chosen
from assessment.web.trend_page import TrendPage, trend_page, units_page

blueprint = Blueprint("trends", __name__)


@blueprint.get("/trend")
def trend() -> str | tuple[str, int]:
    """Show one unit's assessments over time, or the units side by side on one day."""
    wanted = chosen(request.args, history.units(storage.db()), storage.bank(), storage.today())
    return _units(wanted) if wanted.view == "units" else _over_time(wanted)


def _over_time(wanted: Chosen) -> str:
    page = trend_page(storage.db(), wanted, _kept("summaries"), _kept("joints"))
    return render_template(
        "trend/trend.html",
        page=page,
        charts=_charts(page),
        against=trend_words.against,
        pledges=storage.bank().pledges,
    )


def _units(wanted: Chosen) -> str | tuple[str, int]:
    page = units_page(storage.db(), wanted, _kept("summaries"))
    html = render_template("trend/units.html", page=page, pledges=storage.bank().pledges)
    return (html, 422) if wanted.misread else html


def _kept(name: str) -> Any:
    return current_app.extensions.setdefault(name, {})


def _charts(page: TrendPage) -> dict[str, object]:
    """The figures by name; none without two assessments and a family to draw."""
    if len(page.moments) < 2 or not page.families:
        return {}
    # Plotly is imported when the first figure is asked for: the server is up the sooner, and most pages draw none.
    from assessment.web import trend_drawing

    return {"whole": trend_drawing.over_time(page), "families": trend_drawing.by_family(page)}
