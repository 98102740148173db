"""What falls due by law, worked by hand: assessed on 20 May 2026, asked for on 24 November 2026."""

from dataclasses import replace
from datetime import date
from typing import Any

from assessment.engine.due_items import Waiting
from assessment.engine.duties import Calendar, Clock
from assessment.engine.model import Answer, Bank, Question
from tests.build import assessment, bank, fact, piece, question, text
from tests.duties import LAW, duty
from tests.engine.falling import days, falls, one

CLOCK = Clock(text("A letter was opened"), "within", 4, "hours")


def with_duties(*questions: Question, duties: Any, facts: Any = ()) -> Bank:
    return replace(bank(*questions, facts=facts), duties=tuple(duties))


def test_a_statutory_day_comes_from_the_evidence_of_its_kinds() -> None:
    """The audit of December 2025 and the receipt of January 2026 are two things."""
    audit = duty("audit", questions=["ENC-01"], shown_by=["audit"])
    report = duty("report", questions=["ENC-01"], shown_by=["screenshot"], calendar=Calendar("year", by=(1, 31)))
    pieces = piece("audit", date(2025, 12, 10)), piece("screenshot", date(2026, 1, 20))
    found = falls(with_duties(question(evidence_days=9999), duties=[report, audit]), one("ENC-01", 3, *pieces))
    assert [(item.id, item.day, item.why.en) for item in found.items if item.kind == "statute"] == [
        (
            "statute-audit-2026-12-31",
            date(2026, 12, 31),
            "Owed each calendar year. The last evidence of it is dated Dec 10, 2025; one is owed for 2026.",
        ),
        (
            "statute-report-2027-01-31",
            date(2027, 1, 31),
            "Owed each calendar year by January 31. The last evidence of it is dated Jan 20, 2026; "
            "the next is owed by Jan 31, 2027.",
        ),
    ]


def test_evidence_on_any_of_a_dutys_questions_shows_it() -> None:
    held = with_duties(question(), question("ENC-02"), duties=[duty(questions=["ENC-01", "ENC-02"])])
    given = assessment(
        {"ENC-01": 1, "ENC-02": Answer(1, evidence=("E1",))}, evidence={"E1": piece("audit", date(2025, 3, 1))}
    )
    assert days(falls(held, given)) == [("statute-yearly-report-2026-12-31", date(2026, 12, 31), 0)]


def test_a_rhythm_that_a_duty_asks_for_on_the_same_day_is_that_duty() -> None:
    asked = question(rhythm="year")
    found = falls(with_duties(asked, duties=[duty(questions=["ENC-01"])]), one("ENC-01", 1))
    assert days(found) == [("statute-yearly-report-2025-12-31", date(2025, 12, 31), 328)]
    assert (found.items[0].questions, found.items[0].clauses) == (("ENC-01",), ("P1-1",))


def test_a_rhythm_beside_a_duty_of_another_day_says_so() -> None:
    asked, owing = question(rhythm="year"), duty(questions=["ENC-01"], calendar=Calendar("two_years", rolling=True))
    found = falls(with_duties(asked, duties=[owing]), one("ENC-01", 1, piece("audit", date(2026, 6, 1))))
    assert [(item.kind, item.day, item.also) for item in found.items] == [
        ("rhythm", date(2027, 12, 31), (owing,)),
        ("statute", date(2028, 5, 31), ()),
    ]
    assert found.items[1].why.en == "24 months from Jun 1, 2026, the day of the last that shows it."


def test_a_duty_depends_on_the_facts() -> None:
    facts = [fact("many"), fact("most", "many"), fact("minors")]
    duties = [duty(name, applies_when={name: True}) for name in ("many", "most", "minors")]
    held = with_duties(question(), duties=duties, facts=facts)

    def owed_and_perhaps(**profile: bool) -> tuple[list[str], list[tuple[str, ...]]]:
        found = falls(held, assessment({}, profile=profile))
        return [item.subject for item in found.items], [item.unknown for item in found.conditional]

    assert owed_and_perhaps(many=True, most=False) == (["many"], [("minors",)])
    assert owed_and_perhaps(most=True, minors=False) == (["many", "most"], [])
    # What would imply a thing that is denied cannot hold.
    assert owed_and_perhaps(many=False) == ([], [("minors",)])
    assert owed_and_perhaps() == ([], [("many",), ("minors",), ("most",)])


def test_a_duty_whose_question_is_not_asked_is_never_called_late() -> None:
    held = with_duties(question(), question("DEL-01", clauses=["P2-1"]), duties=[duty(questions=["DEL-01"])])
    found = falls(held, assessment({"DEL-01": 1}))
    assert days(found) == [("statute-yearly-report-2026-12-31", date(2026, 12, 31), 0)]


def test_clocks_stand_apart_the_shortest_first() -> None:
    started = text("Something happened")
    clocks = [
        duty("keep", clock=Clock(started, "keep", 3, "years")),
        duty("month", clock=Clock(started, "within", 30, "days")),
        duty("hours", clock=CLOCK, applies_when={"minors": True}),
        duty("now", clock=Clock(started, "at_once")),
        duty("other", clock=CLOCK, applies_when={"adults": True}),
    ]
    held = with_duties(question(), duties=clocks, facts=[fact("minors"), fact("adults")])
    found = falls(held, assessment({}, profile={"adults": False}))
    now, hours, month, keep = clocks[3], clocks[2], clocks[1], clocks[0]
    assert found.clocks == (Waiting(now), Waiting(hours, ("minors",)), Waiting(month), Waiting(keep))
    assert (found.items, found.conditional) == ((), ())


def test_a_duty_is_held_from_the_first_day_of_its_law() -> None:
    """The law came into force on 1 January 2025: nothing was owed for 2024."""
    held = with_duties(question(), duties=[duty(questions=["ENC-01"])])
    found = falls(held, assessment({"ENC-01": 0}, date=date(2025, 3, 1)), today=date(2025, 3, 1))
    assert days(found) == [("statute-yearly-report-2025-12-31", date(2025, 12, 31), 0)]
    assert found.items[0].duty is not None
    assert found.items[0].duty.law == LAW
