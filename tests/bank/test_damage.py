"""Whatever is done to a bank, the answer is a bank or a list of faults, never anything else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.bank import BankError, check, from_document, load, to_document
from assessment.engine.model import Bank
from tests.bank.conftest import BANKS

GOOD = to_document(load(BANKS / "good"))
FILES = ("bank.yaml", "pledges.yaml", "references.yaml", "families/ENC.yaml")
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
VALUES = LEAVES | st.lists(LEAVES, max_size=2) | st.dictionaries(st.text(max_size=3), LEAVES, max_size=2)


def spots(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every path below a value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield (*path, key)
        yield from spots(inner, (*path, key))


@st.composite
def damaged(draw: st.DrawFn, whole: Any) -> Any:
    """The value with up to three spots replaced or taken away."""
    value = json.loads(json.dumps(whole))
    for _ in range(draw(st.integers(1, 3))):
        if not value:
            break
        *way, last = draw(st.sampled_from(list(spots(value))))
        holder = value
        for key in way:
            holder = holder[key]
        if draw(st.booleans()):
            holder[last] = draw(VALUES)
        else:
            del holder[last]
    return value


@given(damaged(GOOD))
def test_a_damaged_copy_is_a_bank_or_has_faults(document: Any) -> None:
    try:
        read = from_document(document)
    except BankError as error:
        outcome = bool(error.faults)
    else:
        outcome = from_document(to_document(read)) == read
    assert outcome


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_damaged_file_is_a_bank_or_has_faults(tmp_path: Path, data: st.DataObject) -> None:
    (tmp_path / "families").mkdir(exist_ok=True)
    broken = data.draw(st.sampled_from(FILES))
    for name in FILES:
        text = (BANKS / "good" / name).read_text("utf-8")
        if name == broken:
            text = yaml.safe_dump(data.draw(damaged(yaml.safe_load(text))), allow_unicode=True)
        (tmp_path / name).write_text(text, "utf-8")
    checked = check(tmp_path)
    assert isinstance(checked.bank, Bank) != bool(checked.errors)
