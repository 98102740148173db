"""What became of an assessment's clauses, evidence, promised actions and gaps (docs/scoring.md, section 7)."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, Literal, get_args

from assessment.engine.decomposition import Pair, pairs
from assessment.engine.evidence import is_current
from assessment.engine.gaps import Gap
from assessment.engine.model import Action, Clause, Evidence
from assessment.engine.report import Report
from assessment.engine.scope import alike
from assessment.engine.standing import Standing
from assessment.engine.verdicts import ClauseResult, Verdict

Turn = Literal["worse", "better", "other"]
"""Which way a verdict went; "other" for a move to or from a verdict that is neither better nor worse."""

TURNS: Final[tuple[Turn, ...]] = get_args(Turn)
BETTER_AND_WORSE: Final[tuple[Verdict, ...]] = ("broken", "at_risk", "kept")
Became = Literal["reached", "short", "open", "out_of_scope", "changed"]
"""Where a promised action's question stands later: at the promised level, below it, unanswered, not in scope, or
changed or retired by the bank, so that the promise cannot be held against it."""


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause whose verdict differs; a result is None where the clause was not assessed."""

    clause: Clause
    before: ClauseResult | None
    after: ClauseResult | None
    turn: Turn


@dataclass(frozen=True, slots=True)
class Expired:
    """A piece of A's evidence that was current for these questions and is not any more; ``piece`` is as A had it."""

    name: str
    piece: Evidence
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """An action of A's plan and where its question stood in A and stands in B; None where it does not apply."""

    action: Action
    before: Standing | None
    after: Standing | None
    became: Became


@dataclass(frozen=True, slots=True)
class ChronicGap:
    """A gap of the latest assessment that earlier ones had too.

    ``assessments`` counts those in an unbroken row, the latest included (2 or more); ``since`` is the first one's date.
    """

    gap: Gap
    assessments: int
    since: datetime.date


def clause_changes(a: Report, b: Report) -> tuple[ClauseChange, ...]:
    """Clauses whose verdict differs: worse ones first, better ones next, all others last.

    Broken, at risk, kept is the order from worse to better. Among the worse those that end worst stand first, among the
    better those that started worst; what is left equal is in B's order.
    """
    before = {one.clause.id: one for one in a.clauses}
    after = {one.clause.id: one for one in b.clauses}
    found = [
        change
        for name in {**after, **before}
        if (change := _clause_change(before.get(name), after.get(name))) is not None
    ]
    return tuple(sorted(found, key=_severity))


def _clause_change(before: ClauseResult | None, after: ClauseResult | None) -> ClauseChange | None:
    known = after or before
    if known is None or _verdict(before) == _verdict(after):
        return None
    return ClauseChange(known.clause, before, after, _turn(_rank(before), _rank(after)))


def _turn(before: int | None, after: int | None) -> Turn:
    if before is None or after is None:
        return "other"
    return "worse" if after < before else "better"


def _severity(change: ClauseChange) -> tuple[int, int, int]:
    before, after = _rank(change.before) or 0, _rank(change.after) or 0
    by_turn = {"worse": (after, -before), "better": (before, -after), "other": (0, 0)}
    return (TURNS.index(change.turn), *by_turn[change.turn])


def _verdict(result: ClauseResult | None) -> Verdict | None:
    return None if result is None else result.verdict


def _rank(result: ClauseResult | None) -> int | None:
    verdict = _verdict(result)
    return BETTER_AND_WORSE.index(verdict) if verdict in BETTER_AND_WORSE else None


def level_changes(found: Sequence[Pair]) -> tuple[Pair, ...]:
    """Pairs whose claimed or evidenced level differs, or that became or ceased to be unknown or N/A.

    A question that is open is told like one that does not apply: neither has a level.
    """
    return tuple(pair for pair in found if _told(pair.before) != _told(pair.after))


def _told(one: Standing | None) -> tuple[str, int | None, int | None]:
    return ("open", None, None) if one is None else (one.state, one.claimed, one.evidenced)


def expired(a: Report, b: Report) -> tuple[Expired, ...]:
    """Evidence that has run out since A, in the order of A's register.

    A piece is looked for in B's register by its name and kind, so that one confirmed again has not run out; one that is
    not there is judged on B's date as A had it. Questions are those in scope of both that it was pointed to from in A.
    """
    found: dict[str, list[str]] = {}
    for name, question in _run_out(a, b):
        found.setdefault(name, []).append(question)
    register = a.assessment.evidence
    return tuple(Expired(name, register[name], tuple(found[name])) for name in register if name in found)


def _run_out(a: Report, b: Report) -> Iterator[tuple[str, str]]:
    for pair in pairs(a, b):
        before, after = pair.before, pair.after
        if before is None or after is None or not before.in_scope or not after.in_scope:
            continue
        for name in dict.fromkeys(before.answer.evidence):
            piece = a.assessment.evidence[name]
            if is_current(piece, before.question, before.on) and not is_current(
                _later(name, piece, b), after.question, after.on
            ):
                yield name, pair.question.id


def _later(name: str, piece: Evidence, b: Report) -> Evidence:
    found = b.assessment.evidence.get(name)
    return found if found is not None and found.kind == piece.kind else piece


def promised(a: Report, b: Report) -> tuple[Promise, ...]:
    """A's actions, but for those that A had dropped already, in A's order."""
    return tuple(_promise(action, a, b) for action in a.assessment.actions if action.status != "dropped")


def _promise(action: Action, a: Report, b: Report) -> Promise:
    before, after = a.by_question.get(action.question), b.by_question.get(action.question)
    became = _became(action, after) if alike(a.bank, b.bank, action.question) else "changed"
    return Promise(action, before, after, became)


def _became(action: Action, after: Standing | None) -> Became:
    if after is None or not after.in_scope:
        return "out_of_scope"
    if after.evidenced is None:
        return "open"
    return "reached" if after.evidenced >= action.level else "short"


def chronic_gaps(reports: Sequence[Report]) -> tuple[ChronicGap, ...]:
    """The gaps of the latest report that the ones before it had too, those that stood longest first.

    Reports are taken by date; of the same day, in the order given. A row ends at the first report, going back, in which
    the question was no gap or was another question (another revision). Gaps that have stood equally long keep the
    latest report's order.
    """
    newest_first = sorted(reports, key=lambda report: report.assessment.date)[::-1]
    if not newest_first:
        return ()
    found = [_chronic(gap, newest_first) for gap in newest_first[0].gaps]
    return tuple(sorted((one for one in found if one.assessments > 1), key=lambda one: -one.assessments))


def _chronic(gap: Gap, newest_first: Sequence[Report]) -> ChronicGap:
    name, latest = gap.standing.question.id, newest_first[0]
    row = list(takewhile(lambda report: alike(report.bank, latest.bank, name) and _is_gap(report, name), newest_first))
    return ChronicGap(gap, len(row), row[-1].assessment.date)


def _is_gap(report: Report, name: str) -> bool:
    standing = report.by_question.get(name)
    return standing is not None and standing.gap > 0
