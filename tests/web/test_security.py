"""Safe from the first day: headers, tokens, hosts, sizes, keys, cookies, and faults that tell one sentence."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from assessment import create_app
from assessment.engine.model import Action
from assessment.store.errors import Unusable
from tests.build import assessment, bank, question
from tests.web.conftest import TOKEN, Person, storage, stored
from tests.web.pages import JSON, breaking, said

BANK: Final = bank(question("ENC-01"), question("ENC-02"))
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
VALUES: Final = {
    "number": 1,
    "question": "ENC-01",
    "family": "ENC",
    "name": "E1",
    "action": 1,
    "filename": "css/base.css",
}
TOO_LONG: Final = "x" * (20 * 1024 * 1024)
TOO_LARGE = "That is larger than 1 MB: shorten the text, or give a reference to the document. Nothing was written."
TOO_OLD = "This page is too old to be saved from: reload it, then save again. Nothing was written."


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(BANK)
    stored(made, assessment({"ENC-01": 2}, actions=(Action("ENC-01", 3),)))
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def rules(app: Flask, method: str) -> list[Rule]:
    """Every route that takes the method."""
    return [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]


def address(app: Flask, rule: Rule) -> str:
    """An address of the route, with values that exist."""
    built = app.url_map.bind("localhost").build(rule.endpoint, {name: VALUES[name] for name in rule.arguments})
    assert isinstance(built, str)
    return built


def content(app: Flask) -> list[str]:
    """All that is in the database, as SQL."""
    with storage(app) as db:
        return list(db.conn.iterdump())


@pytest.mark.parametrize(
    ("method", "path", "given", "status"),
    [
        ("GET", "/", {}, 200),
        ("HEAD", "/", {}, 200),
        ("GET", "/healthz", {}, 200),
        ("GET", "/static/css/base.css", {}, 200),
        ("GET", "/vendor/plotly.min.js", {}, 200),
        ("GET", "/no/such/page", {}, 404),
        ("GET", "/no/such/page", {"headers": JSON}, 404),
        ("GET", "/assessments/9", {}, 404),
        ("GET", "/static/none.css", {}, 404),
        ("GET", "/language", {}, 405),
        ("POST", "/language", {}, 400),
        ("POST", "/language", {"headers": JSON}, 400),
        ("POST", "/language", {"data": {"next": TOO_LONG}}, 413),
        ("GET", "/", {"base_url": "http://elsewhere.example"}, 400),
        ("GET", "/method", {}, 500),
        ("GET", "/method", {"headers": JSON}, 500),
    ],
)
def test_every_kind_of_reply_carries_the_headers(
    app: Flask, client: FlaskClient, method: str, path: str, given: dict[str, Any], status: int
) -> None:
    if status == 500:
        breaking(app, "home.method", RuntimeError())
    reply = client.open(path, method=method, **given)
    assert reply.status_code == status
    assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS
    reply.close()


def test_a_redirect_carries_the_headers(client: FlaskClient) -> None:
    reply = Person(client).send("/language", page="/", lang="zh", next="/")
    assert reply.status_code == 303
    assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS


def test_pages_are_kept_by_no_cache_and_static_files_for_a_year(client: FlaskClient) -> None:
    page, missing, style = (client.get(path) for path in ("/", "/none", "/static/css/base.css"))
    assert [one.headers["Cache-Control"] for one in (page, missing)] == ["no-store", "no-store"]
    assert style.cache_control.max_age == 31_536_000
    style.close()


def test_every_route_that_writes_refuses_what_has_no_token(app: Flask, client: FlaskClient) -> None:
    before = content(app)
    writing = rules(app, "POST")
    assert {rule.endpoint for rule in writing} >= {"home.choose_language", "answering.save", "start.create"}
    for rule in writing:
        for data in ({}, {"csrf_token": "forged"}):
            for headers in ({}, JSON):
                reply = client.post(address(app, rule), data=data, headers=headers)
                assert (rule.endpoint, reply.status_code, said(reply)) == (rule.endpoint, 400, TOO_OLD)
    assert content(app) == before


def test_a_token_of_another_persons_session_is_refused(app: Flask, client: FlaskClient) -> None:
    theirs = TOKEN.search(app.test_client().get("/").get_data(as_text=True))
    assert theirs is not None
    client.get("/")
    reply = client.post("/language", data={"csrf_token": theirs[1], "lang": "zh"})
    assert (reply.status_code, client.get_cookie("lang")) == (400, None)


def test_no_other_method_writes(app: Flask) -> None:
    methods = set().union(*(rule.methods or () for rule in app.url_map.iter_rules()))
    assert methods == {"GET", "HEAD", "OPTIONS", "POST"}


def test_reading_every_page_writes_nothing(app: Flask, client: FlaskClient) -> None:
    before = content(app)
    for rule in rules(app, "GET"):
        reply = client.get(address(app, rule))
        assert reply.status_code in {200, 303, 404, 409}, rule
        reply.close()
    assert content(app) == before


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "192.168.1.5:8080"])
def test_a_host_that_is_not_trusted_is_refused_with_a_sentence(client: FlaskClient, host: str) -> None:
    plain = client.get("/", headers={"Host": host})
    data = client.get("/", headers={"Host": host, **JSON})
    sentence = "This host name is not served here: use 127.0.0.1, or add the name to TRUSTED_HOSTS in config.py."
    assert (plain.status_code, plain.mimetype, plain.get_data(as_text=True)) == (400, "text/plain", f"{sentence}\n")
    assert (data.status_code, data.get_json()) == (400, {"error": sentence})


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:8080"])
def test_this_machine_is_served_by_any_of_its_names(client: FlaskClient, host: str) -> None:
    assert client.get("/method", headers={"Host": host}).status_code == 200


def test_a_name_added_in_the_configuration_is_served(make_app: Callable[..., Flask]) -> None:
    client = make_app(BANK, TRUSTED_HOSTS=["privacy.example"]).test_client()
    assert client.get("/method", headers={"Host": "privacy.example"}).status_code == 200
    assert client.get("/method", headers={"Host": "localhost"}).status_code == 400


def test_a_note_of_20_mb_is_refused_and_nothing_is_written(app: Flask, client: FlaskClient) -> None:
    before = content(app)
    answer = {"choice": "3", "version": "1", "note": TOO_LONG}
    page = client.post("/assessments/1/answers/ENC-01", data=answer)
    data = client.post("/assessments/1/answers/ENC-01", data=answer, headers=JSON)
    assert [(one.status_code, said(one)) for one in (page, data)] == [(413, TOO_LARGE), (413, TOO_LARGE)]
    assert content(app) == before


def test_a_body_of_too_many_parts_is_refused(client: FlaskClient) -> None:
    fields = {f"field{number}": "" for number in range(2100)}
    reply = client.post("/language", data=fields, content_type="multipart/form-data")
    assert reply.status_code == 413


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    config = {"INSTANCE": tmp_path / "new", "BANK": BANK}
    first, second = create_app(config), create_app(config)
    file = tmp_path / "new" / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert first.config["SECRET_KEY"] == second.config["SECRET_KEY"] == file.read_text()
    assert len(bytes.fromhex(file.read_text())) == 32


def test_two_instances_have_different_keys(tmp_path: Path) -> None:
    one, other = (create_app({"INSTANCE": tmp_path / name, "BANK": BANK}) for name in ("one", "other"))
    assert one.config["SECRET_KEY"] != other.config["SECRET_KEY"]


def test_a_key_given_in_the_configuration_is_used_and_none_is_written(tmp_path: Path) -> None:
    app = create_app({"INSTANCE": tmp_path, "BANK": BANK, "SECRET_KEY": "given"})
    assert (app.config["SECRET_KEY"], (tmp_path / "secret.key").exists()) == ("given", False)


def test_an_instance_folder_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(Unusable) as refused:
        create_app({"INSTANCE": tmp_path / "taken", "BANK": BANK})
    assert refused.value.message.en == (
        f"{tmp_path / 'taken'} cannot be written: give this program write permission there, or name another folder "
        "with --instance."
    )


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client: FlaskClient) -> None:
    Person(client).send("/language", page="/method", lang="zh", next="/")
    cookies = [client.get_cookie(name) for name in ("assessment", "lang")]
    flags = [(one.http_only, one.same_site, one.path) for one in cookies if one is not None]
    assert flags == [(True, "Lax", "/"), (True, "Lax", "/")]
