"""The words of the calendar file where there are several of a thing."""

from datetime import UTC, date, datetime
from typing import Final

import pytest
from icalendar import Calendar as Read

from assessment.engine.due import due
from assessment.engine.model import Answer, Evidence, Language
from assessment.engine.report import assess
from assessment.formats.calendar import calendar
from tests.build import assessment, bank, question

TODAY: Final = date(2026, 11, 24)
MOMENT: Final = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "summary", "clauses"),
    [
        ("en", "Evidence grows old: Tickets (ENC-01, ENC-02)", "Clauses: P1-1, P2-1"),
        ("zh", "证据时效届满：Tickets（ENC-01、ENC-02）", "条款：P1-1、P2-1"),
    ],
)
def test_several_questions_and_clauses_are_listed_with_the_languages_marks(
    language: Language, summary: str, clauses: str
) -> None:
    held = bank(*(question(f"ENC-0{number}", clauses=["P1-1", "P2-1"], evidence_days=90) for number in (1, 2)))
    shown = Answer(3, evidence=("E1",))
    register = {"E1": Evidence("record", "Tickets", date(2026, 10, 1))}
    given = assessment({"ENC-01": shown, "ENC-02": shown}, evidence=register, date=TODAY, pledges=("P1", "P2"))
    made = Read.from_ical(calendar(due(assess(held, given), {}, TODAY), held, 4, "2026", language, MOMENT))
    (event,) = made.walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"]).splitlines()[-1]) == (summary, clauses)
