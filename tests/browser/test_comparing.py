"""The sample compared in Chromium: the tables add up, nothing is wrong with the pages, one sheet of A4 holds it."""

import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment import bank
from assessment.engine.comparison import Comparison, compare
from assessment.engine.model import Action, Answer, Assessment, Choice, Evidence
from assessment.engine.report import Report, assess
from assessment.formats.file import fingerprint
from assessment.store import assessments, database
from assessment.store.events import Actor
from tests.browser.conftest import Language, people
from tests.browser.harness import Printed, print_page
from tests.build import assessment
from tests.serving import Server

PAIRS: Final = ((1, 2), (2, 3), (3, 4), (1, 4))
"""Each neighbour, and the first with the last: one of the pledges came, answers became N/A, evidence ran out."""


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Language:
    spoken: Language = request.param
    return spoken


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, language: Language) -> Iterator[Server]:
    """A server with the sample told in the language that is read."""
    folder = tmp_path_factory.mktemp("compare")
    running = Server(folder / "instance", folder / "server.log")
    assert running.run("demo", "--lang", language).returncode == 0
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def reports(server: Server) -> dict[int, Report]:
    with database.opened(server.instance / "assessments.db") as db:
        found = {number: assessments.load(db, number) for number in range(1, 5)}
    return {number: assess(one.bank, one.assessment) for number, one in found.items()}


@pytest.fixture(scope="module")
def desk(browser: Browser, server: Server, language: Language) -> Iterator[Page]:
    with people(browser, server.url) as open_page:
        yield open_page(language)


@pytest.fixture(params=PAIRS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def pair(request: pytest.FixtureRequest) -> tuple[int, int]:
    numbers: tuple[int, int] = request.param
    return numbers


def tenths(text: str) -> int:
    return round(10 * float(text.strip("()（） ").replace("−", "-")))


def waterfall(page: Page, section: str) -> tuple[int, list[tuple[int, int]], int, int]:
    """The table of a section: where it starts, each row's points and where the index then stands, change, end."""
    rows = page.locator(f"{section} .waterfall tbody tr:not(.group)").all()
    cells = [row.locator("td").all_inner_texts()[:2] for row in rows]
    steps = [(tenths(points), tenths(stands)) for points, stands in cells[1:-1]]
    return tenths(cells[0][1]), steps, tenths(cells[-1][0]), tenths(cells[-1][1])


def shown(index: object) -> int:
    return int(10 * index // 1)  # type: ignore[operator]


def expected(reports: dict[int, Report], pair: tuple[int, int]) -> Comparison:
    return compare(reports[pair[0]], reports[pair[1]])


@pytest.mark.parametrize("section", ["#parts", "#families"])
def test_a_person_can_add_up_the_waterfall(
    desk: Page, reports: dict[int, Report], pair: tuple[int, int], section: str
) -> None:
    desk.goto("/compare?a={}&b={}".format(*pair))
    start, steps, change, end = waterfall(desk, section)
    found = expected(reports, pair)
    assert (start, end) == (shown(found.scores.s0), shown(found.scores.s4))
    stands = start
    for points, then in steps:
        stands += points
        assert then == stands
    assert (stands, start + change) == (end, end)


def test_like_for_like_is_the_sum_of_its_three(desk: Page, reports: dict[int, Report], pair: tuple[int, int]) -> None:
    desk.goto("/compare?a={}&b={}".format(*pair))
    alike = tenths(desk.locator("#parts .group td").first.inner_text())
    _, steps, _, _ = waterfall(desk, "#parts")
    assert alike == sum(points for points, _ in steps[:3]) == expected(reports, pair).shown.like_for_like


def test_each_list_of_questions_adds_up_to_its_figure(desk: Page, pair: tuple[int, int]) -> None:
    desk.goto("/compare?a={}&b={}".format(*pair))
    for row in desk.locator("details.behind").all():
        row.locator("summary").click()
        sums = [tenths(text) for text in row.locator("tbody td:last-child").all_inner_texts()]
        total = tenths(row.locator("tfoot td").inner_text())
        assert sum(sums) == total == tenths(row.locator("summary b").inner_text())


def test_the_figures_are_drawn_with_the_tables_own_figures(desk: Page, pair: tuple[int, int]) -> None:
    desk.goto("/compare?a={}&b={}".format(*pair))
    for section in ("#parts", "#families"):
        drawing = desk.locator(f"{section} figure.chart svg.main-svg").first
        expect(drawing).to_be_visible()
        start, steps, _, end = waterfall(desk, section)
        texts = desk.locator(f"{section} figure.chart .annotation-text").all_text_contents()
        figures = [tenths(text) for text in texts[::2]]
        alike = [sum(points for points, _ in steps[:3])] if section == "#parts" else []
        assert figures == [start, *alike, *(points for points, _ in steps), end]


def test_two_are_chosen_and_compared_with_the_keyboard(desk: Page) -> None:
    desk.goto("/compare")
    desk.locator("#a").focus()
    desk.locator("#a").select_option("1")
    desk.keyboard.press("Tab")
    desk.locator("#b").select_option("4")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/compare?a=1&b=4")
    expect(desk.locator("#verdicts")).to_be_visible()


@pytest.fixture
def sheet(desk: Page, pair: tuple[int, int], tmp_path: Path) -> Printed:
    desk.goto("/compare/print?a={}&b={}".format(*pair), wait_until="networkidle")
    return print_page(desk, tmp_path / "sheet.pdf")


def test_the_sheet_is_one_page_of_a4_with_every_figure(
    sheet: Printed, reports: dict[int, Report], pair: tuple[int, int]
) -> None:
    said = subprocess.run(["pdfinfo", sheet.file], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages: +1\n", said)
    assert re.search(r"Page size: .*\(A4\)", said)
    (text,) = sheet.pages
    found = expected(reports, pair)
    figures = [shown(found.scores.s0), shown(found.scores.s4), found.shown.change, found.shown.like_for_like]
    figures += list((found.shown.parts or {}).values())
    written = {tenths(one) for one in re.findall(r"(?<![\d.−+])[−+]?\d+\.\d(?![\d.])", text)}
    assert set(figures) - written == set()


def test_the_sheet_names_both_and_its_foot_has_both_fingerprints(
    sheet: Printed, reports: dict[int, Report], pair: tuple[int, int]
) -> None:
    (running,) = sheet.running
    for number in pair:
        about = reports[number].assessment
        assert "".join(about.title.split()) in running
        assert fingerprint(reports[number].bank, about) in running


def fullest(letter: str, language: Language, **changes: Any) -> Assessment:
    """An assessment that differs from its like in everything, with texts as long as they may be.

    Of three questions one is lower in B, one higher, and one a gap of both.
    """
    first = letter == "A"
    names = [one.id for one in bank.load().questions]
    old, new = [f"E{number}" for number in range(1, 8)], ["N1", "N2"]
    levels: list[tuple[Choice, Choice]] = [(3, 0), (0, 3), (1, 2)]
    shown = tuple(old if first else new)
    long = (letter + (" a title that goes on" if language == "en" else "一个很长的名称")) * 9
    then, now = date(2026, 5, 20), date(2027, 11, 20)
    return assessment(
        {name: Answer(levels[n % 3][not first], evidence=shown) for n, name in enumerate(names)},
        title=long,
        organisation=long,
        unit=long,
        date=then if first else now,
        pledges=("P1", "P2", "P3", "P4") if first else ("P1", "P2", "P4"),
        profile={fact.id: first for fact in bank.load().facts},
        evidence={
            name: Evidence("audit", long, then if name in old else now) for name in (old if first else old + new)
        },
        actions=tuple(Action(name, 3, long) for name in names[:9]),
        **changes,
    )


def test_the_sheet_holds_the_fullest_comparison(desk: Page, server: Server, language: Language, tmp_path: Path) -> None:
    with database.opened(server.instance / "assessments.db") as db:
        actor = Actor("test", datetime(2026, 11, 24, tzinfo=UTC))
        a = assessments.create(db, bank.load(), fullest("A", language, status="final"), actor)
        b = assessments.create(db, bank.load(), fullest("B", language, previous=str(a)), actor)
    desk.goto(f"/compare/print?a={a}&b={b}", wait_until="networkidle")
    assert desk.locator(".sheet-lists li.muted").count() == 6
    assert desk.locator(".sheet-lists li.line").count() == 27
    assert len(print_page(desk, tmp_path / "fullest.pdf").pages) == 1


def test_the_whole_comparison_can_be_printed_too(desk: Page, tmp_path: Path) -> None:
    desk.goto("/compare?a=3&b=4", wait_until="networkidle")
    printed = print_page(desk, tmp_path / "whole.pdf")
    heads = [text for text in desk.locator(".report section > h2").all_text_contents() if text.strip()]
    assert len(heads) >= 10
    assert [head for head in heads if "".join(head.split()) not in "".join(printed.running)] == []
