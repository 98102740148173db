"""Sheet by sheet, what Chromium prints of the sample in either language: a final /print, and a draft's /report."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from babel.dates import format_date
from playwright.sync_api import Browser

from assessment.engine.report import Report, assess
from assessment.engine.scoring import truncated
from assessment.formats.file import fingerprint
from assessment.store import assessments, database
from tests.browser.conftest import Language, people
from tests.browser.harness import Printed, print_page
from tests.serving import Server

FINAL: Final = 3
DRAFT: Final = 4
PAGES: Final = {FINAL: "print", DRAFT: "report"}
FOOT: Final = {"en": "· {status} · {mark} Page {page} of {pages}", "zh": "· {status} · {mark} 第{page}页，共{pages}页"}
STATUS: Final = {("en", FINAL): "Final", ("en", DRAFT): "Draft", ("zh", FINAL): "定稿", ("zh", DRAFT): "草稿"}
SEAL: Final = {"en": "Seal", "zh": "盖章"}
CONTROLS: Final = ".skip, .top nav a, .languages button, .tabs a, .sheet-bar a, .sheet-bar button, .contents .button"
ON_SCREEN_ONLY: Final = ".bottom a, p > .screen-only"
AHEAD: Final = (
    ("due", ".due-table tbody th", ".due-calendar h2, .due-calendar .button"),
    ("plan", ".step-table tbody th .row-facts", "#adopt-title, .plan-ask h2, #adopt button"),
)
"""What lies ahead of the draft: the address, the rows that are printed, and what stays on the screen."""

DENSITY: Final = 0.6
"""Sheets a question, at most."""


@dataclass(frozen=True)
class Sheets:
    """One printed report: what the engine says, what the page holds, and the text of each sheet."""

    language: Language
    number: int
    report: Report
    mark: str
    chapters: list[str]
    heads: list[str]
    register_head: str
    controls: list[str]
    on_screen_only: list[str]
    printed: Printed

    @property
    def texts(self) -> list[str]:
        return self.printed.pages

    @property
    def running(self) -> str:
        return "".join(self.printed.running)

    def foot(self, page: int) -> str:
        status = STATUS[self.language, self.number]
        return FOOT[self.language].format(status=status, mark=self.mark, page=page, pages=len(self.texts))


def flat(text: str) -> str:
    return " ".join(text.split())


def bare(text: str) -> str:
    return "".join(text.split())


def lines(sheet: str) -> list[str]:
    """The lines of a sheet above its foot, words apart by one space."""
    return [flat(line) for line in sheet.splitlines() if line.strip()][:-1]


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Language:
    spoken: Language = request.param
    return spoken


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, language: Language) -> Iterator[Server]:
    """A server with the sample told in the language that is printed."""
    folder = tmp_path_factory.mktemp("print")
    running = Server(folder / "instance", folder / "server.log")
    assert running.run("demo", "--lang", language).returncode == 0
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module", params=[FINAL, DRAFT])
def sheets(
    request: pytest.FixtureRequest,
    browser: Browser,
    server: Server,
    language: Language,
    tmp_path_factory: pytest.TempPathFactory,
) -> Sheets:
    number: int = request.param
    with database.opened(server.instance / "assessments.db") as db:
        found = assessments.load(db, number)
    with people(browser, server.url) as open_page:
        page = open_page(language)
        page.goto(f"/assessments/{number}/{PAGES[number]}", wait_until="networkidle")

        def said(selector: str) -> list[str]:
            return [flat(text) for text in page.locator(selector).all_text_contents()]

        return Sheets(
            language=language,
            number=number,
            report=assess(found.bank, found.assessment),
            mark=fingerprint(found.bank, found.assessment),
            chapters=said(".report section > h2"),
            heads=said("h2, h3, thead > tr, caption"),
            register_head=said(".register-table thead > tr")[0],
            controls=said(CONTROLS),
            on_screen_only=said(ON_SCREEN_ONLY),
            printed=print_page(page, tmp_path_factory.mktemp("pdf") / "report.pdf"),
        )


def test_the_sheets_are_a4_and_not_more_than_the_questions_need(sheets: Sheets) -> None:
    found = subprocess.run(["pdfinfo", sheets.printed.file], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size: .*\(A4\)", found)
    assert len(sheets.texts) <= DENSITY * len(sheets.report.standings)


def test_every_sheet_has_its_number_and_says_draft_or_final(sheets: Sheets) -> None:
    feet = [flat(text.rstrip().splitlines()[-1]) for text in sheets.texts]
    title = sheets.report.assessment.title
    assert [foot.startswith(title) for foot in feet] == [True] * len(feet)
    assert [bare(foot).endswith(bare(sheets.foot(page))) for page, foot in enumerate(feet, 1)] == [True] * len(feet)


def test_the_cover_names_what_it_is_whose_and_how_it_ended(sheets: Sheets) -> None:
    cover, facts = sheets.printed.running[0], sheets.report.assessment
    day = format_date(facts.date, "long", locale="zh_CN" if sheets.language == "zh" else "en")
    for text in (facts.title, facts.organisation, facts.unit, day, STATUS[sheets.language, sheets.number], sheets.mark):
        assert bare(text) in cover
    for one in sheets.report.pledges:
        assert bare(one.pledge.id + one.pledge.title.in_language(sheets.language)) in cover


def test_the_contents_follow_the_cover_and_name_every_chapter(sheets: Sheets) -> None:
    contents = sheets.printed.running[1]
    assert [chapter for chapter in sheets.chapters if bare(chapter) not in contents] == []
    assert len(sheets.chapters) >= 13


def test_the_score_and_the_families_are_the_engines(sheets: Sheets) -> None:
    text = "\n".join(line for sheet in sheets.texts for line in lines(sheet))
    score = sheets.report.score
    assert re.search(rf"^{truncated(score.evidenced):.1f} {truncated(score.claimed):.1f}\b", text, re.MULTILINE)
    for one in sheets.report.families:
        if one.answered:
            figures = rf"{truncated(one.score.evidenced):.1f} {truncated(one.score.claimed):.1f} "
            assert re.search(rf"^{one.family.id} .*{figures}", text, re.MULTILINE), one.family.id


def test_every_gap_stands_in_its_row_with_the_engines_figures(sheets: Sheets) -> None:
    text = "\n".join(line for sheet in sheets.texts for line in lines(sheet))
    assert sheets.report.gaps
    for rank, gap in enumerate(sheets.report.gaps, 1):
        one = gap.standing
        figures = f"{one.evidenced} {one.target} {one.priority} {float(one.effort):g}"
        assert re.search(rf"^{rank} {one.question.id} .* {re.escape(figures)}$", text, re.MULTILINE), one.question.id
        assert bare(one.question.text.in_language(sheets.language)) in sheets.running


def test_every_clause_and_every_answer_is_there(sheets: Sheets) -> None:
    words = [one.clause.id + one.clause.text.in_language(sheets.language) for one in sheets.report.clauses]
    words += [one.question.id for one in sheets.report.standings]
    words += [note for one in sheets.report.standings if (note := one.answer.note)]
    assert [text for text in words if bare(text) not in sheets.running] == []


def test_the_last_sheet_is_to_be_signed_and_sealed(sheets: Sheets) -> None:
    last, signed = sheets.printed.running[-1], sheets.report.assessment.signed
    names = [name for name in (signed.prepared, signed.reviewed, signed.approved) if name]
    assert [text for text in (sheets.chapters[-1], SEAL[sheets.language], *names) if bare(text) not in last] == []


def test_nothing_of_the_navigation_is_printed(sheets: Sheets) -> None:
    written = {line for text in sheets.texts for line in lines(text)}
    assert len(sheets.controls) >= 8
    assert written & set(sheets.controls) == set()
    assert [text for text in sheets.on_screen_only if bare(text) in sheets.running] == []


def test_the_head_of_a_long_table_stands_on_each_of_its_sheets(sheets: Sheets) -> None:
    rows = {bare(name + piece.title) for name, piece in sheets.report.assessment.evidence.items()}
    holding = [sheet for sheet in sheets.printed.running if any(row in sheet for row in rows)]
    assert len(holding) >= 2
    assert [sheet for sheet in holding if bare(sheets.register_head) not in sheet] == []
    assert sum(row in sheet for sheet in holding for row in rows) == len(rows)


def test_no_head_stands_alone_at_the_foot_of_a_sheet(sheets: Sheets) -> None:
    heads = {bare(head) for head in sheets.heads}
    ends = [lines(text)[-1] for text in sheets.texts[:-1]]
    assert [end for end in ends if bare(end) in heads or re.sub(r"^\d+", "", bare(end)) in heads] == []


@pytest.mark.parametrize(("address", "rows", "on_screen"), AHEAD)
def test_what_lies_ahead_is_printed_row_by_row_and_without_what_one_works_with(
    browser: Browser, server: Server, language: Language, tmp_path: Path, address: str, rows: str, on_screen: str
) -> None:
    with database.opened(server.instance / "assessments.db") as db:
        found = assessments.load(db, DRAFT)
    with people(browser, server.url) as open_page:
        page = open_page(language)
        page.goto(f"/assessments/{DRAFT}/{address}", wait_until="networkidle")
        heads = page.locator("main section:not(.screen-only) h2, main section h3").all_inner_texts()
        named = page.locator(rows).all_inner_texts()
        hidden = page.locator(on_screen).all_text_contents()
        printed = print_page(page, tmp_path / "ahead.pdf")
    text = "".join(printed.running)
    assert len(named) >= 15
    assert len(hidden) >= 2
    assert [name for name in (*heads, *named) if bare(name) not in text] == []
    assert [one for one in hidden if bare(one) in text] == []
    mark, status = fingerprint(found.bank, found.assessment), STATUS[language, DRAFT]
    feet = [bare(sheet.rstrip().splitlines()[-1]) for sheet in printed.pages]
    places = [(page, len(feet)) for page in range(1, len(feet) + 1)]
    said = [bare(FOOT[language].format(status=status, mark=mark, page=page, pages=pages)) for page, pages in places]
    assert [foot.endswith(own) for foot, own in zip(feet, said, strict=True)] == [True] * len(feet)
