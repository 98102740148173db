"""What a page holds, read from its HTML: its text, its anchors, its links, the sentence of a fault."""

import re
from html.parser import HTMLParser
from typing import Any, Final, NoReturn

from flask import Flask
from werkzeug.test import TestResponse

JSON: Final = {"Accept": "application/json"}
INLINE: Final = frozenset({"a", "abbr", "b", "code", "em", "i", "span", "strong"})
"""Elements that stand within a line of text; every other begins a new one."""


class Page(HTMLParser):
    """One page; `text` is what is written on it, words apart by one space."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.ids: list[str] = []
        self.links: list[str] = []
        self._said: list[str] = []
        self.feed(html)

    @property
    def text(self) -> str:
        return " ".join("".join(self._said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)
        given = dict(attrs)
        if (name := given.get("id")) is not None:
            self.ids.append(name)
        if tag == "a" and (address := given.get("href")) is not None:
            self.links.append(address)

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)

    def handle_data(self, data: str) -> None:
        self._said.append(data)

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self._said.append(" ")


def part(html: str, start: str, end: str) -> Page:
    """The stretch of a page from the element that holds ``start`` in its tag, up to the next ``end``."""
    return Page(html[html.rindex("<", 0, html.index(start) + 1) :].partition(end)[0])


def rows(html: str) -> list[str]:
    """The text of each row of the page's table bodies."""
    bodies = "".join(re.findall(r"<tbody.*?</tbody>", html, re.DOTALL))
    return [Page(row).text for row in re.findall(r"<tr.*?</tr>", bodies, re.DOTALL)]


def said(reply: TestResponse) -> str:
    """The sentence of a fault, from either form."""
    if reply.mimetype == "application/json":
        assert list(reply.get_json()) == ["error"]
        return str(reply.get_json()["error"])
    html = reply.get_data(as_text=True)
    return Page(html.partition('<p role="alert">')[2].partition("</p>")[0]).text


def breaking(app: Flask, endpoint: str, fault: Exception) -> None:
    """Make a view fail."""

    def fail(**_: Any) -> NoReturn:
        raise fault

    app.view_functions[endpoint] = fail
