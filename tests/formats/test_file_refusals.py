"""Whatever is wrong with an assessment file is told in exact sentences: where, what, and how to mend it."""

from typing import Final

import pytest

from assessment.bank import to_document
from assessment.formats.file import FileError, read, write
from tests.build import REASON
from tests.formats.files import BANK, REMOVED, WHOLE, changed


def faults(text: str) -> tuple[str, ...]:
    """The sentences with which the text is refused."""
    with pytest.raises(FileError) as refused:
        read(text, BANK)
    assert str(refused.value) == "\n".join(refused.value.faults)
    return refused.value.faults


REFUSALS: Final[list[tuple[str, str, list[str]]]] = [
    ("empty", " \n", ["The file is empty; export it again."]),
    (
        "truncated",
        write(BANK, WHOLE)[:-100],
        [f"Line {write(BANK, WHOLE)[:-100].count(chr(10)) + 1}: the file ends there, too early; "
         "copy or export it again as a whole."],
    ),
    (
        "truncated in a text",
        '{"format": "assessment/1",\n"title": "20',
        ["Line 2: the file ends there, too early; copy or export it again as a whole."],
    ),
    (
        "not JSON",
        '{"format": "assessment/1",\n"title": 2026 Q4}',
        ["Line 2, column 15: not valid JSON (Expecting ',' delimiter); correct it or export it again."],
    ),
    ("not a number", '{"format": NaN}', ["The file holds a number that JSON does not allow (NaN); correct it."]),
    ("too deep", "[" * 100_000, ["The file is nested too deeply to be an assessment; export it again."]),
    ("a list", "[]", ["The file must hold one object of the format assessment/1; export it again."]),
    (
        "a key twice",
        changed()[:-1] + ', "title": "2027"}',
        ["The key “title” stands twice in the same place; keep one."],
    ),
    (
        "another version of the format",
        changed(("format", "assessment/2")),
        ['format: this program reads assessment/1, not "assessment/2"; read the file with the program that wrote it, '
         "and export it as assessment/1."],
    ),
    *(
        (f"no {key}", changed((key, REMOVED)), [f"{key}: is missing; add it."])
        for key in ("format", "title", "organisation", "date", "pledges", "answers")
    ),
    ("no bank", changed(("bank", REMOVED)), ["bank: is missing; add it."]),
    ("blank title", changed(("title", " ")), ["title: is blank; fill it in."]),
    (
        "unknown key",
        changed(("answers/ENC-01/lvl", 3)),
        ["answers.ENC-01.lvl: is not a key of this format; remove it or mend its spelling."],
    ),
    ("text for a number", changed(("revision", "1")), ["revision: must be a whole number."]),
    ("a number for text", changed(("unit", 7)), ["unit: must be text in quotes."]),
    ("half a character", changed(("unit", "\ud83d")), ["unit: holds half a character; remove it."]),
    (
        "a text that is too long",
        changed(("answers/ENC-01/note", "x" * 1_000_001)),
        ["answers.ENC-01.note: is longer than 1000000 characters; shorten it, or refer to a document."],
    ),
    ("a list for an object", changed(("answers", [])), ["answers: must be an object of keys and values."]),
    ("an object for a list", changed(("actions", {})), ["actions: must be a list."]),
    ("revision 0", changed(("revision", 0)), ["revision: must be 1 or more, not 0."]),
    ("level 7", changed(("answers/ENC-01/level", 7)),
     ["answers.ENC-01.level: must be 0, 1, 2, 3, 4, 'unknown' or 'na', not 7."]),
    ("level true", changed(("answers/ENC-01/level", True)),
     ["answers.ENC-01.level: must be 0, 1, 2, 3, 4, 'unknown' or 'na', not true or false."]),
    ("another status", changed(("status", "done")), ["status: must be 'draft' or 'final', not \"done\"."]),
    ("a step to level 0", changed(("actions", [{"question": "ENC-01", "level": 0}])),
     ["actions[0].level: must be 1 or more, not 0."]),
    ("a fact neither true nor false", changed(("profile/minors", None)),
     ["profile.minors: must be true or false; leave out what is not known."]),
    ("no such day", changed(("date", "2026-02-30")),
     ["date: must be a day of the calendar such as '2026-05-01', not '2026-02-30'."]),
    ("a day in another form", changed(("date", "20260520")),
     ["date: must be a day of the calendar such as '2026-05-01', not '20260520'."]),
    ("a number for a day", changed(("evidence/E1", {"kind": "audit", "title": "Audit", "date": 2026})),
     ["evidence.E1.date: must be a date in quotes such as '2026-05-01'."]),
    ("an evidence name with a space", changed(("evidence/E 1", {"kind": "audit", "title": "Audit"})),
     ["evidence.E 1: must be a short name such as E1, of letters, digits, dots, hyphens and underscores."]),
    ("evidence named twice", changed(("evidence/E1", {"kind": "audit", "title": "Audit"}),
                                     ("answers/ENC-01/evidence", ["E1", "E1"])),
     ["answers.ENC-01.evidence: names 'E1' more than once; keep one."]),
    ("evidence that is not there", changed(("answers/ENC-01/evidence", ["E9"])),
     ["answers.ENC-01.evidence: Evidence E9 is not in the register: add it there first."]),
    ("N/A without a reason", changed(("answers/ENC-02", {"level": "na", "reason": "Not ours."})),
     ["answers.ENC-02.reason: ENC-02: say in 20 characters or more why it does not apply."]),
    ("N/A on a critical question", changed(("answers/ENC-01", {"level": "na", "reason": REASON})),
     ["answers.ENC-01.level: ENC-01 is critical and cannot be answered N/A: what makes it not apply belongs in the "
      "profile facts."]),
    ("a target below the bank's", changed(("targets/ENC-01", 2)),
     ["targets.ENC-01: The target of ENC-01 is 3 in the bank: choose a level from there to 4. What is left undone on "
      "purpose is an accepted risk, not a lower target."]),
    *(
        (f"unknown name in {part}", changed((f"{part}/XX-99", value)),
         [f"{part}.XX-99: The bank has no “XX-99”: check the spelling, or use the bank that it was made with."])
        for part, value in (
            ("answers", {"level": 1}),
            ("profile", True),
            ("targets", 3),
            ("accepted", {"reason": "r", "approver": "a", "until": "2026-12-31", "compensation": ""}),
        )
    ),
    ("unknown pledge", changed(("pledges", ["P1", "P9"])),
     ["pledges.P9: The bank has no “P9”: check the spelling, or use the bank that it was made with."]),
    ("unknown question in an action", changed(("actions", [{"question": "XX-99", "level": 1}])),
     ["actions.XX-99: The bank has no “XX-99”: check the spelling, or use the bank that it was made with."]),
    ("final with an answer carried over",
     changed(("status", "final"), ("profile/minors", True), ("answers/ENC-01/carried_over", True)),
     ["answers.ENC-01: The answer to ENC-01 was carried over and nobody has confirmed it: confirm or change it."]),
    ("final with a fact not known", changed(("status", "final")),
     ["profile.minors: “Fact minors” is not known yet: say yes or no in the settings."]),
    ("another bank and none frozen", changed(("bank", "0.2.0")),
     ["bank: the file was made with version 0.2.0 and carries no frozen bank, but version 0.1.0 is installed; export "
      "it again where it was made, or install that version."]),
    ("another version than that of the frozen bank",
     changed(("bank", "0.2.0"), ("frozen", {"hash": BANK.hash, "bank": to_document(BANK)})),
     ["bank: says 0.2.0, but the frozen bank is 0.1.0; write that version."]),
    ("a frozen bank without questions", changed(("frozen", {"bank": {"version": "0.1.0"}})),
     ["frozen.bank.families: families is missing.",
      "frozen.bank.clauses: clauses is missing.",
      "frozen.bank.questions: questions is missing."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentences"), [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS])
def test_what_is_wrong_is_told_in_one_sentence(text: str, sentences: list[str]) -> None:
    assert list(faults(text)) == sentences


def test_faults_of_form_and_of_meaning_are_told_together() -> None:
    text = changed(
        ("titel", "2026"),
        ("answers/ENC-01/level", 7),
        ("answers/ENC-02", {"level": "na", "evidence": ["E1"]}),
        ("evidence/E1", {"kind": "hearsay", "title": "Talk"}),
        ("targets/XX-99", 3),
    )
    kinds = "'policy', 'contract', 'record', 'config', 'screenshot', 'training', 'review', 'metric', 'test' or 'audit'"
    assert faults(text) == (
        f'evidence.E1.kind: must be {kinds}, not "hearsay".',
        "answers.ENC-01.level: must be 0, 1, 2, 3, 4, 'unknown' or 'na', not 7.",
        "titel: is not a key of this format; remove it or mend its spelling.",
        "targets.XX-99: The bank has no “XX-99”: check the spelling, or use the bank that it was made with.",
        "answers.ENC-02.reason: ENC-02: say in 20 characters or more why it does not apply.",
    )
