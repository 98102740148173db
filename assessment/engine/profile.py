"""Profile facts that do not go together."""

from collections.abc import Iterator, Mapping

from assessment.engine.model import Bank


def contradictions(bank: Bank, profile: Mapping[str, bool]) -> tuple[tuple[str, str], ...]:
    """Pairs of facts of which the first holds and implies the second, however long the chain, which is denied."""
    return tuple(
        (fact.id, implied)
        for fact in bank.facts
        if profile.get(fact.id)
        for implied in _implied(bank, fact.id)
        if profile.get(implied) is False
    )


def _implied(bank: Bank, fact: str) -> Iterator[str]:
    seen, waiting = {fact}, [fact]
    while waiting:
        for implied in bank.fact[waiting.pop()].implies:
            if implied not in seen:
                seen.add(implied)
                waiting.append(implied)
                yield implied
