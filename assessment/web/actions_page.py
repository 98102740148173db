"""What the actions' pages show: the plan in the order of its days, what is no plan yet, and what has ended."""

from dataclasses import dataclass
from datetime import date

from assessment.engine.model import OPERATING, Evidence, Level, Question, Step
from assessment.engine.rectification import is_overdue, is_planned, is_running
from assessment.engine.report import Report
from assessment.engine.scope import alike
from assessment.engine.standing import Standing
from assessment.store.action_rows import Tracked
from assessment.store.assessments import Stored
from assessment.store.handing_on import Before
from assessment.web import words
from assessment.web.language import say


@dataclass(frozen=True)
class Row:
    """One action with its question; ``piece`` is what shows it done, where the register still has it."""

    tracked: Tracked
    question: Question
    overdue: bool
    piece: Evidence | None

    @property
    def step(self) -> Step:
        """The bank's step that the action is about."""
        return self.question.steps[self.tracked.action.level - 1]

    @property
    def ended(self) -> bool:
        """Whether nothing is left to do."""
        return not is_running(self.tracked.action)

    @property
    def planned(self) -> bool:
        """Whether it has an owner and a day; without, it is a wish."""
        return is_planned(self.tracked.action)


@dataclass(frozen=True)
class Waiting:
    """Open actions of the assessment before, ``stored``, that nobody took over yet.

    ``reached`` are the numbers of those whose question stands at their level here; ``changed`` counts those that cannot
    be taken over, for their question has changed or is gone.
    """

    stored: Stored
    rows: tuple[Row, ...]
    reached: frozenset[int]
    changed: int


@dataclass(frozen=True)
class ActionsPage:
    """All actions of one assessment: planned ones by their day, so the overdue first; others as they were added."""

    planned: tuple[Row, ...]
    loose: tuple[Row, ...]
    ended: tuple[Row, ...]
    waiting: Waiting | None = None

    @property
    def overdue(self) -> int:
        """How many are past their day."""
        return sum(row.overdue for row in (*self.planned, *self.loose))


def actions_page(
    found: Stored, actions: tuple[Tracked, ...], today: date, waiting: Waiting | None = None
) -> ActionsPage:
    """Sort the actions of an assessment as of ``today``."""
    rows = tuple(row(found, one, today) for one in actions)
    left = tuple(one for one in rows if not one.ended)
    return ActionsPage(
        planned=tuple(sorted((one for one in left if one.planned), key=_day)),
        loose=tuple(one for one in left if not one.planned),
        ended=tuple(one for one in rows if one.ended),
        waiting=waiting,
    )


def waiting(
    found: Stored, report: Report, before: Before | None, open_before: tuple[Tracked, ...], today: date
) -> Waiting | None:
    """Say what waits to be taken over from the assessment before, as of ``today``; None where nothing does."""
    if before is None:
        return None
    other = before.stored
    changed = sum(
        is_running(one.action) and not alike(found.bank, other.bank, one.action.question) for one in before.actions
    )
    if not open_before and not changed:
        return None
    rows = tuple(sorted((row(other, one, today) for one in open_before), key=_day))
    reached = frozenset(one.id for one in open_before if _reached(report.by_question.get(one.action.question), one))
    return Waiting(other, rows, reached, changed)


def _reached(one: Standing | None, tracked: Tracked) -> bool:
    return one is not None and one.evidenced is not None and one.evidenced >= tracked.action.level


def row(found: Stored, tracked: Tracked, today: date) -> Row:
    """Put one action beside its question and its evidence."""
    action = tracked.action
    return Row(
        tracked,
        found.bank.question[action.question],
        overdue=is_overdue(action, today),
        piece=found.assessment.evidence.get(tracked.evidence or ""),
    )


def proposed(report: Report, question: str, level: str) -> dict[str, str]:
    """What a new action's form begins with: the step that was asked for, or the next one, and what could prove it."""
    asked = report.bank.question.get(question)
    if asked is None:
        return {}
    wanted = words.LEVEL_OF.get(level) or _next(report.by_question.get(asked.id), asked)
    return {"question": asked.id, "level": str(wanted), "proof": _proof(asked, wanted)}


def _day(one: Row) -> date:
    return one.tracked.action.due or date.max


def _next(one: Standing | None, question: Question) -> Level:
    return one.open_steps[0].level if one and one.open_steps else question.target


def _proof(question: Question, level: Level) -> str:
    """The first kind of evidence that the bank names, one of the operating ones where the level asks for it."""
    hints = question.evidence
    fitting = [hint for hint in hints if (hint.kind in OPERATING) == (level > 2)]
    return next((say(hint.text) for hint in (*fitting, *hints)), "")
