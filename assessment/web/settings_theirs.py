"""Where the settings that somebody entered differ from what another person saved meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from assessment.engine.model import Assessment, Bank
from assessment.web import words
from assessment.web.forms_settings import ANSWERS
from assessment.web.language import say


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting in words: as it is stored, and as it was entered."""

    name: str
    theirs: str
    mine: str


def differences(bank: Bank, theirs: Assessment, mine: Assessment) -> tuple[Difference, ...]:
    """Every setting of ``mine`` that is other than in ``theirs``, in the form's order."""
    return tuple(Difference(name, one, other) for name, one, other in _rows(bank, theirs, mine) if one != other)


def _rows(bank: Bank, theirs: Assessment, mine: Assessment) -> Iterator[tuple[str, str, str]]:
    both = (theirs, mine)
    yield _("Title"), theirs.title, mine.title
    yield _("Organisation"), theirs.organisation, mine.organisation
    yield _("Unit or project"), theirs.unit or "–", mine.unit or "–"
    yield _("Date of the assessment"), format_date(theirs.date), format_date(mine.date)
    yield _("Pledges"), _(", ").join(theirs.pledges), _(", ").join(mine.pledges)
    yield _("Extent"), str(words.TIERS[theirs.tier]), str(words.TIERS[mine.tier])
    known = {True: ANSWERS["yes"], False: ANSWERS["no"], None: ANSWERS["unknown"]}
    for fact in bank.facts:
        one, other = (str(known[each.profile.get(fact.id)]) for each in both)
        yield say(fact.text), one, other
    for question in bank.questions:
        one, other = (str(each.targets.get(question.id, question.target)) for each in both)
        yield _("Target of %(question)s", question=question.id), one, other
