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


def leading(db: Database, most: int) -> tuple[int, ...]:
    """Numbers of the latest assessments that none follows and that were not reopened, the latest date first."""
    rows = db.execute(
        "SELECT id FROM assessments AS one "
        "WHERE NOT EXISTS (SELECT 1 FROM assessments AS later WHERE later.previous = one.id) "
        "ORDER BY date DESC, id DESC LIMIT ?",
        (most,),
    )
    return tuple(row[0] for row in rows)
