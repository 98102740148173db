"""Which questions ask about which promise."""

from dataclasses import dataclass

from assessment.engine.model import Bank, Clause, Pledge, Question


@dataclass(frozen=True, slots=True)
class ClauseCoverage:
    """A clause and the questions that ask about it, in the bank's order."""

    clause: Clause
    questions: tuple[Question, ...]

    @property
    def is_unasked(self) -> bool:
        """Whether a question is owed and there is none; a formality owes none."""
        return self.clause.kind != "formality" and not self.questions


@dataclass(frozen=True, slots=True)
class PledgeCoverage:
    """A pledge and its clauses, formalities among them, in the pledge's order."""

    pledge: Pledge
    clauses: tuple[ClauseCoverage, ...]

    @property
    def unasked(self) -> tuple[Clause, ...]:
        """The clauses that no question asks about, though one is owed."""
        return tuple(covered.clause for covered in self.clauses if covered.is_unasked)


def coverage(bank: Bank) -> tuple[PledgeCoverage, ...]:
    """Each pledge of ``bank`` with its clauses' questions, in the bank's order."""
    return tuple(
        PledgeCoverage(pledge, tuple(ClauseCoverage(clause, bank.asked_by[clause.id]) for clause in clauses))
        for pledge in bank.pledges
        for clauses in [[clause for clause in bank.clauses if clause.pledge == pledge.id]]
    )
