"""Actions' rows, read and written inside somebody's transaction."""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from assessment.engine.model import Action
from assessment.store.rows import Row, action_from, action_values


@dataclass(frozen=True, slots=True)
class Tracked:
    """An action as it is carried out, with what is kept of it beside the assessment file.

    ``proof`` says what will prove it done. What did is either ``evidence``, a name of the register, or ``shown``, words
    about what lies outside the register of a final assessment. ``id`` is 0 before it is stored.
    """

    action: Action
    note: str = ""
    proof: str = ""
    evidence: str | None = None
    shown: str = ""
    id: int = 0


def of(db: Database, number: int) -> tuple[Tracked, ...]:
    """Read every action of an assessment as it stands now, in the order in which they were added."""
    return tuple(
        tracked_from(row) for row in db.query("SELECT * FROM actions WHERE assessment = ? ORDER BY id", [number])
    )


def tracked_from(row: Row) -> Tracked:
    """Read one action."""
    return Tracked(action_from(row), row["note"], row["proof"], row["evidence"], row["shown"], row["id"])


def values(tracked: Tracked) -> dict[str, Any]:
    """Columns of one action, but for its keys."""
    return {
        **action_values(tracked.action),
        "note": tracked.note,
        "proof": tracked.proof,
        "evidence": tracked.evidence,
        "shown": tracked.shown,
    }


def keep_promises(db: Database, number: int) -> None:
    """Keep the actions as they are when the assessment becomes final; they go on, and what was promised stays."""
    db.execute(
        "INSERT INTO promised (assessment, question, level, owner, due, status) "
        "SELECT assessment, question, level, owner, due, status FROM actions WHERE assessment = ? ORDER BY id",
        (number,),
    )


def copy(db: Database, number: int, new: int) -> None:
    """Give the assessment ``new`` every action of ``number`` as it stands."""
    db.execute(
        "INSERT INTO actions (assessment, question, level, owner, due, status, note, proof, evidence, shown) "
        "SELECT ?, question, level, owner, due, status, note, proof, evidence, shown FROM actions "
        "WHERE assessment = ? ORDER BY id",
        (new, number),
    )
