"""Tiny banks: the good one of tests/banks, with the files of a bad one laid over it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

BANKS: Final = Path(__file__).parent.parent / "banks"

TinyBank = Callable[..., Path]


def replace(file: Path, sound: str, broken: str) -> None:
    """Put ``broken`` where ``sound`` stands first in ``file``."""
    text = file.read_text("utf-8")
    assert sound in text
    file.write_text(text.replace(sound, broken, 1), "utf-8")


@pytest.fixture
def tiny_bank(tmp_path: Path) -> TinyBank:
    """Makes a folder with the banks ``names`` laid over the good one, in another ``version`` where one is given."""

    def make(*names: str, version: str | None = None) -> Path:
        folder = tmp_path / "bank"
        for layer in ("good", *names):
            ignored = shutil.ignore_patterns("faults.txt")
            shutil.copytree(BANKS / layer, folder, ignore=ignored, dirs_exist_ok=True)
        if version is not None:
            frame = folder / "bank.yaml"
            frame.write_text(frame.read_text("utf-8").replace("version: 0.1.0", f"version: {version}"), "utf-8")
        return folder

    return make
