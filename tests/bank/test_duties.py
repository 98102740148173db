"""Statutory duties of a bank: frozen, read back, and held to what they point to."""

from typing import Any

import pytest

from assessment.bank import BankError, content_hash, from_document, load, to_document
from assessment.places import questions
from tests.bank.conftest import TinyBank
from tests.build import gists


@pytest.fixture
def document(tiny_bank: TinyBank) -> dict[str, Any]:
    return to_document(load(tiny_bank()))


def test_a_duty_is_frozen_with_its_law_and_every_field(document: dict[str, Any]) -> None:
    law = {"book": "law", "title": {"en": "Letter law", "zh": "《信件法》"}, "in_force": "2025-01-01"}
    assert document["duties"] == [
        {
            "id": "yearly-report",
            "title": {"en": "Yearly report", "zh": "年度报告"},
            "text": {"en": "The seals are reported each year.", "zh": "每年报告封缄情况。"},
            "law": law,
            "article": "5",
            "since": "2026-01-01",
            "calendar": {"every": "year", "by": "01-31", "rolling": False},
            "clock": None,
            "applies_when": {"minors": True},
            "questions": ["ENC-01", "ENC-02"],
            "shown_by": ["record"],
        },
        {
            "id": "open-letter",
            "title": {"en": "Notice of an opened letter", "zh": "信件被拆的通知"},
            "text": {"en": "Whoever wrote it is told.", "zh": "通知寄信人。"},
            "law": law,
            "article": None,
            "since": "2025-01-01",
            "calendar": None,
            "clock": {
                "starts": {"en": "A letter was opened", "zh": "信件被拆"},
                "limit": "within",
                "amount": 4,
                "unit": "hours",
            },
            "applies_when": {},
            "questions": [],
            "shown_by": [],
        },
    ]


def test_a_copy_from_before_there_were_duties_keeps_its_hash(document: dict[str, Any]) -> None:
    del document["duties"]
    read = from_document(document)
    assert (read.duties, read.hash) == ((), content_hash(document))
    assert to_document(read) == document | {"hash": read.hash}


def test_a_frozen_duty_is_held_to_its_links(document: dict[str, Any]) -> None:
    document["duties"][0]["applies_when"] = {"adults": True}
    document["duties"][0]["questions"] = ["ENC-09"]
    document["duties"][1]["law"]["book"] = "custom"
    with pytest.raises(BankError) as caught:
        from_document(document)
    assert sorted(str(fault) for fault in caught.value.faults) == [
        "duties[0].applies_when.adults: duty yearly-report: unknown fact adults; enter it in bank.yaml",
        "duties[0].questions[0]: duty yearly-report: unknown question ENC-09",
        "duties[1].id: duty open-letter: unknown reference list custom; enter the law in references.yaml",
    ]


def test_references_that_are_left_out_are_those_that_duties_cite_too(document: dict[str, Any]) -> None:
    del document["references"]
    document["duties"][1]["law"]["book"] = "custom"
    assert from_document(document).references == {
        "law": gists({"5": "", "6.10": ""}),
        "controls": gists({"C.2": ""}),
        "custom": {},
    }


def test_the_installed_duties_have_each_their_day_or_their_clock_and_a_question() -> None:
    duties = load(questions()).duties
    assert {duty.id: (duty.law.book, duty.article) for duty in duties if duty.calendar} == {
        "minors-audit": ("minors_regulations", "37"),
        "minors-audit-report": ("minors_regulations", "37"),
        "two-yearly-audit": ("audit_measures", None),
        "important-data-report": ("ndsr", "33"),
        "social-responsibility-report": ("ndsr", "44"),
    }
    assert {duty.id: duty.clock.limit for duty in duties if duty.clock} == {
        "person-in-charge": "within",
        "national-security-flaw": "within",
        "entrusting-records": "keep",
        "provision-records": "keep",
        "incident-notice": "at_once",
        "impact-assessment-records": "keep",
        "incident-report": "within",
        "infrastructure-incident-report": "within",
        "incident-closing-report": "within",
        "network-logs": "keep",
    }
    assert [duty.id for duty in duties if not duty.questions] == []
