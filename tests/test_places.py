"""Where things lie: inside an installed package, beside one in a checkout, and where the environment says."""

from pathlib import Path

import pytest

from assessment import places


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package folder with nothing in it."""
    folder = tmp_path / "code" / "assessment"
    folder.mkdir(parents=True)
    return folder


def test_a_checkout_keeps_its_folders_beside_the_package(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(places.INSTANCE_VARIABLE)
    found = (places.questions(package), places.templates(package), places.instance_folder(package))
    assert found == tuple(package.parent / name for name in ("questions", "templates", "instance"))


def test_an_installed_copy_has_them_inside_and_writes_where_it_is_run(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(places.INSTANCE_VARIABLE)
    monkeypatch.chdir(tmp_path)
    for name in ("questions", "templates"):
        (package / name).mkdir()
    assert (places.questions(package), places.templates(package)) == (package / "questions", package / "templates")
    assert places.instance_folder(package) == tmp_path / "instance"


def test_the_environment_names_another_instance_folder(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.INSTANCE_VARIABLE, "elsewhere")
    assert places.instance_folder(package) == Path("elsewhere")


def test_an_empty_word_in_the_environment_names_none(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.INSTANCE_VARIABLE, "")
    assert places.instance_folder(package) == package.parent / "instance"


def test_the_database_lies_in_the_instance_folder() -> None:
    assert places.database(Path("x")) == Path("x", "assessments.db")
