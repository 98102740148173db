"""What the engine relies on: every id that is named exists, once, and nothing stands on itself."""

from collections.abc import Iterator

from assessment.bank.checks.registry import question_rule, rule
from assessment.bank.circles import circles
from assessment.bank.draft import Draft, Entry, Placed
from assessment.bank.faults import Fault
from assessment.engine.duties import Duty
from assessment.engine.model import LEVELS, Clause, Fact, Family, Pledge

_Node = tuple[str, int]


@rule("link")
def duplicate_id(draft: Draft) -> Iterator[Fault]:
    """An id names one thing."""
    kinds: tuple[tuple[Placed[Family] | Placed[Fact] | Placed[Pledge] | Placed[Clause] | Placed[Duty], ...], ...]
    kinds = (draft.families, draft.facts, draft.pledges, draft.clauses, draft.duties)
    for found in kinds:
        seen: set[str] = set()
        for placed in found:
            if placed.part.id in seen:
                yield placed.fault(f"the id {placed.part.id} is taken; give this one another", "id")
            seen.add(placed.part.id)


@question_rule("link", fields=("id",))
def duplicate_question(draft: Draft, entry: Entry) -> Iterator[Fault]:
    """A question's id is its own."""
    first = next(other for other in draft.questions if other.id == entry.id)
    if first is not entry:
        yield entry.fault("the id is taken; give this question the next free number", "id")


@rule("link", reads=("scale",))
def scale_levels(draft: Draft) -> Iterator[Fault]:
    """The scale has the levels 0 to 4, in order."""
    levels = tuple(placed.part.level for placed in draft.scale)
    if levels != LEVELS:
        place = draft.frame.at("scale")
        yield Fault(place.file, place.line, None, "scale must give the levels 0, 1, 2, 3, 4 in this order")


@rule("link", reads=("families", "groups"))
def unknown_group(draft: Draft) -> Iterator[Fault]:
    """A family's group is one of the bank's."""
    for placed in draft.families:
        if placed.part.group not in draft.groups:
            known = ", ".join(draft.groups)
            yield placed.fault(f"unknown group {placed.part.group}; known are {known}", "group")


@question_rule("link", fields=(), reads=("families",))
def unknown_family(draft: Draft, entry: Entry) -> Iterator[Fault]:
    """A question's family is one of the bank's; said once a family."""
    family = entry.part.family
    first = next(other for other in draft.questions if other.part.family == family)
    if first is entry and all(placed.part.id != family for placed in draft.families):
        yield entry.fault(f"unknown family {family}; enter it in bank.yaml or mend its spelling", "family")


@rule("link", reads=("pledges",))
def unknown_pledge(draft: Draft) -> Iterator[Fault]:
    """A clause's pledge is one of the bank's."""
    known = {placed.part.id for placed in draft.pledges}
    for placed in draft.clauses:
        if placed.part.pledge not in known:
            yield placed.fault(f"unknown pledge {placed.part.pledge}", "pledge")


@rule("link", reads=("pledges", "themes"))
def unknown_theme(draft: Draft) -> Iterator[Fault]:
    """A clause's themes are those that some family asks about."""
    for placed in draft.clauses:
        for index, theme in enumerate(placed.part.themes):
            if theme not in draft.themes:
                yield placed.fault(
                    f"clause {placed.part.id}: unknown theme {theme}; enter it under themes", "themes", index
                )


@rule("link", reads=("families", "themes"))
def unknown_theme_family(draft: Draft) -> Iterator[Fault]:
    """The families of a theme are the bank's."""
    known = {placed.part.id for placed in draft.families}
    for theme, families in draft.themes.items():
        place = draft.catalogue.at("themes", theme)
        for family in families:
            if family not in known:
                yield Fault(place.file, place.line, None, f"theme {theme}: unknown family {family}")


@rule("link", reads=("pledges", "rhythms"))
def unknown_rhythm_clause(draft: Draft) -> Iterator[Fault]:
    """A promised rhythm belongs to a clause of the catalogue."""
    known = {placed.part.id for placed in draft.clauses}
    for clause in draft.rhythms:
        if clause not in known:
            place = draft.catalogue.at("rhythms", clause)
            yield Fault(place.file, place.line, None, f"rhythms: unknown clause {clause}")


@question_rule("link", fields=("clauses",))
def no_clause(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """A question answers to a clause."""
    if not entry.part.clauses:
        yield entry.fault("clauses is an empty list; name the clauses that this question answers", "clauses")


@question_rule("link", fields=("clauses",))
def repeated_clause(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """A question names a clause once."""
    for index, clause in enumerate(entry.part.clauses):
        if clause in entry.part.clauses[:index]:
            yield entry.fault(f"clause {clause} is named twice", "clauses", index)


@question_rule("link", fields=("clauses",), reads=("pledges",))
def unknown_clause(draft: Draft, entry: Entry) -> Iterator[Fault]:
    """A question's clauses are the catalogue's."""
    known = {placed.part.id for placed in draft.clauses}
    for index, clause in enumerate(entry.part.clauses):
        if clause not in known:
            yield entry.fault(f"unknown clause {clause}", "clauses", index)


@question_rule("link", fields=("clauses", "elsewhere"))
def uncited_elsewhere(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """A reason for asking about a clause elsewhere belongs to a clause that is asked about."""
    for clause in entry.part.elsewhere:
        if clause not in entry.part.clauses:
            message = f"elsewhere explains clause {clause}, which clauses does not name; mend one of them"
            yield entry.fault(message, "elsewhere", clause)


@question_rule("link", fields=("refs",), reads=("references",))
def unknown_reference(draft: Draft, entry: Entry) -> Iterator[Fault]:
    """What is cited may be cited."""
    for book, ids in entry.part.refs.items():
        if book not in draft.references:
            yield entry.fault(f"unknown reference list {book}", "refs", book)
            continue
        for index, cited in enumerate(ids):
            if cited not in draft.references[book]:
                yield entry.fault(f"unknown reference {book} {cited}", "refs", book, index)


@question_rule("link", fields=("applies_when",), reads=("facts",))
def unknown_fact(draft: Draft, entry: Entry) -> Iterator[Fault]:
    """A question depends on facts that the profile has."""
    known = {placed.part.id for placed in draft.facts}
    for fact in entry.part.applies_when:
        if fact not in known:
            yield entry.fault(f"unknown fact {fact}; enter it in bank.yaml", "applies_when", fact)


@rule("link", reads=("facts",))
def unknown_implied_fact(draft: Draft) -> Iterator[Fault]:
    """A fact implies facts that the profile has."""
    known = {placed.part.id for placed in draft.facts}
    for placed in draft.facts:
        for index, implied in enumerate(placed.part.implies):
            if implied not in known:
                yield placed.fault(f"fact {placed.part.id} implies the unknown fact {implied}", "implies", index)


@rule("link", reads=("facts",))
def fact_circle(draft: Draft) -> Iterator[Fault]:
    """No fact implies itself by way of others."""
    places = {placed.part.id: placed for placed in draft.facts}
    for circle in circles({fact: placed.part.implies for fact, placed in places.items()}):
        yield places[circle[0]].fault(f"facts imply one another in a circle: {' → '.join(circle)}", "implies")


@question_rule("link", fields=("steps",), reads=("questions",))
def unknown_need(draft: Draft, entry: Entry) -> Iterator[Fault]:
    """A step stands on questions that there are."""
    known = {other.id for other in draft.questions}
    for step in entry.part.steps:
        for index, need in enumerate(step.needs):
            if need.question not in known:
                where = ("steps", str(step.level), "needs", index, "question")
                yield entry.fault(f"step {step.level} needs the unknown question {need.question}", *where)


@rule("link")
def need_circle(draft: Draft) -> Iterator[Fault]:
    """No step stands on itself by way of others; each stands on its question's step before it."""
    entries = {entry.id: entry for entry in draft.questions}
    steps = [(entry.id, step) for entry in draft.questions for step in entry.part.steps]
    needs = {(name, int(step.level)): [(need.question, int(need.level)) for need in step.needs] for name, step in steps}
    before: dict[_Node, list[_Node]] = {(name, level): [(name, level - 1)] for name, level in needs if level > 1}
    for circle in circles(needs, before):
        name, level = circle[0]
        path = " → ".join(f"{question} level {reached}" for question, reached in circle)
        yield entries[name].fault(f"steps need one another in a circle: {path}", "steps", str(level), "needs")
