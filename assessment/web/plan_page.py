"""What the plan's page shows, worked out once from the engine's plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from assessment.engine.model import Text
from assessment.engine.planning import LeftBroken, Plan, PlannedStep
from assessment.engine.planning_steps import StepKey, steps
from assessment.engine.report import Report
from assessment.engine.verdicts import Verdict
from assessment.store.action_rows import Tracked
from assessment.web import words
from assessment.web.plan_adopting import value_of
from assessment.web.plan_asked import Asked, Span
from assessment.web.plan_words import stage_label, why_left
from assessment.web.report_words import fitness


@dataclass(frozen=True, slots=True)
class Row:
    """One step: what it needs first and unlocks among the plan's other questions, what it serves, its action."""

    planned: PlannedStep
    needs: tuple[StepKey, ...]
    unlocks: tuple[StepKey, ...]
    clauses: tuple[str, ...]
    references: Mapping[str, tuple[str, ...]]
    """Entries of the rule books by book."""
    action: Tracked | None
    """The latest action about it that was not dropped."""

    @property
    def value(self) -> str:
        """The step as the form sends it."""
        return value_of(self.planned)

    @property
    def pursued(self) -> bool:
        """Whether an action about it is open or under way."""
        return self.action is not None and self.action.action.status != "done"


@dataclass(frozen=True, slots=True)
class Part:
    """The steps of one period; fit to sign has one without days."""

    number: int
    span: Span | None
    rows: tuple[Row, ...]

    @property
    def effort(self) -> Fraction:
        """Person-days of its steps."""
        return sum((row.planned.step.effort for row in self.rows), Fraction(0))


@dataclass(frozen=True, slots=True)
class Stage:
    """Today, or a prediction of where one stands after a period."""

    label: str
    report: Report


@dataclass(frozen=True, slots=True)
class Ahead:
    """A pledge, or a clause that was chosen by itself, today and after the plan, and what is said of it then."""

    name: str
    text: Text
    today: Verdict
    later: Verdict
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A question that breaks clauses still after the plan, and why the plan leaves it."""

    broken: LeftBroken
    why: str


@dataclass(frozen=True)
class PlanPage:
    """A plan with what the page works out from it."""

    report: Report
    asked: Asked
    plan: Plan
    stages: tuple[Stage, ...]
    parts: tuple[Part, ...]
    ahead: tuple[Ahead, ...]
    left: tuple[Left, ...]

    @property
    def end(self) -> Report:
        """The prediction of where it leads."""
        return self.plan.predicted[-1]

    @cached_property
    def leads(self) -> tuple[str, ...]:
        """Functions that lead a step that can be adopted, in the order of their words."""
        found = {row.planned.step.lead for row in self._free}
        return tuple(lead for lead in words.LEADS if lead in found)

    @cached_property
    def pursued(self) -> int:
        """How many of the steps are actions already."""
        return len(self.plan.steps) - len(self._free)

    @property
    def free(self) -> tuple[str, ...]:
        """The steps that nobody has promised yet, as the form sends them."""
        return tuple(row.value for row in self._free if row.action is None)

    @property
    def query(self) -> dict[str, list[str]]:
        """What the address says was asked for."""
        return self.asked.query(self.report)

    @cached_property
    def _free(self) -> tuple[Row, ...]:
        return tuple(row for part in self.parts for row in part.rows if not row.pursued)


def plan_page(report: Report, asked: Asked, plan: Plan, actions: Sequence[Tracked]) -> PlanPage:
    """Work out the page of ``plan``, which starts from ``report``, beside the ``actions`` that there are."""
    held = [asked.spans[number] if asked.spans else None for number in range(asked.periods)]
    known = steps(report)
    return PlanPage(
        report=report,
        asked=asked,
        plan=plan,
        stages=(
            Stage(stage_label(0, None), report),
            *(Stage(stage_label(number, held[number - 1]), one) for number, one in enumerate(plan.predicted, 1)),
        ),
        parts=tuple(_parts(report, plan, held, _promised(actions))),
        ahead=(*_pledges_ahead(report, plan.predicted[-1]), *_clauses_ahead(report, plan.predicted[-1], asked)),
        left=tuple(Left(one, why_left(known, asked, plan, one)) for one in plan.left_broken),
    )


def _pledges_ahead(now: Report, end: Report) -> Iterable[Ahead]:
    for today, later in zip(now.pledges, end.pledges, strict=True):
        yield Ahead(today.pledge.id, today.pledge.title, today.verdict, later.verdict, fitness(end, later))


def _clauses_ahead(now: Report, end: Report, asked: Asked) -> Iterable[Ahead]:
    for today, later in zip(now.clauses, end.clauses, strict=True):
        if today.clause.id in asked.chosen:
            yield Ahead(today.clause.id, today.clause.text, today.verdict, later.verdict)


def _promised(actions: Iterable[Tracked]) -> dict[StepKey, Tracked]:
    kept = [one for one in actions if one.action.status != "dropped"]
    # Done ones first, so that one that is open stands before one that was done earlier.
    kept.sort(key=lambda one: one.action.status != "done")
    return {StepKey(one.action.question, one.action.level): one for one in kept}


def _parts(
    report: Report, plan: Plan, held: Sequence[Span | None], promised: Mapping[StepKey, Tracked]
) -> Iterable[Part]:
    above: dict[StepKey, list[StepKey]] = {}
    for step in plan.steps:
        for key in step.stands_on:
            above.setdefault(key, []).append(step.key)
    rows = [_row(report, step, above.get(step.key, ()), promised) for step in plan.steps]
    for number, span in enumerate(held, 1):
        yield Part(number, span, tuple(row for row in rows if row.planned.period == number))


def _row(report: Report, step: PlannedStep, above: Sequence[StepKey], promised: Mapping[StepKey, Tracked]) -> Row:
    question = step.standing.question
    return Row(
        planned=step,
        needs=_others(question.id, step.stands_on),
        unlocks=_others(question.id, above),
        clauses=tuple(
            name for name in question.clauses if report.bank.clause[name].pledge in report.assessment.pledges
        ),
        references=question.refs,
        action=promised.get(step.key),
    )


def _others(question: str, keys: Iterable[StepKey]) -> tuple[StepKey, ...]:
    """A question's own steps come one after another, which goes without saying."""
    return tuple(key for key in keys if key.question != question)
