"""What the report and its sheets show, worked out once from the engine's report."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from assessment.engine.evidence import is_current
from assessment.engine.model import AcceptedRisk, Action, Evidence, Question
from assessment.engine.report import Report
from assessment.engine.scope import Outside, outside
from assessment.engine.scoring import score
from assessment.engine.standing import Standing
from assessment.engine.verdicts import ClauseResult, PledgeResult, Verdict
from assessment.web.report_sums import Sums, sums
from assessment.web.report_words import fitness

ORDER: Final[tuple[Verdict, ...]] = ("broken", "open", "at_risk", "excluded", "kept", "not_asked", "out_of_scope")
"""Verdicts in the order of the report: what decides a pledge first, what says nothing about it last."""


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses of one verdict, in the bank's order; those that the bank has no question on stand by themselves."""

    verdict: Verdict
    unasked: bool
    clauses: tuple[ClauseResult, ...]


@dataclass(frozen=True, slots=True)
class PledgePart:
    """One pledge: its sentences, the clauses that made its verdict, and all of them by verdict."""

    result: PledgeResult
    sentences: tuple[str, ...]
    deciding: tuple[ClauseResult, ...]
    groups: tuple[Group, ...]
    user_groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the register, by name, with the applicable questions that it is current for, and is not."""

    name: str
    evidence: Evidence
    current_for: tuple[str, ...]
    stale_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A risk that is accepted on a question: whether that ended before the assessment's date, and is about a gap."""

    question: Question
    risk: AcceptedRisk
    expired: bool
    gap: bool


@dataclass(frozen=True)
class ReportPage:
    """The report with what the page works out from it."""

    report: Report
    pledges: tuple[PledgePart, ...]
    pieces: tuple[Piece, ...]
    unchecked: int
    """Pieces of the register that nobody looked at a second time."""
    actions: Mapping[str, tuple[Action, ...]]
    """Promised steps by question."""
    accepted: tuple[Accepted, ...]
    """Every accepted risk, the first to end first."""
    left_out: Mapping[Outside, int]
    """How many of the bank's questions don't apply, by reason."""
    sums: Sums

    @property
    def effort(self) -> Fraction:
        """Person-days of every gap's open steps."""
        return sum((gap.standing.effort for gap in self.report.gaps), Fraction(0))

    def counts(self, standings: Sequence[Standing]) -> tuple[int, ...]:
        """Count and add up a set: in scope, answered, not known, N/A, carried over, not shown, then its sums."""
        own = [one for one in standings if one.in_scope]
        total = score(standings)
        return (
            len(own),
            sum(one.claimed is not None for one in own),
            sum(one.state == "unknown" for one in own),
            len(standings) - len(own),
            sum(one.answer.carried_over for one in own),
            sum(one.capped for one in own),
            total.answered_weight,
            total.open_weight,
            total.na_weight,
            total.claimed_points,
            total.evidenced_points,
        )


def report_page(report: Report) -> ReportPage:
    """Work out the page of ``report``, in the language in force."""
    pieces = tuple(_pieces(report))
    reasons = (outside(report.bank, question, report.assessment) for question in report.bank.questions)
    return ReportPage(
        report=report,
        pledges=tuple(_pledge(report, one) for one in report.pledges),
        pieces=pieces,
        unchecked=sum(not one.evidence.checked_by for one in pieces),
        actions=_by_question(report.assessment.actions),
        accepted=_accepted(report),
        left_out=Counter(reason for reason in reasons if reason is not None),
        sums=sums(report),
    )


def _pledge(report: Report, result: PledgeResult) -> PledgePart:
    decides = result.verdict != "kept"
    return PledgePart(
        result=result,
        sentences=fitness(report, result),
        deciding=tuple(one for one in result.clauses if decides and one.verdict == result.verdict and one.standings),
        groups=_groups(result.clauses),
        user_groups=_groups(result.user_clauses),
    )


def _groups(clauses: Sequence[ClauseResult]) -> tuple[Group, ...]:
    kinds = [(verdict, unasked) for verdict in ORDER for unasked in (False, True)]
    found = (Group(*kind, tuple(one for one in clauses if (one.verdict, one.unasked) == kind)) for kind in kinds)
    return tuple(group for group in found if group.clauses)


def _pieces(report: Report) -> Iterable[Piece]:
    users: dict[str, list[Standing]] = {}
    for one in report.standings:
        for name in one.answer.evidence:
            users.setdefault(name, []).append(one)
    for name, evidence in report.assessment.evidence.items():
        uses = {one.question.id: is_current(evidence, one.question, one.on) for one in users.get(name, ())}
        current, stale = (tuple(one for one, now in uses.items() if now is wanted) for wanted in (True, False))
        yield Piece(name, evidence, current, stale)


def _accepted(report: Report) -> tuple[Accepted, ...]:
    facts = report.assessment
    gaps = {gap.standing.question.id for gap in report.gaps}
    return tuple(
        Accepted(report.bank.question[name], risk, expired=risk.until < facts.date, gap=name in gaps)
        for name, risk in sorted(facts.accepted.items(), key=lambda item: item[1].until)
    )


def _by_question(actions: Sequence[Action]) -> dict[str, tuple[Action, ...]]:
    found: dict[str, tuple[Action, ...]] = {}
    for action in actions:
        found[action.question] = (*found.get(action.question, ()), action)
    return found
