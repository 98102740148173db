"""What deserves a second look: always warnings."""

from collections.abc import Iterator

from assessment.bank.checks.registry import question_rule, rule
from assessment.bank.draft import Draft, Entry
from assessment.bank.faults import Fault


@question_rule("advice", fields=("clauses",), reads=("pledges", "themes"))
def foreign_theme(draft: Draft, entry: Entry) -> Iterator[Fault]:
    """A question on a clause lives in one of the families of the clause's themes."""
    homes = {
        placed.part.id: {family for theme in placed.part.themes for family in draft.themes.get(theme, ())}
        for placed in draft.clauses
    }
    for index, clause in enumerate(entry.part.clauses):
        if entry.part.family not in homes.get(clause, {entry.part.family}):
            asking = ", ".join(sorted(homes[clause])) or "no family"
            yield entry.fault(f"clause {clause} is a matter of {asking} by its themes", "clauses", index)


@rule("advice", reads=("facts", "questions"), fields=("applies_when",))
def unused_fact(draft: Draft) -> Iterator[Fault]:
    """A fact that is asked of the organisation decides something."""
    used = {fact for entry in draft.questions for fact in entry.part.applies_when}
    for placed in draft.facts:
        if placed.part.id not in used:
            yield placed.fault(f"no question depends on the fact {placed.part.id}", "id")
