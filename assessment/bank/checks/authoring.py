"""How questions are written: always errors in the files, and no concern of a frozen copy."""

import re
from collections.abc import Iterator

from assessment.bank.checks.registry import question_rule, rule
from assessment.bank.checks.texts import named, texts
from assessment.bank.draft import Draft, Entry
from assessment.bank.faults import Fault
from assessment.engine.model import OPERATING, VERIFYING

_OWN = ("text", "why", "how", "levels", "evidence", "steps")
"""Keys whose texts belong to one question; a reason for asking elsewhere may serve several."""


@question_rule("authoring", fields=("id",))
def foreign_id(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """A question's id begins with the family whose file it is in."""
    if entry.id.partition("-")[0] != entry.part.family:
        yield entry.fault(f"the id must begin with {entry.part.family}-, as the file is named", "id")


@rule("authoring")
def id_order(draft: Draft) -> Iterator[Fault]:
    """Numbers ascend within a family; a question that was retired leaves a gap."""
    last: dict[str, int] = {}
    for entry in draft.questions:
        number = int(re.sub(r"\D", "", entry.id.rpartition("-")[2]) or 0)
        if "id" in entry.broken or entry.id.partition("-")[0] != entry.part.family:
            continue
        if number < last.get(entry.part.family, 0) or number == 0:
            yield entry.fault("the id is out of order; numbers ascend from 01 within a file", "id")
        last[entry.part.family] = max(number, last.get(entry.part.family, 0))


@rule("authoring")
def duplicate_text(draft: Draft) -> Iterator[Fault]:
    """No text is written twice: each says what only it can say."""
    first: dict[tuple[str, str], tuple[Entry, str]] = {}
    for entry in draft.questions:
        for path, text in texts(entry, *_OWN):
            label = named(path)
            original, there = first.setdefault((str(path[-1]), text), (entry, label))
            if (original, there) != (entry, label):
                yield entry.fault(f"{label} repeats {there} of {original.id}; write what is special here", *path)


@question_rule("authoring", fields=("rhythm", "evidence_days"))
def rhythm_and_days(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """Evidence is dated by calendar periods or by days, not by both."""
    if "rhythm" in entry.given and entry.part.rhythm is None:
        yield entry.fault("rhythm is empty; name the period or leave the key out", "rhythm")
    elif {"rhythm", "evidence_days"} <= entry.given:
        yield entry.fault("rhythm takes the place of evidence_days; keep one of them", "evidence_days")


@question_rule("authoring", fields=("evidence",))
def no_operating_evidence(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """A level 3 can be shown."""
    if not any(hint.kind in OPERATING for hint in entry.part.evidence):
        yield entry.fault("no evidence of an operating kind, so level 3 could never be shown; add one", "evidence")


@question_rule("authoring", fields=("evidence",))
def no_verifying_evidence(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """A level 4 can be shown."""
    if not any(hint.kind in VERIFYING for hint in entry.part.evidence):
        kinds = ", ".join(sorted(VERIFYING))
        yield entry.fault(f"no evidence of a verifying kind ({kinds}), so level 4 could never be shown", "evidence")
