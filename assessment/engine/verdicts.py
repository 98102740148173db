"""Is the promise being kept? (docs/scoring.md, section 5). Bank targets only, so that no setting can buy a verdict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assessment.engine.model import Assessment, Bank, Clause, Pledge, Question
from assessment.engine.scope import carried_over, fits_profile, unknown_facts
from assessment.engine.standing import Standing

Verdict = Literal["broken", "open", "at_risk", "kept", "excluded", "out_of_scope", "not_asked"]
PLEDGE_ORDER: Final[tuple[Verdict, ...]] = ("broken", "open", "at_risk", "excluded", "kept")
GAP_ORDER: Final[tuple[Verdict, ...]] = ("broken", "open", "at_risk", "kept")


@dataclass(frozen=True)
class ClauseResult:
    """One clause's verdict, its applicable questions, and those of them that made the verdict what it is."""

    clause: Clause
    verdict: Verdict
    standings: tuple[Standing, ...]
    because: tuple[Standing, ...]
    unasked: bool
    """The bank has no question on it yet."""


@dataclass(frozen=True)
class PledgeResult:
    """One pledge's verdict over the clauses that bind the provider, and apart from it the users' side."""

    pledge: Pledge
    verdict: Verdict
    user_side: Verdict | None
    fit_to_sign: bool
    counts: Mapping[Verdict, int]
    clauses: tuple[ClauseResult, ...]
    user_clauses: tuple[ClauseResult, ...]


def clause_result(
    clause: Clause, asked: Sequence[Question], standings: Mapping[str, Standing], assessment: Assessment
) -> ClauseResult:
    """The verdict on one clause. ``standings`` holds every applicable question by id."""
    own = tuple(standings[question.id] for question in asked if question.id in standings)
    verdict, because = _judge(own) if own else (_unheard(asked, assessment), ())
    return ClauseResult(clause, verdict, own, because, not asked)


def _unheard(asked: Sequence[Question], assessment: Assessment) -> Verdict:
    would_apply = any(fits_profile(question, assessment) for question in asked)
    return "not_asked" if would_apply else "out_of_scope"


def _judge(own: tuple[Standing, ...]) -> tuple[Verdict, tuple[Standing, ...]]:
    heard = tuple(one for one in own if one.in_scope)
    if not heard:
        return "excluded", own
    if broken := tuple(one for one in heard if _breaks(one)):
        return "broken", broken
    if unanswered := tuple(one for one in heard if one.evidenced is None):
        return "open", unanswered
    if below := tuple(one for one in heard if one.evidenced is not None and one.evidenced < one.question.target):
        return "at_risk", below
    return "kept", ()


def _breaks(one: Standing) -> bool:
    if one.evidenced == 0:
        return one.question.critical or one.question.weight >= 2
    return one.question.critical and one.evidenced == 1


def pledge_result(bank: Bank, pledge: Pledge, clauses: Sequence[ClauseResult], assessment: Assessment) -> PledgeResult:
    """The verdict on one pledge from the results of all its clauses."""
    users = tuple(one for one in clauses if one.clause.by == "user")
    others = tuple(one for one in clauses if one.clause.by != "user")
    verdict = _over(others)
    return PledgeResult(
        pledge=pledge,
        verdict=verdict,
        user_side=_over(users) if users else None,
        fit_to_sign=verdict == "kept" and _settled(bank, assessment),
        counts=Counter(one.verdict for one in others),
        clauses=others,
        user_clauses=users,
    )


def _over(clauses: Sequence[ClauseResult]) -> Verdict:
    found = {one.verdict for one in clauses}
    return next((verdict for verdict in PLEDGE_ORDER if verdict in found), "out_of_scope")


def _settled(bank: Bank, assessment: Assessment) -> bool:
    unsettled = carried_over(bank, assessment) or unknown_facts(bank, assessment)
    return assessment.tier == "full" and not unsettled
