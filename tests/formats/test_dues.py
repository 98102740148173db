"""What falls due as JSON, as tables and as a calendar, from one worked assessment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest
from icalendar import Calendar as Read

from assessment.engine.due import due
from assessment.engine.due_items import Dues
from assessment.engine.duties import Calendar, Clock
from assessment.engine.model import Action, Language
from assessment.engine.report import assess
from assessment.formats.calendar import calendar
from assessment.formats.due_words import chinese_number, citation, condition
from assessment.formats.dues import due_document, due_table
from tests.build import assessment, bank, fact, question, text
from tests.duties import duty

TODAY: Final = date(2026, 11, 24)
MOMENT: Final = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CLOCK: Final = Clock(text("A letter was opened"), "within", 4, "hours")
BANK: Final = replace(
    bank(question(rhythm="quarter"), facts=[fact("minors")]),
    duties=(
        duty("yearly-report", applies_when={"minors": True}, questions=["ENC-01"]),
        duty("open-letter", clock=CLOCK, article=None, applies_when={"minors": False}),
    ),
)
ACTIONS: Final = {
    7: Action("ENC-01", 2, "Ann; Bo, and a name that is long enough for the line to be folded twice", date(2026, 12, 1))
}
LAW: Final = {
    "book": "law",
    "article": "5",
    "title": {"en": "Letter law", "zh": "《信件法》"},
    "in_force": "2025-01-01",
}


DOCUMENT: Final = {
    "assessment": 4,
    "date": "2026-11-24",
    "overdue": 1,
    "items": [
        {
            "id": "rhythm-ENC-01-2026-09-30",
            "kind": "rhythm",
            "subject": "ENC-01",
            "date": "2026-09-30",
            "overdue": True,
            "days_late": 55,
            "title": {"en": "ENC-01?", "zh": "ENC-01?（中文）"},
            "why": {
                "en": "Promised each quarter. No dated evidence of it is on record; "
                "the third quarter of 2026 passed without one.",
                "zh": "承诺每季度开展。尚无注明日期的证据，2026年第三季度未见开展。",
            },
            "questions": ["ENC-01"],
            "clauses": ["P1-1"],
            "law": None,
            "owner": "",
            "unknown": [],
            "also": [],
        },
        {
            "id": "action-7",
            "kind": "action",
            "subject": "7",
            "date": "2026-12-01",
            "overdue": False,
            "days_late": 0,
            "title": {"en": "To level 2", "zh": "To level 2（中文）"},
            "why": {
                "en": f"{ACTIONS[7].owner} promised this step for this day.",
                "zh": f"整改措施的期限为当日，责任人：{ACTIONS[7].owner}。",
            },
            "questions": ["ENC-01"],
            "clauses": ["P1-1"],
            "law": None,
            "owner": ACTIONS[7].owner,
            "unknown": [],
            "also": [],
        },
    ],
    "conditional": [
        {
            "id": "statute-yearly-report-2025-12-31",
            "kind": "statute",
            "subject": "yearly-report",
            "date": "2025-12-31",
            "overdue": True,
            "days_late": 328,
            "title": {"en": "Duty yearly-report", "zh": "Duty yearly-report（中文）"},
            "why": {
                "en": "Owed each calendar year. No dated evidence of it is on record; 2025 passed without one.",
                "zh": "每自然年度应当完成。尚无注明日期的证据，2025年未见开展。",
            },
            "questions": ["ENC-01"],
            "clauses": ["P1-1"],
            "law": LAW,
            "owner": "",
            "unknown": ["minors"],
            "also": [],
        }
    ],
    "clocks": [
        {
            "duty": "open-letter",
            "title": {"en": "Duty open-letter", "zh": "Duty open-letter（中文）"},
            "text": {"en": "What open-letter asks", "zh": "What open-letter asks（中文）"},
            "starts": {"en": "A letter was opened", "zh": "A letter was opened（中文）"},
            "limit": "within",
            "amount": 4,
            "unit": "hours",
            "law": {**LAW, "article": None},
            "questions": [],
            "unknown": ["minors"],
        }
    ],
}


def found(**facts: bool) -> Dues:
    given = assessment({"ENC-01": 1}, profile=facts)
    return due(assess(BANK, given), ACTIONS, TODAY)


def events(dues: Dues, language: Language = "en") -> list[dict[str, str]]:
    made = Read.from_ical(calendar(dues, BANK, 4, "2026", language, MOMENT))
    return [
        {name.lower(): event.decoded(name) if name.startswith("DT") else str(event[name]) for name in event}
        for event in made.walk("VEVENT")
    ]


def test_the_document_holds_every_item_with_its_reason() -> None:
    assert due_document(found(), 4) == DOCUMENT


def test_the_document_names_duties_that_the_same_question_shows_on_another_day() -> None:
    rolling = duty("rolling", calendar=Calendar("two_years", rolling=True), questions=["ENC-01"])
    dues = due(assess(replace(BANK, duties=(rolling,)), assessment({"ENC-01": 1})), {}, TODAY)
    assert [(item["kind"], item["also"]) for item in due_document(dues, 4)["items"]] == [
        ("rhythm", ["rolling"]),
        ("statute", []),
    ]


def test_the_table_shows_what_is_late_what_is_conditional_and_the_clocks() -> None:
    lines = [line.rstrip() for line in due_table(found(), BANK, "en").splitlines()]
    assert lines[2].startswith("2026-09-30  Overdue 55  Promised rhythm  ENC-01     ENC-01?")
    assert lines[3].startswith("2026-12-01  -           Action           ENC-01     To level 2")
    assert "Owed by law if a fact holds that is not known:" in lines
    assert lines[-1] == (
        "Duty open-letter  A letter was opened: within 4 hours Only if this does not hold: Fact minors"
        "  Letter law (in force from Jan 1, 2025)"
    )


def test_the_table_speaks_chinese() -> None:
    out = due_table(found(minors=True), BANK, "zh")
    assert out.splitlines()[0].split() == ["期限", "逾期天数", "类别", "题目", "事项", "期限由来"]
    assert "逾期 328" in out
    assert "法定义务" in out
    assert "《信件法》第五条（自2025年1月1日起施行）" in out


def test_a_table_of_nothing_says_so() -> None:
    nothing = due(assess(bank(question()), assessment({})), {}, TODAY)
    assert (due_table(nothing, BANK, "en"), due_table(nothing, BANK, "zh")) == (
        "Nothing falls due.\n",
        "没有到期事项。\n",
    )


def test_a_condition_tells_what_must_hold_from_what_must_not() -> None:
    both = duty(applies_when={"minors": True, "abroad": False})
    held = bank(question(), facts=[fact("minors"), fact("abroad")])
    assert condition(held, both, ("minors", "abroad")).en == (
        "Only if this holds: Fact minors Only if this does not hold: Fact abroad"
    )
    assert condition(held, both, ("abroad",)).zh == "仅在不符合下列情形时：Fact abroad（中文）"


def test_a_citation_leaves_out_a_number_that_is_not_known() -> None:
    assert citation(duty()).en == "Letter law, art. 5 (in force from Jan 1, 2025)"
    assert citation(duty(article=None)).zh == "《信件法》（自2025年1月1日起施行）"


@pytest.mark.parametrize(
    ("article", "written"),
    [
        *(("4", "四"), ("10", "十"), ("12", "十二"), ("20", "二十"), ("57", "五十七"), ("100", "一百")),
        *(
            ("105", "一百零五"),
            ("112", "一百一十二"),
            ("320", "三百二十"),
            ("1259", "1259"),
            ("A.8", "A.8"),
            ("0", "0"),
        ),
    ],
)
def test_an_article_is_numbered_as_chinese_law_writes_it(article: str, written: str) -> None:
    assert chinese_number(article) == written


def test_each_item_is_an_entry_of_a_whole_day() -> None:
    late, ahead, conditional = events(found())
    assert late == {
        "summary": "Overdue: Promised rhythm: ENC-01? (ENC-01)",
        "dtstart": date(2026, 9, 30),
        "dtstamp": MOMENT,
        "uid": "assessment-4-rhythm-ENC-01-2026-09-30@privacy-controls",
        "categories": late["categories"],
        "description": "Promised each quarter. No dated evidence of it is on record; "
        "the third quarter of 2026 passed without one.\n"
        "Clauses: P1-1",
        "transp": "TRANSPARENT",
    }
    assert (ahead["uid"], ahead["summary"]) == (
        "assessment-4-action-7@privacy-controls",
        "Action: To level 2 (ENC-01)",
    )
    assert ahead["description"] == f"{ACTIONS[7].owner} promised this step for this day.\nClauses: P1-1"
    # Nobody knows whether it is owed, so it is not called late, though its day has passed.
    assert conditional["summary"] == "If it applies: Statutory duty: Duty yearly-report (ENC-01)"
    assert conditional["description"].splitlines() == [
        "Only if this holds: Fact minors",
        "What yearly-report asks",
        "Letter law, art. 5 (in force from Jan 1, 2025)",
        "Owed each calendar year. No dated evidence of it is on record; 2025 passed without one.",
        "Clauses: P1-1",
    ]


def test_the_calendar_speaks_chinese() -> None:
    late, ahead, conditional = events(found(), "zh")
    assert late["summary"] == "逾期：承诺的周期：ENC-01?（中文）（ENC-01）"
    assert conditional["summary"] == "如适用：法定义务：Duty yearly-report（中文）（ENC-01）"
    assert ahead["description"] == f"整改措施的期限为当日，责任人：{ACTIONS[7].owner}。\n条款：P1-1"


def test_what_is_ahead_reminds_a_week_before_and_what_is_late_does_not() -> None:
    made = Read.from_ical(calendar(found(), BANK, 4, "2026", "en", MOMENT))
    reminders = [[alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] for event in made.walk("VEVENT")]
    assert reminders == [[], [timedelta(days=-7)], []]


def test_the_file_keeps_the_rules_of_the_format_and_invites_nobody() -> None:
    sent = calendar(found(), BANK, 4, "2026，第4季度", "zh", MOMENT)
    lines = sent.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert b"\n" not in sent.replace(b"\r\n", b"")
    assert [word for word in (b"ATTENDEE", b"ORGANIZER", b"METHOD:REQUEST") if word in sent] == []


def test_signs_that_mean_something_to_the_format_come_back_as_they_were_written() -> None:
    owner = 'Ann; Bo, C:\\new "the third"\n李华，数据保护负责人，负责所有系统的定期检查与整改工作'
    report = assess(BANK, assessment({"ENC-01": 1}))
    dues = due(report, {7: replace(ACTIONS[7], owner=owner)}, TODAY)
    sent = calendar(dues, BANK, 4, "Q4; 2026, “year\\end”", "en", MOMENT)
    assert max(map(len, sent.split(b"\r\n"))) <= 75
    assert all(line.decode() for line in sent.split(b"\r\n")[:-1])
    read = Read.from_ical(sent)
    assert str(read["X-WR-CALNAME"]) == "Q4; 2026, “year\\end” · What falls due"
    [action] = [event for event in read.walk("VEVENT") if "action" in str(event["UID"])]
    assert str(action["DESCRIPTION"]) == f"{owner} promised this step for this day.\nClauses: P1-1"


def test_what_is_due_on_the_last_day_there_is_has_its_entry() -> None:
    report = assess(BANK, assessment({"ENC-01": 1}))
    dues = due(report, {7: replace(ACTIONS[7], due=date.max)}, TODAY)
    assert [event["dtstart"] for event in events(dues) if "action" in event["uid"]] == [date.max]


def test_an_entry_keeps_its_name_whatever_is_said_of_it() -> None:
    """An action that is moved, and a calendar that is made later, change the entry instead of doubling it."""
    report = assess(BANK, assessment({"ENC-01": 1}))
    moved = due(report, {7: replace(ACTIONS[7], due=date(2027, 1, 15))}, TODAY)
    names = [[event["uid"] for event in events(each) if "action" in event["uid"]] for each in (found(), moved)]
    assert names == [["assessment-4-action-7@privacy-controls"]] * 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_same_moment_gives_the_same_bytes(language: Language) -> None:
    first, second = (calendar(found(), BANK, 4, "2026", language, MOMENT) for _ in range(2))
    assert first == second
