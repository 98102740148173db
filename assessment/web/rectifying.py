"""The rectification report: what becomes of the gaps, on screen and as sheets for paper."""

from flask import Blueprint, render_template

from assessment.formats.file import fingerprint
from assessment.store import actions, handing_on
from assessment.web.rectify_page import LAPSES, STATES, rectify_page
from assessment.web.storage import db, stored, today
from assessment.web.storage import report as computed

blueprint = Blueprint("rectifying", __name__, url_prefix="/assessments/<int:number>")


@blueprint.get("/rectification")
def report(number: int) -> str:
    """Show what becomes of the gaps, with the actions as they stand today."""
    return _page("rectification/report.html", number)


@blueprint.get("/rectification/print")
def sheet(number: int) -> str:
    """Show the same report as it is printed."""
    return _page("rectification/sheet.html", number)


def _page(template: str, number: int) -> str:
    found = stored(number)
    before = handing_on.before(db(), found)
    result = computed(found)
    return render_template(
        template,
        found=found,
        report=result,
        page=rectify_page(found, result, actions.of(db(), number), before, today()),
        fingerprint=fingerprint(found.bank, found.assessment),
        states=STATES,
        lapses=LAPSES,
    )
