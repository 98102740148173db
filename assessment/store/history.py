"""Finding the assessments of one unit over time, and each unit's latest, without reading their answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlite_utils import Database

MOST: Final = 40
"""How many assessments, or units, one page puts side by side."""

SUPERSEDED: Final = (
    "EXISTS (SELECT 1 FROM assessments AS r WHERE r.previous = assessments.id "
    "AND r.revision > assessments.revision{fits})"
)
"""Whether a later revision stands in an assessment's place; one that is left out by its status does not."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation's unit or project, as assessments name it; an empty ``unit`` is the organisation as a whole.

    ``sample`` where all of its assessments are the made-up firm's.
    """

    organisation: str
    unit: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """Which assessments: ``status`` and ``pledge`` take all where empty.

    Without ``every_revision`` an assessment is left out once there is a later revision of it, whatever that one's
    pledges; where a ``status`` is asked for, once there is one of that status.
    """

    status: str = ""
    pledge: str = ""
    every_revision: bool = False


def units(db: Database) -> tuple[Unit, ...]:
    """Every unit that was assessed, the one with the latest assessment first."""
    rows = db.query(
        "SELECT organisation, unit, min(sample) AS sample, max(date) AS latest, max(id) AS number "
        "FROM assessments GROUP BY organisation, unit ORDER BY latest DESC, number DESC"
    )
    return tuple(Unit(row["organisation"], row["unit"], bool(row["sample"])) for row in rows)


def of_unit(db: Database, unit: Unit, sought: Sought, most: int = MOST) -> tuple[tuple[int, ...], int]:
    """Numbers of a unit's latest ``most`` assessments, oldest first, and how many there are in all."""
    where, values = _where(sought)
    where, values = f"organisation = ? AND unit = ?{where}", (unit.organisation, unit.unit, *values)
    total = db.execute(f"SELECT count(*) FROM assessments WHERE {where}", values).fetchone()[0]  # noqa: S608
    rows = db.query(
        f"SELECT id FROM assessments WHERE {where} ORDER BY date DESC, revision DESC, id DESC LIMIT ?",  # noqa: S608
        (*values, most),
    )
    return tuple(row["id"] for row in rows)[::-1], int(total)


def latest_of_each(db: Database, on: date, sought: Sought, organisation: str = "") -> tuple[int, ...]:
    """Numbers of each unit's latest assessment dated ``on`` or before, by organisation and unit.

    With ``organisation`` of that one alone.
    """
    where, values = _where(sought)
    values = (on.isoformat(), *values)
    if organisation:
        where, values = f"{where} AND organisation = ?", (*values, organisation)
    rows = db.query(
        "SELECT id FROM (SELECT id, organisation, unit, row_number() OVER "  # noqa: S608
        "(PARTITION BY organisation, unit ORDER BY date DESC, revision DESC, id DESC) AS place "
        f"FROM assessments WHERE date <= ?{where}) WHERE place = 1 ORDER BY organisation, unit",
        values,
    )
    return tuple(row["id"] for row in rows)


def _where(sought: Sought) -> tuple[str, Sequence[Any]]:
    """Further conditions, each led by AND, and their values."""
    clauses: list[str] = []
    values: list[Any] = []
    if sought.status:
        clauses.append(" AND status = ?")
        values.append(sought.status)
    if sought.pledge:
        clauses.append(" AND EXISTS (SELECT 1 FROM json_each(pledges) WHERE value = ?)")
        values.append(sought.pledge)
    if not sought.every_revision:
        clauses.append(f" AND NOT {SUPERSEDED.format(fits=' AND r.status = ?' if sought.status else '')}")
        values += [sought.status] if sought.status else []
    return "".join(clauses), values
