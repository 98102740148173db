"""Circles are found, each once, from its first member on."""

from collections.abc import Mapping, Sequence

import pytest

from assessment.bank.circles import circles


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        ({}, []),
        ({"a": ["b", "c"], "b": ["c"], "c": []}, []),
        ({"a": ["unknown"]}, []),
        ({"a": ["a"]}, [("a", "a")]),
        ({"b": ["a"], "a": ["b"]}, [("b", "a", "b")]),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, [("a", "b", "c", "a")]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [("a", "b", "a"), ("c", "d", "c")]),
        ({"a": ["b", "b"], "b": ["a"]}, [("a", "b", "a"), ("a", "b", "a")]),
    ],
)
def test_circles_are_found(needs: Mapping[str, Sequence[str]], found: list[tuple[str, ...]]) -> None:
    assert list(circles(needs)) == found


def test_what_is_implied_can_close_a_circle_but_never_begins_one() -> None:
    needs = {("A", 1): [("B", 2)], ("A", 2): [], ("B", 1): [("A", 1)], ("B", 2): []}
    implied = {("A", 2): [("A", 1)], ("B", 2): [("B", 1)]}
    assert list(circles(needs, implied)) == [(("A", 1), ("B", 2), ("B", 1), ("A", 1))]
