"""Where one question stands: its answer, what is claimed, what is shown, how far the target is."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from assessment.engine.evidence import Backing, backing
from assessment.engine.model import Answer, Assessment, Evidence, Level, Question, Step

State = Literal["open", "level", "unknown", "na"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One applicable question on the assessment's date.

    ``target`` is the assessment's, never below the bank's. ``claimed`` is the answer's level, 0 for unknown;
    ``backing`` is what the evidence shows of it. Both are None where the question is open or answered N/A.
    """

    question: Question
    answer: Answer
    target: Level
    pieces: tuple[Evidence, ...]
    on: date
    claimed: Level | None
    backing: Backing | None

    @property
    def state(self) -> State:
        """What kind of answer there is; "open" where there is none."""
        match self.answer.choice:
            case None:
                return "open"
            case "unknown" | "na" as word:
                return word
            case _:
                return "level"

    @property
    def in_scope(self) -> bool:
        """Whether the question is in S: applicable and not answered N/A."""
        return self.answer.choice != "na"

    @property
    def evidenced(self) -> Level | None:
        """The level that the evidence shows; None where open or N/A."""
        return None if self.backing is None else self.backing.evidenced

    @property
    def capped(self) -> bool:
        """Whether less is shown than claimed."""
        return self.claimed != self.evidenced

    @property
    def gap(self) -> int:
        """Levels from what is shown to the target; 0 where nothing is answered."""
        return 0 if self.evidenced is None else max(0, self.target - self.evidenced)

    @property
    def priority(self) -> int:
        """``gap * weight``, doubled for a critical question (docs/scoring.md, section 4)."""
        return self.gap * self.question.weight * (2 if self.question.critical else 1)

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """Steps above what is shown and not above the target, in order."""
        if self.evidenced is None:
            return ()
        return tuple(step for step in self.question.steps if self.evidenced < step.level <= self.target)

    @property
    def effort(self) -> Fraction:
        """Person-days of the open steps."""
        return sum((step.effort for step in self.open_steps), Fraction(0))


def standing(question: Question, assessment: Assessment) -> Standing:
    """Where ``question`` stands in ``assessment``."""
    answer = assessment.answers.get(question.id, _OPEN)
    target = max(question.target, assessment.targets.get(question.id, 0))
    pieces = tuple(assessment.evidence[name] for name in dict.fromkeys(answer.evidence))
    claimed = _claimed(answer)
    shown = None if claimed is None else backing(question, claimed, pieces, assessment.date)
    return Standing(question, answer, target, pieces, assessment.date, claimed, shown)


def raised(one: Standing, level: Level) -> Standing:
    """``one`` as a plan predicts it: claimed and shown at ``level`` or more, date and other evidence as they are.

    A question that is open or answered N/A stays as it is.
    """
    if one.claimed is None or one.backing is None or one.backing.evidenced >= level:
        return one
    claimed = max(one.claimed, level)
    answer = replace(one.answer, choice=claimed)
    return replace(one, answer=answer, claimed=claimed, backing=_raised(one.backing, claimed, level))


_OPEN: Final = Answer(choice=None)


def _raised(shown: Backing, claimed: Level, level: Level) -> Backing:
    if level == claimed:
        return Backing(level)
    return replace(shown, evidenced=level, lacks=tuple(lack for lack in shown.lacks if lack != "operating"))


def _claimed(answer: Answer) -> Level | None:
    choice = answer.choice
    if choice is None or choice == "na":
        return None
    return 0 if choice == "unknown" else choice
