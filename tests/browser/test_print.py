"""What Chromium prints: a cover, the verdicts, the gaps, the sign-off, on numbered A4 sheets, in both languages."""

import re
from collections.abc import Callable
from typing import Final

import pytest

from assessment.engine.report import Report, assess
from assessment.engine.scoring import truncated
from assessment.store import assessments, database
from tests.browser.harness import Printed
from tests.serving import Server

FINAL, DRAFT = 3, 4
FOOT: Final = {
    "en": r"· {status} · \w{{16}}\s+Page {page} of {pages}\s*$",
    "zh": r"· {status} · \w{{16}}\s+第{page}页，共{pages}页\s*$",
}
STATUS: Final = {("en", FINAL): "Final", ("en", DRAFT): "Draft", ("zh", FINAL): "定稿", ("zh", DRAFT): "草稿"}
WORDS: Final = {
    "en": {"gaps": "Gaps", "sign": "Sign-off", "seal": "Seal", "broken": "Broken", "tabs": "Check and finish"},
    "zh": {"gaps": "差距", "sign": "签署", "seal": "盖章", "broken": "未落实", "tabs": "检查与定稿"},
}


@pytest.fixture
def sample(server: Server) -> Callable[[int], Report]:
    """The sample in the store, and its reports as the engine gives them."""
    server.run("demo").check_returncode()

    def report(number: int) -> Report:
        with database.opened(server.instance / "assessments.db") as db:
            found = assessments.load(db, number)
        return assess(found.bank, found.assessment)

    return report


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("number", "page"), [(FINAL, "print"), (DRAFT, "report")])
def test_the_report_prints_as_numbered_sheets_to_be_signed(
    sample: Callable[[int], Report], pdf: Callable[..., Printed], language: str, number: int, page: str
) -> None:
    report, words = sample(number), WORDS[language]

    sheets = pdf(f"/assessments/{number}/{page}", language).pages

    facts = report.assessment
    cover = flat(sheets[0])
    assert facts.title in cover
    assert facts.organisation in cover
    assert report.bank.version in cover
    for count, sheet in enumerate(sheets, start=1):
        foot = FOOT[language].format(status=STATUS[language, number], page=count, pages=len(sheets))
        assert re.search(foot, sheet.rstrip()), (count, sheet[-200:])
    text = "\n".join(sheets)
    assert {one.pledge.id for one in report.pledges if one.pledge.id in cover} == set(facts.pledges)
    assert words["broken"] in cover
    assert f"{truncated(report.score.evidenced):.1f}" in text
    assert all(gap.standing.question.id in text for gap in report.gaps)
    assert words["seal"] in sheets[-1]
    assert words["sign"] in sheets[-1]
    assert words["tabs"] not in text


def test_the_heads_of_a_long_table_stand_on_each_of_its_sheets(
    sample: Callable[[int], Report], pdf: Callable[..., Printed]
) -> None:
    sample(DRAFT)

    sheets = pdf(f"/assessments/{DRAFT}/print").pages

    heads = [
        count
        for count, sheet in enumerate(sheets)
        if re.search(r"^\s*Clause\s+Verdict\s+Questions", sheet, re.MULTILINE)
    ]
    assert len(heads) >= 2
