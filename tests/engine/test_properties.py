"""What holds of every assessment: docs/scoring.md, section 8, over random small banks and answers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any, Final, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from assessment.engine.model import Answer, Assessment, Bank, Choice, Evidence, Level
from assessment.engine.report import Report, assess
from assessment.engine.scoring import Score
from tests.engine.recomputed import Recomputed
from tests.engine.strategies import COMPLETIONS, assessments, pieces

settings.register_profile("engine", settings.get_profile("house"), derandomize=True, max_examples=150)
engine = settings.get_profile("engine")

T = TypeVar("T")
HIGHER: Final[dict[Choice | None, Level]] = {"unknown": 0, 0: 1, 1: 2, 2: 3, 3: 4}
LADDER: Final = ("broken", "open", "at_risk", "excluded", "kept")
"""Where a better level or more evidence may lift a verdict, and from where it may not fall."""


def indices(score: Score) -> list[Fraction | None]:
    return [score.claimed, score.evidenced, score.low, score.high, score.strict]


def whole(report: Report) -> dict[str, Any]:
    """Everything that a report says in numbers and verdicts, as ``Recomputed.whole`` says it."""
    return {
        "score": indices(report.score),
        "level": report.level,
        "answered": report.answered,
        "in_scope": len(report.in_scope),
        "families": {one.family.id: (indices(one.score), one.level) for one in report.families},
        "clauses": {one.clause.id: one.verdict for one in report.clauses},
        "pledges": {
            one.pledge.id: (one.verdict, one.user_side, one.fit_to_sign, dict(one.counts)) for one in report.pledges
        },
        "gaps": [
            (one.id, gap.verdict, gap.standing.gap, gap.standing.priority, gap.standing.effort, gap.accepted)
            for gap in report.gaps
            for one in [gap.standing.question]
        ],
    }


def fallen(before: Report, after: Report) -> list[object]:
    """Every figure, level and verdict that is lower in ``after``; both reports are over the same questions."""
    pairs: list[tuple[Any, Any]] = [
        *zip(indices(before.score), indices(after.score), strict=True),
        (before.level, after.level),
    ]
    for one, other in zip(before.families, after.families, strict=True):
        pairs += [*zip(indices(one.score), indices(other.score), strict=True), (one.level, other.level)]
    pairs += [(rank(one), rank(other)) for one, other in zip(verdicts(before), verdicts(after), strict=True)]
    pairs += [(one.fit_to_sign, other.fit_to_sign) for one, other in zip(before.pledges, after.pledges, strict=True)]
    return [(one, other) for one, other in pairs if (one is None) != (other is None) or (one or 0) > (other or 0)]


def verdicts(report: Report) -> list[str]:
    sides = [verdict for one in report.pledges for verdict in (one.verdict, one.user_side or "")]
    return [*(one.verdict for one in report.clauses), *sides]


def rank(verdict: str) -> int | None:
    return LADDER.index(verdict) if verdict in LADDER else None


def with_answer(assessed: Assessment, name: str, answer: Answer) -> Assessment:
    return replace(assessed, answers={**assessed.answers, name: answer})


def without_each_piece(assessed: Assessment) -> Iterator[Assessment]:
    """The assessment once for each piece of each answer, with the answer no longer pointing to it."""
    for name, answer in assessed.answers.items():
        for piece in answer.evidence:
            rest = tuple(one for one in answer.evidence if one != piece)
            yield with_answer(assessed, name, replace(answer, evidence=rest))


def parts(report: Report) -> list[Score]:
    """The scores of the whole and of each family."""
    return [report.score, *(one.score for one in report.families)]


def reordered(tiny: Bank, assessed: Assessment, chance: Random) -> tuple[Bank, Assessment]:
    """Both with everything that has an order in another one."""

    def mixed(items: Iterable[T]) -> tuple[T, ...]:
        held = list(items)
        return tuple(chance.sample(held, len(held)))

    other = replace(
        tiny,
        families=mixed(tiny.families),
        pledges=mixed(tiny.pledges),
        clauses=mixed(tiny.clauses),
        questions=mixed(replace(one, clauses=mixed(one.clauses)) for one in tiny.questions),
    )
    given = {name: replace(one, evidence=mixed(one.evidence)) for name, one in mixed(assessed.answers.items())}
    register = dict(mixed(assessed.evidence.items()))
    return other, replace(assessed, answers=given, evidence=register, pledges=mixed(assessed.pledges))


def everything_shown(tiny: Bank, assessed: Assessment) -> Assessment:
    """The assessment with every question at 4, and an audit at every turn of a month to show it."""
    months = range(12 * assessed.date.year - 60, 12 * assessed.date.year + assessed.date.month)
    days = [assessed.date, *(date(month // 12, month % 12 + 1, 1) for month in months)]
    register = {f"M{number}": Evidence("audit", "Audit", day) for number, day in enumerate(days)}
    perfect = Answer(4, evidence=tuple(register))
    return replace(assessed, evidence=register, answers={one.id: perfect for one in tiny.questions})


@engine
@given(assessments())
def test_the_numbers_of_the_whole_are_those_of_a_second_computation(made: tuple[Bank, Assessment]) -> None:
    assert whole(assess(*made)) == Recomputed(*made).whole


@engine
@given(assessments())
def test_the_figures_stand_in_their_order(made: tuple[Bank, Assessment]) -> None:
    report = assess(*made)
    for claimed, evidenced, low, high, strict in map(indices, parts(report)):
        if None not in (claimed, evidenced, low, high, strict):
            assert 0 <= (strict or 0) <= (low or 0) <= (evidenced or 0) <= min(claimed or 0, high or 0) <= 100
        else:
            assert (claimed, evidenced, low, high, strict) == (None,) * 5


@engine
@given(assessments())
def test_raising_a_given_level_lowers_nothing(made: tuple[Bank, Assessment]) -> None:
    tiny, assessed = made
    before = assess(tiny, assessed)
    for name, answer in assessed.answers.items():
        if answer.choice in HIGHER:
            raised = with_answer(assessed, name, replace(answer, choice=HIGHER[answer.choice]))
            assert fallen(before, assess(tiny, raised)) == []


@engine
@given(assessments(), st.data())
def test_adding_evidence_lowers_nothing(made: tuple[Bank, Assessment], data: DataObject) -> None:
    tiny, assessed = made
    before = assess(tiny, assessed)
    more = replace(assessed, evidence={**assessed.evidence, "E9": data.draw(pieces(assessed.date))})
    for name, answer in assessed.answers.items():
        added = with_answer(more, name, replace(answer, evidence=(*answer.evidence, "E9")))
        assert fallen(before, assess(tiny, added)) == []


@engine
@given(assessments())
def test_removing_evidence_raises_nothing(made: tuple[Bank, Assessment]) -> None:
    tiny, assessed = made
    before = assess(tiny, assessed)
    for poorer in without_each_piece(assessed):
        assert fallen(assess(tiny, poorer), before) == []


@engine
@given(assessments())
def test_evidence_that_no_answer_points_to_changes_nothing(made: tuple[Bank, Assessment]) -> None:
    tiny, assessed = made
    used = {name: assessed.evidence[name] for answer in assessed.answers.values() for name in answer.evidence}
    assert whole(assess(tiny, replace(assessed, evidence=used))) == whole(assess(tiny, assessed))


@engine
@given(assessments(), st.randoms(use_true_random=True))
def test_the_order_of_what_is_given_is_irrelevant(made: tuple[Bank, Assessment], chance: Random) -> None:
    found = [whole(assess(*made)), whole(assess(*reordered(*made, chance)))]
    ranks = [[(verdict, priority, effort) for _, verdict, _, priority, effort, _ in each["gaps"]] for each in found]
    assert ranks[0] == ranks[1]
    one, other = (each | {"gaps": sorted(each["gaps"])} for each in found)
    assert one == other


@engine
@given(assessments(), st.data())
def test_every_completion_of_an_open_assessment_lies_between_low_and_high(
    made: tuple[Bank, Assessment], data: DataObject
) -> None:
    tiny, assessed = made
    before = assess(tiny, assessed)
    waiting = [one.question for one in before.in_scope if one.state == "open"]
    chosen = {one.id: data.draw(COMPLETIONS[one.critical]) for one in waiting}
    after = assess(tiny, replace(assessed, answers={**assessed.answers, **chosen}))
    for part, completed in zip(parts(before), parts(after), strict=True):
        if part.low is not None and part.high is not None and completed.evidenced is not None:
            assert part.low <= completed.evidenced <= part.high


@engine
@given(assessments(), st.sampled_from((0, "unknown")))
def test_a_critical_nought_breaks_its_clauses_whatever_else_is_perfect(
    made: tuple[Bank, Assessment], nought: Choice
) -> None:
    tiny, perfect = made[0], everything_shown(*made)
    assert {one.verdict for one in assess(tiny, perfect).clauses} <= {"kept", "out_of_scope", "not_asked"}
    for one in (standing.question for standing in assess(tiny, perfect).standings if standing.question.critical):
        report = assess(tiny, with_answer(perfect, one.id, Answer(nought)))
        own = {clause.clause.id for clause in report.clauses} & set(one.clauses)
        assert {clause.clause.id for clause in report.broken} == own
        assert [family.level for family in report.families if family.family.id == one.family] == [0]


@engine
@given(assessments())
def test_where_all_is_shown_at_four_every_figure_is_full(made: tuple[Bank, Assessment]) -> None:
    report = assess(made[0], everything_shown(*made))
    full = [100] * 5 if report.standings else [None] * 5
    assert (indices(report.score), report.level, report.gaps) == (full, 4 if report.standings else None, ())


@engine
@given(assessments())
def test_no_target_and_no_accepted_risk_buys_a_figure_or_a_verdict(made: tuple[Bank, Assessment]) -> None:
    tiny, assessed = made
    one, other = (whole(assess(tiny, given)) for given in (assessed, replace(assessed, targets={}, accepted={})))
    assert one | {"gaps": []} == other | {"gaps": []}
