"""The gap report: on screen, as sheets for paper, and the sheets' running foot."""

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from assessment.engine.report import Report
from assessment.formats.file import fingerprint
from assessment.store.assessments import Stored
from assessment.web import compare_words, print_foot, words
from assessment.web.compare_since import past
from assessment.web.language import current
from assessment.web.report_page import report_page
from assessment.web.storage import report as computed
from assessment.web.storage import stored

blueprint = Blueprint("reporting", __name__, url_prefix="/assessments/<int:number>")


@blueprint.get("/report")
def report(number: int) -> str:
    """Show the gap report."""
    found = stored(number)
    return page("report/report.html", found, computed(found))


@blueprint.get("/print")
def sheet(number: int) -> str:
    """Show the same report as it is printed."""
    found = stored(number)
    return page("report/sheet.html", found, computed(found))


@blueprint.get("/print.css")
def foot(number: int) -> Response:
    """Style the running foot: title, draft or final, fingerprint, page of pages."""
    found = stored(number)
    facts = found.assessment
    texts = [print_foot.name(facts.title), str(words.STATUSES[facts.status]), fingerprint(found.bank, facts)]
    if found.sample:
        texts.insert(1, _("Sample"))
    reply = Response(print_foot.sheet(" · ".join(texts)), mimetype="text/css")
    reply.headers["Cache-Control"] = "no-store"
    return reply


def page(template: str, found: Stored, result: Report) -> str:
    """Draw ``result``, the report of ``found``, by one of the two templates."""
    return render_template(
        template,
        found=found,
        report=result,
        page=report_page(result),
        fingerprint=fingerprint(found.bank, found.assessment),
        chart=_chart(result),
        past=past(found),
        terms=compare_words,
    )


def _chart(result: Report) -> dict[str, object]:
    # Plotly is imported when the first report is asked for: the server is up the sooner, and most pages draw no chart.
    from assessment.formats import charts

    terms = charts.Words(
        language=current(),
        claimed=_("Claimed"),
        evidenced=_("Evidenced"),
        range=_("Can still become"),
        target=_("Target"),
    )
    return charts.families(result, terms)
