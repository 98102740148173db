"""What "fit to sign" asks for, and what stands in its way (docs/scoring.md, section 6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assessment.engine.model import Text
from assessment.engine.planning_steps import StepKey, Steps
from assessment.engine.report import Report
from assessment.engine.rules import Refusal
from assessment.engine.standing import Standing
from assessment.engine.verdicts import ClauseResult

BlockerKind = Literal["express", "fact", "carried_over", "excluded", "out_of_scope", "unanswered", "accepted"]


@dataclass(frozen=True, slots=True)
class Blocker:
    """What no step can mend, and the open steps that can't be planned before it is settled.

    ``subject`` is, by kind: express: the tier; fact: the fact; carried_over, unanswered, accepted: the question;
    excluded: the clause; out_of_scope: the pledge or the clause.
    """

    kind: BlockerKind
    subject: str
    steps: tuple[StepKey, ...] = ()


def goal_refusals(report: Report, chosen: Sequence[str]) -> Iterator[Refusal]:
    """What is wrong with pledges and clauses that were chosen to be made fit to sign."""
    if not chosen:
        yield Refusal(
            "goal",
            Text(en="Nothing is chosen: name a pledge or a clause.", zh="尚未选择目标：请填写承诺书或者条款的编号。"),
        )
    for name in chosen:
        if name not in _choices(report):
            yield Refusal(f"goal.{name}", _why_not(report, name))


def goal_clauses(report: Report, chosen: Sequence[str]) -> tuple[ClauseResult, ...]:
    """The chosen clauses, and of chosen pledges those that make their verdict; all in the bank's order."""
    found = set(chosen)
    for pledge in report.pledges:
        if pledge.pledge.id in found:
            found.update(one.clause.id for one in pledge.clauses)
    return tuple(one for one in report.clauses if one.clause.id in found)


def goal_steps(report: Report, steps: Steps, chosen: Sequence[str]) -> tuple[StepKey, ...]:
    """Open steps up to the bank's target of the goal's questions, blocked ones too, the most pressing gap's first."""
    asked = {one.question.id for one in _asked(report, chosen)}
    return tuple(
        key
        for key, one in steps.candidates.items()
        if key.question in asked and key.level <= one.standing.question.target
    )


def goal_blockers(report: Report, steps: Steps, chosen: Sequence[str]) -> tuple[Blocker, ...]:
    """Everything that keeps the goal from being reached by steps, in the order of ``BlockerKind``."""
    return (*_unsettled(report), *_unheard(report, chosen), *_held_back(report, steps, chosen))


def blockers(steps: Steps, wanted: Sequence[StepKey], also: Sequence[str] = ()) -> tuple[Blocker, ...]:
    """Questions that keep steps of ``wanted`` from being planned, and those of ``also``; unanswered ones first."""
    found = [
        Blocker(hold, question, tuple(key for key in wanted if key in steps.waiting.get(question, ())))
        for question, hold in steps.held_back.items()
    ]
    named = [one for one in found if one.steps or one.subject in also]
    return tuple(sorted(named, key=lambda one: one.kind == "accepted"))


def _choices(report: Report) -> set[str]:
    return {one.pledge.id for one in report.pledges} | {one.clause.id for one in report.clauses}


def _why_not(report: Report, name: str) -> Text:
    bank = report.bank
    if name in bank.pledge or (name in bank.clause and bank.clause[name].pledge not in report.assessment.pledges):
        pledge = name if name in bank.pledge else bank.clause[name].pledge
        return Text(
            en=f"{pledge} is not assessed here: add it to the assessment's pledges, or choose another.",
            zh=f"本次评估不包括{pledge}：请将其加入评估的承诺书，或者另选目标。",
        )
    if name in bank.clause:
        return Text(
            en=f"{name} is a formality without a verdict: choose another clause.",
            zh=f"{name}属于形式性条款，不作结论：请另选条款。",
        )
    return Text(
        en=f"The bank has no pledge or clause “{name}”: check the spelling.",
        zh=f"题库中没有编号为“{name}”的承诺书或者条款：请核对编号。",
    )


def _asked(report: Report, chosen: Sequence[str]) -> list[Standing]:
    found = {one.question.id: one for clause in goal_clauses(report, chosen) for one in clause.standings}
    return [one for one in found.values() if one.in_scope]


def _unsettled(report: Report) -> Iterator[Blocker]:
    if report.assessment.tier == "core":
        yield Blocker("express", "core")
    yield from (Blocker("fact", fact) for fact in report.unknown_facts)
    yield from (Blocker("carried_over", one.question.id) for one in report.carried_over)


def _unheard(report: Report, chosen: Sequence[str]) -> Iterator[Blocker]:
    clauses = goal_clauses(report, chosen)
    yield from (Blocker("excluded", one.clause.id) for one in clauses if one.verdict == "excluded")
    for pledge in report.pledges:
        if pledge.pledge.id in chosen and pledge.verdict == "out_of_scope":
            yield Blocker("out_of_scope", pledge.pledge.id)
    for clause in clauses:
        if clause.clause.id in chosen and clause.verdict == "out_of_scope":
            yield Blocker("out_of_scope", clause.clause.id)


def _held_back(report: Report, steps: Steps, chosen: Sequence[str]) -> tuple[Blocker, ...]:
    below = [one for one in _asked(report, chosen) if (one.evidenced or 0) < one.question.target]
    return blockers(steps, goal_steps(report, steps, chosen), [one.question.id for one in below])
