"""Columns of text for a terminal."""

import unicodedata
from collections.abc import Sequence

Row = tuple[str, ...]


def table(heads: Row, rows: Sequence[Row]) -> str:
    """The heads, a rule and the rows, each column as wide as its widest cell; ends with a line break."""
    clean = [heads, *(tuple(" ".join(cell.split()) for cell in row) for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*clean, strict=True)]
    lines = [_line(row, widths) for row in clean]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "".join(f"{line}\n" for line in lines)


def _line(row: Row, widths: Sequence[int]) -> str:
    cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    # A terminal gives a Chinese character the room of two.
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
