"""The plan's figures with their words; plotly is imported when the first of them is asked for."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from assessment.engine.frontier import Frontier
from assessment.engine.report import Report
from assessment.web.plan_page import PlanPage


def stages_chart(page: PlanPage) -> dict[str, Any]:
    """Draw where one stands today and after each period."""
    from assessment.formats import plan_charts

    words = plan_charts.StageWords(
        today=_("Evidenced today"), predicted=_("Evidenced, predicted"), claimed=_("Claimed")
    )
    return plan_charts.stages([(_labelled(one.label, one.report), one.report) for one in page.stages], words)


def frontier_chart(found: Frontier) -> dict[str, Any]:
    """Draw where each effort leads."""
    from assessment.formats import plan_charts

    words = plan_charts.FrontierWords(
        today=_("Evidenced today"),
        predicted=_("Evidenced, predicted"),
        claimed=_("Claimed, predicted"),
        unbroken=_("No clause broken from here on"),
        effort=_("Person-days"),
        index=_("Weighted index"),
    )
    return plan_charts.frontier(found, words)


def _labelled(label: str, report: Report) -> str:
    return ngettext(
        "%(stage)s: %(num)s broken clause", "%(stage)s: %(num)s broken clauses", len(report.broken), stage=label
    )
