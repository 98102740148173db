"""A wheel installed into an empty environment runs from any folder, with its own bank, templates and texts."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.test_house import ROOT


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts' folder of an environment that holds the wheel; what it depends on is lent by this one.

    Lent by a path file, so that nothing is asked of a registry; a stranger's copy would not find the checkout by it.
    """
    place = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", place, ROOT, cwd=place)
    venv.create(place / "env", with_pip=True)
    scripts = place / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    run(scripts / "python", "-m", "pip", "install", "--no-deps", next(place.glob("*.whl")), cwd=place)
    site = Path(
        run(scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=place).strip()
    )
    lent = place / "lent"
    lent.mkdir()
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if "assessment" not in package.name and not package.name.startswith("_privacy") and package.suffix != ".pth":
            (lent / package.name).symlink_to(package)
    (site / "lent.pth").write_text(str(lent))
    return scripts


def test_an_installed_copy_has_its_bank_and_runs_from_any_folder(installed: Path, tmp_path: Path) -> None:
    said = run(installed / "assessment", "bank", "check", cwd=tmp_path)

    assert "no errors" in said
    assert str(ROOT) not in run(
        installed / "python", "-c", "import assessment; print(assessment.__file__)", cwd=tmp_path
    )


def test_an_installed_copy_draws_pages_in_both_languages(installed: Path, tmp_path: Path) -> None:
    work = """
from assessment import create_app
client = create_app({"TESTING": True, "INSTANCE": "instance"}).test_client()
for language in ("en", "zh"):
    client.set_cookie("lang", language)
    print([client.get(page).status_code for page in ("/", "/method", "/questions", "/assessments/new")])
    print("评估" in client.get("/").get_data(as_text=True))
print(client.get("/vendor/plotly.min.js").status_code, client.get("/static/css/base.css").status_code)
"""
    said = run(installed / "python", "-W", "error", "-c", work, cwd=tmp_path)

    assert said.splitlines() == ["[200, 200, 200, 200]", "False", "[200, 200, 200, 200]", "True", "200 200"]
