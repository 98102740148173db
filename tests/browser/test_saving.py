"""Saving from a real browser: as it is chosen, through a server that goes away, and beside somebody else."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from assessment import bank
from assessment.engine.model import Answer, Assessment, Evidence
from assessment.store import assessments, database
from assessment.store.events import Actor
from tests.build import assessment
from tests.serving import Server

ENCRYPTION = "/assessments/1/families/ENC"
SAVED = re.compile(r"^Saved ")
UNSAVED = re.compile(r"^Not saved yet: the server cannot be reached\.")


@pytest.fixture(autouse=True)
def begun(server: Server) -> None:
    """One draft in the store, with one piece of evidence in its register."""
    started = assessment(
        date=date(2026, 11, 1),
        pledges=("P1", "P4"),
        evidence={"E1": Evidence("config", "Scan of transport settings", date(2026, 10, 1))},
    )
    with database.opened(server.instance / "assessments.db") as db:
        assessments.create(db, bank.load(), started, Actor("test", datetime.now(UTC)))


@pytest.fixture
def stored(server: Server) -> Callable[[], Assessment]:
    def read() -> Assessment:
        with database.opened(server.instance / "assessments.db") as db:
            return assessments.load(db, 1).assessment

    return read


def kept_in_browser(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage)")
    return found


def test_choosing_an_answer_saves_it_and_says_what_it_counts_as(page: Page, stored: Callable[[], Assessment]) -> None:
    page.goto(ENCRYPTION)

    page.locator("#ENC-01-3").check()

    expect(page.locator("#ENC-01 [data-place=saving]")).to_have_text(SAVED)
    expect(page.locator("#ENC-01 [data-place=standing]")).to_contain_text("Claimed 3, counts as 2:")
    expect(page.locator("#ENC-01 .evidence-part")).to_have_attribute("open", "")
    expect(page.locator("#progress")).to_contain_text("1 of ")
    assert stored().answers == {"ENC-01": Answer(3, version=1)}


def test_evidence_added_on_the_spot_shows_the_claim_and_can_be_chosen_elsewhere(page: Page) -> None:
    page.goto(ENCRYPTION)
    question = page.locator("#ENC-01")
    page.locator("#ENC-01-3").check()

    question.get_by_text("Add a piece to the register").click()
    question.get_by_label("Kind").select_option("review")
    question.get_by_label("Title or document number").fill("Review of transport")
    question.get_by_label("Last confirmed true on").fill("2026-10-15")
    question.get_by_role("button", name="Add and save").click()

    expect(question.locator("[data-place=standing]")).to_contain_text("Claimed 3, and the evidence shows it.")
    expect(question.get_by_label("E2 · Review of transport")).to_be_checked()
    expect(page.locator("#ENC-04").get_by_label("E2 · Review of transport")).not_to_be_checked()


def test_not_applicable_waits_for_its_reason(page: Page, stored: Callable[[], Assessment]) -> None:
    page.goto(ENCRYPTION)
    reason = page.locator("#ENC-05-reason")
    expect(reason).to_be_hidden()

    page.locator("#ENC-05-na").check()

    expect(page.locator("#ENC-05 [data-place=saving]")).to_contain_text("say why it does not apply")
    assert stored().answers == {}
    reason.fill("No portable device may hold user information.")
    expect(page.locator("#ENC-05 [data-place=saving]")).to_have_text(SAVED)
    assert stored().answers["ENC-05"].choice == "na"


def test_an_answer_survives_a_server_that_goes_away_and_comes_back(
    page: Page, server: Server, stored: Callable[[], Assessment]
) -> None:
    page.goto(ENCRYPTION)
    page.locator("#ENC-01-2").check()
    expect(page.locator("#ENC-01 [data-place=saving]")).to_have_text(SAVED)
    server.stop()

    page.locator("#ENC-04-1").check()
    page.locator("#ENC-04-note").fill("Asked the administrator")

    expect(page.locator("#ENC-04 [data-place=saving]")).to_have_text(UNSAVED)
    expect(page.locator("#unsent")).to_be_visible()
    assert kept_in_browser(page) == ["unsaved:/assessments/1/answers/ENC-04"]
    server.start()
    expect(page.locator("#ENC-04 [data-place=saving]")).to_have_text(SAVED, timeout=20_000)
    expect(page.locator("#unsent")).to_be_hidden()
    assert kept_in_browser(page) == []
    assert stored().answers["ENC-04"] == Answer(1, note="Asked the administrator", version=1)


def test_an_answer_kept_in_the_browser_is_sent_when_its_page_is_opened_again(
    page: Page, server: Server, stored: Callable[[], Assessment]
) -> None:
    page.goto(ENCRYPTION)
    server.stop()
    page.locator("#ENC-01-2").check()
    expect(page.locator("#ENC-01 [data-place=saving]")).to_have_text(UNSAVED)
    page.goto("about:blank")
    server.start()

    page.goto("/assessments/1")
    expect(page.locator("#leftovers")).to_contain_text("ENC-01")
    page.locator("#leftovers").get_by_role("link", name="ENC-01").click()

    expect(page.locator("#ENC-01 [data-place=saving]")).to_have_text(SAVED)
    expect(page.locator("#ENC-01-2")).to_be_checked()
    assert stored().answers["ENC-01"] == Answer(2, version=1)


def test_the_second_person_at_one_answer_sees_both_and_decides(
    new_page: Callable[[], Page], stored: Callable[[], Assessment]
) -> None:
    first, second = new_page(), new_page()
    first.goto(ENCRYPTION)
    second.goto(ENCRYPTION)
    first.locator("#ENC-01-1").check()
    expect(first.locator("#ENC-01 [data-place=saving]")).to_have_text(SAVED)

    second.locator("#ENC-01-2").check()

    expect(second.locator("#ENC-01 .theirs")).to_contain_text("1 Ad hoc")
    assert stored().answers["ENC-01"] == Answer(1, version=1)
    second.get_by_role("button", name="Save mine").click()
    expect(second.locator("#ENC-01 [data-place=saving]")).to_have_text(SAVED)
    expect(second.locator("#ENC-01 .theirs")).to_have_count(0)
    assert stored().answers["ENC-01"] == Answer(2, version=2)


def test_without_scripts_each_question_is_a_form_with_a_button(
    new_page: Callable[..., Page], stored: Callable[[], Assessment]
) -> None:
    page = new_page(scripts=False)
    page.goto(ENCRYPTION)

    page.locator("#ENC-01-3").check()
    page.locator("#ENC-01").get_by_role("button", name="Save", exact=True).click()

    expect(page).to_have_url(re.compile(r"/assessments/1/families/ENC#ENC-01$"))
    expect(page.get_by_text("ENC-01 is saved.")).to_be_visible()
    assert stored().answers == {"ENC-01": Answer(3, version=1)}
