"""What is written on a level's ground can be read, in light and in dark: WCAG's 4.5 to 1 for text."""

import re
from typing import Final

import pytest

from tests.architecture import ROOT

LEAST: Final = 4.5
SHEET: Final = (ROOT / "assessment" / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
SCHEMES: Final = dict(zip(("light", "dark"), SHEET.split("prefers-color-scheme: dark"), strict=True))


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as #457BB5, 0 to 1, as WCAG 2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_figure_of_each_level_stands_out_from_its_ground(scheme: str) -> None:
    colours = dict(re.findall(r"--((?:on-)?level-\d): (#[0-9A-F]{6});", SCHEMES[scheme]))
    assert len(colours) == 10
    found = {
        level: (max(pair) + 0.05) / (min(pair) + 0.05)
        for level in range(5)
        if (pair := (luminance(colours[f"level-{level}"]), luminance(colours[f"on-level-{level}"])))
    }
    assert {level: round(one, 2) for level, one in found.items() if one < LEAST} == {}
