"""The compare document, worked out by hand for a bank upgrade, and its table."""

import json
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest

from assessment.engine.comparison import Comparison, compare
from assessment.engine.model import Action, Answer
from assessment.engine.report import assess
from assessment.formats.comparisons import compare_document, compare_table
from assessment.formats.scores import score_document
from tests.build import DAY, Answers, assessment, bank, clause, not_applicable, piece, question

CLAUSES: Final = (clause("P1-1"), clause("P1-2"), clause("P1-3"), clause("P2-1"))
OLD: Final = bank(
    question("ENC-01", weight=2),
    question("ENC-02", clauses=("P1-2",)),
    question("DEL-01", clauses=("P1-3",), weight=2),
    clauses=CLAUSES,
)
NEW: Final = bank(
    question("ENC-01", weight=2),
    question("ENC-02", clauses=("P1-2",)),
    question("DEL-01", clauses=("P1-3",), weight=2, revision=2),
    question("ACC-01", clauses=("P2-1",)),
    clauses=CLAUSES,
)
A: Final = assess(
    OLD,
    assessment(
        {"ENC-01": Answer(3, evidence=("E1",)), "ENC-02": "unknown", "DEL-01": 1},
        title="First",
        status="final",
        unit="Shop",
        evidence={"E1": piece("review", DAY, valid_until=date(2026, 9, 30), title="Review of spring")},
        actions=(Action("ENC-02", 3, "Privacy", date(2026, 8, 31), "doing"), Action("DEL-01", 2)),
    ),
)
B: Final = assess(
    NEW,
    assessment(
        {"ENC-01": Answer(3, evidence=("E1",)), "ENC-02": 1, "DEL-01": 0, "ACC-01": 2},
        title="Second",
        date=date(2026, 11, 20),
        pledges=("P1", "P2"),
        evidence=A.assessment.evidence,
    ),
)
FOUND: Final = compare(A, B)

DOCUMENT: Final[dict[str, Any]] = {
    "a": score_document(A),
    "b": score_document(B),
    "change": -10.9,
    "like_for_like": -8.4,
    "common": 2,
    "of": 4,
    "parts": {
        "moved": 8.3,
        "evidence_gained": 0.0,
        "evidence_lost": -16.7,
        "scope": 0.0,
        "answered": 0.0,
        "bank": -2.5,
    },
    "exact": {
        "change": "-65/6",
        "like_for_like": "-25/3",
        "parts": {
            "moved": "25/3",
            "evidence_gained": "0",
            "evidence_lost": "-50/3",
            "scope": "0",
            "answered": "0",
            "bank": "-5/2",
        },
    },
    "questions": [
        {"question": "ENC-02", "from": 0, "to": 1, "part": "moved", "contribution": 8.3},
        {"question": "ENC-01", "from": 3, "to": 2, "part": "evidence_lost", "contribution": -16.7},
        {"question": "DEL-01", "from": 1, "to": 0, "part": "bank", "contribution": -3.9},
        {"question": "ACC-01", "from": None, "to": 2, "part": "bank", "contribution": 1.4},
    ],
    "clauses": [
        {"clause": "P1-3", "from": "at_risk", "to": "broken"},
        {"clause": "P1-1", "from": "kept", "to": "at_risk"},
        {"clause": "P2-1", "from": None, "to": "at_risk"},
    ],
    "expired": [
        {
            "evidence": "E1",
            "title": "Review of spring",
            "date": "2026-05-20",
            "valid_until": "2026-09-30",
            "questions": ["ENC-01"],
        }
    ],
    "promised": [
        {
            "question": "ENC-02",
            "level": 3,
            "owner": "Privacy",
            "due": "2026-08-31",
            "status": "doing",
            "from": 0,
            "to": 1,
            "became": "short",
        },
        {
            "question": "DEL-01",
            "level": 2,
            "owner": "",
            "due": None,
            "status": "open",
            "from": 1,
            "to": 0,
            "became": "changed",
        },
    ],
}


def test_the_whole_document_is_as_worked_out_by_hand() -> None:
    """E1 ran out, ENC-02 was found to be at 1, DEL-01 is another question now and ACC-01 is new.

    A: weights 2 1 2, levels 3 0 1: 25 * 8/5 = 40. B: weights 2 1 2 1, levels 2 1 0 2: 25 * 7/6 = 29.16, shown 29.1.
    In common ENC-01 and ENC-02: 25 * 6/3 = 50 and then 25 * 5/3 = 125/3.

    moved 25 * 1*1/3; lost 25 * 2*(-1)/3; bank 2*(50 - 25)/5 + 2*(0 - 125/3)/6 for DEL-01 and (50 - 125/3)/6 for ACC-01,
    which is 10 - 125/9 + 25/18 = -35/9 + 25/18 = -5/2.

    In tenths the change is 291 - 400 = -109: like for like -83.3 becomes -84, bank is -25 already. Of -84, moved 83.3
    becomes 83 and lost -166.7 becomes -167. Of -25, DEL-01's -38.9 becomes -39 and ACC-01's 13.9 becomes 14.
    """
    assert compare_document(FOUND) == DOCUMENT


def test_the_document_is_plain_json_in_the_order_of_its_contract() -> None:
    document = json.loads(json.dumps(compare_document(FOUND), allow_nan=False))
    assert (document, list(document)) == (compare_document(FOUND), list(DOCUMENT))


def test_the_fractions_can_be_read_back_and_add_up() -> None:
    exact = compare_document(FOUND)["exact"]
    assert sum(map(Fraction, exact["parts"].values())) == Fraction(exact["change"])


def test_where_nothing_is_comparable_the_document_has_nulls() -> None:
    # 25 * 2 and 25 * 1, of different questions
    found = compared({"ENC-01": 2}, {"ENC-02": 1})
    nothing = dict.fromkeys(DOCUMENT["parts"])
    assert compare_document(found) == {
        "a": score_document(found.a),
        "b": score_document(found.b),
        "change": -25.0,
        "like_for_like": None,
        "common": 0,
        "of": 2,
        "parts": nothing,
        "exact": {"change": "-25", "like_for_like": None, "parts": nothing},
        "questions": [],
        "clauses": [
            {"clause": "P1-1", "from": "at_risk", "to": "open"},
            {"clause": "P1-2", "from": "open", "to": "at_risk"},
        ],
        "expired": [],
        "promised": [],
    }


def compared(a: Answers, b: Answers) -> Comparison:
    return compare(assess(OLD, assessment(a)), assess(OLD, assessment(b)))


TABLE: Final = """\
A: First · 2026-05-20 · final · Sample · Shop
B: Second · 2026-11-20 · draft · Sample
Based on 2 of 4 questions: fewer than 60 %, so that no trend can be told.

as reported       A       B       change  like for like
----------------  ------  ------  ------  -------------
score, evidenced  40.0    29.1    -10.9   -8.4
level             1       0
broken clauses    0       1
answered          3 of 3  4 of 4

clause  turn   from     to       promise
------  -----  -------  -------  -----------
P1-3    worse  at risk  broken   Clause P1-3
P1-1    worse  kept     at risk  Clause P1-1
P2-1    other  -        at risk  Clause P2-1

part of the change  points  questions
------------------  ------  --------------
moved               +8.3    ENC-02
evidence gained     0.0     -
evidence lost       -16.7   ENC-01
scope               0.0     -
answered            0.0     -
bank                -2.5    DEL-01, ACC-01
all                 -10.9

family  points
------  ------
ENC     -8.4
DEL     -3.9
ACC     +1.4
all     -10.9

question  from       to
--------  ---------  -------------
ENC-01    3          2 (claimed 3)
ENC-02    unknown    1
DEL-01    1          0
ACC-01    not asked  2

evidence run out  confirmed   valid until  questions  title
----------------  ----------  -----------  ---------  ----------------
E1                2026-05-20  2026-09-30   ENC-01     Review of spring

promised  level  due         status in A  from     to  became
--------  -----  ----------  -----------  -------  --  -------
ENC-02    3      2026-08-31  doing        unknown  1   short
DEL-01    2      -           open         1        0   changed

gap still open  levels  since
--------------  ------  ----------
ENC-02          1 to 3  2026-05-20
"""


def test_the_table_says_the_same_and_names_no_trend_below_sixty_per_cent() -> None:
    assert compare_table(FOUND) == TABLE


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({"ENC-01": 2, "ENC-02": 1}, "Based on 2 of 2 questions: like for like, up."),
        ({"ENC-01": 0, "ENC-02": 1}, "Based on 2 of 2 questions: like for like, down."),
        ({"ENC-01": 1, "ENC-02": 1, "DEL-01": 0}, "Based on 2 of 3 questions: like for like, unchanged."),
        ({"DEL-01": 1}, "Nothing is comparable: no question is the same, in scope and answered in both."),
    ],
)
def test_the_table_says_what_the_change_is_based_on(answers: Answers, line: str) -> None:
    assert compare_table(compared({"ENC-01": 1, "ENC-02": 1}, answers)).splitlines()[2] == line


def test_the_table_of_what_cannot_be_compared_has_dashes_and_no_parts() -> None:
    assert compare_table(compared({"ENC-01": 2}, {"ENC-01": not_applicable()})) == (
        "A: 2026 · 2026-05-20 · draft · Sample\nB: 2026 · 2026-05-20 · draft · Sample\n"
        "Nothing is comparable: no question is the same, in scope and answered in both.\n\n"
        "as reported       A       B       change  like for like\n"
        "----------------  ------  ------  ------  -------------\n"
        "score, evidenced  50.0    -       -       -\n"
        "level             -       -\n"
        "broken clauses    0       0\n"
        "answered          1 of 3  0 of 2\n\n"
        "clause  turn   from     to        promise\n"
        "------  -----  -------  --------  -----------\n"
        "P1-1    other  at risk  excluded  Clause P1-1\n\n"
        "question  from  to\n"
        "--------  ----  ---\n"
        "ENC-01    2     N/A\n"
    )
