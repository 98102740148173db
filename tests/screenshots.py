"""Makes the README's pictures from the sample: ``make screenshots``."""

import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.browser.harness import FLAGS, chromium, missing
from tests.serving import Server
from tests.test_house import ROOT

PICTURES: Final = {
    "questionnaire.png": "/assessments/4/families/DEL#DEL-02",
    "report.png": "/assessments/4/report",
}
SIZE: Final = {"width": 1280, "height": 1060}


def main() -> None:
    if lack := missing():
        raise SystemExit(lack)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder, "instance"), Path(folder, "server.log"))
        server.start()
        try:
            server.run("demo").check_returncode()
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            page = browser.new_page(base_url=server.url, viewport=SIZE, locale="en-GB")
            for name, address in PICTURES.items():
                page.goto(address, wait_until="networkidle")
                page.screenshot(path=ROOT / "docs" / "images" / name)
            browser.close()
        finally:
            server.kill()


if __name__ == "__main__":
    main()
