"""Every page in both languages, on a desk and on a phone, light and dark: nothing for axe, nothing too wide."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect

from assessment import bank
from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Evidence
from assessment.store import assessments, database
from assessment.store.events import Actor
from tests.browser.conftest import people
from tests.browser.harness import axe
from tests.build import assessment, not_applicable
from tests.serving import Server

DESK: Final[ViewportSize] = {"width": 1280, "height": 900}
PHONE: Final[ViewportSize] = {"width": 360, "height": 740}
FINAL: Final = "/assessments/3"
DRAFT: Final = "/assessments/4"
SMALL: Final = "/assessments/5"
SMALL_FINAL: Final = "/assessments/6"
WHOLE: Final = "/assessments/7"
ACTION: Final = 18
"""An open action of the sample's draft."""
FAMILY: Final = f"{SMALL}/families/ENC"
REFUSED_STYLE: Final = "inline style violates the following Content Security Policy directive"
"""What Chromium says of the inline style that plotly tries first; it draws the same without."""

Opening = Callable[[Page], int]
"""Brings a page to where a person sees it; returns the status it was answered with."""


def small(status: str) -> Assessment:
    """An express check of one pledge with an answer of every kind but, where it is final, one carried over."""
    answers = {
        "ENC-01": Answer(4, "Seen on the test stand.", ("E1", "E2")),
        "ENC-02": Answer(3, evidence=("E3",), flagged=True),
        "ACC-01": Answer("unknown", "The operator has not replied."),
        "ACC-05": Answer(1),
        "VUL-01": not_applicable(),
        "GOV-02": Answer(2, carried_over=status == "draft"),
    }
    given = assessment(answers, pledges=("P3",), tier="core", title="2026 Q4", date=date(2026, 5, 20))
    return replace(
        given,
        status=status,
        profile={fact.id: fact.id == "sensitive_info" for fact in bank.load().facts} if status == "final" else {},
        evidence={
            **given.evidence,
            "E3": Evidence("test", "Test of 2024", date(2024, 5, 20), date(2025, 1, 1), "DOC-3"),
        },
        accepted={"ACC-05": AcceptedRisk("It ends with the archive.", "Li Hua", date(2026, 6, 30), "Kept off line.")},
        actions=(Action("ACC-05", 2, "Zhao Lei", date(2026, 7, 1), "doing"),),
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for every page, only looked at: the sample, a small assessment as a draft and final, a whole one."""
    folder = tmp_path_factory.mktemp("pages")
    running = Server(folder / "instance", folder / "server.log")
    assert running.run("demo").returncode == 0
    with database.opened(running.instance / "assessments.db") as db:
        for given in (small("draft"), small("final"), assessment(pledges=("P1", "P2", "P3", "P4"))):
            assessments.create(db, bank.load(), given, Actor("test", datetime.now(UTC)))
    running.start()
    yield running
    running.kill()


def at(address: str) -> Opening:
    """The page of an address."""

    def go(page: Page) -> int:
        reply = page.goto(address)
        assert reply is not None
        return reply.status

    return go


def sent(address: str, form: str, **values: str) -> Opening:
    """What a form of a page is answered with, sent past the script; nothing may be stored by it."""

    def send(page: Page) -> int:
        page.goto(address)
        with page.expect_response(lambda reply: reply.request.method == "POST") as answered:
            page.locator(form).evaluate(
                """(form, values) => {
                  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
                  HTMLFormElement.prototype.submit.call(form);
                }""",
                values,
            )
        status = answered.value.status
        page.wait_for_load_state()
        return status

    return send


PAGES: Final[dict[str, tuple[int, Opening]]] = {
    "front": (200, at("/")),
    "front filtered": (200, at("/?words=peak&status=draft")),
    "front with nothing found": (200, at("/?words=nothing-of-that-name")),
    "method": (200, at("/method")),
    "questions": (200, at("/questions")),
    "questions filtered": (200, at("/questions?pledge=P1&family=ENC&levels=open")),
    "questions on paper": (200, at("/questions/paper?family=ENC")),
    "new": (200, at("/assessments/new")),
    "new from an earlier one": (200, at("/assessments/new?from=3")),
    "new refused": (422, sent("/assessments/new", "form.setup", date="2099-01-01")),
    "settings": (200, at(f"{SMALL}/settings")),
    "settings of a final one": (200, at(f"{FINAL}/settings")),
    "settings before they are saved": (200, sent(f"{SMALL}/settings", "form.setup", tier="full")),
    "settings refused": (422, sent(f"{SMALL}/settings", "form.setup", title="")),
    "tasks": (200, at(DRAFT)),
    "tasks of a final one": (200, at(FINAL)),
    "search": (200, at(f"{DRAFT}?q=a")),
    **{f"family {one.id}": (200, at(f"{WHOLE}/families/{one.id}")) for one in bank.load().families},
    "family with an answer of every kind": (200, at(f"{SMALL}/families/ACC")),
    "family of a final one": (200, at(f"{SMALL_FINAL}/families/ENC")),
    "family of the sample": (200, at(f"{FINAL}/families/ENC")),
    "family with a fault": (422, sent(FAMILY, "#ENC-01", choice="na", reason="short")),
    "family with a conflict": (409, sent(FAMILY, "#ENC-01", version="7")),
    "family on paper": (200, at(f"{FAMILY}/paper")),
    "evidence": (200, at(f"{SMALL}/evidence")),
    "evidence of a final one": (200, at(f"{SMALL_FINAL}/evidence")),
    "evidence of the sample": (200, at(f"{DRAFT}/evidence")),
    "evidence refused": (422, sent(f"{SMALL}/evidence", "details form", title="", date="2099-01-01")),
    "piece of evidence": (200, at(f"{SMALL}/evidence/E1")),
    "piece of evidence of a final one": (200, at(f"{SMALL_FINAL}/evidence/E1")),
    "removing evidence": (200, at(f"{SMALL}/evidence/E1/remove")),
    "check": (200, at(f"{SMALL}/check")),
    "check of a final one": (200, at(f"{FINAL}/check")),
    "report": (200, at(f"{SMALL}/report")),
    "report of the sample": (200, at(f"{DRAFT}/report")),
    "report of a final one": (200, at(f"{SMALL_FINAL}/report")),
    "sheets": (200, at(f"{SMALL}/print")),
    "sheets of a final one": (200, at(f"{SMALL_FINAL}/print")),
    "plan": (200, at(f"{SMALL}/plan")),
    "plan of the sample": (200, at(f"{DRAFT}/plan")),
    "plan of a final one": (200, at(f"{FINAL}/plan?goal=budget&days=40&periods=2&length=quarter&first=2026-12-01")),
    "plan refused": (422, at(f"{DRAFT}/plan?goal=budget&days=x")),
    "frontier": (200, at(f"{DRAFT}/plan/frontier")),
    "actions": (200, at(f"{SMALL}/actions")),
    "actions of a final one": (200, at(f"{FINAL}/actions")),
    "an action": (200, at(f"{DRAFT}/actions/{ACTION}")),
    "an accepted risk": (200, at(f"{SMALL}/risks/ACC-05")),
    "what falls due": (200, at(f"{SMALL}/due")),
    "what falls due of the sample": (200, at(f"{DRAFT}/due")),
    "rectification": (200, at(f"{SMALL}/rectification")),
    "rectification of the sample": (200, at(f"{FINAL}/rectification")),
    "rectification sheets": (200, at(f"{SMALL_FINAL}/rectification/print")),
    "choosing two": (200, at("/compare")),
    "comparison": (200, at("/compare?a=6&b=5")),
    "comparison of the sample": (200, at("/compare?a=3&b=4")),
    "comparison with nothing in common": (200, at("/compare?a=5&b=7")),
    "comparison refused": (404, at("/compare?a=99&b=3")),
    "comparison on one sheet": (200, at("/compare/print?a=3&b=4")),
    "trend": (200, at("/trend")),
    "trend with all clauses": (200, at("/trend?clauses=all")),
    "units side by side": (200, at("/trend?view=units")),
    "upgrade": (200, at(f"{SMALL}/upgrade")),
    "deleting": (200, at(f"{SMALL}/delete")),
    "deleting the sample": (200, at("/sample/delete")),
    "no such page": (404, at("/nowhere")),
    "no such assessment": (404, at("/assessments/99")),
    "no longer to be changed": (409, at(f"{FINAL}/evidence/E1/remove")),
}

FAMILIES: Final = {f"family {one.id}" for one in bank.load().families}
ALIKE: Final = FAMILIES | {"questions"} | {name for name in PAGES if name.endswith("of the sample")}
"""Pages that look as others here do but hold other texts, or thousands: axe need not weigh every colour again."""
ONCE: Final = ALIKE | {"report", "report of a final one", "sheets", "sheets of a final one"}
"""Pages that axe looks at once in either language, drafts and final ones the other way round."""


@pytest.fixture(scope="module")
def pages(browser: Browser, server: Server) -> Iterator[list[Page]]:
    """Two people who go from page to page, one in English and one in Chinese."""
    with people(browser, server.url) as open_page:
        yield [open_page("en"), open_page("zh")]


@contextmanager
def listening(pages: list[Page]) -> Iterator[list[str]]:
    """What browsers' consoles call an error, but for inline style and pages refused on purpose."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        on_purpose = message.text.startswith("Failed to load resource") or REFUSED_STYLE in message.text
        if message.type == "error" and not on_purpose:
            said.append(message.text)

    for page in pages:
        page.on("console", note)
    yield said
    for page in pages:
        page.remove_listener("console", note)


def too_wide(page: Page) -> list[str]:
    """By how many pixels the page is wider than its window, as a fault; none where it fits."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wide} px too wide"] if wide > 0 else []


def wrong_with(pages: list[Page], *, turned: bool = False, structure_only: bool = False) -> list[str]:
    """What is wrong with two pages side by side: the first on a desk in the light, the second on a phone in the dark.

    ``turned`` is the other way round.
    """
    for page, on_desk in zip(pages, (not turned, turned), strict=True):
        page.set_viewport_size(DESK if on_desk else PHONE)
        page.emulate_media(color_scheme="light" if on_desk else "dark")
    return [*axe(*pages, structure_only=structure_only), *(fault for page in pages for fault in too_wide(page))]


def drawn(page: Page) -> None:
    """Wait until its charts are there, where it has any."""
    for chart in page.locator("figure.chart").all():
        expect(chart.locator("svg.main-svg").first).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with_the_page_in_either_language(pages: list[Page], name: str) -> None:
    status, opening = PAGES[name]
    with listening(pages) as said:
        for page in pages:
            assert opening(page) == status
            drawn(page)
        turned = name.endswith("of a final one")
        assert wrong_with(pages, turned=turned, structure_only=name in ALIKE) == []
        if name not in ONCE:
            assert wrong_with(pages, turned=not turned) == []
    assert said == []


def test_nothing_is_wrong_with_the_front_page_before_there_is_an_assessment(pages: list[Page], tmp_path: Path) -> None:
    empty = Server(tmp_path / "instance", tmp_path / "server.log")
    empty.start()
    try:
        for page in pages:
            page.goto(empty.url)
        assert [page.locator("form[action='/sample']").count() for page in pages] == [1, 1]
        assert wrong_with(pages) == wrong_with(pages, turned=True) == []
    finally:
        empty.kill()
