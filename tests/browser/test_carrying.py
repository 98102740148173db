"""Beginning from an earlier assessment in a real browser: confirmed by one key each, changed questions asked anew."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from assessment import bank
from assessment.bank import content_hash, to_document
from assessment.engine.carry import carry_over
from assessment.engine.model import Answer, Assessment, Bank, Evidence, Text
from assessment.store import assessments, database, upgrading
from assessment.store.events import Actor
from tests.browser.conftest import NewPage
from tests.browser.harness import axe
from tests.browser.keyboard import Keyboard
from tests.build import assessment, not_applicable
from tests.serving import Server

HOME: Final = "/assessments/2"
UPGRADE: Final = "/assessments/3/upgrade"
CARRIED: Final = {
    "ENC-01": Answer(3, evidence=("E1",)),
    "ENC-03": Answer(2),
    "ACC-01": Answer("unknown"),
    "GOV-01": Answer(1),
}
WALK: Final = ("ENC-01", "ENC-03", "ACC-01", "GOV-01")


def older(own: Bank) -> Bank:
    """A bank before the installed one: a question in another revision and one weighed otherwise, one not there yet."""
    asked = [
        replace(one, revision=one.revision + 1, text=Text("Is it encrypted at rest?", "存储时是否加密？"))
        if one.id == "ENC-02"
        else replace(one, weight=1 if one.weight > 1 else 2)
        if one.id == "ACC-02"
        else one
        for one in own.questions
        if one.id != "IMP-08"
    ]
    made = replace(own, version="0.9.0", questions=tuple(asked))
    return replace(made, hash=content_hash(to_document(made)))


@pytest.fixture(autouse=True)
def begun(server: Server) -> None:
    """A final assessment on an older bank, a draft that begins from it, and a draft that is on the older bank still."""
    installed, before = bank.load(), older(bank.load())
    given = {**CARRIED, "ENC-02": Answer(3, note="Seen on site", evidence=("E1",)), "ENC-05": not_applicable()}
    earlier = assessment(
        given,
        title="2026 Q2",
        date=date(2026, 5, 20),
        pledges=("P1", "P4"),
        evidence={"E1": Evidence("test", "Test of 2025", date(2025, 6, 1))},
        profile={fact.id: fact.id == "sensitive_info" for fact in before.facts},
    )
    start = Assessment("2026 Q4", "Sample", date(2026, 11, 1), ())
    draft = carry_over(start, installed, earlier, before, "1")
    actor = Actor("test", datetime.now(UTC))
    with database.opened(server.instance / "assessments.db") as db:
        assessments.create(db, before, replace(earlier, status="final"), actor)
        answers = {name: one for name, one in draft.answers.items() if name in CARRIED}
        assessments.create(db, installed, replace(draft, answers=answers), actor)
        assessments.create(db, before, replace(earlier, title="Still on the older bank"), actor)


@pytest.fixture
def stored(server: Server) -> Callable[..., Assessment]:
    def read(number: int = 2) -> Assessment:
        with database.opened(server.instance / "assessments.db") as db:
            return assessments.load(db, number).assessment

    return read


def unconfirmed(found: Assessment) -> list[str]:
    return [name for name, answer in found.answers.items() if answer.carried_over]


def upgrade(page: Page) -> None:
    page.get_by_role("button", name="Upgrade this draft").click()
    expect(page.locator(".notice").first).to_contain_text("uses question bank")


def test_one_key_confirms_each_answer_and_leads_to_the_next(page: Page, stored: Callable[..., Assessment]) -> None:
    page.goto(HOME)
    keys = Keyboard(page)
    keys.follow("#to-confirm a")
    for place, name in enumerate(WALK):
        keys.holds(f"#{name}-confirm")
        page.keyboard.press("Enter")
        expect(page.locator(f"#{name}-confirm")).to_have_count(0)
        if place < len(WALK) - 1 and WALK[place + 1][:3] != name[:3]:
            keys.holds(f"#{name} a[href$='#{WALK[place + 1]}-confirm']")
            keys.follow(f"#{name} a[href$='#{WALK[place + 1]}-confirm']")

    assert unconfirmed(stored()) == []
    assert stored().answers == {name: replace(CARRIED[name], version=2) for name in sorted(CARRIED)}
    expect(page.locator("#to-confirm")).to_contain_text("Every carried-over answer is confirmed.")
    keys.follow("#GOV-01 a[href$='/check']")
    expect(page).to_have_url(re.compile(rf"{HOME}/check$"))


def test_the_space_bar_confirms_too(page: Page) -> None:
    page.goto(f"{HOME}/families/ENC")
    keys = Keyboard(page)
    keys.press("#ENC-01-confirm", " ")
    expect(page.locator("#ENC-01-confirm")).to_have_count(0)
    keys.holds("#ENC-03-confirm")


def test_a_key_held_down_confirms_one_answer(page: Page, stored: Callable[..., Assessment]) -> None:
    page.goto(f"{HOME}/families/ENC")
    Keyboard(page).to("#ENC-01-confirm")
    page.keyboard.down("Enter")
    expect(page.locator("#ENC-03-confirm")).to_be_focused()
    page.keyboard.down("Enter")
    page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    page.locator("#ENC-04-1").check()
    expect(page.locator("#ENC-04 [data-place=saving]")).to_have_text(re.compile("^Saved "))

    assert unconfirmed(stored()) == ["ACC-01", "ENC-03", "GOV-01"]


def test_without_scripts_one_key_confirms_too(new_page: NewPage, stored: Callable[..., Assessment]) -> None:
    page = new_page(scripts=False)
    page.goto(HOME)
    page.locator("#to-confirm a").click()
    for name in WALK:
        expect(page.locator(f"#{name}-confirm")).to_be_focused()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    assert unconfirmed(stored()) == []


def test_enter_in_a_field_does_not_confirm(page: Page, stored: Callable[..., Assessment]) -> None:
    page.goto(f"{HOME}/families/ACC")
    question = page.locator("#ACC-01")
    question.locator(".evidence-part > summary").click()
    question.locator(".new-evidence > summary").click()
    question.locator("[name=new-title]").press("Enter")
    expect(question.locator("[data-place=saving]")).not_to_be_empty()

    assert "ACC-01" in unconfirmed(stored())
    expect(page.locator("#ACC-01-confirm")).to_be_visible()


def test_changing_an_answer_takes_its_mark_off(page: Page, stored: Callable[..., Assessment]) -> None:
    page.goto(f"{HOME}/families/ENC")
    page.locator("#ENC-03-1").check()
    expect(page.locator("#ENC-03-confirm")).to_have_count(0)
    expect(page.locator("#to-confirm")).to_contain_text("3 carried-over answers are still to be confirmed.")
    assert stored().answers["ENC-03"] == Answer(1, version=2)


def test_what_cannot_be_saved_keeps_its_button_and_the_focus(page: Page, server: Server) -> None:
    page.goto(f"{HOME}/families/ENC")
    server.stop()
    Keyboard(page).press("#ENC-01-confirm", "Enter")
    expect(page.locator("#ENC-01 [data-place=saving]")).to_contain_text("Not saved yet")
    expect(page.locator("#ENC-01-confirm")).to_be_focused()
    server.start()
    expect(page.locator("#ENC-01-confirm")).to_have_count(0, timeout=20_000)
    expect(page.locator("#ENC-03-confirm")).to_be_focused()


def test_a_note_written_while_the_server_is_away_does_not_take_the_confirmation_back(
    page: Page, server: Server, stored: Callable[..., Assessment]
) -> None:
    page.goto(f"{HOME}/families/ENC")
    server.stop()
    Keyboard(page).press("#ENC-03-confirm", "Enter")
    expect(page.locator("#ENC-03 [data-place=saving]")).to_contain_text("Not saved yet")
    page.locator("#ENC-03-note").fill("Asked again")
    server.start()
    expect(page.locator("#ENC-03 [data-place=saving]")).to_have_text(re.compile("^Saved "), timeout=20_000)

    assert stored().answers["ENC-03"] == Answer(2, note="Asked again", version=2)


def test_a_confirmation_kept_in_the_browser_is_sent_when_its_page_is_opened_again(
    page: Page, server: Server, stored: Callable[..., Assessment]
) -> None:
    page.goto(f"{HOME}/families/ENC")
    server.stop()
    Keyboard(page).press("#ENC-03-confirm", "Enter")
    expect(page.locator("#ENC-03 [data-place=saving]")).to_contain_text("Not saved yet")
    page.goto("about:blank")
    server.start()
    page.goto(f"{HOME}/families/ENC")
    expect(page.locator("#ENC-03-confirm")).to_have_count(0)

    assert stored().answers["ENC-03"] == Answer(2, version=2)


def test_an_answer_to_a_question_that_an_upgrade_changed_meanwhile_waits_until_it_was_read(
    page: Page, server: Server, stored: Callable[..., Assessment]
) -> None:
    page.goto("/assessments/3/families/ENC")
    with database.opened(server.instance / "assessments.db") as db:
        upgrading.upgrade(db, 3, bank.load(), Actor("another", datetime.now(UTC)))
    saving = page.locator("#ENC-02 [data-place=saving]")
    page.locator("#ENC-02-1").check()
    expect(saving).to_contain_text("Not saved. This question has changed since its page was opened")

    page.reload()
    expect(page.locator("#ENC-02-1")).to_be_checked()
    expect(saving).to_have_text(
        "Not saved yet: the question has changed since this was answered. Read it anew, then save."
    )
    page.locator("#ENC-02-note").fill("Read anew")
    page.goto("/assessments/3")
    expect(page.locator("#leftovers")).to_contain_text("ENC-02")
    page.goto("/assessments/3/families/ENC")
    expect(page.locator("#ENC-02-note")).to_have_value("Read anew")
    expect(saving).to_contain_text("the question has changed since this was answered")
    assert stored(3).answers["ENC-02"] == Answer(None, version=2)

    page.locator("#ENC-02").get_by_role("button", name="Save", exact=True).click()
    page.locator("#ENC-02").get_by_role("button", name="Save mine").click()
    expect(saving).to_have_text(re.compile("^Saved "))
    assert stored(3).answers["ENC-02"] == Answer(1, note="Read anew", evidence=("E1",), version=3)


def test_a_draft_is_upgraded_and_the_upgrade_undone(page: Page, stored: Callable[..., Assessment]) -> None:
    page.goto(UPGRADE)
    expect(page.locator("main")).to_contain_text("1 answer, since its question has changed: ENC-02")
    upgrade(page)
    page.goto("/assessments/3/families/ENC")
    expect(page.locator("#ENC-02 .earlier")).to_contain_text("Is it encrypted at rest?")
    expect(page.locator("#ENC-02 [name=choice]:checked")).to_have_count(0)
    page.locator("#ENC-02-1").check()
    expect(page.locator("#ENC-02 [data-place=saving]")).to_have_text(re.compile("^Saved "))

    page.goto(UPGRADE)
    expect(page.locator("main")).to_contain_text("1 answer given since is removed")
    page.get_by_role("button", name="Undo the upgrade").click()

    expect(page.locator(".notice").first).to_contain_text("The upgrade is undone")
    assert stored(3).answers["ENC-02"] == Answer(3, note="Seen on site", evidence=("E1",), version=4)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_its_pages_are_without_fault_and_fit(new_page: NewPage, width: int, dark: bool) -> None:
    addresses = (HOME, f"{HOME}/families/ENC", UPGRADE, "/assessments/3/settings")
    for address in addresses:
        page = new_page(width=width, dark=dark)
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page = new_page(width=width, dark=dark)
    page.goto(UPGRADE)
    upgrade(page)
    for address in ("/assessments/3/families/ENC", UPGRADE):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
