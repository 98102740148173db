"""The question bank, readable by anybody: clause to questions, and every question with its levels."""

from flask import Blueprint, render_template, request

from assessment.web import storage
from assessment.web.questions_page import Chosen, questions_page

blueprint = Blueprint("questions", __name__)


@blueprint.get("/questions")
def trace() -> str:
    """Show which questions ask about which promise, and each question with its levels."""
    chosen = Chosen(
        pledge=request.args.get("pledge", ""),
        family=request.args.get("family", ""),
        levels=request.args.get("levels") == "open",
    )
    return render_template("questions/trace.html", page=questions_page(storage.bank(), chosen))
