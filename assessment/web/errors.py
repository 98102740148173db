"""Faults as one plain page, or as JSON for the saving script: what, where, how to mend; never a traceback."""

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from assessment.store.errors import Busy, Conflict, Finished, NotFound, Refused, StoreError, Unusable
from assessment.store.faults import Fault, explained
from assessment.web.language import say

STATUS: dict[type[StoreError], int] = {
    NotFound: 404,
    Finished: 409,
    Conflict: 409,
    Refused: 422,
    Busy: 503,
    Unusable: 503,
}


def install(app: Flask) -> None:
    """Handle faults of the store, of HTTP, of tokens, and whatever is left."""
    app.register_error_handler(StoreError, _store)
    app.register_error_handler(CSRFError, _token)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Fault, _database)
    app.register_error_handler(Exception, _unforeseen)


def wants_json() -> bool:
    """Whether the saving script is asking rather than a person."""
    return request.accept_mimetypes.best == "application/json"


def answer_fault(sentence: str, status: int) -> Response:
    """Reply with a fault in the form that the asker can read."""
    if wants_json():
        return make_response({"error": sentence}, status)
    page = render_template("error.html", title=_title(status), sentence=sentence, status=status)
    return make_response(page, status)


def _title(status: int) -> str:
    titles: dict[int, str] = {
        400: _("Nothing was saved"),
        404: _("There is nothing here"),
        405: _("That cannot be done here"),
        409: _("This can no longer be changed"),
        413: _("Too large"),
        422: _("That was refused"),
        503: _("The database cannot be used"),
    }
    title: str = titles.get(status, _("That did not work"))
    return title


def _store(error: StoreError) -> Response:
    return answer_fault(say(error.message), STATUS.get(type(error), 500))


def _token(_error: CSRFError) -> Response:
    return answer_fault(
        _("This page is too old to be saved from: reload it, then save again. Nothing was written."), 400
    )


def _http(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):
        return _unknown_host()
    sentences = {
        404: _("There is no such page: check the address, or go to the front page."),
        405: _("This address does not take that: go back and use the page's own buttons."),
        413: _("That is larger than 1 MB: shorten the text, or give a reference to the document. Nothing was written."),
    }
    code = error.code or 500
    reply = answer_fault(sentences.get(code, _("That request cannot be answered: go back and try again.")), code)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        reply.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return reply


def _unknown_host() -> Response:
    # A page would need addresses, and none can be made for a host that is not ours.
    sentence = _("This host name is not served here: use 127.0.0.1, or add the name to TRUSTED_HOSTS in config.py.")
    if wants_json():
        return make_response({"error": sentence}, 400)
    return make_response(f"{sentence}\n", 400, {"Content-Type": "text/plain; charset=utf-8"})


def _database(error: Fault) -> Response:
    _log(error)
    found = explained(error, current_app.config["DATABASE"])
    if found is not None:
        return _store(found)
    return answer_fault(_("The database cannot be used just now: nothing was written. The server's log says why."), 503)


def _unforeseen(error: Exception) -> Response:
    _log(error)
    return answer_fault(_("Something went wrong on the server: nothing was written. The server's log says why."), 500)


def _log(error: Exception) -> None:
    current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
