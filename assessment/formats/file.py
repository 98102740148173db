"""The assessment file: one JSON document that carries an assessment and the bank it was made with."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from assessment.bank import BankError, from_document, to_document
from assessment.engine.model import Assessment, Bank
from assessment.engine.rules import refusals
from assessment.formats.file_checks import Checked, FileError, checked, parsed
from assessment.formats.file_parts import assessment_of, document_of

__all__ = ["FileError", "Reading", "fingerprint", "read", "write"]

_RULED = frozenset(("pledges", "profile", "status", "evidence"))


class Reading(NamedTuple):
    """What a file holds; ``warnings`` are sentences that its reader must be told."""

    bank: Bank
    assessment: Assessment
    warnings: tuple[str, ...]


def read(document_text: str, installed: Bank) -> Reading:
    """Read an assessment with its own frozen bank, or with ``installed`` where the file carries none.

    The bank's hash is that of its content, whatever the file declares; a difference is a warning. Raises FileError
    with everything that is wrong with the file.
    """
    found = checked(parsed(document_text))
    bank, faults = _bank(found, installed)
    assessment = assessment_of(found.spec)
    if bank is not None and not found.broken & _RULED:
        faults += tuple(f"{one.where}: {one.message.en}" for one in refusals(bank, assessment))
    if bank is None or found.faults or faults:
        raise FileError((*found.faults, *faults))
    return Reading(bank, assessment, tuple(_warnings(found, bank)))


def write(bank: Bank, assessment: Assessment) -> str:
    """The file's text, with the bank frozen in it; ``read`` gives back all but the versions of the answers."""
    frozen = {"hash": bank.hash, "bank": to_document(bank)}
    return json.dumps(document_of(bank, assessment, frozen), ensure_ascii=False, indent=2) + "\n"


def fingerprint(bank: Bank, assessment: Assessment) -> str:
    """16 hexadecimal digits by which a print is matched with its file.

    They begin the SHA-256 of the file as canonical JSON (UTF-8, keys sorted, no spaces), in which ``frozen`` holds the
    bank's hash alone: that names its content already.
    """
    document = document_of(bank, assessment, {"hash": bank.hash})
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _bank(found: Checked, installed: Bank) -> tuple[Bank | None, tuple[str, ...]]:
    if found.broken & {"bank", "frozen"}:
        return None, ()
    declared = found.spec.bank
    if found.spec.frozen is None:
        return (installed, ()) if declared == installed.version else (None, (_other_version(declared, installed),))
    try:
        bank = from_document(found.spec.frozen.bank)
    except BankError as error:
        return None, tuple(f"frozen.bank{'.' if fault.file else ': '}{fault}." for fault in error.faults)
    if bank.version != declared:
        return bank, (f"bank: says {declared}, but the frozen bank is {bank.version}; write that version.",)
    return bank, ()


def _other_version(declared: str, installed: Bank) -> str:
    return (
        f"bank: the file was made with version {declared} and carries no frozen bank, but version {installed.version} "
        "is installed; export it again where it was made, or install that version."
    )


def _warnings(found: Checked, bank: Bank) -> Iterator[str]:
    if found.spec.frozen is None:
        return
    inside: Mapping[str, Any] = found.spec.frozen.bank
    for where, declared in (("frozen.hash", found.spec.frozen.hash), ("frozen.bank.hash", inside.get("hash"))):
        if declared not in (None, bank.hash):
            yield (
                f"{where}: the frozen bank is not the one that the hash {str(declared)[:16]} names; it was changed "
                "after it was frozen, and the results follow the changed bank."
            )
            return
