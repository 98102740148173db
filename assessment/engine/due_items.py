"""What something that falls due consists of."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, get_args

from assessment.engine.duties import Duty
from assessment.engine.model import Text

Kind = Literal["statute", "rhythm", "stale", "ends", "risk", "action"]
"""A duty by law; a rhythm that was promised; a claim that nothing shows any more; a piece of evidence past its
validity; an accepted risk that expires; an action."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True)
class Due:
    """One thing that falls due on ``day``.

    ``id`` stays the same while the same thing is owed for the same time. ``subject`` names what it is about: a duty, a
    question, a piece of evidence or an action's number. ``late`` counts the days since ``day``, 0 where it is not past.
    ``also`` are duties that are owed on another day and shown by the same question.
    """

    id: str
    kind: Kind
    subject: str
    title: Text
    day: date
    late: int
    why: Text
    questions: tuple[str, ...]
    clauses: tuple[str, ...]
    duty: Duty | None = None
    owner: str = ""
    unknown: tuple[str, ...] = ()
    """Facts that are not known and that decide whether it is owed at all."""
    also: tuple[Duty, ...] = ()

    @property
    def overdue(self) -> bool:
        """Whether its day has passed."""
        return self.late > 0


@dataclass(frozen=True)
class Waiting:
    """A duty that starts when something happens; ``unknown`` are the facts that decide whether it can."""

    duty: Duty
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dues:
    """Everything that falls due as of ``today``, by day, so the longest overdue first."""

    today: date
    items: tuple[Due, ...]
    conditional: tuple[Due, ...] = ()
    """What is owed by law if facts hold that are not known."""
    clocks: tuple[Waiting, ...] = ()

    @property
    def overdue(self) -> tuple[Due, ...]:
        """What is past its day."""
        return tuple(one for one in self.items if one.overdue)

    @property
    def ahead(self) -> tuple[Due, ...]:
        """What is not past its day."""
        return tuple(one for one in self.items if not one.overdue)

    def within(self, days: int) -> tuple[Due, ...]:
        """What is overdue or falls due in the next ``days`` days."""
        return tuple(one for one in self.items if one.day <= self.today + timedelta(days=days))
