"""Where the question bank and the templates lie.

A wheel carries both inside the package; a checkout, and so an editable install, keeps them beside it.
"""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent


def _resolved(name: str, package: Path) -> Path:
    # Inside first: beside an installed package lie other people's folders, which may bear the same name.
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def questions(package: Path = _PACKAGE) -> Path:
    """The folder of the question bank; whether it can be read is for the bank to say."""
    return _resolved("questions", package)


def templates(package: Path = _PACKAGE) -> Path:
    """The folder of the page templates."""
    return _resolved("templates", package)
