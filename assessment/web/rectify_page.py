"""What the rectification report shows beside the engine's result: who promised what, where, and what shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import lazy_gettext as _

from assessment.engine.model import AcceptedRisk, Question
from assessment.engine.rectification import Case, Lapse, Rectification, State, is_running, rectification
from assessment.engine.report import Report, assess
from assessment.engine.verdicts import ClauseResult, PledgeResult
from assessment.store.action_rows import Tracked
from assessment.store.assessments import Stored
from assessment.store.handing_on import Before
from assessment.web.actions_page import Row, row
from assessment.web.report_words import fitness

STATES: Final[Mapping[State, object]] = {
    "undecided": _("Nothing decided yet"),
    "named": _("Not yet a plan"),
    "planned": _("Planned"),
    "doing": _("Under way"),
    "done": _("Done, not answered again"),
    "accepted": _("Risk accepted"),
}
LAPSES: Final[Mapping[Lapse, object]] = {
    "changed": _("its question has changed since, or is gone"),
    "out_of_scope": _("it does not apply any more"),
    "na": _("it is answered with “does not apply”"),
    "open": _("it is not answered yet"),
    "lowered": _("its target is lower now"),
}


@dataclass(frozen=True, slots=True)
class PledgePart:
    """One pledge with the sentences on its verdict."""

    result: PledgeResult
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A risk that is accepted: whether that ended before the day of the report, and whether it is about a gap."""

    question: Question
    risk: AcceptedRisk
    expired: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """One action; ``home`` is the assessment in whose list it stands, ``inherited`` where that is the one before."""

    row: Row
    home: Stored
    inherited: bool


@dataclass(frozen=True)
class RectifyPage:
    """The whole report on rectification."""

    report: Report
    result: Rectification[Tracked]
    pledges: tuple[PledgePart, ...]
    promising: tuple[ClauseResult, ...]
    """Assessed clauses that promise rectification."""
    deeds: Mapping[int, Deed]
    """Every action by its number."""
    accepted: tuple[Accepted, ...]
    """Every accepted risk, the first to end first."""
    before: Stored | None
    """The assessment that this one was begun from."""

    def of(self, actions: tuple[Tracked, ...]) -> tuple[Deed, ...]:
        """Put actions beside their questions and evidence."""
        return tuple(self.deeds[one.id] for one in actions)

    def next_due(self, case: Case[Tracked]) -> date | None:
        """The first day on which something of it should be done."""
        return min((one.action.due for one in case.ahead if one.action.due and is_running(one.action)), default=None)

    def owners(self, case: Case[Tracked]) -> tuple[str, ...]:
        """Who works on it."""
        owners = (one.action.owner for one in case.ahead if one.action.owner and is_running(one.action))
        return tuple(dict.fromkeys(owners))


def rectify_page(
    found: Stored, report: Report, own: tuple[Tracked, ...], before: Before | None, today: date
) -> RectifyPage:
    """Work out the report of ``found`` as of ``today``, in the language in force."""
    earlier = assess(before.stored.bank, before.stored.assessment) if before else None
    return RectifyPage(
        report=report,
        result=rectification(report, own, today, earlier, before.actions if before else ()),
        pledges=tuple(PledgePart(one, fitness(report, one)) for one in report.pledges),
        promising=tuple(one for one in report.clauses if _promises(one)),
        deeds=_deeds(found, own, before, today),
        accepted=_accepted(report, today),
        before=before.stored if before else None,
    )


def _promises(one: ClauseResult) -> bool:
    return one.clause.kind == "obligation" and "remediation" in one.clause.themes


def _deeds(found: Stored, own: tuple[Tracked, ...], before: Before | None, today: date) -> dict[int, Deed]:
    theirs = before.actions if before else ()
    deeds = {one.id: Deed(row(found, one, today), found, inherited=False) for one in own}
    if before:
        deeds |= {one.id: Deed(row(before.stored, one, today), before.stored, inherited=True) for one in theirs}
    return deeds


def _accepted(report: Report, today: date) -> tuple[Accepted, ...]:
    gaps = {gap.standing.question.id for gap in report.gaps}
    risks = sorted(report.assessment.accepted.items(), key=lambda item: item[1].until)
    return tuple(
        Accepted(report.bank.question[name], risk, expired=risk.until < today, gap=name in gaps) for name, risk in risks
    )
