"""Build hook: compiles the gettext catalogues, so that neither git nor a developer carries compiled ones."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel and before an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Write a .mo beside each .po."""
        for source in Path(self.root, "assessment", "translations").glob("*/LC_MESSAGES/*.po"):
            catalogue = read_po(source.open("rb"))
            with source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, catalogue)
