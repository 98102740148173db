"""The bank's workbook, read back by another library: what stands in it, and how it prints."""

from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assessment import bank as bank_room
from assessment.formats.bank_sheet import bank_workbook
from tests.formats.exported import TINY

INSTALLED: Final = bank_room.load()
SHEETS: Final = ["Questions", "Steps", "Clauses", "References"]
INCHES_OF_A4: Final = 11.69
PIXELS_AN_INCH: Final = 96
PIXELS_A_CHARACTER: Final = 7.5
"""Of the widest program: Excel takes 7."""


def read(made: bytes) -> Workbook:
    return load_workbook(BytesIO(made))


@pytest.fixture(scope="module")
def tiny() -> Workbook:
    """The tiny bank's workbook."""
    return read(bank_workbook(TINY))


@pytest.fixture(scope="module")
def installed() -> Workbook:
    """The installed bank's workbook."""
    return read(bank_workbook(INSTALLED))


def rows(sheet: Worksheet) -> list[list[Any]]:
    """Every row below the head, an empty cell as an empty text."""
    return [[cell or "" if cell != 0 else 0 for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]


def heads(sheet: Worksheet) -> list[str]:
    return [cell.value for cell in sheet[1]]


def both(english: str) -> list[str]:
    """A text of the tiny bank in both languages."""
    return [english, f"{english}（中文）"]


def test_the_sheets_and_their_heads(tiny: Workbook) -> None:
    assert {sheet.title: heads(sheet) for sheet in tiny} == {
        "Questions": [
            *("Question\n题目", "Family\n控制域", "Question", "题目", "Tier\n题集", "Weight\n权重", "Critical\n关键"),
            *("Target level\n目标等级", "Rhythm\n周期", "Evidence current, days\n证据有效天数"),
            *("Clauses\n条款", "Revision\n修订号", "Applies only where", "适用情形", "Rule books", "法规与标准"),
            *("Why it is asked here", "在此设题的理由", "Why it is asked", "为何设题", "How to find out", "查明方法"),
            *(f"{level} Level {level}" for level in range(5)),
            *(f"{level} Level {level}（中文）" for level in range(5)),
            *("What would show it", "可以提供的证据"),
        ],
        "Steps": [
            *(
                "Question\n题目",
                "Level\n等级",
                "Step",
                "步骤",
                "Person-days\n人天",
                "Lead\n牵头部门",
                "Stands on\n前提",
            ),
        ],
        "Clauses": [
            *("Clause\n条款", "Pledge\n承诺书", "Who is bound\n约束对象", "Kind\n类型", "Promise", "承诺内容"),
            "Questions\n题目",
        ],
        "References": ["Rule book\n法规与标准", "Place\n条款号", "Subject\n主题", "Questions\n题目"],
    }


def test_a_question_is_a_row_with_all_of_its_texts_in_both_languages(tiny: Workbook) -> None:
    assert rows(tiny["Questions"]) == [
        [
            *("ENC-01", "Family ENC\nFamily ENC（中文）", "=Is *it* kept <secret>?", "=是否保密？"),
            *("core", 3, "Critical\n关键", 4, "", 365, "P1-1\nP2-1", 2),
            *(
                "",
                "",
                "GDPR: 32, 5\nrules: A.1",
                "GDPR：32、5\nrules：A.1",
                "P2-1: It fits here",
                "P2-1：It fits here（中文）",
            ),
            *(*both("Why ENC-01"), *both("How ENC-01")),
            *(f"ENC-01 at {level}" for level in range(5)),
            *(f"ENC-01 at {level}（中文）" for level in range(5)),
            *("Policy or rule: A rule\nTest report: A test", "制度文件：A rule（中文）\n测试报告：A test（中文）"),
        ],
        [
            *("DEL-01", "Family DEL\nFamily DEL（中文）", "DEL-01?", "DEL-01?（中文）"),
            *("full", 1, "", 3, "every quarter\n每季度", "", "P1-1", 1),
            *(
                "Fact minors\nNot so: Fact small",
                "Fact minors（中文）\n以下情形除外：Fact small（中文）",
                "",
                "",
                "",
                "",
            ),
            *(*both("Why DEL-01"), *both("How DEL-01")),
            *(f"DEL-01 at {level}" for level in range(5)),
            *(f"DEL-01 at {level}（中文）" for level in range(5)),
            *("Record: A list", "记录：A list（中文）"),
        ],
    ]


def test_a_step_is_a_row(tiny: Workbook) -> None:
    security = "Security\n网络安全"
    assert rows(tiny["Steps"]) == [
        *(["ENC-01", level, *both(f"To level {level}"), 1, security, ""] for level in range(1, 5)),
        ["DEL-01", 1, *both("Begin"), 1.5, "Legal\n法务", ""],
        [
            *("DEL-01", 2, *both("Go on"), 2, "Human resources\n人力资源"),
            "ENC-01 at 3\nENC-01达到3级\nENC-01 at 4\nENC-01达到4级",
        ],
        ["DEL-01", 3, *both("To level 3"), 5, security, ""],
        ["DEL-01", 4, *both("To level 4"), 10, security, ""],
    ]


def test_every_clause_is_traced_to_its_questions_and_every_place_too(tiny: Workbook) -> None:
    obliged = ("Provider\n服务提供者", "Obligation\n义务")
    assert rows(tiny["Clauses"]) == [
        ["P1-1", "Pledge P1\nPledge P1（中文）", *obliged, *both("Clause P1-1"), "ENC-01, DEL-01"],
        [
            "P2-1",
            "Pledge P2\nPledge P2（中文）",
            "All parties\n各方",
            "Prohibition\n禁止",
            *both("Clause P2-1"),
            "ENC-01",
        ],
        ["P2-2", "Pledge P2\nPledge P2（中文）", *obliged, *both("Clause P2-2"), ""],
    ]
    assert rows(tiny["References"]) == [
        ["GDPR", "5", "", "ENC-01"],
        ["GDPR", "32", "Security of processing\nSecurity of processing（中文）", "ENC-01"],
        ["GDPR", "33", "Notice\nNotice（中文）", ""],
        ["rules", "A.1", "First\nFirst（中文）", "ENC-01"],
    ]


def test_a_text_that_looks_like_a_formula_stays_a_text(tiny: Workbook) -> None:
    assert [tiny["Questions"][place].data_type for place in ("C2", "D2")] == ["s", "s"]


def test_the_same_bank_makes_the_same_bytes() -> None:
    assert bank_workbook(TINY) == bank_workbook(bank_room.from_document(bank_room.to_document(TINY)))


@pytest.mark.parametrize(
    ("day", "created"), [(None, datetime(1980, 1, 1)), (date(2026, 11, 24), datetime(2026, 11, 24))]
)
def test_the_file_names_its_bank_and_no_moment_of_its_own(day: date | None, created: datetime) -> None:
    told = read(bank_workbook(TINY, day)).properties
    assert (told.title, told.subject, told.description, told.created, told.modified) == (
        "Tiny & small",
        "Tiny & small（中文）",
        f"Version 1.2.3, {TINY.hash[:16]}",
        created,
        created,
    )


def test_the_installed_bank_comes_back_whole(installed: Workbook) -> None:
    assert [sheet.title for sheet in installed] == SHEETS
    found = {row[0]: row for row in rows(installed["Questions"])}
    assert list(found) == [question.id for question in INSTALLED.questions]
    for question in INSTALLED.questions:
        row = found[question.id]
        assert row[2:4] == [question.text.en, question.text.zh]
        assert row[18:22] == [question.why.en, question.why.zh, question.how.en, question.how.zh]
        assert row[22:32] == [*(text.en for text in question.levels), *(text.zh for text in question.levels)]
    steps = [(question.id, step.level, step.text.en, step.text.zh, step.effort) for question, step in measures()]
    assert [tuple(row[:5]) for row in rows(installed["Steps"])] == steps
    assert {row[0]: row[6] for row in rows(installed["Clauses"])} == {
        clause: ", ".join(question.id for question in asked) for clause, asked in INSTALLED.asked_by.items()
    }
    assert len(rows(installed["References"])) == sum(map(len, INSTALLED.references.values()))


def measures() -> list[tuple[Any, Any]]:
    return [(question, step) for question in INSTALLED.questions for step in question.steps]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_ready_to_filter_and_to_print(installed: Workbook, name: str) -> None:
    sheet = installed[name]
    last = f"{get_column_letter(sheet.max_column)}{sheet.max_row}"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", f"A1:{last}")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.scale) == ("landscape", 9, 80)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
    assert {cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row} == {True}
    assert sheet.oddFooter.left.text == f"Version {INSTALLED.version}, {INSTALLED.hash[:16]}"


@pytest.mark.parametrize("name", SHEETS)
def test_every_page_of_the_print_takes_its_columns(installed: Workbook, name: str) -> None:
    sheet = installed[name]
    margins = sheet.page_margins
    room = (INCHES_OF_A4 - margins.left - margins.right) * PIXELS_AN_INCH / (sheet.page_setup.scale / 100)
    assert [width for width in pages(sheet) if width > room] == []


def pages(sheet: Worksheet) -> list[float]:
    """The width in pixels of each page's columns, the repeated first one with them."""
    breaks = [0, *(one.id for one in sheet.col_breaks.brk), sheet.max_column]
    widths = [0.0] * sheet.max_column
    for letter, column in sheet.column_dimensions.items():
        for place in range(column.min or column_index_from_string(letter), (column.max or 0) + 1):
            widths[place - 1] = column.width * PIXELS_A_CHARACTER
    first, *_ = widths
    return [sum(widths[begin:end]) + (first if begin else 0) for begin, end in pairwise(breaks)]
