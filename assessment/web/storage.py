"""The bank and the database as the views reach them: one connection a request."""

import weakref
from contextlib import ExitStack
from datetime import UTC, date, datetime
from typing import cast

from flask import Flask, current_app, g
from werkzeug.routing import IntegerConverter

from assessment import bank as bank_room
from assessment.engine.model import Bank
from assessment.engine.report import Report, assess
from assessment.store import database
from assessment.store.assessments import Stored
from assessment.store.database import Database
from assessment.store.events import Actor
from assessment.store.recent import Recent


class RowNumber(IntegerConverter):
    """A number in an address that a row can have; what is longer names nothing."""

    regex = r"\d{1,18}"


def install(app: Flask) -> None:
    """Load the bank, bring the database up to date, and close each request's connection when it ends."""
    app.url_map.converters["int"] = RowNumber
    app.extensions["bank"] = app.config.get("BANK") or bank_room.load()
    database.prepare(app.config["DATABASE"])
    app.extensions["recent"] = Recent()
    weakref.finalize(app, database.hold(app.config["DATABASE"]))
    app.teardown_appcontext(_close)


def bank() -> Bank:
    """Return the installed bank, the one that new assessments are made with."""
    return cast(Bank, current_app.extensions["bank"])


def db() -> Database:
    """Open this request's connection at its first use."""
    if "db" not in g:
        g.db_closing = ExitStack()
        g.db = g.db_closing.enter_context(database.opened(current_app.config["DATABASE"]))
    return cast(Database, g.db)


def stored(number: int) -> Stored:
    """Read an assessment with its bank. Raises NotFound."""
    recent: Recent = current_app.extensions["recent"]
    return recent.load(db(), number)


def report(found: Stored) -> Report:
    """Compute the report of a stored assessment."""
    return assess(found.bank, found.assessment)


def actor() -> Actor:
    """Name who makes a change through the browser, now; there are no accounts yet."""
    return Actor(who="browser", at=datetime.now(UTC))


def today() -> date:
    """Return the day on the server's own calendar."""
    return datetime.now().astimezone().date()


def _close(_: BaseException | None) -> None:
    if "db_closing" in g:
        g.db_closing.close()
