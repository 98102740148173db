"""Deleting drafts and the sample, and making the sample: a page says what goes before anything does."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from assessment.engine.model import AcceptedRisk, Action
from assessment.store import listing
from assessment.store.listing import Wanted
from tests.build import DAY, assessment, bank, question
from tests.web.conftest import Person, storage, stored
from tests.web.pages import Page

BANK = bank(question("ENC-01"), question("ENC-02"))
DRAFT = assessment(
    {"ENC-01": 2, "ENC-02": 1},
    title="2026 Q4",
    accepted={"ENC-01": AcceptedRisk("Small", "Reviewer", DAY, "None")},
    actions=(Action("ENC-01", 3), Action("ENC-02", 2)),
)


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def left(app: Flask) -> list[int]:
    with storage(app) as db:
        return sorted(listing.page(db, Wanted(), 1))


def test_the_page_counts_what_goes_and_deletes_nothing(app: Flask, person: Person) -> None:
    stored(app, DRAFT)

    words = Page(person.open("/assessments/1/delete")).text

    assert "Delete “2026 Q4”? With it go, for good:" in words
    counts = "2 answers 2 pieces of evidence in the register 1 accepted risk 2 promised actions"
    assert f"{counts} 1 entry in the log of changes" in words
    assert left(app) == [1]


def test_a_draft_is_deleted(app: Flask, person: Person) -> None:
    stored(app, DRAFT)
    stored(app, replace(DRAFT, title="Other"))

    reply = person.send("/assessments/1/delete", page="/assessments/1/delete")

    assert (reply.status_code, reply.location, left(app)) == (303, "/", [2])
    assert "“2026 Q4” is deleted." in Page(person.open("/")).text


def test_a_final_assessment_is_kept(app: Flask, person: Person) -> None:
    stored(app, replace(DRAFT, status="final"))

    replies = (person.client.get("/assessments/1/delete"), person.send("/assessments/1/delete"))

    assert [reply.status_code for reply in replies] == [409, 409]
    assert left(app) == [1]


def test_a_final_assessment_of_the_sample_is_deleted(app: Flask, person: Person) -> None:
    stored(app, replace(DRAFT, status="final"), sample=True)
    person.send("/assessments/1/delete", page="/assessments/1/delete")
    assert left(app) == []


def test_deleting_needs_the_pages_token(app: Flask, person: Person) -> None:
    stored(app, DRAFT)
    assert person.client.post("/assessments/1/delete").status_code == 400
    assert left(app) == [1]


def test_the_sample_is_made_and_its_latest_report_shown(app: Flask, person: Person) -> None:
    reply = person.send("/sample", page="/")

    with storage(app) as db:
        made = listing.samples(db)
    assert len(made) == 4
    assert (reply.status_code, reply.location) == (303, f"/assessments/{made[-1]}/report")


def test_the_sample_is_made_once(app: Flask, person: Person) -> None:
    first = person.send("/sample", page="/")
    second = person.send("/sample", page="/assessments/new")
    assert (second.location, len(left(app))) == (first.location, 4)


def test_the_sample_speaks_the_persons_language(person: Person) -> None:
    person.client.set_cookie("lang", "zh")
    person.send("/sample", page="/")
    assert "示例企业（虚构）" in person.open("/")


def test_the_whole_sample_goes_and_nothing_else(app: Flask, person: Person) -> None:
    own = stored(app, DRAFT)
    person.send("/sample", page="/")

    words = Page(person.open("/sample/delete")).text
    reply = person.send("/sample/delete", page="/sample/delete")

    assert words.count("answers") == 4
    assert (reply.status_code, reply.location, left(app)) == (303, "/", [own])


def test_without_a_sample_there_is_nothing_to_delete(app: Flask, person: Person) -> None:
    stored(app, DRAFT)
    page = Page(person.open("/sample/delete"))
    assert "There is no sample here." in page.text
    assert "Delete the sample for good" not in page.text


def test_the_settings_lead_to_deleting(app: Flask, person: Person) -> None:
    stored(app, DRAFT)
    stored(app, replace(DRAFT, status="final"), sample=True)
    stored(app, replace(DRAFT, status="final"))

    links = {number: Page(person.open(f"/assessments/{number}/settings")).links for number in (1, 2, 3)}

    assert {number: [one for one in found if one.endswith("/delete")] for number, found in links.items()} == {
        1: ["/assessments/1/delete"],
        2: ["/assessments/2/delete", "/sample/delete"],
        3: [],
    }


PAGES = ("", "/families/ENC", "/settings", "/actions", "/evidence", "/rectification", "/report")


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_of_what_followed_a_deleted_one_go_on(app: Flask, person: Person, page: str) -> None:
    stored(app, DRAFT)
    stored(app, replace(DRAFT, title="Other", previous="1"))
    person.open(f"/assessments/2{page}")

    person.send("/assessments/1/delete", page="/assessments/1/delete")

    assert "Other" in person.open(f"/assessments/2{page}")
