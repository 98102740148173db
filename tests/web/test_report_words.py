"""What is said of a pledge: fit to sign or not, and what its verdict leaves out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest
from flask import Flask

from assessment.engine.report import assess
from assessment.web.report_words import fitness
from tests.build import assessment, bank, clause, fact, proved, question

ASKED: Final = bank(
    question("ENC-01", clauses=("P1-1",), critical=True, tier="core"),
    question("ENC-02", clauses=("P1-2",)),
    facts=[fact("abroad")],
)
PARTLY: Final = replace(ASKED, clauses=(*ASKED.clauses, clause("P1-3"), clause("P1-4", by="user")))
KEPT: Final[dict[str, Any]] = {"ENC-01": proved(3), "ENC-02": proved(3)}
COPIED: Final = replace(proved(3), carried_over=True)
KNOWN: Final = {"abroad": False}
UNASKED: Final = "This bank has no question yet on 2 of its 4 clauses: the verdict says nothing about them."
LATER: Final = "The express check does not ask about 1 of its clauses."


@pytest.mark.parametrize(
    ("answers", "changes", "expected"),
    [
        (KEPT, {}, ["Fit to sign."]),
        (KEPT, {"profile": {}}, ["Kept, but not fit to sign yet.", "1 fact is not known yet."]),
        (
            {"ENC-01": COPIED, "ENC-02": COPIED},
            {},
            ["Kept, but not fit to sign yet.", "2 answers are carried over and nobody has confirmed them."],
        ),
        ({**KEPT, "ENC-02": "na"}, {}, ["Kept, but for 1 excluded clause."]),
        ({**KEPT, "ENC-01": 0}, {}, ["Not fit to sign."]),
        ({**KEPT, "ENC-01": 2}, {"profile": {}}, ["Not fit to sign."]),
        ({"ENC-01": proved(3)}, {}, ["Not fit to sign."]),
        (KEPT, {"tier": "core"}, ["Nothing found in the express check.", LATER]),
        ({}, {"pledges": ("P1",), "tier": "core"}, ["Not fit to sign.", LATER]),
    ],
)
def test_a_pledge_says_whether_it_is_fit_to_sign(
    make_app: Callable[..., Flask], answers: dict[str, Any], changes: dict[str, Any], expected: list[str]
) -> None:
    report = assess(ASKED, assessment(answers, **{"profile": KNOWN, **changes}))
    with make_app(ASKED).test_request_context():
        assert list(fitness(report, report.pledges[0])) == expected


def test_clauses_without_a_question_are_counted_and_limit_the_praise(make_app: Callable[..., Flask]) -> None:
    report = assess(PARTLY, assessment(KEPT, profile=KNOWN))
    with make_app(PARTLY).test_request_context():
        assert list(fitness(report, report.pledges[0])) == ["Fit to sign as far as this bank asks.", UNASKED]


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("full", ["Every clause that was asked about is excluded: nothing was shown to be kept."]),
        ("core", ["No clause of it was asked about.", LATER]),
    ],
)
def test_where_nothing_was_asked_or_all_is_excluded_nothing_is_called_kept(
    make_app: Callable[..., Flask], tier: str, expected: list[str]
) -> None:
    tiny = bank(question(clauses=("P1-1",)))
    report = assess(tiny, assessment({"ENC-01": "na"}, tier=tier))
    with make_app(tiny).test_request_context():
        assert list(fitness(report, report.pledges[0])) == expected


def test_an_express_check_names_its_exclusions(make_app: Callable[..., Flask]) -> None:
    tiny = bank(question("ENC-01", tier="core"), question("ENC-02", clauses=("P1-2",), tier="core"))
    report = assess(tiny, assessment({"ENC-01": "na", "ENC-02": proved(3)}, tier="core"))
    with make_app(tiny).test_request_context():
        assert list(fitness(report, report.pledges[0])) == [
            "Nothing found in the express check, but for 1 excluded clause."
        ]
