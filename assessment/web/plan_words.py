"""The plan's sentences, in the person's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from flask import url_for
from flask_babel import format_date, lazy_gettext, ngettext
from flask_babel import gettext as _

from assessment.engine.frontier import Frontier, Point
from assessment.engine.planning import LeftBroken, Plan
from assessment.engine.planning_goal import Blocker, BlockerKind
from assessment.engine.planning_steps import StepKey, Steps
from assessment.engine.report import Report
from assessment.engine.scoring import truncated
from assessment.web.language import say
from assessment.web.plan_asked import Asked, Span

WAYS_OUT: Final = {
    "express": lazy_gettext("An express check is no ground to sign: make it a full assessment in the settings."),
    "fact": lazy_gettext("Facts that are not known yet: say yes or no in the settings."),
    "carried_over": lazy_gettext("Answers that were carried over: confirm or change them."),
    "excluded": lazy_gettext(
        "Clauses all of whose questions were answered N/A: they are excluded, not kept. Look whether the N/A holds."
    ),
    "out_of_scope": lazy_gettext("Nothing of it applies by the facts in the settings, so there is nothing to keep."),
    "unanswered": lazy_gettext("Questions that are not answered: answer them, for nothing is planned before."),
    "accepted": lazy_gettext(
        "Accepted risks: nothing is planned before they expire. Withdraw the acceptance where it shall be mended now."
    ),
}


@dataclass(frozen=True, slots=True)
class InTheWay:
    """One thing that no step can mend: its name, what it says, where it is settled, and the steps that wait for it."""

    name: str
    text: str
    address: str
    steps: tuple[StepKey, ...]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Everything of one kind that is in the way, and the way out."""

    kind: BlockerKind
    way_out: str
    ones: tuple[InTheWay, ...]


def obstacles(number: int, report: Report, plan: Plan) -> tuple[Obstacle, ...]:
    """What blocks a plan of the assessment ``number``, kind by kind."""
    found: dict[BlockerKind, list[InTheWay]] = {}
    for one in plan.blocked:
        found.setdefault(one.kind, []).append(_in_the_way(number, report, one))
    return tuple(Obstacle(kind, str(WAYS_OUT[kind]), tuple(ones)) for kind, ones in found.items())


def why_left(known: Steps, asked: Asked, plan: Plan, one: LeftBroken) -> str:
    """Say why a plan leaves a question that breaks clauses; ``known`` are the steps that could be planned."""
    question = one.gap.standing.question
    mending = StepKey(question.id, 2 if question.critical else 1)
    if one.gap.accepted:
        return _("Its risk is accepted, so nothing is planned for it.")
    if any(mending in blocker.steps for blocker in plan.blocked):
        return _("Its steps wait for something that is in the way.")
    if asked.goal == "sign":
        return _("It belongs to nothing that was chosen.")
    if any(step.step.effort > asked.days for step in known.closure([mending])):
        return _("A step that mends it takes more than a whole period's budget.")
    return _("The budget has no room for it.")


def quality(asked: Asked, plan: Plan, seconds: float) -> str:
    """Say how sure it is that there is no better plan."""
    if asked.goal == "sign":
        return _("Each of these steps is needed: without any one of them the goal is not reached.")
    if plan.status == "optimal":
        return _("No plan within this budget is worth more, and none of equal worth takes less effort.")
    if not plan.optimality_gap:
        return _(
            "Time was up after %(seconds)s seconds: no plan within this budget is worth more, but one of equal worth "
            "may take less effort.",
            seconds=f"{seconds:g}",
        )
    return _(
        "Time was up after %(seconds)s seconds: this is the best plan found by then, and it may be short of the best "
        "one by %(percent)s per cent of its worth.",
        seconds=f"{seconds:g}",
        percent=f"{ceil(plan.optimality_gap * 1000) / 10:g}",
    )


def frontier_words(found: Frontier) -> tuple[str, ...]:
    """Say where effort stops helping."""
    return (_until_unbroken(found), *_until_the_end(found))


def stage_label(number: int, span: Span | None) -> str:
    """Name a stage of a plan: today, the end of a plan without days, or the end of a period."""
    if span is None:
        return _("After the plan") if number else _("Today")
    return _("After period %(number)s, on %(day)s", number=number, day=format_date(span.last))


def person_days(days: Fraction) -> str:
    """Say an effort."""
    return ngettext("%(days)s person-day", "%(days)s person-days", 1 if days == 1 else 2, days=f"{float(days):g}")


def _in_the_way(number: int, report: Report, one: Blocker) -> InTheWay:
    settings = url_for("start.settings", number=number)
    match one.kind:
        case "express":
            return InTheWay(_("Settings"), "", settings, one.steps)
        case "fact":
            return InTheWay(say(report.bank.fact[one.subject].text), "", f"{settings}#fact-{one.subject}", one.steps)
        case "out_of_scope":
            return InTheWay(one.subject, _named(report, one.subject), settings, one.steps)
        case "excluded":
            clause = report.bank.clause[one.subject]
            address = url_for("reporting.report", number=number, _anchor=f"clause-{clause.id}")
            return InTheWay(clause.id, say(clause.text), address, one.steps)
        case "accepted":
            address = url_for("risks.risk", number=number, question=one.subject)
        case _:
            address = question_address(number, report, one.subject)
    return InTheWay(one.subject, say(report.bank.question[one.subject].text), address, one.steps)


def question_address(number: int, report: Report, question: str) -> str:
    """Where a question is answered."""
    family = report.bank.question[question].family
    return url_for("answering.family", number=number, family=family, _anchor=question)


def _named(report: Report, name: str) -> str:
    bank = report.bank
    return say(bank.pledge[name].title if name in bank.pledge else bank.clause[name].text)


def _until_unbroken(found: Frontier) -> str:
    point = found.unbroken
    if point is None:
        return ngettext(
            "Even with everything that can be planned %(num)s clause stays broken.",
            "Even with everything that can be planned %(num)s clauses stay broken.",
            len(found.end.report.broken),
        )
    if not point.effort:
        return _("No clause is broken today.")
    return ngettext(
        "With %(days)s or more no clause is broken; today %(num)s is.",
        "With %(days)s or more no clause is broken; today %(num)s are.",
        len(found.start.report.broken),
        days=person_days(point.effort),
    )


def _until_the_end(found: Frontier) -> Iterator[str]:
    if found.end.evidenced <= found.start.evidenced:
        return
    half, most = found.reaching(Fraction(1, 2)), found.reaching(Fraction(9, 10))
    yield _(
        "The evidenced index can go from %(now)s to %(end)s with %(days)s. Half of that way takes %(half)s.",
        now=_index(found.start),
        end=_index(found.end),
        days=person_days(found.end.effort),
        half=person_days(half.effort),
    )
    if (last := found.end.effort - most.effort) > 0:
        yield _("The last tenth of the way takes %(days)s by itself.", days=person_days(last))


def _index(point: Point) -> str:
    return f"{truncated(point.evidenced):.1f}"
