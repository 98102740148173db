"""A person without a mouse: Tab, arrows, space, Enter and typing, with an eye on where the focus is."""

from typing import Any, Final

from playwright.sync_api import Page

FAR: Final = 600
"""Tab stops after which something is out of reach."""

LOOK: Final = """(selector) => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(at.closest(".level-row") ?? at);
  return {
    lost: at === document.body,
    there: at.matches(selector),
    seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
      && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    name: at.outerHTML.slice(0, 120),
  };
}"""


class Keyboard:
    """Drives one page by its keys. Every place that Tab leads to must show that the focus is there."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> None:
        """Tab on, round the end of the page where need be, until the focus is on what ``selector`` names."""
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            found = self._look(selector)
            assert found["lost"] or found["seen"], f"the focus cannot be seen on {found['name']}"
            if found["there"]:
                return
        raise AssertionError(f"{selector} cannot be reached by Tab on {self.page.url}")

    def press(self, selector: str, *keys: str) -> None:
        """Go there, unless the focus is there already, and press these keys."""
        if not self._look(selector)["there"]:
            self.to(selector)
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, selector: str, text: str) -> None:
        """Go there and type."""
        self.press(selector)
        self.page.keyboard.type(text)

    def follow(self, selector: str) -> None:
        """Go to a link or a form's button and press Enter, which leads to another page."""
        self.press(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def holds(self, selector: str) -> None:
        """The focus must be there now, and be seen."""
        found = self._look(selector)
        assert (found["there"], found["seen"]) == (True, True), f"the focus is not on {selector}: {found}"

    def _look(self, selector: str) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(LOOK, selector)
        return found
