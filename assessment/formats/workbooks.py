"""Workbooks (XLSX) of plain tables that also print well: A4, landscape, the head on every page."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from math import ceil
from typing import Any, Final, Generic, TypeVar

import xlsxwriter

Row = TypeVar("Row")
Cell = str | int | float

A4: Final = 9
SCALE: Final = 80
"""Size of the print in percent: an A4 page then takes columns of about 165 characters in all."""
MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.7, "bottom": 0.6}
"""In inches."""

LINE: Final = 15
"""Height of a line in points."""
CHINESE_LINE: Final = 18
TALLEST: Final = 408
"""The height in points that no row may exceed."""

_BODY: Final = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C8CED6"}
_NUMBER: Final = {**_BODY, "align": "center"}
_HEAD: Final = {**_BODY, "bold": True, "bg_color": "#E8EDF3"}
# A text that begins like a formula or an address stays a text, and no temporary file is made.
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column of a sheet; ``width`` in characters, ``new_page`` where the print begins another page with it."""

    head: str
    width: int
    cell: Callable[[Row], Cell]
    new_page: bool = False


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """A table; its first column stands on every page of the print that has others."""

    name: str
    columns: Sequence[Column[Row]]
    rows: Sequence[Row]


@dataclass(frozen=True)
class About:
    """What the file says of itself: its properties, and a line at the foot of every page."""

    title: str
    subject: str
    foot: str
    day: date


def workbook(about: About, sheets: Iterable[Sheet[Any]]) -> bytes:
    """The XLSX file, the same bytes for the same content."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        created = datetime.combine(about.day, time())
        book.set_properties(
            {"title": about.title, "subject": about.subject, "comments": about.foot, "created": created}
        )
        styles = [book.add_format(style) for style in (_HEAD, _BODY, _NUMBER)]
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            _fill(page, sheet, *styles)
            _lay_out(page, sheet)
            page.set_header(f"&L{_plain(about.title)}&R{sheet.name}")
            page.set_footer(f"&L{_plain(about.foot)}&R&P / &N")
    return buffer.getvalue()


def _fill(page: Any, sheet: Sheet[Any], head: Any, body: Any, number: Any) -> None:
    heads: list[Cell] = [column.head for column in sheet.columns]
    rows = [[column.cell(row) for column in sheet.columns] for row in sheet.rows]
    for line, cells in enumerate([heads, *rows]):
        page.set_row(line, _height(cells, sheet.columns))
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(line, place, cell, body if line else head)
            else:
                page.write_number(line, place, cell, number)


def _height(cells: Sequence[Cell], columns: Sequence[Column[Any]]) -> float:
    """The room of the tallest cell; said in the file, because not every program finds it by itself."""
    needed = (_tall(str(cell), column.width) for cell, column in zip(cells, columns, strict=True))
    return min(max(needed), TALLEST)


def _tall(text: str, room: int) -> int:
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> int:
    """The height of one paragraph in a column ``room`` characters wide: a guess, on the safe side.

    The room is measured in digits: a letter takes 0.9 of one on average, a Chinese character 2.1.
    """
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)
    lines = max(1, ceil((0.9 * (len(line) - wide) + 2.1 * wide) / (room - 1)))
    return lines * (CHINESE_LINE if wide else LINE)


def _lay_out(page: Any, sheet: Sheet[Any]) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(**MARGINS)
    page.set_print_scale(SCALE)
    page.repeat_rows(0)
    page.repeat_columns(0)
    page.set_v_pagebreaks([place for place, column in enumerate(sheet.columns) if column.new_page])


def _plain(text: str) -> str:
    """A text in a head or foot, where "&" gives instructions."""
    return text.replace("&", "&&")
