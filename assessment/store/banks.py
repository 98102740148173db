"""Frozen banks, kept once by content hash and never edited."""

import json
from dataclasses import replace
from typing import Final

from sqlite_utils import Database

from assessment.bank import from_document, to_document
from assessment.engine.model import Bank, Text
from assessment.store.errors import NotFound
from assessment.store.rows import first

_thawed: Final[dict[str, Bank]] = {}
"""Banks that this process has read, by hash: a frozen bank never changes, and reading one takes longer than a save."""

_THAWED_AT_MOST: Final = 32


def keep(db: Database, bank: Bank) -> None:
    """Store ``bank`` unless a bank of its hash is there."""
    if first(db, "SELECT 1 FROM banks WHERE hash = ?", (bank.hash,)) is None:
        db.execute(
            "INSERT INTO banks (hash, version, document) VALUES (?, ?, ?)",
            (bank.hash, bank.version, json.dumps(to_document(bank), ensure_ascii=False)),
        )


def fetch(db: Database, content_hash: str) -> Bank:
    """Read the frozen bank of this hash. Raises NotFound where the store has none."""
    bank = _thawed.get(content_hash)
    if bank is None:
        bank = _read(db, content_hash)
        if len(_thawed) >= _THAWED_AT_MOST:
            _thawed.clear()
        _thawed[content_hash] = bank
    return bank


def _read(db: Database, content_hash: str) -> Bank:
    row = first(db, "SELECT document FROM banks WHERE hash = ?", (content_hash,))
    if row is None:
        raise NotFound(
            Text(en=f"No question bank {content_hash[:12]} is stored.", zh=f"未存有题库{content_hash[:12]}。")
        )
    # The hash it was frozen under names it for ever, whatever a later form of the document would hash to.
    return replace(from_document(json.loads(row["document"])), hash=content_hash)
