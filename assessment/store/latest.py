"""By what one knows that an assessment has not changed: the last event of its log."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Mark:
    """An assessment's last event: its number, and when it was; the time tells apart what a restored backup repeats."""

    event: int
    at: str


def marks(db: Database, numbers: Iterable[int]) -> dict[int, Mark]:
    """Read the mark of each of these assessments; one without any event has none."""
    rows = db.query(
        "SELECT assessment, max(id) AS event, at FROM events "
        "WHERE assessment IN (SELECT value FROM json_each(?)) GROUP BY assessment",
        (json.dumps(list(numbers)),),
    )
    return {row["assessment"]: Mark(row["event"], row["at"]) for row in rows}
