"""Circles among things that stand on one another."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TypeVar

Node = TypeVar("Node")


def circles(
    needs: Mapping[Node, Sequence[Node]], implied: Mapping[Node, Sequence[Node]] | None = None
) -> Iterator[tuple[Node, ...]]:
    """Each circle in turn: every node needs the next one, and the last is the first again.

    ``needs`` is what somebody wrote, ``implied`` what always holds and makes no circle by itself. A circle begins
    at the node that stands first in ``needs`` and whose need closes it; that need is then left out of the search.
    """
    written = {node: list(found) for node, found in needs.items()}
    order = {node: index for index, node in enumerate(written)}
    while found := _circle(written, implied or {}):
        pairs = pairwise(found)
        closing = [(source, target) for source, target in pairs if target in written.get(source, ())]
        source, target = min(closing, key=lambda pair: order[pair[0]])
        start = found.index(source)
        yield (*found[start:-1], *found[:start], source)
        written[source].remove(target)


def _circle(written: Mapping[Node, Sequence[Node]], implied: Mapping[Node, Sequence[Node]]) -> tuple[Node, ...]:
    nodes = {**written, **implied}
    graph = {node: [*written.get(node, ()), *implied.get(node, ())] for node in nodes}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return ()
