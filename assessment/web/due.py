"""What falls due, as a page and as a calendar."""

from datetime import UTC, datetime
from typing import cast

from flask import Blueprint, Response, render_template, request

from assessment.engine.model import Language
from assessment.formats.due_words import KINDS
from assessment.web.due_page import SOON, due_page, dues_of
from assessment.web.language import LANGUAGES, current
from assessment.web.storage import stored

blueprint = Blueprint("due", __name__, url_prefix="/assessments/<int:number>")


@blueprint.get("/due")
def page(number: int) -> str:
    """Show what falls due."""
    found = stored(number)
    return render_template("due/due.html", found=found, page=due_page(found), kinds=KINDS, days=SOON)


@blueprint.get("/due.ics")
def calendar(number: int) -> Response:
    """Send it as a calendar, in the language that ``?lang=`` names, for a program that subscribes has no cookie."""
    # Imported when the first calendar is asked for: the server is up the sooner.
    from assessment.formats.calendar import calendar as made

    found = stored(number)
    asked = request.args.get("lang", "")
    language = cast(Language, asked if asked in LANGUAGES else current())
    moment = datetime.now(UTC)
    sent = made(dues_of(found), found.bank, number, found.assessment.title, language, moment)
    reply = Response(sent, mimetype="text/calendar")
    reply.headers["Content-Disposition"] = f'attachment; filename="due-{number}.ics"'
    reply.headers["Cache-Control"] = "no-store"
    return reply
