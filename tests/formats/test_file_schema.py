"""The JSON Schema that is shipped: it is the present one, and it tells a good file from a bad one."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from assessment import formats
from assessment.engine.model import Assessment, Bank
from assessment.formats.file import write
from assessment.formats.file_schema import schema_text
from tests.formats.files import BANK, SMALL, WHOLE, changed, written

SHIPPED: Final = Path(formats.__file__).with_name("assessment.schema.json").read_text("utf-8")
VALIDATOR: Final = Draft202012Validator(json.loads(SHIPPED), format_checker=Draft202012Validator.FORMAT_CHECKER)


def wrong(text: str) -> list[str]:
    """Where a file breaks the schema, as paths of keys."""
    return sorted("/".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(json.loads(text)))


def test_the_shipped_schema_is_what_the_program_reads_by() -> None:
    assert schema_text() == SHIPPED


def test_the_shipped_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(SHIPPED))


def test_a_file_with_every_part_is_valid() -> None:
    assert wrong(write(BANK, WHOLE)) == []


@given(written())
@settings(max_examples=40)
def test_whatever_is_written_is_valid(pair: tuple[Bank, Assessment]) -> None:
    assert wrong(write(*pair)) == []


def test_what_is_required_is_enough() -> None:
    assert wrong(json.dumps(SMALL)) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("format", "assessment/2"),
        ("titel", "2026"),
        ("title", " "),
        ("date", "2026-02-30"),
        ("pledges", ["P1", "P1"]),
        ("answers/ENC-01/level", 7),
        ("answers/ENC-01/level", True),
        ("answers/ENC-01/evidence", "E1"),
        ("evidence/E1", {"kind": "hearsay", "title": "Talk"}),
        ("evidence/E 1", {"kind": "audit", "title": "Audit"}),
        ("revision", 0),
    ],
)
def test_a_bad_file_is_not_valid(place: str, value: Any) -> None:
    assert wrong(changed((place, value))) != []
