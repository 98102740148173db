"""What the browser tests stand on: the distribution's Chromium, axe, and a look at what was printed."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request, WebError

from tests.serving import HOST

CHROMIUMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_VARIABLE: Final = "ASSESSMENT_CHROMIUM"
# Background requests of the browser's own would be tried, and refused, on a machine with a closed network.
FLAGS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LANGUAGE_COOKIE: Final = "lang"
LOCALES: Final = {"en": "en-GB", "zh": "zh-CN"}
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: Final = ("color-contrast", "link-in-text-block", "target-size")
IMAGE_DPI: Final = 60


def chromium() -> str | None:
    """The path of a Chromium: the one that ASSESSMENT_CHROMIUM names, else the first on PATH."""
    named = os.environ.get(CHROMIUM_VARIABLE)
    return next(filter(None, map(shutil.which, [named] if named else CHROMIUMS)), None)


def missing() -> str | None:
    """What the browser tests lack on this machine, as a sentence; None when it has everything."""
    if chromium() is None:
        return f"no Chromium was found; install the distribution's, or name one in {CHROMIUM_VARIABLE}"
    if None in map(shutil.which, ("pdftotext", "pdftoppm", "pdfinfo")):
        return "pdftotext, pdftoppm or pdfinfo was not found; install poppler-utils"
    return None


def axe(*pages: Page, structure_only: bool = False) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA and its own good practice: a line for each element.

    It names the rule and what is wrong. Several pages are looked at side by side, which takes little longer than one.
    ``structure_only`` leaves out the rules on how things look, which on a page of many texts take nine tenths of it.
    """
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {name: {"enabled": not structure_only} for name in LOOKS},
        "resultTypes": ["violations"],
        "preload": False,
    }
    for page in pages:
        page.evaluate(Axe().axe_script)
        page.evaluate("options => { window.axeFound = axe.run(options); }", options)
    return [line for page in pages for line in _lines(page.evaluate("window.axeFound"))]


def _lines(found: dict[str, Any]) -> list[str]:
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[1].strip()}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


class Watch:
    """Gathers what no page may do: ask another host for anything, or let an exception escape from a script."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        context.on("request", self._note_request)
        context.on("weberror", self._note_error)

    def _note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.hostname != HOST:
            self.faults.append(f"asked another host: {request.url}")

    def _note_error(self, error: WebError) -> None:
        self.faults.append(f"a script failed: {error.error}")


@dataclass(frozen=True)
class Printed:
    """A PDF as Chromium prints it."""

    file: Path

    @cached_property
    def pages(self) -> list[str]:
        """The text of each sheet, laid out as on paper."""
        command: list[str | Path] = ["pdftotext", "-layout", self.file, "-"]
        text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
        return text.split("\f")[:-1]

    @cached_property
    def running(self) -> list[str]:
        """The text of each sheet in the order of its markup, without any space: no cell is mixed with another."""
        command: list[str | Path] = ["pdftotext", "-raw", self.file, "-"]
        text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
        return ["".join(sheet.split()) for sheet in text.split("\f")[:-1]]

    @cached_property
    def images(self) -> list[Path]:
        """A picture of each sheet, PNG, beside the file."""
        command: list[str | Path] = ["pdftoppm", "-png", "-r", str(IMAGE_DPI), self.file, self.file.with_suffix("")]
        subprocess.run(command, check=True)
        return sorted(self.file.parent.glob(f"{self.file.stem}-*.png"))


def print_page(page: Page, file: Path) -> Printed:
    """Print as a person's browser does by default: the page's own sheet size, without backgrounds."""
    page.pdf(path=file, prefer_css_page_size=True, print_background=False)
    return Printed(file)
