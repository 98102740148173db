"""The running foot of the sheets: a style sheet of its own, for its texts differ and inline style is refused."""

from itertools import accumulate
from typing import Final

from flask_babel import gettext as _

from assessment.formats.text_table import room

FONT: Final = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif'

LONGEST_NAME: Final = 96
"""Latin characters of a name in the foot, a Chinese one counting as two: with what follows, two lines at most."""


def name(text: str) -> str:
    """Cut what somebody called a thing to the foot's room, so that draft or final and the fingerprint stay in sight."""
    if room(text) <= LONGEST_NAME:
        return text
    fitting = sum(taken < LONGEST_NAME for taken in accumulate(map(room, text)))
    return f"{text[:fitting].rstrip()}…"


def css_string(text: str) -> str:
    """Write ``text`` as a CSS string: every sign of ASCII but letters, digits and spaces is escaped by its number."""
    safe = (char if char.isalnum() or char == " " or ord(char) >= 0xA0 else f"\\{ord(char):x} " for char in text)
    return '"' + "".join(safe) + '"'


def sheet(left: str) -> str:
    """Make a style sheet that prints ``left``, and the page of the pages, under every sheet."""
    box = (
        f"font: 8pt/1.3 {FONT}; color: #1A1F27; border-top: 0.5pt solid #6B7686; margin-top: 3mm; padding-top: 2mm; "
        "vertical-align: top"
    )
    return (
        '@charset "utf-8";\n'
        "@page {\n"
        f"  @bottom-left {{ content: {css_string(left)}; {box}; text-align: left; width: 78% }}\n"
        f"  @bottom-right {{ content: {_page_of_pages()}; {box}; text-align: right; width: 22% }}\n"
        "}\n"
    )


def _page_of_pages() -> str:
    # The counters are filled in by the browser, so the sentence is cut at their places.
    before, between, after = _("Page %(page)s of %(pages)s", page="\x1f", pages="\x1f").split("\x1f")
    return f"{css_string(before)} counter(page) {css_string(between)} counter(pages) {css_string(after)}"
