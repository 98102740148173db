"""Where the question bank, the templates and the instance folder lie.

A wheel carries the first two inside the package; a checkout, and so an editable install, keeps them beside it.
"""

import os
from pathlib import Path
from typing import Final

INSTANCE_VARIABLE: Final = "ASSESSMENT_INSTANCE"
"""The environment's word for the instance folder, where no option names one."""

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


def instance_folder(package: Path = _PACKAGE) -> Path:
    """The only folder that is written to; it need not exist yet.

    It is the one that ASSESSMENT_INSTANCE names, else the checkout's own, else, for an installed copy, ``instance`` in
    the current folder.
    """
    if named := os.environ.get(INSTANCE_VARIABLE):
        return Path(named)
    installed = (package / "questions").is_dir()
    return (Path.cwd() if installed else package.parent) / "instance"


def database(instance: Path) -> Path:
    """The database file of an instance folder."""
    return instance / "assessments.db"
