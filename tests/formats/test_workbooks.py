"""Workbooks of plain tables: cells, the height of rows, heads and feet of the print."""

from datetime import date
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook

from assessment.formats.workbooks import LINE, About, Column, Sheet, workbook

ABOUT: Final = About("R&D", "研发", "1 & 2", date(2026, 11, 24))
COLUMNS: Final = (Column[str]("Text", 10, lambda row: row), Column[str]("Length\n长度", 8, len))


def made(*rows: str) -> Any:
    """The only sheet of a workbook with a row for each text, and its length beside it."""
    return load_workbook(BytesIO(workbook(ABOUT, [Sheet("Texts", COLUMNS, rows)])))["Texts"]


def test_texts_stay_texts_and_numbers_numbers() -> None:
    rows = [(cell.value, cell.data_type) for row in made("=1+1", "https://example.org") for cell in row]
    assert rows == [
        *(("Text", "s"), ("Length\n长度", "s")),
        *(("=1+1", "s"), (4, "n")),
        *(("https://example.org", "s"), (19, "n")),
    ]


def test_a_sheet_without_rows_has_its_head() -> None:
    sheet = made()
    assert (sheet.dimensions, sheet.auto_filter.ref) == ("A1:B1", "A1:B1")


def test_a_row_is_as_tall_as_its_longest_text_wraps() -> None:
    sheet = made("short", "x" * 100, "one\ntwo\nthree", "字" * 50, "x" * 10_000)
    assert [sheet.row_dimensions[line].height or LINE for line in range(1, 7)] == [33, LINE, 150, 45, 216, 408]


def test_an_ampersand_in_head_and_foot_is_no_instruction() -> None:
    sheet = made()
    assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("R&&D", "Texts")
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("1 && 2", "&P / &N")
