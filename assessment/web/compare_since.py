"""What the gap report says of the time since the last assessment: which one that is, and what moved."""

from dataclasses import dataclass

from assessment.engine.comparison import Comparison, Figures
from assessment.engine.developments import ClauseChange, Turn
from assessment.store import lineage
from assessment.store.assessments import Stored
from assessment.store.lineage import Head
from assessment.web.compare_page import PartRow, PledgeRow, by_turn, parts, pledges
from assessment.web.compare_reports import chronic, compared
from assessment.web.compare_scope import differences
from assessment.web.storage import db, stored


@dataclass(frozen=True)
class Since:
    """The comparison with the last final assessment, as the report shows it; ``chronic`` counts gaps that stay."""

    last: Stored
    found: Comparison
    alike: bool
    pledges: tuple[PledgeRow, ...]
    evidenced: Figures
    claimed: Figures
    parts: tuple[PartRow, ...]
    clauses: dict[Turn, tuple[ClauseChange, ...]]
    chronic: int


@dataclass(frozen=True)
class Past:
    """What came before an assessment: the last final one, None where there is none, and the revision it replaces."""

    since: Since | None
    replaced: Head | None


def past(found: Stored) -> Past:
    """Look back from an assessment along what each names as its previous one.

    The last assessment is the nearest final one that is no earlier revision of the same.
    """
    line = lineage.row(db(), found.id)
    revisions = _revisions(line)
    last = next((one for one in line[revisions:] if one.status == "final"), None)
    replaced = line[1] if revisions > 1 else None
    return Past(_since(stored(last.id), found) if last else None, replaced)


def _revisions(line: tuple[Head, ...]) -> int:
    """How many at the head of the line are revisions of one assessment."""
    return next((place for place, one in enumerate(line, 1) if one.revision == 1), len(line))


def _since(last: Stored, found: Stored) -> Since:
    result = compared(last, found)
    return Since(
        last=last,
        found=result,
        alike=not differences(last, found),
        pledges=pledges(result),
        evidenced=result.evidenced,
        claimed=result.claimed,
        parts=parts(result),
        clauses=dict(by_turn(result.clauses)),
        chronic=len(chronic(last.id, found.id)),
    )
