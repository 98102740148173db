"""What a reader must know beside the figures, in both languages."""

from collections.abc import Sequence

from assessment.engine.families import FamilyResult
from assessment.engine.model import Text
from assessment.engine.verdicts import ClauseResult


def notices(families: Sequence[FamilyResult], clauses: Sequence[ClauseResult]) -> tuple[Text, ...]:
    """Tell of exclusions above a fifth of a family, then on clauses that the bank has no question on."""
    return (*_exclusions(families), *_unasked(clauses))


def _exclusions(families: Sequence[FamilyResult]) -> tuple[Text, ...]:
    return tuple(
        Text(
            en=f"{family.family.id}: {out} of {len(family.standings)} applicable questions are answered N/A.",
            zh=f"{family.family.id}：{len(family.standings)}个适用题目中有{out}个答为不适用。",
        )
        for family in families
        if family.too_many_excluded and (out := len(family.standings) - len(family.in_scope))
    )


def _unasked(clauses: Sequence[ClauseResult]) -> tuple[Text, ...]:
    found: dict[str, int] = {}
    for one in clauses:
        if one.unasked:
            found[one.clause.pledge] = found.get(one.clause.pledge, 0) + 1
    return tuple(
        Text(
            en=f"{pledge}: this bank has no question yet on {count} of its clauses; the verdict does not cover them.",
            zh=f"{pledge}：本题库尚无题目涉及其中{count}项条款，结论不包括这些条款。",
        )
        for pledge, count in found.items()
    )
