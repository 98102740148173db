"""Where a family would stand with every question at its target: the tick of its bar."""

from fractions import Fraction

from assessment.engine.families import FamilyResult


def target_index(family: FamilyResult) -> Fraction | None:
    """The index, 0 to 100, that a family has with each question in S at its target; None where S is empty."""
    weight = sum(one.question.weight for one in family.in_scope)
    points = sum(one.question.weight * one.target for one in family.in_scope)
    return Fraction(25 * points, weight) if weight else None
