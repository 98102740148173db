"""Questions on paper, for those who collect answers in a meeting."""

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from assessment.web.paper_page import answered, blank
from assessment.web.questions_filter import chosen
from assessment.web.questions_labels import choices
from assessment.web.storage import bank, report, stored

blueprint = Blueprint("paper", __name__)


@blueprint.get("/assessments/<int:number>/families/<family>/paper")
def family(number: int, family: str) -> str:
    """Show the sheets of one family of an assessment, its present answers crossed."""
    found = stored(number)
    if family not in found.bank.family:
        raise NotFound
    return render_template("paper/family.html", found=found, one=answered(report(found), found.bank.family[family]))


@blueprint.get("/questions/paper")
def empty() -> str:
    """Show empty sheets of the questions that the address's filter lets through, by the filter of the bank's page."""
    installed = bank()
    wanted = chosen(request.args, installed)
    return render_template(
        "paper/blank.html", bank=installed, chosen=wanted, choices=choices(installed), families=blank(installed, wanted)
    )
