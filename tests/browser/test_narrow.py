"""The sample on a phone: no row of a stacked table reaches beyond the screen, no label of a chart beyond the chart."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Language, people
from tests.serving import Server

ADDRESSES: Final = (
    "/assessments/4/report",
    "/assessments/4/rectification",
    "/assessments/4/plan?goal=budget&days=20&periods=4&length=month&first=2026-12-01",
    "/assessments/4/plan/frontier",
    "/compare?a=3&b=4",
    "/trend",
)
STACKED: Final = ".clauses, .gaps, .answers, .register-table, .case-index, .clause-moves, .chronic"
BEYOND: Final = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.getAttribute('aria-label'))"
CUT: Final = """all => all.filter(one => {
  const [text, chart] = [one, one.closest("svg")].map(part => part.getBoundingClientRect());
  return text.left < chart.left - 1 || text.right > chart.right + 1;
}).map(one => one.textContent)"""
TOUCHING: Final = """all => all.map(one => one.getBoundingClientRect()).sort((one, next) => one.left - next.left)
  .filter((one, place, sorted) => place && one.top === sorted[place - 1].top && one.left < sorted[place - 1].right)
  .length"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the sample."""
    folder = tmp_path_factory.mktemp("narrow")
    running = Server(folder / "instance", folder / "server.log")
    assert running.run("demo").returncode == 0
    running.start()
    yield running
    running.kill()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_rows_and_labels_end_within_a_phone(browser: Browser, server: Server, address: str, language: Language) -> None:
    with people(browser, server.url) as open_page:
        page = open_page(language, width=360, height=740)
        page.goto(address, wait_until="networkidle")
        for chart in page.locator("figure.chart").all():
            expect(chart.locator("svg.main-svg").first).to_be_visible()
        assert page.locator(f".scroll:has(> :is({STACKED}))").evaluate_all(BEYOND) == []
        assert page.locator("figure.chart .annotation-text").evaluate_all(CUT) == []
        for chart in page.locator("figure.chart").all():
            assert chart.locator(".xtick text").evaluate_all(TOUCHING) == 0
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_long_title_takes_three_lines_of_a_phone(browser: Browser, server: Server) -> None:
    with people(browser, server.url) as open_page:
        page = open_page(width=360, height=740)
        page.goto("/assessments/4")
        title = page.locator(".about-title a")
        title.evaluate("one => { one.textContent = 'All applications of all lines '.repeat(7) }")
        lines = title.evaluate("one => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight)")
    assert round(lines) == 3
