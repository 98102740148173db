"""The score document, worked out by hand for a small assessment, and its table."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from assessment.engine.model import AcceptedRisk, Answer, Assessment
from assessment.engine.report import assess
from assessment.formats.scores import score_document, score_table
from tests.build import assessment, bank, clause, not_applicable, proved, question

BANK: Final = bank(
    question("ENC-01", weight=3, critical=True),
    question("ENC-02", weight=2),
    question("ENC-03"),
    question("DEL-01", clauses=("P1-2",)),
    question("DEL-02", clauses=("P1-2", "P1-3"), weight=2, efforts=(1, Fraction(1, 2), 1, 8)),
    question("AUD-01", clauses=("P2-1",)),
    question("MIN-01", clauses=("P1-2",), applies_when={"minors": True}),
    clauses=(
        clause("P1-1"),
        clause("P1-2"),
        clause("P1-3", by="user"),
        clause("P1-4", kind="formality"),
        clause("P1-5"),
    ),
)
ASSESSMENT: Final = assessment(
    {
        "ENC-01": proved(4),
        "ENC-02": 3,
        "DEL-01": not_applicable(),
        "DEL-02": Answer("unknown", carried_over=True),
        "AUD-01": 4,
        "MIN-01": 4,
    },
    profile={"minors": False},
    accepted={"ENC-02": AcceptedRisk("Renewal is due", "Manager", date(2026, 12, 31), "Weekly check")},
)
NOTHING: Final = {"claimed": None, "evidenced": None, "low": None, "high": None, "strict": None}


DOCUMENT: Final = {
    "complete": False,
    "answered": 3,
    "in_scope": 4,
    "score": {"claimed": 64.2, "evidenced": 57.1, "low": 50.0, "high": 62.5, "strict": 44.4},
    "level": 0,
    "unknown": 1,
    "na": 1,
    "carried_over": 1,
    "capped": 1,
    "families": {
        "ENC": {"claimed": 90.0, "evidenced": 80.0, "low": 66.6, "high": 83.3, "strict": 66.6, "level": 3},
        "DEL": {"claimed": 0.0, "evidenced": 0.0, "low": 0.0, "high": 0.0, "strict": 0.0, "level": 0},
    },
    "clauses": {"P1-1": "open", "P1-2": "broken", "P1-3": "broken", "P1-5": "out_of_scope"},
    "pledges": {
        "P1": {
            "verdict": "broken",
            "user_side": "broken",
            "fit_to_sign": False,
            "counts": {"broken": 1, "open": 1, "out_of_scope": 1},
        }
    },
    "warnings": [
        "DEL: 1 of 2 applicable questions are answered N/A.",
        "P1: this bank has no question yet on 1 of its clauses; the verdict does not cover them.",
    ],
    "gaps": [
        {
            "question": "DEL-02",
            "claimed": 0,
            "evidenced": 0,
            "target": 3,
            "gap": 3,
            "priority": 6,
            "effort": 2.5,
            "accepted": False,
        },
        {
            "question": "ENC-02",
            "claimed": 3,
            "evidenced": 2,
            "target": 3,
            "gap": 1,
            "priority": 2,
            "effort": 1,
            "accepted": True,
        },
    ],
}


def score(answers: Assessment) -> dict[str, Any]:
    return score_document(assess(BANK, answers))


def test_the_whole_document_is_as_worked_out_by_hand() -> None:
    """Weights of S are 3, 2, 1 and 2, answered 3, 2 and 2.

    ENC-01 shows 4, ENC-02 claims 3 and shows 2, ENC-03 is open, DEL-02 counts 0, DEL-01 of weight 1 is N/A. Claimed
    (12 + 6 + 0) / 28, evidenced (12 + 4 + 0) / 28, low 16 / 32, high (16 + 4) / 32, strict 16 / 36.
    """
    assert score(ASSESSMENT) == DOCUMENT


def test_the_document_is_plain_json() -> None:
    assert json.loads(json.dumps(score(ASSESSMENT), allow_nan=False)) == score(ASSESSMENT)


def test_without_answers_there_is_no_score_and_no_level() -> None:
    found = score(replace(ASSESSMENT, answers={}))
    assert found["score"] == NOTHING
    assert found["level"] is None
    assert found["families"] == {"ENC": {**NOTHING, "level": None}, "DEL": {**NOTHING, "level": None}}
    assert (found["complete"], found["answered"], found["in_scope"]) == (False, 0, 5)


def test_without_pledges_nothing_is_complete() -> None:
    found = score(replace(ASSESSMENT, pledges=()))
    assert found == {
        "complete": False,
        "answered": 0,
        "in_scope": 0,
        "score": NOTHING,
        "level": None,
        "unknown": 0,
        "na": 0,
        "carried_over": 0,
        "capped": 0,
        "families": {},
        "clauses": {},
        "pledges": {},
        "warnings": [],
        "gaps": [],
    }


def test_a_family_with_nothing_left_in_scope_is_not_listed() -> None:
    out = replace(ASSESSMENT, answers={"DEL-01": not_applicable(), "DEL-02": not_applicable()})
    assert list(score(out)["families"]) == ["ENC"]


TABLE: Final = """\
2026 · 2026-05-20 · draft
Sample
3 of 4 answered, 1 unknown, 1 not applicable, 1 carried over, 1 claimed and not shown

pledge  verdict  clauses                           users' side  fit to sign
------  -------  --------------------------------  -----------  -----------
P1      broken   1 broken, 1 open, 1 out of scope  broken       no

broken clause  because of  promise
-------------  ----------  -----------
P1-2           DEL-02      Clause P1-2
P1-3           DEL-02      Clause P1-3

family  level  evidenced  claimed  low   high  strict  answered
------  -----  ---------  -------  ----  ----  ------  --------
ENC     3      80.0       90.0     66.6  83.3  66.6    2 of 3
DEL     0      0.0        0.0      0.0   0.0   0.0     1 of 1
all     0      57.1       64.2     50.0  62.5  44.4    3 of 4

gap     worst verdict  levels  priority  person-days  accepted
------  -------------  ------  --------  -----------  --------
DEL-02  broken         0 to 3  6         2.5          no
ENC-02  open           2 to 3  2         1            yes

DEL: 1 of 2 applicable questions are answered N/A.
P1: this bank has no question yet on 1 of its clauses; the verdict does not cover them.
"""


def test_the_table_says_the_same_with_verdicts_first() -> None:
    assert score_table(assess(BANK, ASSESSMENT)) == TABLE


def test_the_table_of_an_empty_assessment_has_dashes() -> None:
    empty = assessment(pledges=(), title="空表", organisation="示例企业")
    assert score_table(assess(BANK, empty)) == (
        "空表 · 2026-05-20 · draft\n示例企业\n"
        "0 of 0 answered, 0 unknown, 0 not applicable, 0 carried over, 0 claimed and not shown\n\n"
        "family  level  evidenced  claimed  low  high  strict  answered\n"
        "------  -----  ---------  -------  ---  ----  ------  --------\n"
        "all     -      -          -        -    -     -       0 of 0\n\n"
        "Not known of the organisation: minors.\n"
    )
