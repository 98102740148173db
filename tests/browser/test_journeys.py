"""Where a journey goes wrong easily: the focus at every step by keyboard, and a server killed in the middle."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Route, expect

from assessment import bank
from assessment.engine.model import Answer, Evidence, SignOff
from assessment.engine.report import Report, assess
from assessment.formats.scores import score_document
from assessment.store import assessments, database
from assessment.store.assessments import Stored
from assessment.store.events import Actor
from tests.browser.keyboard import Keyboard
from tests.build import assessment
from tests.serving import Server

SAVED: Final = re.compile(r"^Saved ")
NOTE: Final = "Asked the administrator"
REASON: Final = "No portable device may hold user information."
TODAY: Final = datetime.now(UTC).date()
CONFIRMED: Final = max(
    day for year in (TODAY.year - 1, TODAY.year) for month in range(1, 13) if (day := date(year, month, month)) <= TODAY
)
"""A day that is typed alike where the day is written first and where the month is."""

PIECE: Final = Evidence("test", "Test of transport", CONFIRMED)
ANSWERS: Final = {
    "ENC-01": Answer(3, evidence=("E1",)),
    "ENC-03": Answer(2),
    "ENC-04": Answer("unknown"),
    "ENC-05": Answer("na", reason=REASON),
    "ACC-01": Answer(1, note=NOTE),
}
SIGNED: Final = SignOff("Zhang Wei, privacy", "Wang Min, security", None)
VERDICTS: Final = {"broken": "✕ Broken", "open": "○ Open", "at_risk": "▲ At risk", "kept": "✓ Kept"}


@pytest.fixture
def stored(server: Server) -> Callable[[], Stored]:
    def read() -> Stored:
        with database.opened(server.instance / "assessments.db") as db:
            return assessments.load(db, 1)

    return read


def given(found: Stored) -> dict[str, Any]:
    """What a person gave, without the versions, which count how often they pressed a key."""
    answers = {name: replace(one, version=0) for name, one in found.assessment.answers.items()}
    return {"answers": answers, "evidence": dict(found.assessment.evidence), "signed": found.assessment.signed}


def computed(found: Stored) -> dict[str, Any]:
    """What the engine says of an assessment, as the report is to show it."""
    report: Report = assess(found.bank, found.assessment)
    score = score_document(report)["score"]
    return {
        "verdicts": {one.pledge.id: VERDICTS[one.verdict] for one in report.pledges},
        "figures": {
            "Evidenced": f"{score['evidenced']:.1f}",
            "Claimed": f"{score['claimed']:.1f}",
            "Can still become": f"{score['low']:.1f} – {score['high']:.1f}",
            "Strict": f"{score['strict']:.1f}",
            "Broken clauses": str(len(report.broken)),
            "Answered": f"{report.answered} of {len(report.in_scope)}",
        },
        "gaps": [f"gap-{one.standing.question.id}" for one in report.gaps],
    }


def shown(page: Page) -> dict[str, Any]:
    """The same, as the page shows it."""
    tiles = page.locator("#score .tiles > div").all()
    figures = {tile.locator("dt").inner_text(): tile.locator("dd").inner_text() for tile in tiles}
    return {
        "verdicts": {
            (one.get_attribute("id") or "").removeprefix("pledge-"): one.locator(
                ".pledge-verdict .verdict"
            ).inner_text()
            for one in page.locator("article.pledge").all()
        },
        "figures": {name: figures[name] for name in figures if name not in ("Overall level", "Lowest family")},
        "gaps": [one.get_attribute("id") for one in page.locator("article.gap").all()],
    }


def saved(page: Page, question: str) -> None:
    expect(page.locator(f"#{question} [data-place=saving]")).to_have_text(SAVED)


def settle_by_keys(keys: Keyboard) -> None:
    """From the front page to the tasks of an assessment of two pledges, no fact being the case."""
    keys.page.goto("/")
    keys.follow("main a[href='/assessments/new']")
    keys.write("#title", "2026 Q4")
    keys.write("#organisation", "Sample")
    keys.press("input[name=pledges][value=P1]", "Space")
    keys.press("input[name=pledges][value=P4]", "Space")
    for fact in bank.load().facts:
        keys.press(f"input[name=fact-{fact.id}]:checked", "ArrowUp")
    keys.follow("main button[type=submit]")
    expect(keys.page.locator("h1")).to_have_text("Tasks")


def answer_by_keys(keys: Keyboard) -> None:
    """Questions of two families, with evidence added on the spot; the focus stays where it was at every save."""
    keys.follow("main a.button")
    keys.press("#ENC-01 [name=choice]", *["ArrowDown"] * 3)
    saved(keys.page, "ENC-01")
    keys.holds("#ENC-01-3")
    keys.press("#ENC-01 .new-evidence > summary", "Enter")
    keys.write("#ENC-01-new-kind", "Test")
    keys.write("#ENC-01-new-title", PIECE.title)
    keys.write("#ENC-01-new-date", f"{CONFIRMED:%m%m%Y}")
    keys.press("#ENC-01 .new-evidence button", "Enter")
    expect(keys.page.locator("#ENC-01 [data-place=standing]")).to_contain_text("and the evidence shows it.")
    keys.holds("#ENC-01 .new-evidence > summary")
    for question, downs in (("ENC-03", 2), ("ENC-04", 5)):
        keys.press(f"#{question} [name=choice]", *["ArrowDown"] * downs)
        saved(keys.page, question)
        keys.holds(f"#{question} [name=choice]:checked")
    keys.press("#ENC-05 [name=choice]", *["ArrowDown"] * 6)
    for field, text in (("ENC-05-reason", REASON), ("ACC-01-note", NOTE)):
        if field == "ACC-01-note":
            keys.follow("main .actions a.button[href$='/families/ACC']")
            keys.press("#ACC-01 [name=choice]", "ArrowDown")
        keys.write(f"#{field}", text)
        saved(keys.page, field[:6])
        keys.holds(f"#{field}")


def test_by_keyboard_the_focus_is_seen_at_every_step_of_the_whole_job(page: Page, stored: Callable[[], Stored]) -> None:
    keys = Keyboard(page)
    settle_by_keys(keys)
    answer_by_keys(keys)
    keys.follow(".tabs a[href$='/check']")
    keys.write("#prepared", str(SIGNED.prepared))
    keys.write("#reviewed", str(SIGNED.reviewed))
    keys.follow("form[action$='/finish'] button")

    assert given(stored()) == {"answers": ANSWERS, "evidence": {"E1": PIECE}, "signed": SIGNED}
    keys.follow("main a[href$='/report']")
    assert shown(page) == computed(stored())
    keys.follow(".tabs a[href$='/print']")
    assert shown(page) == computed(stored())
    keys.to("[data-print]")


def begin(page: Page) -> None:
    """Start an assessment of two pledges, no fact being the case, from the front page."""
    page.goto("/")
    page.get_by_role("link", name="Start an assessment").click()
    page.get_by_label("Title").fill("2026 Q4")
    page.get_by_label("Organisation").fill("Sample")
    for pledge in ("P1", "P4"):
        page.locator(f"input[name=pledges][value={pledge}]").check()
    for fact in bank.load().facts:
        page.locator(f"input[name=fact-{fact.id}][value=no]").check()
    page.get_by_role("button", name="Start the assessment").click()
    page.get_by_role("link", name="Start answering").click()


def add_piece(page: Page) -> None:
    """Fill in a piece of evidence at the first question, and send it with the answer."""
    question = page.locator("#ENC-01")
    if not question.locator("[name=new-title]").is_visible():
        question.locator(".new-evidence > summary").click()
    question.locator("[name=new-kind]").select_option(PIECE.kind)
    question.locator("[name=new-title]").fill(PIECE.title)
    question.locator("[name=new-date]").fill(CONFIRMED.isoformat())
    question.get_by_role("button", name="Add and save").click()


def sign(page: Page) -> None:
    """Make it final and open its report."""
    page.get_by_role("link", name="Check and finish", exact=True).click()
    page.locator("#prepared").fill(str(SIGNED.prepared))
    page.locator("#reviewed").fill(str(SIGNED.reviewed))
    page.get_by_role("button", name="Make final").click()
    page.get_by_role("link", name="Read the report").click()


def test_the_whole_job_with_the_server_killed_in_the_middle(
    page: Page, server: Server, stored: Callable[[], Stored]
) -> None:
    begin(page)
    page.locator("#ENC-01-3").check()
    saved(page, "ENC-01")
    server.kill()
    add_piece(page)
    page.locator("#ENC-03-2").check()
    page.locator("#ENC-04-unknown").check()
    expect(page.locator("#unsent")).to_be_visible()
    server.start()
    for question in ("ENC-01", "ENC-03", "ENC-04"):
        expect(page.locator(f"#{question} [data-place=saving]")).to_have_text(SAVED, timeout=20_000)
    page.locator("#ENC-05-na").check()
    page.locator("#ENC-05-reason").fill(REASON)
    saved(page, "ENC-05")
    server.restart()
    page.get_by_role("link", name=re.compile(r"^Continue: ")).click()
    page.locator("#ACC-01-1").check()
    page.locator("#ACC-01-note").fill(NOTE)
    saved(page, "ACC-01")
    sign(page)

    assert given(stored()) == {"answers": ANSWERS, "evidence": {"E1": PIECE}, "signed": SIGNED}
    assert shown(page) == computed(stored())


@pytest.fixture
def carried_over(server: Server) -> str:
    """A draft with one answer that waits to be confirmed; the address of its family."""
    started = assessment({"ENC-01": Answer(2, carried_over=True)}, date=date(2026, 5, 20))
    with database.opened(server.instance / "assessments.db") as db:
        assessments.create(db, bank.load(), started, Actor("test", datetime.now(UTC)))
    return "/assessments/1/families/ENC"


def test_confirming_leaves_the_focus_where_it_goes_on(page: Page, carried_over: str) -> None:
    page.goto(carried_over)

    Keyboard(page).press("#ENC-01 [name=confirm]", "Enter")

    saved(page, "ENC-01")
    expect(page.locator("#ENC-01 [name=confirm]")).to_have_count(0)
    Keyboard(page).holds("#ENC-01 a[href$='/check']")


@pytest.mark.parametrize("link", ["#ENC-01 [data-place=standing] a", "#progress dt a"])
def test_a_late_reply_does_not_take_the_focus_off_a_link_that_it_draws_anew(
    page: Page, carried_over: str, link: str
) -> None:
    replies: list[Route] = []
    page.goto(carried_over)
    keys = Keyboard(page)
    keys.press("#ENC-01 [name=choice]", "ArrowDown")
    saved(page, "ENC-01")
    page.route("**/answers/ENC-01", lambda route: replies.append(route))
    with page.expect_request("**/answers/ENC-01"):
        keys.press("#ENC-01 [name=choice]", "ArrowDown")
    keys.to(link)

    replies[0].continue_()

    expect(page.locator("#ENC-01 [data-place=standing]")).to_contain_text("Claimed 4")
    keys.holds(link)
