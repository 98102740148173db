"""The sample's page over time in a browser: drawn, readable, and the same figures as its four reports."""

import json
import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import NewPage, people
from tests.browser.harness import print_page
from tests.serving import Server

FIGURE: Final = re.compile(r"\d+\.\d")
LATEST: Final = "Sample: after the peak season, third quarter of 2026"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with the sample, only looked at."""
    folder = tmp_path_factory.mktemp("trends")
    running = Server(folder / "instance", folder / "server.log")
    assert running.run("demo").returncode == 0
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def new_page(browser: Browser, server: Server) -> Iterator[NewPage]:
    with people(browser, server.url) as open_page:
        yield open_page


def row_of(page: Page, title: str) -> Locator:
    return page.locator(".trend-table tbody tr", has_text=title)


def cells(page: Page) -> dict[str, list[str]]:
    """By the report's address: level, broken clauses, evidenced and claimed index of each row of the table."""
    found: dict[str, list[str]] = {}
    for row in page.locator(".trend-table tbody tr").all():
        address = row.locator("a[href$='/report']").get_attribute("href")
        assert address is not None
        level, *rest = [row.locator("td").nth(place).inner_text().strip() for place in (1, 2, 3, 4)]
        found[address] = [level.split()[0], *rest]
    return found


def reported(page: Page, address: str) -> list[str]:
    """The same figures as a report gives them."""
    page.goto(address)
    tiles = page.locator("#score .tiles")
    named = {tile.locator("dt").inner_text(): tile.locator("dd").inner_text() for tile in tiles.locator("> div").all()}
    return [
        named["Overall level"].split()[0],
        named["Broken clauses"],
        named["Evidenced"],
        named["Claimed"],
    ]


def test_the_table_has_the_figures_of_the_four_reports(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/trend")
    told = cells(page)
    assert len(told) == 4
    assert {address: reported(page, address) for address in told} == told


def test_both_charts_are_drawn_with_the_tables_figures(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/trend")
    for name in ("figure.trend-chart", "figure.multiples"):
        expect(page.locator(f"{name} svg.main-svg").first).to_be_visible()
    texts = page.locator("figure.trend-chart .textpoint text").all_text_contents()
    drawn = sorted(set(FIGURE.findall(" ".join(texts))))
    assert drawn == sorted({figure for row in cells(page).values() for figure in row[2:]})
    small = json.loads(page.locator("figure.multiples .figure-data").inner_text())
    titles = [note["text"].split()[0] for note in small["layout"]["annotations"]]
    assert titles == [text.split()[0] for text in page.locator(".heat").first.locator("tbody th").all_inner_texts()]


def test_on_a_phone_the_small_figures_give_way_to_the_table_and_the_latest_column_is_seen(new_page: NewPage) -> None:
    page = new_page(width=360, height=740)
    page.goto("/trend")
    expect(page.locator("figure.trend-chart svg.main-svg").first).to_be_visible()
    expect(page.locator("figure.multiples")).to_be_hidden()
    cell = page.locator(".heat").first.locator("tbody tr:first-child td:last-child")
    page.locator("#families").scroll_into_view_if_needed()
    frame = page.locator(".heat-frame").first.bounding_box()
    box = cell.bounding_box()
    assert frame is not None
    assert box is not None
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1


def test_the_filter_is_worked_by_keyboard_alone(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/trend")
    page.locator("#status").focus()
    page.keyboard.type("Final")
    page.locator("form.trend-filter button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("status=final"))
    expect(page.locator(".trend-table tbody tr")).to_have_count(3)
    expect(row_of(page, LATEST)).to_have_count(0)


def test_without_scripts_the_tables_are_all_there(new_page: NewPage) -> None:
    page = new_page(scripts=False)
    page.goto("/trend")
    expect(page.locator("figure.trend-chart")).to_be_hidden()
    expect(page.locator(".trend-table tbody tr")).to_have_count(4)
    expect(page.locator(".heat")).to_have_count(2)


def test_it_prints_whole_without_filter_and_views(new_page: NewPage, tmp_path_factory: pytest.TempPathFactory) -> None:
    page = new_page()
    page.goto("/trend", wait_until="networkidle")
    printed = print_page(page, tmp_path_factory.mktemp("printed") / "trend.pdf")
    text = " ".join(" ".join(printed.pages).split())
    clauses = page.locator(".heat-clauses tbody th > a").all_inner_texts()
    assert len(clauses) > 50
    figures = [figure for row in cells(page).values() for figure in row[2:]]
    assert [
        word for word in ("Over time", "What cannot simply be compared", *clauses, *figures) if word not in text
    ] == []
    assert "Units side by side" not in text
