"""What the report and its sheets show, worked out once from the engine's report."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.engine.evidence import is_current
from assessment.engine.model import Action, Evidence
from assessment.engine.report import Report
from assessment.engine.scope import Outside, outside
from assessment.engine.standing import Standing
from assessment.engine.verdicts import ClauseResult, PledgeResult, Verdict
from assessment.web.report_sums import Sums, sums
from assessment.web.report_words import fitness

ORDER: Final[tuple[Verdict, ...]] = ("broken", "open", "at_risk", "excluded", "kept", "not_asked", "out_of_scope")
"""Verdicts in the order of the report: what decides a pledge first, what says nothing about it last."""


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses of one verdict, in the bank's order."""

    verdict: Verdict
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
class Use:
    """A question that a piece of evidence serves, and whether the piece is current for it."""

    question: str
    current: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the register, by name, with the applicable questions that point to it."""

    name: str
    evidence: Evidence
    uses: tuple[Use, ...]


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
    left_out: Mapping[Outside, int]
    """How many of the bank's questions don't apply, by reason."""
    sums: Sums


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
    found = ((verdict, tuple(one for one in clauses if one.verdict == verdict)) for verdict in ORDER)
    return tuple(Group(verdict, own) for verdict, own in found if own)


def _pieces(report: Report) -> Iterable[Piece]:
    users: dict[str, list[Standing]] = {}
    for one in report.standings:
        for name in one.answer.evidence:
            users.setdefault(name, []).append(one)
    for name, evidence in report.assessment.evidence.items():
        uses = (Use(one.question.id, is_current(evidence, one.question, one.on)) for one in users.get(name, ()))
        yield Piece(name, evidence, tuple(uses))


def _by_question(actions: Sequence[Action]) -> dict[str, tuple[Action, ...]]:
    found: dict[str, tuple[Action, ...]] = {}
    for action in actions:
        found[action.question] = (*found.get(action.question, ()), action)
    return found
