"""The application over HTTP: a client with a language, and the small verbs that journeys are told in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlite_utils import Database
from werkzeug.test import TestResponse

from assessment import create_app
from assessment.bank import content_hash, to_document
from assessment.engine.model import Assessment, Bank
from assessment.store import assessments, database
from assessment.store.events import Actor

ACTOR = Actor("test", datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Person:
    """Somebody at a browser without scripts: opens pages, sends the forms on them."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, address: str) -> str:
        """The page at an address that must be there."""
        reply = self.client.get(address)
        assert reply.status_code == 200, (address, reply.status_code, reply.get_data(as_text=True)[:500])
        return reply.get_data(as_text=True)

    def send(self, address: str, *, page: str = "/assessments/1", **fields: Any) -> TestResponse:
        """Send a form with the token of ``page``; a field's list is sent value by value."""
        found = TOKEN.search(self.open(page))
        assert found is not None, f"no form on {page}"
        return self.client.post(address, data={"csrf_token": found[1], **fields})


@pytest.fixture
def make_app(tmp_path: Path) -> Callable[..., Flask]:
    """Makes the application with a bank of the test's own, or the real one."""

    def made(bank: Bank | None = None, **config: Any) -> Flask:
        own = None if bank is None else hashed(bank)
        return create_app({"TESTING": True, "INSTANCE": tmp_path / "instance", "BANK": own, **config})

    return made


def hashed(bank: Bank) -> Bank:
    """The bank under its true hash, by which a process knows it again."""
    return replace(bank, hash=content_hash(to_document(bank)))


@contextmanager
def storage(app: Flask) -> Iterator[Database]:
    """The application's database."""
    with database.opened(app.config["DATABASE"]) as db:
        yield db


def stored(app: Flask, assessment: Assessment, *, sample: bool = False) -> int:
    """Keep an assessment and return its number."""
    with storage(app) as db:
        return assessments.create(db, app.extensions["bank"], assessment, ACTOR, sample=sample)


def read(app: Flask, number: int) -> Assessment:
    """The assessment as it is stored."""
    with storage(app) as db:
        return assessments.load(db, number).assessment
