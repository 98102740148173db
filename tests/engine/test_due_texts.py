"""How a day came about, in the words of each language (docs/scoring.md, section 9)."""

from dataclasses import replace
from datetime import date

import pytest

from assessment.engine.due import due
from assessment.engine.due_texts import on, within
from assessment.engine.duties import Calendar, Clock
from assessment.engine.model import AcceptedRisk, Answer, Evidence, Level, Text
from assessment.engine.report import assess
from tests.build import assessment, bank, piece, question
from tests.duties import duty

TODAY = date(2026, 11, 24)


def test_a_day_is_written_as_the_pages_write_it() -> None:
    days = (date(2026, 1, 31), date(2028, 2, 29), date(2026, 5, 4), date(2026, 9, 30), date(2026, 12, 1))
    assert [on(day) for day in days] == [
        Text("Jan 31, 2026", "2026年1月31日"),
        Text("Feb 29, 2028", "2028年2月29日"),
        Text("May 4, 2026", "2026年5月4日"),
        Text("Sep 30, 2026", "2026年9月30日"),
        Text("Dec 1, 2026", "2026年12月1日"),
    ]


def test_pieces_that_lapse_together_are_named_with_each_languages_marks() -> None:
    register = {
        "E1": Evidence("record", "Tickets", date(2026, 9, 1)),
        "E2": Evidence("config", "Settings", date(2026, 9, 1)),
    }
    given = assessment({"ENC-01": Answer(3, evidence=("E1", "E2"))}, evidence=register, date=TODAY)
    (item,) = due(assess(bank(question(evidence_days=90)), given), {}, TODAY).items
    assert (item.title, item.why) == (
        Text("Tickets; Settings", "Tickets；Settings"),
        Text(
            "It shows ENC-01 at level 3 up to this day; after it the evidence is older than 90 days.",
            "对ENC-01（3级）的佐证至当日为止，此后证据超过90日时效。",
        ),
    )


def test_what_ends_by_its_own_date_says_so() -> None:
    register = {"E1": Evidence("record", "Certificate", date(2026, 9, 1), date(2026, 12, 31))}
    given = assessment({"ENC-01": Answer(3, evidence=("E1",))}, evidence=register, date=TODAY)
    (item,) = due(assess(bank(question()), given), {}, TODAY).items
    assert item.why.zh == "对ENC-01（3级）的佐证至当日为止，此后证据有效期届满。"


def test_an_accepted_risk_names_who_approved_it() -> None:
    accepted = AcceptedRisk("Until the move", "Li", date(2026, 12, 31), "A guard at the door")
    given = assessment({"ENC-01": 1}, date=TODAY, accepted={"ENC-01": accepted})
    (item,) = due(assess(bank(question()), given), {}, TODAY).items
    assert item.why.zh == "该风险经Li批准接受至当日，此后其步骤重新纳入整改计划。"


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        ((), "尚无注明日期的证据，自2025年1月1日（开始计算之日）起24个月。"),
        ((date(2025, 6, 30),), "自最近一件证据的日期2025年6月30日起24个月。"),
    ],
)
def test_a_rolling_duty_says_from_which_day_it_counts(pieces: tuple[date, ...], why: str) -> None:
    assert statutory(Calendar("two_years", rolling=True), pieces, 1) == [why]


def test_one_of_a_unit_is_told_as_one() -> None:
    register = {"E1": Evidence("record", "Tickets", TODAY)}
    given = assessment({"ENC-01": Answer(3, evidence=("E1",))}, evidence=register, date=TODAY)
    monthly = duty(questions=["ENC-01"], calendar=Calendar("month", rolling=True))
    held = replace(bank(question(evidence_days=1)), duties=(monthly,))
    assert [item.why.en for item in due(assess(held, given), {}, TODAY).items] == [
        "It shows ENC-01 at level 3 up to this day; after it the evidence is older than 1 day.",
        "1 month from Nov 24, 2026, the day of the last that shows it.",
    ]


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (Clock(Text("", ""), "at_once"), Text("at once", "立即")),
        (Clock(Text("", ""), "within", 1, "hours"), Text("within 1 hour", "1小时内")),
        (Clock(Text("", ""), "within", 30, "working_days"), Text("within 30 working days", "30个工作日内")),
        (Clock(Text("", ""), "within", 30, "days"), Text("within 30 days", "30日内")),
        (Clock(Text("", ""), "keep", 6, "months"), Text("kept for at least 6 months", "至少保存6个月")),
        (Clock(Text("", ""), "keep", 3, "years"), Text("kept for at least 3 years", "至少保存3年")),
    ],
)
def test_a_clock_says_how_long_it_runs(clock: Clock, words: Text) -> None:
    assert within(clock) == words


@pytest.mark.parametrize(
    ("calendar", "pieces", "level", "why"),
    [
        (Calendar("quarter"), (), 1, "每季度应当完成。尚无注明日期的证据，2026年第三季度未见开展。"),
        (
            Calendar("quarter"),
            (date(2026, 7, 1),),
            1,
            "每季度应当完成。最近一件证据的日期为2026年7月1日，2026年第四季度内应开展一次。",
        ),
        (
            Calendar("quarter"),
            (date(2026, 10, 1),),
            1,
            "每季度应当完成。最近一件证据的日期为2026年10月1日，下一次应于2027年第一季度内开展。",
        ),
        (
            Calendar("two_years"),
            (),
            None,
            "每两年（自偶数年起算）应当完成。尚无答案说明是否已开展，下一次应于2026年至2027年内开展。",
        ),
        (Calendar("quarter"), (), None, "每季度应当完成。尚无答案说明是否已开展，下一次应于2026年第四季度内开展。"),
        (
            Calendar("year", by=(1, 31)),
            (),
            1,
            "每自然年度应当在1月31日前完成。尚无注明日期的证据，截至2026年1月31日未见完成。",
        ),
        (
            Calendar("year", by=(12, 20)),
            (date(2025, 12, 1),),
            1,
            "每自然年度应当在12月20日前完成。最近一件证据的日期为2025年12月1日，本次期限为2026年12月20日。",
        ),
        (
            Calendar("year", by=(1, 31)),
            (date(2026, 1, 20),),
            1,
            "每自然年度应当在1月31日前完成。最近一件证据的日期为2026年1月20日，下一次期限为2027年1月31日。",
        ),
        (
            Calendar("year", by=(1, 31)),
            (),
            None,
            "每自然年度应当在1月31日前完成。尚无答案说明是否已开展，下一次期限为2027年1月31日。",
        ),
    ],
)
def test_a_statutory_day_says_in_chinese_how_it_came_about(
    calendar: Calendar, pieces: tuple[date, ...], level: Level | None, why: str
) -> None:
    assert statutory(calendar, pieces, level) == [why]


def statutory(calendar: Calendar, pieces: tuple[date, ...], level: Level | None) -> list[str]:
    """In Chinese, how the days of a duty came about that is shown by audits of these days."""
    owing = duty(questions=["ENC-01"], calendar=calendar, shown_by=["audit"])
    register = {f"E{number}": piece("audit", on) for number, on in enumerate(pieces)}
    given = assessment({} if level is None else {"ENC-01": Answer(level, evidence=tuple(register))}, evidence=register)
    held = replace(bank(question()), duties=(owing,))
    return [item.why.zh for item in due(assess(held, given), {}, TODAY).items if item.kind == "statute"]
