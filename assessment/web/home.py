"""The front page, the method page, the choice of language, and whether the server is well."""

from typing import Final
from urllib.parse import urlsplit, urlunsplit

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as Reply
from wtforms import StringField
from wtforms.validators import AnyOf

from assessment.formats.due_words import KINDS
from assessment.store import listing
from assessment.store.listing import Wanted
from assessment.web import storage, words
from assessment.web.errors import answer_fault
from assessment.web.front_page import Known, front_page
from assessment.web.language import COOKIE, LANGUAGES
from assessment.web.method_page import method_page

blueprint = Blueprint("home", __name__)

YEAR: Final = 31_536_000
"""Seconds for which a chosen language is kept."""

LONGEST_WORDS: Final = 100


class LanguageForm(FlaskForm):
    """The language that a person chose, and the address they chose it on."""

    lang = StringField(validators=[AnyOf(tuple(LANGUAGES))])
    next = StringField()


@blueprint.get("/")
def front() -> str:
    """Show what needs attention, drafts to go on with, and the assessments."""
    status = request.args.get("status", "")
    wanted = Wanted(
        words=request.args.get("words", "").strip()[:LONGEST_WORDS],
        status=status if status in words.STATUSES else "",
    )
    number = request.args.get("page", 1, type=int)
    known = Known(*(current_app.extensions.setdefault(name, {}) for name in ("summaries", "dues", "joints")))
    page = front_page(storage.db(), wanted, number, known, storage.today())
    return render_template("home/front.html", page=page, bank=storage.bank(), kinds=KINDS)


@blueprint.get("/method")
def method() -> str:
    """Explain levels, evidence, verdicts and scores, and their limits."""
    return render_template("home/method.html", method=method_page(storage.bank().scale))


@blueprint.post("/language")
def choose_language() -> Reply:
    """Keep the chosen language for a year and go back to the page it was chosen on."""
    form = LanguageForm()
    if not form.validate():
        return answer_fault(_("That language is not offered: choose English or 中文."), 422)
    reply = redirect(own_page(form.next.data or ""), 303)
    secure = request.is_secure
    reply.set_cookie(COOKIE, form.lang.data, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
    return reply


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say "ok" where the database answers; a fault of it is a 503 otherwise."""
    listing.page(storage.db(), Wanted(), 1, size=1)
    reply = make_response("ok")
    reply.mimetype = "text/plain"
    reply.headers["Cache-Control"] = "no-store"
    return reply


def own_page(address: str) -> str:
    """Reduce ``address`` to one of this program's own pages, with its query; the front page where it is none."""
    try:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path.startswith("/"):
            return url_for("home.front")
        current_app.url_map.bind("localhost").match(parts.path, method="GET")
    except (HTTPException, RequestRedirect, ValueError):
        return url_for("home.front")
    return urlunsplit(("", "", parts.path, parts.query, ""))
