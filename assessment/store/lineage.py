"""Which assessments came before which: what each was carried over from or is a new revision of, and their kin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlite_utils import Database

from assessment.engine.model import Status
from assessment.store.rows import Row

MOST_OFFERED: Final = 200
MOST_FOLLOWED: Final = 200
"""How many steps back a row of assessments is followed."""

_HEADS: Final = "id, title, organisation, unit, date, status, revision, previous, sample"


@dataclass(frozen=True, slots=True)
class Head:
    """What tells an assessment apart from others, without its answers; ``previous`` is a number of the store."""

    id: int
    title: str
    organisation: str
    unit: str
    date: date
    status: Status
    revision: int
    previous: int | None
    sample: bool


def offered(db: Database) -> tuple[Head, ...]:
    """The latest 200 assessments, latest date first, to choose from."""
    return _heads(db.query(f"SELECT {_HEADS} FROM assessments ORDER BY date DESC, id DESC LIMIT {MOST_OFFERED}"))  # noqa: S608


def row(db: Database, number: int) -> tuple[Head, ...]:
    """An assessment and those before it by what each names as its previous one, the nearest first.

    It ends where one names none, or where the next would be followed for the second time. Empty where ``number`` is not
    in the store.
    """
    return _heads(
        db.query(
            f"WITH RECURSIVE line(id, step) AS (SELECT ?, 0 UNION SELECT a.previous, step + 1 FROM assessments a, line "  # noqa: S608
            f"WHERE a.id = line.id AND a.previous IS NOT NULL AND step < {MOST_FOLLOWED}) "
            f"SELECT {_HEADS} FROM assessments JOIN (SELECT id AS one, min(step) AS step FROM line GROUP BY id) "
            f"ON one = id ORDER BY step",
            (number,),
        )
    )


def newest_after(db: Database, number: int) -> Head | None:
    """The latest of those that go on from an assessment, at whatever remove; None where none does."""
    found = _heads(
        db.query(
            f"WITH RECURSIVE line(id, step) AS (SELECT ?, 0 UNION SELECT a.id, step + 1 FROM assessments a, line "  # noqa: S608
            f"WHERE a.previous = line.id AND step < {MOST_FOLLOWED}) "
            f"SELECT {_HEADS} FROM assessments WHERE id IN (SELECT id FROM line) ORDER BY date DESC, id DESC LIMIT 1",
            (number,),
        )
    )
    return next((one for one in found if one.id != number), None)


def kin(db: Database, number: int) -> tuple[Head, ...]:
    """An assessment and those of the same organisation and unit, dated no later, the latest first; at most 200."""
    return _heads(
        db.query(
            "SELECT a.id, a.title, a.organisation, a.unit, a.date, a.status, a.revision, a.previous, a.sample "  # noqa: S608
            "FROM assessments a JOIN assessments b ON a.organisation = b.organisation AND a.unit = b.unit "
            f"AND a.date <= b.date WHERE b.id = ? ORDER BY a.date DESC, a.id DESC LIMIT {MOST_OFFERED}",
            (number,),
        )
    )


def one_revision_each(found: Iterable[Head], keep: int) -> tuple[Head, ...]:
    """``found`` with one revision of each assessment: the latest that is final, or ``keep`` where it is one of them.

    Drafts but for ``keep`` are left out. The order stays.
    """
    held = tuple(found)
    by_id = {one.id: one for one in held}
    chosen: dict[int, Head] = {}
    for one in held:
        if one.id != keep and one.status != "final":
            continue
        first = _first_revision(one, by_id)
        rival = chosen.get(first)
        if rival is None or one.id == keep or (rival.id != keep and one.revision > rival.revision):
            chosen[first] = one
    return tuple(one for one in held if one in chosen.values())


def _first_revision(one: Head, by_id: Mapping[int, Head]) -> int:
    while one.revision > 1 and one.previous is not None and one.previous in by_id:
        one = by_id[one.previous]
    return one.id


def _heads(found: Iterable[Row]) -> tuple[Head, ...]:
    return tuple(
        Head(
            id=row["id"],
            title=row["title"],
            organisation=row["organisation"],
            unit=row["unit"],
            date=date.fromisoformat(row["date"]),
            status=row["status"],
            revision=row["revision"],
            previous=row["previous"],
            sample=bool(row["sample"]),
        )
        for row in found
    )
