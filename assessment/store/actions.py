"""Actions: steps that somebody promised, from the first word to what shows them done.

They go on after their assessment is final, which keeps what it promised by then; each change is in the log.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlite_utils import Database

from assessment.engine.model import Evidence, Level, Text
from assessment.engine.rectification import is_running, step_of
from assessment.store import action_rows, answer_rows, events
from assessment.store import evidence as register
from assessment.store.action_rows import Tracked
from assessment.store.assessments import Stored, load, refuse_final
from assessment.store.database import writing
from assessment.store.errors import NotFound, Refused
from assessment.store.events import Actor
from assessment.store.rows import Row, first


@dataclass(frozen=True, slots=True)
class Overdue:
    """An action past its day, and whose assessment it belongs to."""

    id: int
    assessment: int
    title: str
    sample: bool
    question: str
    level: Level
    owner: str
    due: date


_OVERDUE: Final = """
SELECT actions.id, assessment, title, sample, question, level, owner, due, count(*) OVER () AS total
FROM actions JOIN assessments ON assessments.id = actions.assessment
WHERE actions.status IN ('open', 'doing') AND due IS NOT NULL AND due < ? AND NOT EXISTS (
    SELECT 1 FROM assessments AS later
    WHERE later.previous = assessments.id AND (later.status = 'final' OR later.revision > assessments.revision)
) AND NOT EXISTS (
    SELECT 1 FROM assessments AS later JOIN actions AS taken ON taken.assessment = later.id
    WHERE later.previous = assessments.id AND (taken.question, taken.level) = (actions.question, actions.level)
)
ORDER BY due, actions.id LIMIT ?
"""


def of(db: Database, number: int) -> tuple[Tracked, ...]:
    """Read every action of an assessment as it stands now, in the order in which they were added."""
    return action_rows.of(db, number)


def read(db: Database, number: int, action: int) -> Tracked:
    """Read one action. Raises NotFound."""
    row = first(db, "SELECT * FROM actions WHERE assessment = ? AND id = ?", (number, action))
    if row is None:
        raise NotFound(
            Text(
                en=f"There is no action {action} in assessment {number}.",
                zh=f"评估{number}中没有编号为{action}的整改措施。",
            )
        )
    return action_rows.tracked_from(row)


def add(db: Database, number: int, wanted: Sequence[Tracked], actor: Actor) -> tuple[int, ...]:
    """Add actions and return their numbers; a step that has an open action, or one under way, is passed over.

    Raises NotFound, or Refused where a question or a level does not exist; then nothing is added.
    """
    with writing(db):
        stored = load(db, number)
        for one in wanted:
            _refuse_unknown(stored, one)
        pursued = {step_of(one) for one in of(db, number) if is_running(one.action)}
        added: list[int] = []
        for one in wanted:
            if step_of(one) not in pursued:
                added.append(insert(db, number, one, actor))
                pursued.add(step_of(one))
        return tuple(added)


def change(db: Database, number: int, action: int, changed: Tracked, actor: Actor) -> None:
    """Change an action's owner, day, status, note and proof to those of ``changed``; the step stays what it is.

    What showed it done is forgotten where it is no longer done. Raises NotFound, or Refused where it would become done:
    that needs what shows it.
    """
    with writing(db):
        load(db, number)
        before = read(db, number, action)
        status = changed.action.status
        if status == "done" != before.action.status:
            raise Refused(_UNPROVEN)
        own = replace(before.action, owner=changed.action.owner, due=changed.action.due, status=status)
        after = replace(before, action=own, note=changed.note, proof=changed.proof)
        if status != "done":
            after = replace(after, evidence=None, shown="")
        write(db, number, before, after, actor)


def done_by(db: Database, number: int, action: int, piece: str | Evidence, actor: Actor) -> str:
    """Mark a draft's action as done by ``piece``, a name of the register or a new one for it, and return its name.

    The piece joins the evidence of the question's answer, whose level stays as it is. Raises NotFound, Finished, or
    Refused where the register has no such piece.
    """
    with writing(db):
        stored = load(db, number)
        refuse_final(stored)
        before = read(db, number, action)
        name = _registered(db, stored, piece, actor)
        answer_rows.point_to(db, number, before.action.question, name, actor)
        after = replace(before, action=replace(before.action, status="done"), evidence=name, shown="")
        write(db, number, before, after, actor)
        return name


def done_after_final(db: Database, number: int, action: int, shown: str, actor: Actor) -> None:
    """Mark an action of a final assessment as done, by what the words ``shown`` say, for its register is closed.

    Raises NotFound, or Refused where nothing is said, or where the assessment is a draft.
    """
    with writing(db):
        stored = load(db, number)
        before = read(db, number, action)
        if stored.assessment.status != "final" or not shown.strip():
            raise Refused(_UNPROVEN)
        after = replace(before, action=replace(before.action, status="done"), evidence=None, shown=shown)
        write(db, number, before, after, actor)


def remove(db: Database, number: int, action: int, actor: Actor) -> None:
    """Take out an action that was entered by mistake; the log keeps it. Raises NotFound."""
    with writing(db):
        load(db, number)
        before = read(db, number, action)
        db.execute("DELETE FROM actions WHERE id = ?", (action,))
        events.record(db, actor, number, "action", str(action), before=action_rows.values(before))


def overdue(db: Database, today: date, most: int) -> tuple[tuple[Overdue, ...], int]:
    """Read the ``most`` longest overdue actions of all assessments, and how many there are.

    Those of an assessment that was reopened, or that a later final one follows, are history, and so are those that
    go on in the assessment that follows.
    """
    rows = [dict(row) for row in db.query(_OVERDUE, (today.isoformat(), most))]
    return tuple(_overdue(row) for row in rows), rows[0]["total"] if rows else 0


_UNPROVEN: Final = Text(
    en="An action is done when something shows it: choose or add the evidence where it is marked as done.",
    zh="整改措施须有佐证方可标记为已完成：请在标记完成处选择或者登记证据。",
)


def _overdue(row: Row) -> Overdue:
    return Overdue(
        id=row["id"],
        assessment=row["assessment"],
        title=row["title"],
        sample=bool(row["sample"]),
        question=row["question"],
        level=row["level"],
        owner=row["owner"],
        due=date.fromisoformat(row["due"]),
    )


def _refuse_unknown(stored: Stored, wanted: Tracked) -> None:
    question, level = step_of(wanted)
    if question not in stored.bank.question:
        raise Refused(
            Text(
                en=f"The bank has no question “{question}”: choose one of its questions.",
                zh=f"题库中没有题目“{question}”：请选择题库中的问题。",
            )
        )
    if level not in (1, 2, 3, 4):
        raise Refused(
            Text(
                en=f"{question}: an action leads to a level from 1 to 4, not to {level}.",
                zh=f"{question}：整改措施的目标等级应为1至4级，不能为{level}。",
            )
        )


def insert(db: Database, number: int, wanted: Tracked, actor: Actor) -> int:
    """Add one action and return its number; the caller holds the transaction."""
    values = action_rows.values(wanted)
    cursor = db.execute(
        f"INSERT INTO actions (assessment, {', '.join(values)}) VALUES (?{', ?' * len(values)})",  # noqa: S608
        (number, *values.values()),
    )
    action = int(cursor.lastrowid or 0)
    events.record(db, actor, number, "action", str(action), after=values)
    return action


def write(db: Database, number: int, before: Tracked, after: Tracked, actor: Actor) -> None:
    """Put ``after`` in the place of ``before``, where it differs; the caller holds the transaction."""
    if after != before:
        values = action_rows.values(after)
        db.table("actions").update(before.id, values)
        events.record(db, actor, number, "action", str(before.id), before=action_rows.values(before), after=values)


def _registered(db: Database, stored: Stored, piece: str | Evidence, actor: Actor) -> str:
    if isinstance(piece, Evidence):
        return register.insert(db, stored.id, piece, actor)
    if piece not in stored.assessment.evidence:
        raise Refused(
            Text(
                en=f"Evidence {piece} is not in the register: add it there first.",
                zh=f"证据登记册中没有{piece}：请先登记该证据。",
            )
        )
    return piece
