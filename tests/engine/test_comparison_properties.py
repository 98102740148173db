"""What holds of every comparison: docs/scoring.md, "Properties", over random small banks and pairs of assessments."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from assessment.engine.comparison import LIKE_FOR_LIKE, Comparison, compare
from assessment.engine.decomposition import PARTS, Part
from assessment.engine.model import Answer, Assessment, Bank, Question
from assessment.engine.report import assess
from tests.engine.recomputed import Recomputed, evidenced
from tests.engine.strategies import ANSWERS, QUESTIONS, SETTINGS, assessments, days_from, questions
from tests.engine.test_properties import engine, reordered

Made = tuple[Bank, Assessment]
DAYS: Final = st.sampled_from((0, 30, 90, 180, 365, 400))
WEIGHTS: Final = st.integers(1, 3)
REVISIONS: Final = st.sampled_from((1, 1, 1, 1, 2))
OTHERWISE: Final[SearchStrategy[dict[str, Any]]] = st.one_of(st.just({}), st.just({}), SETTINGS)
MIRROR: Final[Mapping[Part, Part]] = {"evidence_gained": "evidence_lost", "evidence_lost": "evidence_gained"}


@st.composite
def revised(draw: DrawFn, tiny: Bank, *, weights: bool) -> Bank:
    """The bank with some questions changed, retired, brought in or, with ``weights``, weighing something else."""
    kept = [one for one in tiny.questions if draw(st.sampled_from((True, True, True, True, False)))]
    new = draw(st.sampled_from((None, None, *(name for name in QUESTIONS if name not in tiny.question))))
    asked = [replace(one, revision=draw(REVISIONS), weight=draw(WEIGHTS) if weights else one.weight) for one in kept]
    asked += [draw(questions(new))] if new else []
    families = [tiny.family.get(name, replace(tiny.families[0], id=name)) for name in ("ENC", "ACC", "AUD")]
    return replace(tiny, questions=tuple(asked), families=tuple(families))


@st.composite
def two(draw: DrawFn, *, weights: bool = True) -> tuple[Made, Made]:
    """An assessment and a later one: some answers as before, others drawn anew, on a bank that may have changed."""
    tiny, first = draw(assessments())
    onto = draw(revised(tiny, weights=weights))
    second = replace(
        first,
        date=first.date + timedelta(draw(DAYS)),
        answers={one.id: draw(later_answers(one, first)) for one in onto.questions},
        targets={},
        **draw(OTHERWISE),
    )
    if draw(st.booleans()):
        renewed = {name: replace(one, date=days_from(second.date, -1)) for name, one in first.evidence.items()}
        second = replace(second, evidence=renewed)
    return (tiny, first), (onto, second)


def later_answers(question: Question, first: Assessment) -> SearchStrategy[Answer]:
    anew, before = ANSWERS[question.critical], first.answers.get(question.id)
    return anew if before is None else st.one_of(st.just(before), st.just(replace(before, evidence=())), anew)


def compared(made: tuple[Made, Made]) -> Comparison:
    return compare(*(assess(*one) for one in made))


def recomputed(a: Recomputed, b: Recomputed) -> tuple[Fraction, dict[Part, Fraction]] | None:
    """Like for like and the parts, from the formulas of the page alone; None where nothing is in common."""
    alike = {
        one.id
        for one in a.bank.questions
        if any((one.id, one.revision) == (other.id, other.revision) for other in b.bank.questions)
    }
    common = sorted(alike & a.shown.keys() & b.shown.keys())
    if not common:
        return None
    w_a, w_b = ({one.id: one.weight for one in each.bank.questions} for each in (a, b))
    answered_a, answered_b = sum(w_a[q] for q in a.shown), sum(w_b[q] for q in b.shown)
    common_a, common_b = sum(w_a[q] for q in common), sum(w_b[q] for q in common)
    s1 = Fraction(25 * sum(w_a[q] * a.shown[q] for q in common), common_a)
    s2 = Fraction(25 * sum(w_b[q] * a.shown[q] for q in common), common_b)
    s3 = Fraction(25 * sum(w_b[q] * b.shown[q] for q in common), common_b)
    parts: dict[Part, Fraction] = dict.fromkeys(PARTS, Fraction(0))
    for q in common:
        m = Fraction(cap(a, q, b) - a.shown[q] + b.shown[q] - cap(b, q, a), 2)
        rest = Fraction(25 * w_b[q], common_b) * (b.shown[q] - a.shown[q] - m)
        parts["moved"] += Fraction(25 * w_b[q], common_b) * m
        parts["evidence_gained"] += max(rest, Fraction(0))
        parts["evidence_lost"] += min(rest, Fraction(0))
        parts["bank"] += (25 * a.shown[q] - s1) * (Fraction(w_b[q], common_b) - Fraction(w_a[q], common_a))
    for q in a.shown.keys() - set(common):
        parts[reason(q, alike, b)] += w_a[q] * (s1 - 25 * a.shown[q]) / answered_a
    for q in b.shown.keys() - set(common):
        parts[reason(q, alike, a)] += w_b[q] * (25 * b.shown[q] - s3) / answered_b
    return s3 - s2, parts


def cap(one: Recomputed, name: str, other: Recomputed) -> int:
    """What the evidence of ``one`` shows of the claim of ``other``."""
    question = one.bank.question[name]
    return evidenced(question, other.claimed[name], one.pieces(question), one.given.date)


def reason(name: str, alike: set[str], other: Recomputed) -> Part:
    if name not in alike:
        return "bank"
    return "answered" if name in {one.id for one in other.s} else "scope"


@engine
@given(two())
def test_the_parts_are_those_of_a_second_computation(made: tuple[Made, Made]) -> None:
    found = compared(made)
    expected = recomputed(*(Recomputed(*one) for one in made))
    assert (None if found.parts is None else (found.like_for_like, found.parts)) == expected


@engine
@given(two())
def test_the_parts_sum_to_the_change_exactly(made: tuple[Made, Made]) -> None:
    found = compared(made)
    if found.parts is not None:
        of_families = [points for family in found.families for points in family.parts.values()]
        assert sum(found.parts.values()) == found.change
        assert sum(family.points for family in found.families) == found.change == sum(of_families)
        assert sum(one.points for one in found.contributions) == found.change
        assert sum(found.parts[part] for part in LIKE_FOR_LIKE) == found.like_for_like
        assert found.parts["evidence_gained"] >= 0 >= found.parts["evidence_lost"]
    else:
        assert (found.common, found.contributions, found.families, found.like_for_like) == (0, (), (), None)


@engine
@given(two())
def test_shown_tenths_add_up_and_lie_within_a_tenth(made: tuple[Made, Made]) -> None:
    found = compared(made)
    shown = found.shown
    if found.parts is not None and shown.parts is not None and found.like_for_like is not None:
        assert sum(shown.parts.values()) == shown.change == sum(shown.families.values())
        assert sum(shown.parts[part] for part in LIKE_FOR_LIKE) == shown.like_for_like
        assert {part: sum(shown.questions[part].values()) for part in PARTS} == shown.parts
        pairs = [(shown.parts[part], found.parts[part]) for part in PARTS]
        pairs += [(shown.families[one.family.id], one.points) for one in found.families]
        pairs += [(shown.questions[one.part][one.pair.question.id], one.points) for one in found.contributions]
        pairs += [(shown.like_for_like or 0, found.like_for_like)]
        assert [pair for pair in pairs if abs(pair[0] - 10 * pair[1]) >= 1 or pair[0] * pair[1] < 0] == []


@engine
@given(two())
def test_claims_are_compared_over_the_questions_in_common(made: tuple[Made, Made]) -> None:
    found = compared(made)
    a, b = (Recomputed(*one) for one in made)
    common = [pair.question for pair in found.pairs if pair.common]
    weights = sum(one.weight for one in common)
    moved = sum(one.weight * (b.claimed[one.id] - a.claimed[one.id]) for one in common)
    assert found.claimed_like_for_like == (Fraction(25 * moved, weights) if common else None)
    if (tenths := found.claimed.like_for_like) is not None and found.claimed_like_for_like is not None:
        assert abs(tenths - 10 * found.claimed_like_for_like) < 1
    if made[0][1].answers == made[1][1].answers:
        assert found.claimed_like_for_like in (None, 0)


@engine
@given(assessments())
def test_an_assessment_against_itself_is_nought_in_every_part(made: Made) -> None:
    found = compared((made, made))
    answered = found.a.answered
    assert (found.common, found.of, found.contributions) == (answered, answered, ())
    assert found.parts == (dict.fromkeys(PARTS, 0) if answered else None)
    assert (found.change, found.like_for_like) == ((0, 0) if answered else (None, None))
    assert (found.clauses, found.level_changes, found.expired) == ((), (), ())
    assert [one.gap for one in found.still_open] == list(found.b.gaps)
    assert found.trend == ("level" if answered else None)


@engine
@given(two(weights=False))
def test_backwards_every_part_is_the_negative_where_weights_are_equal(made: tuple[Made, Made]) -> None:
    there, back = compared(made), compared((made[1], made[0]))
    assert (there.common, there.of) == (back.common, back.of)
    if there.parts is not None and back.parts is not None and there.like_for_like is not None:
        assert back.like_for_like == -there.like_for_like
        assert {MIRROR.get(part, part): -points for part, points in back.parts.items()} == there.parts
        assert back.shown.change == -(there.shown.change or 0)
    turned = {"worse": "better", "better": "worse", "other": "other"}
    assert {(one.clause.id, turned[one.turn]) for one in back.clauses} == {
        (one.clause.id, one.turn) for one in there.clauses
    }


def told(found: Comparison) -> dict[str, Any]:
    """Everything that a comparison says, with what has an order as a set."""
    return {
        "figures": (found.scores, found.common, found.of, found.parts, found.shown, found.trend),
        "families": {(one.family.id, one.points) for one in found.families},
        "questions": {(one.pair.question.id, one.part, one.points) for one in found.contributions},
        "clauses": {(one.clause.id, one.turn) for one in found.clauses},
        "levels": {pair.question.id for pair in found.level_changes},
        "expired": {(one.name, frozenset(one.questions)) for one in found.expired},
        "open": {(one.gap.standing.question.id, one.assessments) for one in found.still_open},
    }


@engine
@given(two(), st.randoms(use_true_random=True))
def test_the_order_of_what_is_given_is_irrelevant(made: tuple[Made, Made], chance: Random) -> None:
    first, second = made
    assert told(compared((reordered(*first, chance), reordered(*second, chance)))) == told(compared(made))


@engine
@given(two())
def test_a_trend_is_named_from_sixty_per_cent_on(made: tuple[Made, Made]) -> None:
    found = compared(made)
    assert (found.trend is None) == (found.common == 0 or Fraction(found.common, found.of) < Fraction(6, 10))
