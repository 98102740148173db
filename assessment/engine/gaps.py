"""Gaps in the order in which they matter (docs/scoring.md, section 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.engine.model import AcceptedRisk, Assessment
from assessment.engine.standing import Standing
from assessment.engine.verdicts import GAP_ORDER, ClauseResult, Verdict


@dataclass(frozen=True)
class Gap:
    """A question below its target: the worst verdict among its assessed clauses, and the risk accepted for it."""

    standing: Standing
    clauses: tuple[ClauseResult, ...]
    verdict: Verdict
    risk: AcceptedRisk | None
    accepted: bool
    """The accepted risk has not expired on the assessment's date."""


def gaps(assessment: Assessment, standings: Sequence[Standing], clauses: Sequence[ClauseResult]) -> tuple[Gap, ...]:
    """Every gap: worst verdict first, then priority, then least effort, then the bank's order."""
    by_question = _clauses_by_question(clauses)
    found = [_gap(assessment, one, by_question.get(one.question.id, ())) for one in standings if one.gap]
    return tuple(sorted(found, key=_order))


def in_force(assessment: Assessment, question: str) -> bool:
    """Whether a risk is accepted for ``question`` that has not expired on the assessment's date."""
    risk = assessment.accepted.get(question)
    return risk is not None and risk.until >= assessment.date


def _clauses_by_question(clauses: Sequence[ClauseResult]) -> Mapping[str, tuple[ClauseResult, ...]]:
    found: dict[str, tuple[ClauseResult, ...]] = {}
    for clause in clauses:
        for one in clause.standings:
            found[one.question.id] = (*found.get(one.question.id, ()), clause)
    return found


def _gap(assessment: Assessment, one: Standing, clauses: tuple[ClauseResult, ...]) -> Gap:
    risk = assessment.accepted.get(one.question.id)
    found = {clause.verdict for clause in clauses}
    worst: Verdict = next((verdict for verdict in GAP_ORDER if verdict in found), "kept")
    return Gap(one, clauses, worst, risk, in_force(assessment, one.question.id))


def _order(gap: Gap) -> tuple[int, int, Fraction]:
    return (GAP_ORDER.index(gap.verdict), -gap.standing.priority, gap.standing.effort)
