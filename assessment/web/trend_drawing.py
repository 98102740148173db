"""The figures of a trend, from what its page shows. Importing this imports plotly."""

from flask_babel import gettext as _

from assessment.engine.history import FamilyFigure
from assessment.formats.chart_parts import Figure
from assessment.formats.trend_charts import Dot, Small, Words, families, trend
from assessment.web.language import current
from assessment.web.trend_page import FamilyRow, Moment, TrendPage


def over_time(page: TrendPage) -> Figure:
    """The indices, broken clauses and levels of two assessments or more."""
    return trend([_dot(moment) for moment in page.moments], _words())


def by_family(page: TrendPage) -> Figure:
    """The indices of each of one family or more, over two assessments or more."""
    return families([_small(row, page.moments) for row in page.families], _words())


def _words() -> Words:
    return Words(
        evidenced=_("Evidenced"),
        claimed=_("Claimed"),
        range=_("Can still become"),
        apart=_("Not to be compared directly"),
        broken=_("Broken clauses"),
        level=_("Overall level"),
    )


def _dot(moment: Moment) -> Dot:
    one = moment.summary
    return Dot(
        day=one.assessment.date,
        evidenced=one.evidenced,
        claimed=one.claimed,
        joined=moment.joined,
        low=one.low if one.answered < one.asked else None,
        high=one.high if one.answered < one.asked else None,
        level=one.level,
        broken=one.broken,
    )


def _small(row: FamilyRow, moments: tuple[Moment, ...]) -> Small:
    title = f"{row.family.id} {row.family.title.in_language(current())}"
    return Small(title, tuple(map(_small_dot, moments, row.cells)))


def _small_dot(moment: Moment, cell: FamilyFigure | None) -> Dot:
    evidenced, claimed = (cell.evidenced, cell.claimed) if cell else (None, None)
    return Dot(moment.summary.assessment.date, evidenced, claimed, moment.joined)
