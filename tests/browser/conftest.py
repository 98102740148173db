"""Real Chromium for the tests of this folder: skipped where there is none, but a failure in CI."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.harness import FLAGS, LANGUAGE_COOKIE, LOCALES, Printed, Watch, chromium, missing, print_page
from tests.serving import Server

HERE = Path(__file__).parent
LACK = missing()
TIMEOUT_MS = 10_000

Language = Literal["en", "zh"]


class NewPage(Protocol):
    """Opens a page as another person's browser would: with cookies of its own. Addresses may be relative."""

    def __call__(
        self,
        language: Language = "en",
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        scripts: bool = True,
        still: bool = True,
    ) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")
            if LACK and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason=LACK))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LACK and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line(f"The browser tests were skipped: {LACK}.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    if LACK:
        pytest.fail(f"The browser tests cannot run: {LACK}.", pytrace=False)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@contextmanager
def people(browser: Browser, url: str) -> Iterator[NewPage]:
    """A maker of pages on a server; afterwards none may have asked another host or let a script's exception escape."""
    watch = Watch()
    opened: list[BrowserContext] = []

    def open_page(
        language: Language = "en",
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        scripts: bool = True,
        still: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=url,
            locale=LOCALES[language],
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
            java_script_enabled=scripts,
        )
        opened.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": url}])
        watch.follow(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()
    assert watch.faults == []


@pytest.fixture
def new_page(browser: Browser, server: Server) -> Iterator[NewPage]:
    """What `people` yields, for one test."""
    with people(browser, server.url) as open_page:
        yield open_page


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page in English, on a desk's screen."""
    return new_page()


@pytest.fixture
def pdf(new_page: NewPage, tmp_path: Path) -> Callable[..., Printed]:
    """Prints the page at an address, in a language: `pdf("/assessments/1/print", "zh")`."""

    def printed(address: str, language: Language = "en") -> Printed:
        sheet = new_page(language)
        sheet.goto(address, wait_until="networkidle")
        return print_page(sheet, tmp_path / f"printed-{language}.pdf")

    return printed
