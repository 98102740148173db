"""The assessment file: everything that it carries comes back, with the bank that it was made with."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from assessment.bank import to_document
from assessment.engine.model import Answer, Assessment, Bank, SignOff
from assessment.formats.file import fingerprint, read, write
from tests.build import bank
from tests.formats.files import BANK, WHOLE, changed, frozen, written


def test_everything_that_the_file_carries_comes_back() -> None:
    assert read(write(BANK, WHOLE), bank()) == (BANK, WHOLE, ())


@given(written())
@settings(max_examples=60)
def test_any_assessment_within_the_rules_comes_back(pair: tuple[Bank, Assessment]) -> None:
    assert read(write(*pair), BANK) == (*pair, ())


def test_versions_of_answers_are_the_stores_and_not_the_files() -> None:
    versioned = replace(WHOLE, answers={name: replace(one, version=9) for name, one in WHOLE.answers.items()})
    assert write(BANK, versioned) == write(BANK, WHOLE)


def test_a_file_with_what_is_required_alone_has_the_obvious_defaults() -> None:
    expected = Assessment(
        title="2026",
        organisation="Sample",
        date=date(2026, 5, 20),
        pledges=("P1",),
        unit="",
        tier="full",
        status="draft",
        profile={},
        targets={},
        evidence={},
        answers={"ENC-01": Answer(2)},
        accepted={},
        actions=(),
        signed=SignOff(),
        revision=1,
        previous=None,
    )
    assert read(changed(), BANK) == (BANK, expected, ())


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read("\ufeff" + changed(), BANK) == read(changed(), BANK)


def test_what_is_out_of_scope_or_dated_later_is_accepted() -> None:
    text = changed(
        ("profile/minors", False),
        ("answers/DEL-01", {"level": 4, "evidence": ["E1"]}),
        ("evidence/E1", {"kind": "audit", "title": "Audit", "date": "2027-01-01"}),
    )
    assert read(text, BANK).assessment.answers["DEL-01"] == Answer(4, evidence=("E1",))


def test_a_file_is_read_with_its_own_bank_and_not_the_installed_one() -> None:
    other = frozen(replace(BANK, version="9.0.0"))
    found = read(write(BANK, WHOLE), other)
    assert (found.bank, found.warnings) == (BANK, ())


@pytest.mark.parametrize("place", ["frozen/hash", "frozen/bank/hash"])
def test_a_frozen_bank_that_was_changed_is_read_as_it_is_with_a_warning(place: str) -> None:
    wrong = "ab" * 32
    text = changed(("frozen", {"hash": BANK.hash, "bank": to_document(BANK)}), (place, wrong))
    assert read(text, BANK) == (
        BANK,
        read(changed(), BANK).assessment,
        (
            f"{place.replace('/', '.')}: the frozen bank is not the one that the hash abababababababab names; it was "
            "changed after it was frozen, and the results follow the changed bank.",
        ),
    )


def test_the_fingerprint_is_that_of_the_canonical_file() -> None:
    document = json.loads(write(BANK, WHOLE)) | {"frozen": {"hash": BANK.hash}}
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert fingerprint(BANK, WHOLE) == hashlib.sha256(canonical.encode()).hexdigest()[:16]


def test_the_fingerprint_survives_the_file_and_no_change() -> None:
    back = read(write(BANK, WHOLE), BANK)
    others = [replace(WHOLE, unit="Web"), replace(WHOLE, answers={}), replace(WHOLE, date=date(2026, 5, 21))]
    assert fingerprint(back.bank, back.assessment) == fingerprint(BANK, WHOLE)
    assert len({fingerprint(BANK, WHOLE), *(fingerprint(BANK, one) for one in others)}) == 4
    assert fingerprint(replace(BANK, hash="0" * 64), WHOLE) != fingerprint(BANK, WHOLE)
