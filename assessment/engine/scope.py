"""Which questions an assessment asks (docs/scoring.md, section 1)."""

from typing import Literal

from assessment.engine.model import Assessment, Bank, Question

Outside = Literal["pledge", "fact", "tier"]
"""Why a question is not asked: no assessed pledge, a fact answered otherwise, or the express check's core only."""


def outside(bank: Bank, question: Question, assessment: Assessment) -> Outside | None:
    """Why ``question`` does not apply, or None where it does. A fact that is not known keeps it in."""
    if not any(bank.clause[clause].pledge in assessment.pledges for clause in question.clauses):
        return "pledge"
    if not fits_profile(question, assessment):
        return "fact"
    if assessment.tier == "core" and question.tier != "core":
        return "tier"
    return None


def fits_profile(question: Question, assessment: Assessment) -> bool:
    """Whether no fact that the question depends on is answered otherwise."""
    profile = assessment.profile
    return all(profile.get(fact, wanted) == wanted for fact, wanted in question.applies_when.items())


def applicable(bank: Bank, assessment: Assessment) -> tuple[Question, ...]:
    """The questions that apply, in the bank's order; N/A answers are still among them."""
    return tuple(question for question in bank.questions if outside(bank, question, assessment) is None)


def unknown_facts(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    """Facts of the bank that the profile leaves out."""
    return tuple(fact.id for fact in bank.facts if fact.id not in assessment.profile)


def carried_over(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    """Applicable questions whose answer was copied and that nobody has confirmed since."""
    answers = assessment.answers
    asked = (question.id for question in applicable(bank, assessment))
    return tuple(
        name for name in asked if name in answers and answers[name].carried_over and answers[name].choice is not None
    )


def with_implied(bank: Bank, profile: dict[str, bool]) -> dict[str, bool]:
    """The profile with every fact set to true that a true fact implies, however long the chain."""
    found = dict(profile)
    waiting = [fact for fact, holds in profile.items() if holds]
    while waiting:
        for implied in bank.fact[waiting.pop()].implies:
            if not found.get(implied):
                found[implied] = True
                waiting.append(implied)
    return found


def alike(a: Bank, b: Bank, name: str) -> bool:
    """Whether both banks have the question ``name`` in the same revision, so that its answers may be compared."""
    one, other = a.question.get(name), b.question.get(name)
    return one is not None and other is not None and one.revision == other.revision
