"""Until when evidence shows what is claimed."""

from datetime import date, timedelta

from assessment.engine.evidence import backing
from assessment.engine.model import Evidence, Question
from assessment.engine.standing import Standing


def last_day_shown(one: Standing, today: date) -> date | None:
    """The last day on which a claim of 3 or 4 is still shown at the level that it is shown at in its assessment.

    It lies before ``today`` where nothing newer shows it again. None where no such level is shown, where the evidence
    never grows old, and for questions with a rhythm, whose calendar says when a piece is owed.
    """
    level, claimed, question = one.evidenced or 0, one.claimed, one.question
    if claimed is None or level < 3 or question.rhythm is not None:
        return None
    start = max(today, one.on)
    pieces = [piece for piece in one.pieces if piece.date is not None and piece.date <= start]

    def shown(day: date) -> bool:
        return backing(question, claimed, pieces, day).evidenced >= level

    ends = sorted({end for piece in pieces if (end := _end(piece, question)) is not None})
    falls = [end for end in ends if shown(end) and not shown(end + timedelta(days=1))]
    if shown(start):
        return next((end for end in falls if end >= start), None)
    return next((end for end in reversed(falls) if end < start), None)


def lapsing(piece: Evidence, question: Question, day: date) -> bool:
    """Whether ``day`` is the last on which ``piece`` shows something about ``question``."""
    return _end(piece, question) == day


def _end(piece: Evidence, question: Question) -> date | None:
    if piece.date is None:
        return None
    # What lasts as long as the calendar, as one that is dated 9999-12-31, ends on no day that has a next.
    left = (date.max - piece.date).days
    old = piece.date + timedelta(days=question.evidence_days) if question.evidence_days < left else date.max
    end = old if piece.valid_until is None else min(old, piece.valid_until)
    return end if end < date.max else None
