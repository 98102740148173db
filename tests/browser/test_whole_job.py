"""The whole job as a person does it, from the front page to the report: by keyboard alone, and without scripts."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from assessment.engine.model import Assessment
from assessment.engine.report import assess
from assessment.engine.scoring import truncated
from assessment.store import assessments, database
from tests.serving import Server

FAR = 400
"""Tab stops after which something is taken to be out of reach."""


def stored(server: Server) -> Assessment:
    with database.opened(server.instance / "assessments.db") as db:
        return assessments.load(db, 1).assessment


def focused(page: Page, selector: str) -> bool:
    matches: bool = page.evaluate("(selector) => document.activeElement.matches(selector)", selector)
    return matches


def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what ``selector`` names; it must be visible there."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if focused(page, selector):
            outline = page.evaluate(
                "() => { const row = document.activeElement.closest('.level-row') ?? document.activeElement;"
                " return getComputedStyle(row).outlineStyle }"
            )
            assert outline != "none", f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"{selector} cannot be reached by Tab on {page.url}")


def press(page: Page, selector: str) -> None:
    reach(page, selector)
    page.keyboard.press("Enter")


def start(page: Page) -> None:
    page.goto("/")
    press(page, 'a[href="/assessments/new"]')
    expect(page.locator("h1")).to_have_text("Start an assessment")
    reach(page, "#title")
    page.keyboard.type("2026 Q4")
    reach(page, "#organisation")
    page.keyboard.type("Sample firm")
    reach(page, 'input[name="pledges"][value="P4"]')
    page.keyboard.press("Space")
    for _ in range(page.locator('input[type="radio"][value="unknown"]').count()):
        reach(page, 'input[name^="fact-"]:checked')
        page.keyboard.press("ArrowUp")
    reach(page, 'input[name="tier"]')
    page.keyboard.press("ArrowDown")
    press(page, 'main button[type="submit"].button')
    expect(page.locator("h1")).to_have_text("Tasks")


def answer(page: Page) -> None:
    press(page, "main a.button")
    expect(page.locator("h1")).to_have_text("Encryption")
    reach(page, '#ENC-01 input[name="choice"]')
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#ENC-01 [data-place=saving]")).to_have_text(re.compile("^Saved "))
    expect(page.locator("#ENC-01 [data-place=standing]")).to_contain_text("Claimed 3, counts as 2:")
    assert focused(page, "#ENC-01-3")
    press(page, "#ENC-01 .new-evidence > summary")
    reach(page, '#ENC-01 select[name="new-kind"]')
    page.keyboard.type("Test")
    reach(page, '#ENC-01 input[name="new-title"]')
    page.keyboard.type("Transport test of October")
    reach(page, '#ENC-01 input[name="new-date"]')
    page.keyboard.type("10102026")
    press(page, "#ENC-01 .new-evidence button")
    expect(page.locator("#ENC-01 [data-place=standing]")).to_contain_text("and the evidence shows it")
    assert not focused(page, "body")


def finish(page: Page) -> None:
    page.goto("/assessments/1/check")
    reach(page, "#prepared")
    page.keyboard.type("Privacy lead")
    press(page, 'form[action$="/finish"] button[type="submit"]')
    expect(page.locator(".about .status-final")).to_be_visible()
    press(page, 'a[href="/assessments/1/report"]')


def test_the_whole_job_by_keyboard_alone(page: Page, server: Server) -> None:
    start(page)
    answer(page)
    finish(page)

    found = stored(server)
    assert (found.status, found.signed.prepared) == ("final", "Privacy lead")
    with database.opened(server.instance / "assessments.db") as db:
        report = assess(assessments.load(db, 1).bank, found)
    text = page.locator("main").inner_text()
    assert f"{truncated(report.score.evidenced):.1f}" in text
    assert f"{report.answered} of {len(report.in_scope)}" in text
    press(page, 'a[href="/assessments/1/print"]')
    expect(page.locator("h1").first).to_contain_text("Gap report")


def test_the_whole_job_without_scripts(new_page: Callable[..., Page], server: Server) -> None:
    page = new_page(scripts=False)
    page.goto("/assessments/new")
    page.locator("#title").fill("2026 Q4")
    page.locator("#organisation").fill("Sample firm")
    page.locator('input[name="pledges"][value="P1"]').check()
    for name in {radio.get_attribute("name") for radio in page.locator('input[type="radio"][value="no"]').all()}:
        page.locator(f'input[name="{name}"][value="no"]').check()
    page.locator('input[name="tier"][value="core"]').check()
    page.locator('main button[type="submit"].button').click()

    page.goto("/assessments/1/families/ENC")
    question = page.locator("#ENC-01")
    page.locator("#ENC-01-3").check()
    question.locator(".evidence-part > summary").click()
    question.locator(".new-evidence > summary").click()
    question.locator('[name="new-kind"]').select_option("test")
    question.locator('[name="new-title"]').fill("Transport test")
    question.locator('[name="new-date"]').fill(datetime.now(UTC).date().isoformat())
    question.locator(".new-evidence button").click()
    expect(page.locator("#ENC-01 .standing")).to_contain_text("and the evidence shows it")

    page.goto("/assessments/1/check")
    page.locator("#prepared").fill("Privacy lead")
    page.locator('form[action$="/finish"] button[type="submit"]').click()

    found = stored(server)
    assert (found.status, found.tier, found.answers["ENC-01"].evidence) == ("final", "core", ("E1",))
    page.goto("/assessments/1/report")
    expect(page.locator("main")).to_contain_text("Gap report")
