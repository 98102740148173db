"""The schema's history, one named step each; a step that has landed is never edited."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("assessment")

SCHEMA = """
CREATE TABLE banks (
    hash TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE assessments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bank TEXT NOT NULL REFERENCES banks (hash),
    title TEXT NOT NULL,
    organisation TEXT NOT NULL,
    unit TEXT NOT NULL,
    date TEXT NOT NULL,
    tier TEXT NOT NULL CHECK (tier IN ('core', 'full')),
    status TEXT NOT NULL CHECK (status IN ('draft', 'final')),
    pledges TEXT NOT NULL,
    profile TEXT NOT NULL,
    targets TEXT NOT NULL,
    prepared TEXT,
    reviewed TEXT,
    approved TEXT,
    revision INTEGER NOT NULL,
    previous INTEGER REFERENCES assessments (id) ON DELETE SET NULL,
    sample INTEGER NOT NULL CHECK (sample IN (0, 1))
) STRICT;
CREATE INDEX assessments_by_date ON assessments (date DESC, id DESC);
CREATE INDEX assessments_by_status ON assessments (status, date DESC, id DESC);

CREATE TABLE evidence (
    assessment INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    date TEXT,
    valid_until TEXT,
    location TEXT NOT NULL,
    checked_by TEXT,
    PRIMARY KEY (assessment, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
    assessment INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    choice TEXT CHECK (choice IN ('0', '1', '2', '3', '4', 'unknown', 'na')),
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    evidence TEXT NOT NULL CHECK (json_valid(evidence)),
    carried_over INTEGER NOT NULL CHECK (carried_over IN (0, 1)),
    flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),
    version INTEGER NOT NULL CHECK (version > 0),
    PRIMARY KEY (assessment, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE accepted (
    assessment INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    reason TEXT NOT NULL,
    approver TEXT NOT NULL,
    until TEXT NOT NULL,
    compensation TEXT NOT NULL,
    PRIMARY KEY (assessment, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE actions (
    id INTEGER PRIMARY KEY,
    assessment INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    owner TEXT NOT NULL,
    due TEXT,
    status TEXT NOT NULL CHECK (status IN ('open', 'doing', 'done', 'dropped'))
) STRICT;
CREATE INDEX actions_by_assessment ON actions (assessment);

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    assessment INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX events_by_assessment ON events (assessment, id);
"""

FINAL = "(SELECT status = 'final' AND NOT sample FROM assessments WHERE id = {row}.assessment)"
REFUSE = "BEGIN SELECT RAISE(ABORT, 'the assessment is final'); END"
PARTS = ("answers", "evidence", "accepted", "actions")


@migrations()
def m001_first_schema(db: Database) -> None:
    """Create every table, and guards that keep a final assessment as it is; samples can be deleted."""
    _run(db, SCHEMA, separator=";\n")
    for table in PARTS:
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            guard = (
                f"CREATE TRIGGER {table}_{verb}_final BEFORE {verb} ON {table} WHEN {FINAL.format(row=row)} {REFUSE}"
            )
            db.execute(guard)
    whole = "WHEN OLD.status = 'final' AND NOT OLD.sample"
    db.execute(f"CREATE TRIGGER assessments_delete_final BEFORE DELETE ON assessments {whole} {REFUSE}")
    db.execute(
        "CREATE TRIGGER assessments_update_final BEFORE UPDATE ON assessments "
        f"{whole} AND NEW.previous IS OLD.previous {REFUSE}"
    )


IS_FINAL = "EXISTS (SELECT 1 FROM assessments WHERE status = 'final' AND id IN ({ids}))"
GUARDS = {
    "assessments_insert_final": f"BEFORE INSERT ON assessments WHEN {IS_FINAL.format(ids='NEW.id')}",
    "assessments_update_final": (
        "BEFORE UPDATE OF id, bank, title, organisation, unit, date, tier, status, pledges, profile, targets, "
        "prepared, reviewed, approved, revision, sample ON assessments WHEN OLD.status = 'final'"
    ),
    # What it names as previous may be a draft: the name goes when the draft is deleted, and only then.
    "assessments_update_previous_final": (
        "BEFORE UPDATE OF previous ON assessments WHEN OLD.status = 'final' "
        "AND (NEW.previous IS NOT NULL OR EXISTS (SELECT 1 FROM assessments WHERE id = OLD.previous))"
    ),
    "assessments_delete_final": "BEFORE DELETE ON assessments WHEN OLD.status = 'final' AND NOT OLD.sample",
    "events_delete_final": f"BEFORE DELETE ON events WHEN {IS_FINAL.format(ids='OLD.assessment')}",
}


@migrations()
def m002_guards_without_gaps(db: Database) -> None:
    """Guard a final assessment, the sample's too, against moved, replaced and renamed rows, and what is never edited.

    A sample can still be deleted as a whole: its parts go when it is no longer there.
    """
    for table in PARTS:
        for verb, ids in (("INSERT", "NEW.{0}"), ("UPDATE", "OLD.{0}, NEW.{0}"), ("DELETE", "OLD.{0}")):
            db.execute(f"DROP TRIGGER {table}_{verb}_final")
            when = IS_FINAL.format(ids=ids.format("assessment"))
            db.execute(f"CREATE TRIGGER {table}_{verb}_final BEFORE {verb} ON {table} WHEN {when} {REFUSE}")
    db.execute("DROP TRIGGER assessments_delete_final")
    db.execute("DROP TRIGGER assessments_update_final")
    for name, when in GUARDS.items():
        db.execute(f"CREATE TRIGGER {name} {when} {REFUSE}")
    for table in ("banks", "events"):
        never = f"BEGIN SELECT RAISE(ABORT, '{table} are never edited'); END"
        db.execute(f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {never}")


FOLLOWED = """
CREATE TABLE followed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    owner TEXT NOT NULL,
    due TEXT,
    status TEXT NOT NULL CHECK (status IN ('open', 'doing', 'done', 'dropped')),
    note TEXT NOT NULL DEFAULT '',
    proof TEXT NOT NULL DEFAULT '',
    evidence TEXT,
    shown TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO followed (id, assessment, question, level, owner, due, status)
    SELECT id, assessment, question, level, owner, due, status FROM actions;

CREATE TABLE promised (
    id INTEGER PRIMARY KEY,
    assessment INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    owner TEXT NOT NULL,
    due TEXT,
    status TEXT NOT NULL CHECK (status IN ('open', 'doing', 'done', 'dropped'))
) STRICT;
INSERT INTO promised (assessment, question, level, owner, due, status)
    SELECT assessment, question, level, owner, due, status FROM actions
    WHERE assessment IN (SELECT id FROM assessments WHERE status = 'final') ORDER BY id;

DROP TABLE actions;
ALTER TABLE followed RENAME TO actions;
CREATE INDEX actions_by_assessment ON actions (assessment);
CREATE INDEX actions_by_due ON actions (due) WHERE status IN ('open', 'doing') AND due IS NOT NULL;
CREATE INDEX promised_by_assessment ON promised (assessment);
CREATE INDEX assessments_by_previous ON assessments (previous);
"""


@migrations()
def m003_actions_go_on(db: Database) -> None:
    """Let the actions of a final assessment be carried out, and keep what it promised, guarded, in a table of its own.

    Dropping the old table takes its guards with it. Numbers of actions are not given again.
    """
    _run(db, FOLLOWED, separator=";\n")
    for verb, ids in (("INSERT", "NEW.{0}"), ("UPDATE", "OLD.{0}, NEW.{0}"), ("DELETE", "OLD.{0}")):
        when = IS_FINAL.format(ids=ids.format("assessment"))
        db.execute(f"CREATE TRIGGER promised_{verb}_final BEFORE {verb} ON promised WHEN {when} {REFUSE}")


SET_ASIDE = """
CREATE TABLE set_aside (
    assessment INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    upgrade INTEGER NOT NULL CHECK (upgrade > 0),
    part TEXT NOT NULL CHECK (part IN ('settings', 'answers', 'accepted', 'actions')),
    name TEXT NOT NULL,
    bank TEXT NOT NULL REFERENCES banks (hash),
    content TEXT NOT NULL CHECK (json_valid(content)),
    PRIMARY KEY (assessment, upgrade, part, name)
) STRICT, WITHOUT ROWID
"""


@migrations()
def m004_set_aside(db: Database) -> None:
    """Keep what an upgrade to another bank takes off a draft, so that it can be shown and the upgrade undone.

    ``bank`` is the one that it was said on; upgrades of one assessment are counted from 1.
    """
    _run(db, SET_ASIDE, separator=";\n")
    for verb, ids in (("INSERT", "NEW.{0}"), ("UPDATE", "OLD.{0}, NEW.{0}"), ("DELETE", "OLD.{0}")):
        when = IS_FINAL.format(ids=ids.format("assessment"))
        db.execute(f"CREATE TRIGGER set_aside_{verb}_final BEFORE {verb} ON set_aside WHEN {when} {REFUSE}")


def _run(db: Database, script: str, separator: str) -> None:
    """Run a script statement by statement: ``executescript`` would commit the migration's transaction."""
    for statement in script.split(separator):
        if statement.strip():
            db.execute(statement)
