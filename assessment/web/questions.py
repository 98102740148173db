"""The question bank, readable by anybody: clause to questions to rule books, and back."""

from flask import Blueprint, Response, render_template, request

from assessment.web import print_foot, storage
from assessment.web.language import say
from assessment.web.questions_filter import chosen
from assessment.web.questions_labels import choices, contents
from assessment.web.questions_page import QuestionsPage

blueprint = Blueprint("questions", __name__, url_prefix="/questions")


@blueprint.get("")
def trace() -> str:
    """Show the bank by clauses, by references or by questions, narrowed by what the address asks for."""
    bank = storage.bank()
    page = QuestionsPage(bank, chosen(request.args, bank))
    return render_template("questions/trace.html", page=page, choices=choices(bank), contents=contents(page))


@blueprint.get("/print.css")
def foot() -> Response:
    """Style the running foot of the bank's sheets: title, version, fingerprint, page of pages."""
    bank = storage.bank()
    sheet = print_foot.sheet(" · ".join((say(bank.title), bank.version, bank.hash[:16])))
    return Response(sheet, mimetype="text/css", headers={"Cache-Control": "no-store"})
