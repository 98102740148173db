"""The whole job with scripts off: every step is a form and a button."""

from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from assessment.engine.model import Assessment
from assessment.store import assessments, database
from tests.serving import Server


def stored(server: Server) -> Assessment:
    with database.opened(server.instance / "assessments.db") as db:
        return assessments.load(db, 1).assessment


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
