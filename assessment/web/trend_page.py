"""What the pages over time show, worked out from the summaries of their assessments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from assessment.engine.history import (
    ClauseFigure,
    FamilyFigure,
    Joint,
    broken_in_a_row,
    chronic_first,
    kept_throughout,
)
from assessment.engine.model import Clause, Family
from assessment.engine.verdicts import Verdict
from assessment.store import history
from assessment.store.database import Database
from assessment.web import trend_joints
from assessment.web.summaries import Kept, Summary, summaries
from assessment.web.trend_filter import Chosen
from assessment.web.trend_joints import Reading

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Moment:
    """One assessment of a trend, the one before it, and how the two are joined; the first has none before it."""

    summary: Summary
    before: Summary | None
    joint: Joint | None

    @property
    def joined(self) -> bool:
        """Whether the line may go on from the one before."""
        return self.joint is not None and self.joint.joined


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family's figures, one an assessment; None where it has no question in scope."""

    family: Family
    cells: tuple[FamilyFigure | None, ...]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause's verdicts, one an assessment, None where it was not assessed.

    ``broken`` counts for how many of them it has been broken up to the latest, without a break.
    """

    clause: Clause
    cells: tuple[ClauseFigure | None, ...]
    broken: int


@dataclass(frozen=True)
class TrendPage:
    """One unit's assessments, oldest first: the latest ``moments`` of ``total``, by families and by clauses.

    ``clauses`` leave out ``kept`` clauses that were kept throughout, unless every clause is asked for.
    """

    chosen: Chosen
    moments: tuple[Moment, ...]
    total: int
    families: tuple[FamilyRow, ...]
    clauses: tuple[ClauseRow, ...]
    kept: int

    @property
    def columns(self) -> tuple[Summary, ...]:
        """The assessments, oldest first."""
        return tuple(moment.summary for moment in self.moments)

    @property
    def apart(self) -> tuple[Moment, ...]:
        """The assessments that may not be joined to the one before."""
        return tuple(moment for moment in self.moments if moment.joint is not None and not moment.joined)


@dataclass(frozen=True)
class UnitsPage:
    """Each unit's latest assessment on a day, by organisation and unit: the first ``columns`` of ``total`` units."""

    chosen: Chosen
    columns: tuple[Summary, ...]
    total: int
    families: tuple[FamilyRow, ...]

    @property
    def organisations(self) -> tuple[tuple[str, int], ...]:
        """Every organisation, with how many units of it are shown."""
        names = [one.assessment.organisation for one in self.columns]
        return tuple((name, names.count(name)) for name in dict.fromkeys(names))


def trend_page(db: Database, chosen: Chosen, kept: Kept, kept_joints: trend_joints.Kept) -> TrendPage:
    """Read the chosen unit's assessments; what is known of those that did not change is not worked out again."""
    numbers, total = history.of_unit(db, chosen.unit, chosen.sought) if chosen.unit else ((), 0)
    reading = Reading()
    found = summaries(db, numbers, kept, reading.load)
    columns = tuple(_narrowed(found[number], chosen.sought.pledge) for number in numbers)
    joined = (None, *trend_joints.joints(db, numbers, kept_joints, reading)) if numbers else ()
    rows = _clause_rows(columns)
    shown = [row for row in rows if chosen.every_clause or not kept_throughout(map(_verdict, row.cells))]
    return TrendPage(
        chosen,
        moments=tuple(map(Moment, columns, (None, *columns), joined)),
        total=total,
        families=_family_rows(columns),
        clauses=tuple(shown),
        kept=sum(kept_throughout(map(_verdict, row.cells)) for row in rows),
    )


def units_page(db: Database, chosen: Chosen, kept: Kept) -> UnitsPage:
    """Read each unit's latest assessment on the chosen day."""
    numbers = history.latest_of_each(db, chosen.day, chosen.sought, chosen.organisation)
    shown = numbers[: history.MOST]
    found = summaries(db, shown, kept)
    columns = tuple(_narrowed(found[number], chosen.sought.pledge) for number in shown)
    return UnitsPage(chosen, columns, len(numbers), _family_rows(columns))


def _narrowed(summary: Summary, pledge: str) -> Summary:
    """The summary with the verdicts and broken clauses of one pledge alone, where one is asked for."""
    if not pledge:
        return summary
    pledges = tuple(one for one in summary.pledges if one[0].id == pledge)
    clauses = tuple(one for one in summary.clauses if one.clause.pledge == pledge)
    return replace(
        summary,
        pledges=pledges,
        clauses=clauses,
        verdict=pledges[0][1] if pledges else None,
        broken=sum(one.verdict == "broken" for one in clauses),
    )


def _family_rows(columns: Sequence[Summary]) -> tuple[FamilyRow, ...]:
    figures = [{one.family.id: one for one in column.families} for column in columns]
    return tuple(
        FamilyRow(family, tuple(column.get(name) for column in figures))
        for name, family in _known(
            (one.family.id, one.family) for column in reversed(columns) for one in column.families
        ).items()
    )


def _clause_rows(columns: Sequence[Summary]) -> tuple[ClauseRow, ...]:
    figures = [{one.clause.id: one for one in column.clauses} for column in columns]
    known = _known((one.clause.id, one.clause) for column in reversed(columns) for one in column.clauses)
    cells = {name: tuple(column.get(name) for column in figures) for name in known}
    verdicts = {name: tuple(map(_verdict, found)) for name, found in cells.items()}
    return tuple(
        ClauseRow(known[name], cells[name], broken_in_a_row(verdicts[name])) for name in chronic_first(verdicts)
    )


def _known(named: Iterable[tuple[str, Thing]]) -> dict[str, Thing]:
    """Each name once, with the first thing of that name."""
    found: dict[str, Thing] = {}
    for name, thing in named:
        found.setdefault(name, thing)
    return found


def _verdict(cell: ClauseFigure | None) -> Verdict | None:
    return None if cell is None else cell.verdict
