"""Two assessments side by side: what moved, why, and whether they may be compared at all."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from assessment.engine.comparison import Comparison
from assessment.formats.file import fingerprint
from assessment.web import compare_words, print_foot, words
from assessment.web.compare_choice import Choice, choice, offer
from assessment.web.compare_page import ComparePage, compare_page
from assessment.web.compare_reports import chronic, compared
from assessment.web.compare_sheet import short
from assessment.web.language import current
from assessment.web.storage import db, stored

if TYPE_CHECKING:
    from assessment.formats.comparison_charts import Words

blueprint = Blueprint("comparing", __name__)


@blueprint.get("/compare")
def two() -> ResponseReturnValue:
    """Compare the two assessments that the address names; without two, offer some to choose from."""
    chosen = choice(db(), request.args)
    if not chosen.whole or chosen.a == chosen.b:
        return _choosing(chosen)
    page = _page(chosen)
    return render_template(
        "compare/two.html",
        page=page,
        terms=compare_words,
        offer=offer(db(), chosen),
        by_part=_by_part(page.found),
        by_family=_by_family(page.found),
    )


@blueprint.get("/compare/print")
def sheet() -> ResponseReturnValue:
    """Show the comparison on one sheet of A4, its lists cut to what fits."""
    chosen = choice(db(), request.args)
    if not chosen.whole or chosen.a == chosen.b:
        return _choosing(chosen)
    page = _page(chosen)
    return render_template(
        "compare/sheet.html",
        page=page,
        terms=compare_words,
        short=short(page),
        by_part=_by_part(page.found, compact=True),
    )


@blueprint.get("/compare/print.css")
def foot() -> Response:
    """Style the sheet's running foot: both titles with their state and fingerprint, page of pages."""
    chosen = choice(db(), request.args)
    named = [_in_foot(number, letter) for letter, number in (("A", chosen.a), ("B", chosen.b)) if number is not None]
    reply = Response(print_foot.sheet(" · ".join([_("Comparison"), *named])), mimetype="text/css")
    reply.headers["Cache-Control"] = "no-store"
    return reply


def _page(chosen: Choice) -> ComparePage:
    a, b = stored(chosen.a or 0), stored(chosen.b or 0)
    return compare_page(a, b, compared(a, b), chronic(a.id, b.id))


def _choosing(chosen: Choice) -> ResponseReturnValue:
    same = chosen.a is not None and chosen.a == chosen.b
    page = render_template("compare/choose.html", offer=offer(db(), chosen), same=same)
    return page, 404 if chosen.fault else 200


def _by_part(found: Comparison, *, compact: bool = False) -> dict[str, object] | None:
    # Plotly is imported when the first figure is asked for: the server is up the sooner.
    from assessment.formats import comparison_charts

    return comparison_charts.by_part(found, _terms(found), compact=compact)


def _by_family(found: Comparison) -> dict[str, object] | None:
    from assessment.formats import comparison_charts

    return comparison_charts.by_family(found, _terms(found))


def _terms(found: Comparison) -> "Words":
    from assessment.formats.comparison_charts import Words

    return Words(
        language=current(),
        a=_("A, %(day)s", day=format_date(found.a.assessment.date)),
        b=_("B, %(day)s", day=format_date(found.b.assessment.date)),
        parts={part: str(word) for part, word in compare_words.PARTS.items()},
        like_for_like=_("Like for like"),
        reported=_("As reported"),
        rise=_("Rise"),
        fall=_("Fall"),
    )


def _in_foot(number: int, letter: str) -> str:
    found = stored(number)
    facts = found.assessment
    return f"{letter} {format_date(facts.date)} {words.STATUSES[facts.status]} {fingerprint(found.bank, facts)}"
