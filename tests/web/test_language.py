"""The person's language: chosen on any page, kept for a year, and never a way to another site."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.build import bank, question
from tests.web.conftest import TOKEN, Person

BANK = bank(question("ENC-01"))


@pytest.fixture
def client(make_app: Callable[..., Flask]) -> FlaskClient:
    return make_app(BANK).test_client()


def choose(client: FlaskClient, lang: str, address: str) -> tuple[int, str | None, str | None]:
    """Status, where to, and the language cookie after choosing ``lang`` on the page at ``address``."""
    reply = Person(client).send("/language", page="/method", lang=lang, next=address)
    cookie = client.get_cookie("lang")
    return reply.status_code, reply.location, cookie.value if cookie else None


def spoken(client: FlaskClient, accepted: str = "") -> str:
    """The language that the question bank's page is in."""
    html = client.get("/questions", headers={"Accept-Language": accepted}).get_data(as_text=True)
    title = html.partition("<h1>")[2].partition("</h1>")[0]
    return {"Tiny bank": "en", "Tiny bank（中文）": "zh"}[title]


def test_the_chosen_language_is_spoken_from_then_on(client: FlaskClient) -> None:
    assert choose(client, "zh", "/questions") == (303, "/questions", "zh")
    assert spoken(client, "en") == "zh"
    assert choose(client, "en", "/questions") == (303, "/questions", "en")
    assert spoken(client, "zh-CN") == "en"


def test_the_choice_is_kept_for_a_year_and_out_of_scripts(client: FlaskClient) -> None:
    choose(client, "zh", "/")
    cookie = client.get_cookie("lang")
    assert cookie is not None
    assert (cookie.max_age, cookie.same_site, cookie.http_only, cookie.path) == (31_536_000, "Lax", True, "/")


def test_the_person_stays_where_they_were_with_the_filter_they_had(client: FlaskClient) -> None:
    assert choose(client, "zh", "/questions?family=ENC&levels=open")[1] == "/questions?family=ENC&levels=open"


def test_a_page_without_a_query_is_named_without_a_question_mark(client: FlaskClient) -> None:
    assert choose(client, "zh", "/method?")[1] == "/method"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://elsewhere.example/",
        "//elsewhere.example/method",
        "////elsewhere.example/method",
        "/\\elsewhere.example/method",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "http:method",
        "http://[broken/",
        "method",
        "/no/such/page",
        "/language",
    ],
)
def test_an_address_that_is_no_page_of_ours_leads_to_the_front_page(client: FlaskClient, address: str) -> None:
    assert choose(client, "zh", address) == (303, "/", "zh")


@pytest.mark.parametrize("lang", ["", "fr", "zh-CN", "EN"])
def test_a_language_that_is_not_offered_is_refused_and_not_kept(client: FlaskClient, lang: str) -> None:
    assert choose(client, lang, "/method") == (422, None, None)


def test_a_choice_without_a_token_is_refused_and_not_kept(client: FlaskClient) -> None:
    reply = client.post("/language", data={"lang": "zh", "next": "/method"})
    assert (reply.status_code, client.get_cookie("lang")) == (400, None)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("zh-TW", "zh"), ("fr", "en"), ("de,en;q=0.5", "en")],
)
def test_without_a_choice_the_browser_is_asked(client: FlaskClient, accepted: str, language: str) -> None:
    assert spoken(client, accepted) == language


def test_a_cookie_of_another_language_counts_as_none(client: FlaskClient) -> None:
    client.set_cookie("lang", "fr")
    assert spoken(client, "zh") == "zh"


def test_the_page_names_its_language_and_marks_it_in_the_choice(client: FlaskClient) -> None:
    client.set_cookie("lang", "zh")
    html = client.get("/method").get_data(as_text=True)
    assert '<html lang="zh-CN">' in html
    assert html.count('aria-current="true"') == 1
    assert 'value="zh" lang="zh-CN" aria-current="true"' in html


def test_the_address_in_the_form_is_the_page_itself(client: FlaskClient) -> None:
    html = client.get("/questions?family=ENC").get_data(as_text=True)
    assert '<input type="hidden" name="next" value="/questions?family=ENC">' in html
    assert TOKEN.search(html) is not None
