"""The one function that turns answers into results; screen, print, files and command line all show what it returns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assessment.engine.families import FamilyResult, families
from assessment.engine.gaps import Gap, gaps
from assessment.engine.model import Assessment, Bank, Level, Text
from assessment.engine.notices import notices
from assessment.engine.scope import applicable, unknown_facts
from assessment.engine.scoring import Score, overall_level, score
from assessment.engine.standing import Standing, raised, standing
from assessment.engine.verdicts import ClauseResult, PledgeResult, clause_result, pledge_result


@dataclass(frozen=True)
class Report:
    """Everything that follows from an assessment and its own bank, on the assessment's date."""

    bank: Bank
    assessment: Assessment
    standings: tuple[Standing, ...]
    """Applicable questions in the bank's order, N/A ones included."""
    score: Score
    level: Level | None
    families: tuple[FamilyResult, ...]
    """Families with an applicable question, in the bank's order."""
    clauses: tuple[ClauseResult, ...]
    """Every clause of the assessed pledges but formalities."""
    pledges: tuple[PledgeResult, ...]
    planned: Mapping[str, Level] = field(default_factory=dict)
    """Levels that a plan is taken to have reached, by question; with any, everything here is a prediction."""

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Questions below their target, in the order in which they matter."""
        return gaps(self.assessment, self.standings, self.clauses)

    @cached_property
    def unknown_facts(self) -> tuple[str, ...]:
        """Facts that the profile leaves out."""
        return unknown_facts(self.bank, self.assessment)

    @cached_property
    def warnings(self) -> tuple[Text, ...]:
        """What a reader must know beside the figures."""
        return notices(self.families, self.clauses)

    @cached_property
    def by_question(self) -> dict[str, Standing]:
        """Applicable questions by id."""
        return {one.question.id: one for one in self.standings}

    @cached_property
    def in_scope(self) -> tuple[Standing, ...]:
        """Questions in S."""
        return tuple(one for one in self.standings if one.in_scope)

    @cached_property
    def answered(self) -> int:
        """How many questions in S are answered."""
        return sum(one.claimed is not None for one in self.in_scope)

    @property
    def complete(self) -> bool:
        """Whether S has questions and all of them are answered."""
        return 0 < len(self.in_scope) == self.answered

    @cached_property
    def unknown(self) -> tuple[Standing, ...]:
        """Questions answered "we don't know"."""
        return tuple(one for one in self.in_scope if one.state == "unknown")

    @cached_property
    def excluded(self) -> tuple[Standing, ...]:
        """Applicable questions answered N/A."""
        return tuple(one for one in self.standings if not one.in_scope)

    @cached_property
    def carried_over(self) -> tuple[Standing, ...]:
        """Questions in S whose answer nobody has confirmed since it was copied."""
        return tuple(one for one in self.in_scope if one.answer.carried_over)

    @cached_property
    def capped(self) -> tuple[Standing, ...]:
        """Claims that count as less for want of evidence."""
        return tuple(one for one in self.in_scope if one.capped)

    @cached_property
    def broken(self) -> tuple[ClauseResult, ...]:
        """Broken clauses of every party."""
        return tuple(one for one in self.clauses if one.verdict == "broken")

    @cached_property
    def lowest(self) -> FamilyResult | None:
        """The family with the lowest evidenced index, the first of them in the bank's order."""
        scored = [family for family in self.families if family.score.evidenced is not None]
        return min(scored, key=lambda family: family.score.evidenced or 0, default=None)


def assess(bank: Bank, assessment: Assessment, planned: Mapping[str, Level] | None = None) -> Report:
    """The report of ``assessment`` on ``bank``, the one it was made with.

    The assessment must keep the rules (``assessment.engine.rules``); answers to questions that do not apply are
    passed over. With ``planned``, levels by question, it predicts: the answered ones among them count as claimed and
    shown at that level at least.
    """
    levels = planned or {}
    asked = applicable(bank, assessment)
    standings = tuple(raised(standing(one, assessment), levels.get(one.id, 0)) for one in asked)
    groups = families(bank, standings)
    clauses = _clauses(bank, assessment, standings)
    return Report(
        bank=bank,
        assessment=assessment,
        standings=standings,
        score=score(standings),
        level=overall_level(family.level for family in groups if family.in_scope),
        families=groups,
        clauses=clauses,
        pledges=tuple(
            pledge_result(bank, pledge, [one for one in clauses if one.clause.pledge == pledge.id], assessment)
            for pledge in bank.pledges
            if pledge.id in assessment.pledges
        ),
        planned=levels,
    )


def _clauses(bank: Bank, assessment: Assessment, standings: Sequence[Standing]) -> tuple[ClauseResult, ...]:
    by_question = {one.question.id: one for one in standings}
    return tuple(
        clause_result(clause, bank.asked_by[clause.id], by_question, assessment)
        for clause in bank.clauses
        if clause.kind != "formality" and clause.pledge in assessment.pledges
    )
