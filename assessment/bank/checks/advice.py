"""What deserves a second look: always warnings."""

from collections.abc import Iterator, Mapping

from assessment.bank.checks.registry import question_rule, rule
from assessment.bank.draft import Draft, Entry
from assessment.bank.faults import Fault


def _homes(draft: Draft) -> Mapping[str, frozenset[str]]:
    """The families of each clause, by its themes."""
    return {
        placed.part.id: frozenset(family for theme in placed.part.themes for family in draft.themes.get(theme, ()))
        for placed in draft.clauses
    }


@question_rule("advice", fields=("clauses", "elsewhere"), reads=("pledges", "themes"))
def foreign_theme(draft: Draft, entry: Entry) -> Iterator[Fault]:
    """A question on a clause lives in one of the families of the clause's themes, or says why elsewhere."""
    homes = _homes(draft)
    for index, clause in enumerate(entry.part.clauses):
        if clause in entry.part.elsewhere or entry.part.family in homes.get(clause, {entry.part.family}):
            continue
        asking = ", ".join(sorted(homes[clause])) or "no family"
        yield entry.fault(f"clause {clause} is a matter of {asking} by its themes", "clauses", index)


@question_rule("advice", fields=("clauses", "elsewhere"), reads=("pledges", "themes"))
def needless_elsewhere(draft: Draft, entry: Entry) -> Iterator[Fault]:
    """A clause that is at home in the question's family needs no reason for being asked about there."""
    homes = _homes(draft)
    for clause in entry.part.elsewhere:
        if entry.part.family in homes.get(clause, ()):
            message = f"clause {clause} is a matter of {entry.part.family} by its themes; remove the reason"
            yield entry.fault(message, "elsewhere", clause)


@rule("advice", reads=("facts", "questions", "laws"), fields=("applies_when",))
def unused_fact(draft: Draft) -> Iterator[Fault]:
    """A fact that is asked of the organisation decides something."""
    used = {fact for entry in draft.questions for fact in entry.part.applies_when}
    used |= {fact for placed in draft.duties for fact in placed.part.applies_when}
    for placed in draft.facts:
        if placed.part.id not in used:
            yield placed.fault(f"no question or duty depends on the fact {placed.part.id}", "id")
