"""A plan as it is asked for on the command line, as JSON, which scripts rely on, and as plain tables."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import Any, Final

from assessment.engine.planning import PERIODS, Plan, PlannedStep, fit_to_sign, within_budget
from assessment.engine.planning_goal import Blocker, BlockerKind, goal_refusals
from assessment.engine.planning_steps import StepKey
from assessment.engine.report import Report
from assessment.engine.scoring import truncated
from assessment.formats.scores import days, score_document, words
from assessment.formats.text_table import Row, table

_NUMBER: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_WAY_OUT: Final[Mapping[BlockerKind, str]] = {
    "express": "an express assessment is no ground to sign: assess in full",
    "fact": "not known of the organisation: say yes or no in the profile",
    "carried_over": "the answer was carried over: confirm or change it",
    "excluded": "all its questions were answered N/A: it is excluded, not kept",
    "out_of_scope": "none of its questions applies: there is nothing to keep",
    "unanswered": "answer it",
    "accepted": "its risk is accepted: nothing is planned before that expires",
}


class PlanError(Exception):
    """A plan that cannot be made; ``faults`` holds a sentence for everything that is wrong with what was asked for."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def requested_plan(report: Report, budget: str | None, periods: int | None, goal: str | None) -> Plan:
    """The plan that the words of a command ask for. Raises PlanError.

    Either ``budget``, person-days in each of ``periods`` (otherwise one), or ``goal``, ids of pledges and clauses with
    commas between them.
    """
    if (budget is None) == (goal is None):
        raise PlanError(["Ask for either --budget DAYS or --fit-to-sign P1,P4."])
    if goal is not None and periods is not None:
        raise PlanError(["--periods goes with --budget alone: --fit-to-sign has no periods."])
    if goal is not None:
        return _towards(report, goal)
    if periods is not None and not 1 <= periods <= PERIODS:
        raise PlanError([f"--periods: {periods} is not between 1 and {PERIODS}."])
    return within_budget(report, _person_days(budget or ""), periods or 1)


def plan_document(plan: Plan) -> dict[str, Any]:
    """What ``assessment plan --format json`` prints; the optimality gap is rounded up, worth and effort are exact."""
    return {
        "status": plan.status,
        "optimality_gap": ceil(plan.optimality_gap * 10_000) / 10_000,
        "worth": days(plan.worth),
        "effort": days(plan.effort),
        "steps": [{**_key(one.key), "period": one.period, "effort": days(one.step.effort)} for one in plan.steps],
        "blocked": [
            {"kind": one.kind, "subject": one.subject, "steps": [_key(key) for key in one.steps]}
            for one in plan.blocked
        ],
        "too_large": [{**_key(one.key), "effort": days(one.step.effort)} for one in plan.too_large],
        "left_broken": [
            {"question": one.gap.standing.question.id, "clauses": list(one.clauses)} for one in plan.left_broken
        ],
        "predicted": [score_document(report) for report in plan.predicted],
    }


def plan_table(report: Report, plan: Plan) -> str:
    """The same for a person at a terminal, in English, beside where ``report``, that the plan starts from, stands."""
    parts = [_head(report, plan), _left(plan), _steps(plan), _blocked(plan), _large(plan), _predicted(report, plan)]
    return "\n".join(part for part in parts if part)


def _towards(report: Report, goal: str) -> Plan:
    chosen = [name.strip() for name in goal.split(",") if name.strip()]
    if faults := [refusal.message.en for refusal in goal_refusals(report, chosen)]:
        raise PlanError(f"--fit-to-sign: {fault}" for fault in faults)
    return fit_to_sign(report, chosen)


def _person_days(budget: str) -> Fraction:
    found = Fraction(budget) if _NUMBER.fullmatch(budget) else Fraction(0)
    if found <= 0 or (2 * found).denominator != 1:
        raise PlanError([f"--budget: “{budget}” is not a number of person-days in halves above 0, such as 40 or 12.5."])
    return found


def _key(key: StepKey) -> dict[str, Any]:
    return {"question": key.question, "level": key.level}


def _head(report: Report, plan: Plan) -> str:
    about = report.assessment
    count = f"{len(plan.steps)} steps, {days(plan.effort)} person-days, worth {days(plan.worth)}"
    return f"{about.title} · {about.date.isoformat()} · plan\n{count}\n{_shortfall(plan)}"


def _shortfall(plan: Plan) -> str:
    if plan.status == "optimal":
        return ""
    if not plan.optimality_gap:
        return "Time was up: no plan is worth more, but one of equal worth may take less effort.\n"
    percent = ceil(plan.optimality_gap * 10_000) / 100
    return f"Time was up: the plan may be short of the best one by {percent} % of its worth.\n"


def _left(plan: Plan) -> str:
    rows = [
        (_gap(plan.predicted[-1], one.gap.standing.question.id), ", ".join(one.clauses)) for one in plan.left_broken
    ]
    return table(("still broken", "clauses"), rows) if rows else ""


def _gap(report: Report, question: str) -> str:
    standing = report.by_question[question]
    return f"{question} at {standing.evidenced} of {standing.target}"


def _steps(plan: Plan) -> str:
    rows = [
        (
            str(one.period),
            _step(one.key),
            str(days(one.step.effort)),
            one.step.lead,
            ", ".join(_needs(one)) or "-",
            one.step.text.en,
        )
        for one in plan.steps
    ]
    return table(("period", "step", "person-days", "lead", "needs", "what to do"), rows) if rows else ""


def _needs(one: PlannedStep) -> Iterator[str]:
    return (_step(key) for key in one.stands_on if key.question != one.key.question)


def _step(key: StepKey) -> str:
    return f"{key.question} to {key.level}"


def _blocked(plan: Plan) -> str:
    rows = [(one.subject, _WAY_OUT[one.kind], _keeps_back(one)) for one in plan.blocked]
    return table(("in the way", "way out", "keeps back"), rows) if rows else ""


def _keeps_back(one: Blocker) -> str:
    return ", ".join(map(_step, one.steps)) or "-"


def _large(plan: Plan) -> str:
    rows = [(_step(one.key), str(days(one.step.effort))) for one in plan.too_large]
    return table(("larger than a period's budget", "person-days"), rows) if rows else ""


def _predicted(report: Report, plan: Plan) -> str:
    stages = [("now", report), *((f"period {number}", one) for number, one in enumerate(plan.predicted, 1))]
    heads = ("predicted", "verdicts", "broken clauses", "level", "evidenced", "claimed", "answered")
    return table(heads, [(name, *_stage(one)) for name, one in stages])


def _stage(report: Report) -> Row:
    indices = (report.score.evidenced, report.score.claimed)
    return (
        ", ".join(f"{one.pledge.id} {words(one.verdict)}" for one in report.pledges) or "-",
        str(len(report.broken)),
        "-" if report.level is None else str(report.level),
        *("-" if index is None else f"{truncated(index):.1f}" for index in indices),
        f"{report.answered} of {len(report.in_scope)}",
    )
