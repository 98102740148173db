"""What becomes of each gap: what is decided about it, how far that is, and what is left (docs/scoring.md, section 10).

Actions are read as they stand on the day of the report, which a final assessment's answers don't: an action that is
done raises no level until its question is answered again.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Generic, Literal, Protocol, TypeVar, get_args

from assessment.engine.gaps import Gap
from assessment.engine.model import Action, Bank, Question, Step
from assessment.engine.report import Report
from assessment.engine.scope import alike
from assessment.engine.standing import Standing
from assessment.engine.verdicts import ClauseResult

State = Literal["undecided", "named", "planned", "doing", "done", "accepted"]
"""What a gap has come to. "named": an action without owner or day, which is no plan yet. "done": what was promised is
done and the question still stands below its target. "accepted": its risk is, and nobody works on it."""

STATES: Final[tuple[State, ...]] = get_args(State)
Lapse = Literal["changed", "out_of_scope", "na", "open", "lowered"]
"""Why an earlier gap is gone without being closed: its question changed or went, doesn't apply, is N/A, has no answer,
or stands at a target that is lower now, and below the one it had."""


class Followed(Protocol):
    """An action with whatever is kept of it beside."""

    @property
    def action(self) -> Action:
        """The promised step."""


F = TypeVar("F", bound=Followed)


@dataclass(frozen=True)
class Left(Generic[F]):
    """A step that is still open, and the action that leads to it; None where nobody promised it."""

    step: Step
    by: F | None


@dataclass(frozen=True)
class Case(Generic[F]):
    """A gap and what is done about it.

    ``breaks`` are the clauses that are broken because of it; ``endangers`` the others that it keeps from being kept.
    ``inherited`` are actions of the assessment before that nobody took over yet.
    """

    gap: Gap
    breaks: tuple[ClauseResult, ...]
    endangers: tuple[ClauseResult, ...]
    own: tuple[F, ...]
    inherited: tuple[F, ...]
    on: datetime.date
    """The day of the report."""
    in_force: bool
    """A risk is accepted for it that has not expired on that day."""
    left: tuple[Left[F], ...]

    @property
    def actions(self) -> tuple[F, ...]:
        """Every action on its question."""
        return (*self.own, *self.inherited)

    @property
    def ahead(self) -> tuple[F, ...]:
        """Actions that lead above what is shown already; the others say nothing about the rest of the way."""
        return tuple(one for one in self.actions if one.action.level > (self.gap.standing.evidenced or 0))

    @property
    def overdue(self) -> bool:
        """Whether an action that leads on is past its day."""
        return any(is_overdue(one.action, self.on) for one in self.ahead)

    @property
    def state(self) -> State:
        """What the gap has come to."""
        ahead = [one.action for one in self.ahead]
        if any(action.status == "doing" for action in ahead):
            return "doing"
        if waiting := [action for action in ahead if action.status == "open"]:
            return "planned" if any(map(is_planned, waiting)) else "named"
        if any(action.status == "done" for action in ahead):
            return "done"
        return "accepted" if self.in_force else "undecided"

    @property
    def all_done(self) -> bool:
        """Whether every open step is done, so that only answering again is left."""
        return all(one.by is not None and one.by.action.status == "done" for one in self.left)

    @property
    def effort(self) -> Fraction:
        """Person-days of the open steps that are not done."""
        steps = (one.step for one in self.left if one.by is None or one.by.action.status != "done")
        return sum((step.effort for step in steps), Fraction(0))


@dataclass(frozen=True)
class Rectified(Generic[F]):
    """A gap that was closed: where its question stands, where it stood before, and the actions on it.

    ``before`` is None where the assessment before had no such gap: what closed it was promised in this one.
    """

    standing: Standing
    before: Standing | None
    actions: tuple[F, ...]


@dataclass(frozen=True)
class Lapsed:
    """A gap of the assessment before that is gone without being closed."""

    question: Question
    before: Standing
    why: Lapse


@dataclass(frozen=True)
class Rectification(Generic[F]):
    """A whole report on rectification as of the day ``on``; each own action stands in one place of it."""

    on: datetime.date
    cases: tuple[Case[F], ...]
    rectified: tuple[Rectified[F], ...]
    lapsed: tuple[Lapsed, ...]
    others: tuple[F, ...]
    """Own actions on questions that are no gap and were not closed by one."""

    def count(self, state: State) -> int:
        """How many gaps are in ``state``."""
        return sum(case.state == state for case in self.cases)

    @property
    def decided(self) -> int:
        """How many gaps somebody decided about: with a plan, or by accepting the risk."""
        return len(self.cases) - self.count("undecided") - self.count("named")

    @property
    def overdue(self) -> int:
        """How many gaps have an overdue action."""
        return sum(case.overdue for case in self.cases)

    @property
    def breaking(self) -> tuple[Case[F], ...]:
        """Gaps that break a clause."""
        return tuple(case for case in self.cases if case.breaks)

    @property
    def lesser(self) -> tuple[Case[F], ...]:
        """Gaps that break none."""
        return tuple(case for case in self.cases if not case.breaks)


def is_running(action: Action) -> bool:
    """Whether something is left to do."""
    return action.status in ("open", "doing")


def is_overdue(action: Action, on: datetime.date) -> bool:
    """Whether it should have been done before ``on``."""
    return is_running(action) and action.due is not None and action.due < on


def is_planned(action: Action) -> bool:
    """Whether it has an owner and a day; without, it is a wish."""
    return bool(action.owner) and action.due is not None


def handed_on(bank: Bank, own: Iterable[F], earlier_bank: Bank, earlier: Iterable[F]) -> tuple[F, ...]:
    """Actions of an earlier assessment that go on in the next: on alike questions, not dropped, not there already."""
    there = {step_of(one) for one in own}
    return tuple(
        one
        for one in earlier
        if one.action.status != "dropped"
        and step_of(one) not in there
        and alike(bank, earlier_bank, one.action.question)
    )


def step_of(one: Followed) -> tuple[str, int]:
    """Question and level that an action is about."""
    return one.action.question, one.action.level


def rectification(
    report: Report,
    own: Sequence[F],
    on: datetime.date,
    earlier: Report | None = None,
    earlier_actions: Sequence[F] = (),
) -> Rectification[F]:
    """Work out what becomes of the gaps of ``report`` with the actions as they stand on ``on``.

    ``earlier`` is the assessment that this one was begun from, with its own actions as they stand by now.
    """
    inherited = handed_on(report.bank, own, earlier.bank, earlier_actions) if earlier else ()
    cases = tuple(_case(report, gap, own, inherited, on) for gap in report.gaps)
    rectified = tuple(_rectified(report, earlier, own, inherited))
    placed = {case.gap.standing.question.id for case in cases} | {one.standing.question.id for one in rectified}
    return Rectification(
        on=on,
        cases=cases,
        rectified=rectified,
        lapsed=tuple(_lapsed(report, earlier)) if earlier else (),
        others=tuple(one for one in own if one.action.question not in placed),
    )


def _case(report: Report, gap: Gap, own: Sequence[F], inherited: Sequence[F], on: datetime.date) -> Case[F]:
    one = gap.standing
    about = _about(one.question.id, own), _about(one.question.id, inherited)
    risk = report.assessment.accepted.get(one.question.id)
    breaks = tuple(clause for clause in gap.clauses if clause.verdict == "broken" and one in clause.because)
    below = one.evidenced is not None and one.evidenced < one.question.target
    return Case(
        gap=gap,
        breaks=breaks,
        endangers=tuple(clause for clause in gap.clauses if below and clause not in breaks),
        own=about[0],
        inherited=about[1],
        on=on,
        in_force=risk is not None and risk.until >= on,
        left=tuple(Left(step, _by(step, (*about[0], *about[1]))) for step in one.open_steps),
    )


def _by(step: Step, actions: Iterable[F]) -> F | None:
    """The action that leads to a step: one that runs before one that is done; one that was dropped leads nowhere."""
    own = [one for one in actions if one.action.level == step.level and one.action.status != "dropped"]
    return next((one for one in own if is_running(one.action)), own[-1] if own else None)


def _about(name: str, actions: Iterable[F]) -> tuple[F, ...]:
    own = (one for one in actions if one.action.question == name)
    return tuple(sorted(own, key=lambda one: one.action.level))


def _rectified(
    report: Report, earlier: Report | None, own: Sequence[F], inherited: Sequence[F]
) -> Iterable[Rectified[F]]:
    for one in report.standings:
        before = _gap_before(report, earlier, one.question.id)
        about = _about(one.question.id, own)
        if before is not None:
            closed = _reached(one, before.target)
        else:
            closed = any(each.action.status == "done" and each.action.level <= one.target for each in about)
        if closed and _reached(one, one.target):
            yield Rectified(one, before, (*about, *_about(one.question.id, inherited)))


def _reached(one: Standing, level: int) -> bool:
    return one.evidenced is not None and one.evidenced >= level


def _gap_before(report: Report, earlier: Report | None, name: str) -> Standing | None:
    if earlier is None or not alike(report.bank, earlier.bank, name):
        return None
    before = earlier.by_question.get(name)
    return before if before is not None and before.gap else None


def _lapsed(report: Report, earlier: Report) -> Iterable[Lapsed]:
    for gap in earlier.gaps:
        why = _why(report, earlier, gap.standing)
        if why is not None:
            yield Lapsed(gap.standing.question, gap.standing, why)


def _why(report: Report, earlier: Report, before: Standing) -> Lapse | None:
    name = before.question.id
    if not alike(report.bank, earlier.bank, name):
        return "changed"
    now = report.by_question.get(name)
    if now is None:
        return "out_of_scope"
    match now.state:
        case "na" | "open" as state:
            return state
    return None if now.gap or _reached(now, before.target) else "lowered"
