"""Finding assessments among many, without reading their answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

PAGE_SIZE: Final = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which assessments: words that title, organisation or unit must hold, and a status; empty takes all."""

    words: str = ""
    status: str = ""


def count(db: Database, wanted: Wanted) -> int:
    """How many assessments are wanted."""
    where, values = _where(wanted)
    row = db.execute(f"SELECT count(*) FROM assessments{where}", values).fetchone()  # noqa: S608
    return int(row[0])


def page(db: Database, wanted: Wanted, number: int, size: int = PAGE_SIZE) -> tuple[int, ...]:
    """Ids on one page (from 1) of the wanted assessments, latest date first."""
    where, values = _where(wanted)
    rows = db.query(
        f"SELECT id FROM assessments{where} ORDER BY date DESC, id DESC LIMIT ? OFFSET ?",  # noqa: S608
        (*values, size, (number - 1) * size),
    )
    return tuple(row["id"] for row in rows)


def names(db: Database) -> tuple[tuple[int, str, str, str], ...]:
    """Id, title, date and organisation of the latest 200 assessments, to choose one from."""
    rows = db.query("SELECT id, title, date, organisation FROM assessments ORDER BY date DESC, id DESC LIMIT 200")
    return tuple((row["id"], row["title"], row["date"], row["organisation"]) for row in rows)


def samples(db: Database) -> tuple[int, ...]:
    """Ids of the sample's assessments, oldest first."""
    return tuple(row["id"] for row in db.query("SELECT id FROM assessments WHERE sample ORDER BY date, id"))


def _where(wanted: Wanted) -> tuple[str, Sequence[Any]]:
    clauses, values = [], []
    for word in wanted.words.split():
        clauses.append("title || ' ' || organisation || ' ' || unit LIKE ? ESCAPE '\\'")
        values.append(f"%{_escaped(word)}%")
    if wanted.status:
        clauses.append("status = ?")
        values.append(wanted.status)
    return (f" WHERE {' AND '.join(clauses)}" if clauses else ""), values


def _escaped(word: str) -> str:
    for special in "\\%_":
        word = word.replace(special, f"\\{special}")
    return word
