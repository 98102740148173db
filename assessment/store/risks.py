"""Accepted risks: gaps that are left on purpose, until a day."""

from sqlite_utils import Database

from assessment.engine.model import AcceptedRisk, Text
from assessment.engine.rules import risk_refusals
from assessment.store import events
from assessment.store.assessments import Stored, load, refuse_final
from assessment.store.database import writing
from assessment.store.errors import NotFound, Refused
from assessment.store.events import Actor
from assessment.store.rows import risk_values


def accept(db: Database, number: int, question: str, risk: AcceptedRisk, actor: Actor) -> None:
    """Accept the risk of a question's gap, or put ``risk`` in the place of what was accepted before.

    Raises NotFound, Finished, or Refused where the reason, approver, expiry or compensating measure breaks a rule.
    """
    with writing(db):
        stored = _draft(db, number, question)
        for refusal in risk_refusals(question, risk, stored.assessment.date):
            raise Refused(refusal.message)
        before = stored.assessment.accepted.get(question)
        if risk == before:
            return
        values = risk_values(risk)
        db.execute(
            "INSERT OR REPLACE INTO accepted (assessment, question, reason, approver, until, compensation) "
            "VALUES (:assessment, :question, :reason, :approver, :until, :compensation)",
            {"assessment": number, "question": question, **values},
        )
        was = None if before is None else risk_values(before)
        events.record(db, actor, number, "risk", question, before=was, after=values)


def withdraw(db: Database, number: int, question: str, actor: Actor) -> None:
    """Take back the acceptance of a question's risk. Raises NotFound or Finished."""
    with writing(db):
        before = _draft(db, number, question).assessment.accepted.get(question)
        if before is None:
            raise NotFound(
                Text(en=f"No risk is accepted on {question}.", zh=f"{question}没有已接受的风险。"),
            )
        db.execute("DELETE FROM accepted WHERE assessment = ? AND question = ?", (number, question))
        events.record(db, actor, number, "risk", question, before=risk_values(before))


def _draft(db: Database, number: int, question: str) -> Stored:
    stored = load(db, number)
    refuse_final(stored)
    if question not in stored.bank.question:
        raise NotFound(
            Text(
                en=f"There is no question {question} in assessment {number}.",
                zh=f"评估{number}中没有题目{question}。",
            )
        )
    return stored
