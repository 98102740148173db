"""Faults as a person meets them: one sentence on a page, or in data for the saving script, and never a traceback."""

import logging
from collections.abc import Callable
from typing import Final

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from assessment.store import database, errors
from tests.build import assessment, bank, question
from tests.web.conftest import TOKEN, storage, stored
from tests.web.pages import JSON, Page, breaking, said

BANK: Final = bank(question("ENC-01"))
BROKEN: Final = "Something went wrong on the server: nothing was written. The server's log says why."
NO_PAGE: Final = "There is no such page: check the address, or go to the front page."
NO_METHOD: Final = "This address does not take that: go back and use the page's own buttons."
TOO_OLD: Final = "This page is too old to be saved from: reload it, then save again. Nothing was written."


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(BANK)
    stored(made, assessment({"ENC-01": 2}))
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_fault_of_the_program_tells_a_sentence_and_nothing_else(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    breaking(app, "home.front", RuntimeError("hidden detail"))
    with caplog.at_level(logging.ERROR):
        page, data = client.get("/"), client.get("/", headers=JSON)
    assert [(one.status_code, said(one)) for one in (page, data)] == [(500, BROKEN), (500, BROKEN)]
    for text in (page.get_data(as_text=True), data.get_data(as_text=True)):
        assert not {word for word in ("hidden detail", "Traceback", "RuntimeError", ".py") if word in text}
    assert caplog.text.count("RuntimeError: hidden detail") == 2


def test_a_fault_is_no_more_talkative_in_debug_mode(make_app: Callable[..., Flask]) -> None:
    app = make_app(BANK, DEBUG=True)
    breaking(app, "home.front", RuntimeError("hidden detail"))
    assert said(app.test_client().get("/")) == BROKEN


@pytest.mark.parametrize(
    ("method", "path", "status", "title", "sentence"),
    [
        ("GET", "/none", 404, "There is nothing here", NO_PAGE),
        ("GET", "/assessments/9", 404, "There is nothing here", "There is no assessment 9."),
        ("GET", "/language", 405, "That cannot be done here", NO_METHOD),
        ("POST", "/language", 400, "Nothing was saved", TOO_OLD),
    ],
)
def test_a_fault_is_one_sentence_on_a_page_and_in_data(
    client: FlaskClient, method: str, path: str, status: int, title: str, sentence: str
) -> None:
    page, data = client.open(path, method=method), client.open(path, method=method, headers=JSON)
    html = page.get_data(as_text=True)
    heading = html.partition("<h1>")[2].partition("</h1>")[0]
    assert (page.status_code, heading, said(page)) == (status, title, sentence)
    assert f"<title>{title} · " in html
    assert "/" in Page(html).links
    assert (data.status_code, data.mimetype, said(data)) == (status, "application/json", sentence)


def test_an_address_that_takes_another_method_says_which(client: FlaskClient) -> None:
    assert client.get("/language").headers["Allow"] == "OPTIONS, POST"


@pytest.mark.parametrize(
    ("fault", "status", "title"),
    [
        (errors.NotFound, 404, "There is nothing here"),
        (errors.Finished, 409, "This can no longer be changed"),
        (errors.Refused, 422, "That was refused"),
        (errors.Busy, 503, "The database cannot be used"),
        (errors.Unusable, 503, "The database cannot be used"),
    ],
)
def test_what_the_store_refuses_is_told_in_its_own_words(
    app: Flask, client: FlaskClient, fault: type[errors.StoreError], status: int, title: str
) -> None:
    breaking(app, "home.front", fault(BANK.title))
    client.set_cookie("lang", "zh")
    reply = client.get("/")
    assert (reply.status_code, said(reply)) == (status, "Tiny bank（中文）")
    client.set_cookie("lang", "en")
    assert f"<h1>{title}</h1>" in client.get("/").get_data(as_text=True)


def test_a_locked_database_is_told_as_such_and_nothing_is_written(app: Flask, client: FlaskClient) -> None:
    token = TOKEN.search(client.get("/assessments/1/families/ENC").get_data(as_text=True))
    assert token is not None
    with storage(app) as other, app.app_context():
        other.execute("BEGIN IMMEDIATE")
        g.db = database.connect(app.config["DATABASE"], busy_seconds=0)
        reply = client.post(
            "/assessments/1/answers/ENC-01", data={"csrf_token": token[1], "choice": "4", "version": "1"}
        )
        g.pop("db").close()
    assert (reply.status_code, said(reply)) == (
        503,
        f"{app.config['DATABASE']} is locked by another program: close that program, then try again. "
        "Nothing was written.",
    )


@pytest.mark.parametrize("digits", [19, 5_000])
@pytest.mark.parametrize("address", ["/assessments/{}", "/assessments/1/actions/{}", "/assessments/{}/report"])
def test_a_number_that_no_row_can_have_names_nothing(client: FlaskClient, address: str, digits: int) -> None:
    assert client.get(address.format("9" * digits)).status_code == 404
