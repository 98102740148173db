"""Files as they come: missing, in another encoding, no YAML; and the line of everything in them."""

from pathlib import Path

import pytest

from assessment.bank import BankError, check, load
from assessment.bank.reading import read
from tests.bank.conftest import TinyBank


def test_a_folder_that_is_missing_is_a_fault_a_file(tmp_path: Path) -> None:
    with pytest.raises(BankError) as caught:
        load(tmp_path / "nowhere")
    assert str(caught.value).splitlines() == [
        "bank.yaml: the file cannot be read: No such file or directory",
        "duties.yaml: the file cannot be read: No such file or directory",
        "families: the folder of the families cannot be read: No such file or directory",
        "pledges.yaml: the file cannot be read: No such file or directory",
        "references.yaml: the file cannot be read: No such file or directory",
    ]


@pytest.mark.parametrize("name", ["bank.yaml", "duties.yaml", "pledges.yaml", "references.yaml"])
def test_a_missing_file_is_the_only_fault(tiny_bank: TinyBank, name: str) -> None:
    folder = tiny_bank()
    (folder / name).unlink()
    assert list(map(str, check(folder).errors)) == [f"{name}: the file cannot be read: No such file or directory"]


def test_a_folder_in_place_of_a_file_is_a_fault(tiny_bank: TinyBank) -> None:
    folder = tiny_bank()
    (folder / "families" / "DEL.yaml").mkdir()
    assert list(map(str, check(folder).errors)) == ["families/DEL.yaml: the file cannot be read: Is a directory"]


def test_hidden_files_are_passed_over(tiny_bank: TinyBank) -> None:
    folder = tiny_bank()
    (folder / "families" / ".ENC.yaml.swp").write_bytes(b"\0")
    assert check(folder).errors == ()


def test_another_encoding_is_a_fault_with_its_line(tiny_bank: TinyBank) -> None:
    folder = tiny_bank()
    frame = folder / "bank.yaml"
    frame.write_bytes(frame.read_text("utf-8").encode("gb18030"))
    assert list(map(str, check(folder).errors)) == ["bank.yaml:2: the file is not UTF-8; save it in that encoding"]


def test_a_byte_order_mark_is_no_fault(tiny_bank: TinyBank) -> None:
    folder = tiny_bank()
    frame = folder / "bank.yaml"
    frame.write_bytes(b"\xef\xbb\xbf" + frame.read_bytes())
    assert check(folder).errors == ()


def test_a_character_that_yaml_forbids_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"a: 1\nb: \x01\n")
    assert list(map(str, read(tmp_path, "x.yaml").faults)) == [
        "x.yaml:2: the file is not YAML: control characters are not allowed"
    ]


def test_a_character_that_cannot_be_printed_is_a_fault(tiny_bank: TinyBank) -> None:
    folder = tiny_bank()
    family = folder / "families" / "ENC.yaml"
    family.write_text(family.read_text("utf-8").replace("ENC-01 method", "ENC-01\\x07method"), "utf-8")
    assert list(map(str, check(folder).errors)) == [
        "families/ENC.yaml:12: ENC-01: how.en holds a character that cannot be printed; remove it"
    ]


def test_two_documents_in_a_file_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\n---\nb: 2\n", "utf-8")
    assert list(map(str, read(tmp_path, "x.yaml").faults)) == [
        "x.yaml:2: the file is not YAML: but found another document"
    ]


def test_nesting_without_end_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("[" * 2000 + "]" * 2000, "utf-8")
    assert list(map(str, read(tmp_path, "x.yaml").faults)) == [
        "x.yaml: the file is nested too deeply for a bank; flatten it"
    ]


def test_values_are_read_as_written(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("0: zero\n6.10: [1, 0.5, true, ~, 2026-13-45, '7', yes]\n<<: {a: b}\n", "utf-8")
    assert read(tmp_path, "x.yaml").data == {
        "0": "zero",
        "6.10": [1, 0.5, True, None, "2026-13-45", "7", True],
        "<<": {"a": "b"},
    }


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ((), 1),
        (("levels",), 2),
        (("levels", "3"), 3),
        (("levels", "3", "zh"), 5),
        (("levels", "4"), 2),
        (("levels", "4", "zh"), 2),
        (("needs", 0), 7),
        (("needs", 1), 9),
        (("needs", 1, "level"), 10),
        (("needs", 2), 6),
        (("id", "x"), 1),
    ],
)
def test_a_place_is_the_line_of_its_key_or_the_nearest_above(
    tmp_path: Path, keys: tuple[str | int, ...], line: int
) -> None:
    levels = "levels:\n  3:\n    en: a\n    zh: b\n"
    needs = "needs:\n  - question: X\n    level: 2\n  - question: Y\n    level: 1\n"
    (tmp_path / "x.yaml").write_text(f"id: X\n{levels}{needs}", "utf-8")
    assert read(tmp_path, "x.yaml").place.at(*keys).line == line
