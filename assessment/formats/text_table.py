"""Columns of text for a terminal."""

import unicodedata
from collections.abc import Sequence

Row = tuple[str, ...]


def table(heads: Row, rows: Sequence[Row]) -> str:
    """The heads, a rule and the rows, each column as wide as its widest cell; ends with a line break."""
    clean = [heads, *(tuple(" ".join(cell.split()) for cell in row) for row in rows)]
    widths = [max(map(room, column)) for column in zip(*clean, strict=True)]
    lines = [_line(row, widths) for row in clean]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "".join(f"{line}\n" for line in lines)


def _line(row: Row, widths: Sequence[int]) -> str:
    cells = (cell + " " * (width - room(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def room(text: str) -> int:
    """How many Latin characters are as wide as ``text``: a Chinese one, on a terminal as in print, counts as two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
