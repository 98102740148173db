"""What a list or a trend says of an assessment, kept in the process until the assessment changes.

Working it out anew takes longer than drawing it: with ten stored summaries the front page is answered in less than
half the time.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from assessment.engine.history import ClauseFigure, FamilyFigure, clause_figures, family_figures
from assessment.engine.model import Assessment, Level, Pledge
from assessment.engine.report import Report, assess
from assessment.engine.review import Kind, objections
from assessment.engine.verdicts import PLEDGE_ORDER, Verdict
from assessment.store import assessments
from assessment.store.assessments import Stored
from assessment.store.database import Database
from assessment.store.latest import Mark, marks

ATTENTION: Final[tuple[Kind, ...]] = ("carried_over", "capped", "unknown", "stale", "flagged")
"""What is worth a person's attention while a draft is still being answered; open questions are its progress."""

MOST_KEPT: Final = 1000


@dataclass(frozen=True, slots=True)
class Summary:
    """One assessment in a list: its settings (its answers and evidence left out), its verdicts and figures.

    ``claimed`` and ``evidenced`` are the overall indices, 0 to 100 or None; ``verdict`` is the worst among the pledges,
    None where none is assessed; ``attention`` counts objections by kind, kinds without any left out. ``low`` and
    ``high`` are the range that the evidenced index can still end in; ``bank`` is the version of its own bank.
    """

    id: int
    sample: bool
    assessment: Assessment
    verdict: Verdict | None
    pledges: tuple[tuple[Pledge, Verdict], ...]
    level: Level | None
    broken: int
    claimed: Fraction | None
    evidenced: Fraction | None
    answered: int
    asked: int
    attention: tuple[tuple[Kind, int], ...]
    bank: str
    low: Fraction | None
    high: Fraction | None
    families: tuple[FamilyFigure, ...]
    clauses: tuple[ClauseFigure, ...]


Kept = dict[int, tuple[Mark, Summary]]
"""Summaries by assessment, each with the mark it was worked out at; one a running application."""


Load = Callable[[Database, int], Stored]


def summaries(db: Database, numbers: Iterable[int], kept: Kept, load: Load = assessments.load) -> dict[int, Summary]:
    """Summarise these assessments, anew and by ``load`` only where something happened since. Raises NotFound."""
    wanted = tuple(dict.fromkeys(numbers))
    now = marks(db, wanted)
    return {number: _summary(db, number, now.get(number), kept, load) for number in wanted}


def summarise(found: Stored) -> Summary:
    """Work out what a list says of one assessment."""
    report = assess(found.bank, found.assessment)
    pledges = tuple((one.pledge, one.verdict) for one in report.pledges)
    return Summary(
        id=found.id,
        sample=found.sample,
        assessment=_settings(found.assessment),
        verdict=_worst(verdict for _, verdict in pledges),
        pledges=pledges,
        level=report.level,
        broken=len(report.broken),
        claimed=report.score.claimed,
        evidenced=report.score.evidenced,
        answered=report.answered,
        asked=len(report.in_scope),
        attention=_attention(report),
        bank=found.bank.version,
        low=report.score.low,
        high=report.score.high,
        families=family_figures(report),
        clauses=clause_figures(report),
    )


def _summary(db: Database, number: int, mark: Mark | None, kept: Kept, load: Load) -> Summary:
    if mark is not None and number in kept and kept[number][0] == mark:
        return kept[number][1]
    found = summarise(load(db, number))
    if mark is not None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[number] = (mark, found)
    return found


def _settings(assessment: Assessment) -> Assessment:
    return Assessment(
        title=assessment.title,
        organisation=assessment.organisation,
        unit=assessment.unit,
        date=assessment.date,
        pledges=assessment.pledges,
        tier=assessment.tier,
        status=assessment.status,
        revision=assessment.revision,
    )


def _worst(verdicts: Iterable[Verdict]) -> Verdict | None:
    given = set(verdicts)
    if not given:
        return None
    return next((verdict for verdict in PLEDGE_ORDER if verdict in given), "out_of_scope")


def _attention(report: Report) -> tuple[tuple[Kind, int], ...]:
    counts = Counter(objection.kind for objection in objections(report))
    return tuple((kind, counts[kind]) for kind in ATTENTION if counts[kind])
