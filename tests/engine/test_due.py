"""What falls due for an assessment, worked by hand: dated 20 May 2026, asked for on 24 November 2026."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assessment.engine.due import due
from assessment.engine.due_items import Due, Dues, Waiting
from assessment.engine.duties import Calendar, Clock
from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Bank, Choice, Evidence, Question, Text
from assessment.engine.report import assess
from tests.build import assessment, bank, fact, not_applicable, piece, question, text
from tests.duties import LAW, duty

TODAY = date(2026, 11, 24)
CLOCK = Clock(text("A letter was opened"), "within", 4, "hours")


def falls(bank_: Bank, given: Assessment, actions: dict[int, Action] | None = None, today: date = TODAY) -> Dues:
    return due(assess(bank_, given), actions or {}, today)


def one(name: str = "ENC-01", choice: Choice = 3, *pieces: Evidence, **facts: Any) -> Assessment:
    """An assessment with one answer, shown by ``pieces``, E1 and so on."""
    register = {f"E{number}": each for number, each in enumerate(pieces, 1)}
    return assessment({name: Answer(choice, evidence=tuple(register))}, evidence=register, **facts)


def days(found: Dues) -> list[tuple[str, date, int]]:
    return [(item.id, item.day, item.late) for item in found.items]


def test_a_rhythm_is_owed_with_its_question_clauses_and_reason() -> None:
    asked = question(rhythm="quarter", clauses=["P1-1", "P2-1"])
    found = falls(bank(asked), one("ENC-01", 3, piece("test", date(2026, 5, 4))))
    assert found.items == (
        Due(
            id="rhythm-ENC-01-2026-09-30",
            kind="rhythm",
            subject="ENC-01",
            title=asked.text,
            day=date(2026, 9, 30),
            late=55,
            why=Text(
                "Promised each quarter. The last evidence of it is dated 2026-05-04; 2026-Q3 passed without.",
                "承诺每季度开展。最近一份佐证的日期为2026年5月4日，2026年第3季度未见开展。",
            ),
            questions=("ENC-01",),
            clauses=("P1-1",),
        ),
    )


@pytest.mark.parametrize(
    ("choice", "pieces", "expected"),
    [
        (None, [], ("rhythm-ENC-01-2026-12-31", date(2026, 12, 31), 0)),
        (0, [], ("rhythm-ENC-01-2026-09-30", date(2026, 9, 30), 55)),
        ("unknown", [], ("rhythm-ENC-01-2026-09-30", date(2026, 9, 30), 55)),
        # What lays something down does not show that it was done.
        (3, [piece("policy", date(2026, 10, 5))], ("rhythm-ENC-01-2026-09-30", date(2026, 9, 30), 55)),
        (3, [piece("record", None)], ("rhythm-ENC-01-2026-09-30", date(2026, 9, 30), 55)),
        (3, [piece("record", date(2026, 7, 5))], ("rhythm-ENC-01-2026-12-31", date(2026, 12, 31), 0)),
        (3, [piece("record", date(2026, 10, 5))], ("rhythm-ENC-01-2027-03-31", date(2027, 3, 31), 0)),
    ],
)
def test_what_counts_as_having_done_it(choice: Choice, pieces: list[Evidence], expected: tuple[str, date, int]) -> None:
    assert days(falls(bank(question(rhythm="quarter")), one("ENC-01", choice, *pieces))) == [expected]


def test_a_question_that_is_excluded_or_not_asked_owes_nothing() -> None:
    both = bank(question(rhythm="quarter"), question("ENC-02", rhythm="year", clauses=["P2-1"]))
    assert falls(both, assessment({"ENC-01": not_applicable()})).items == ()


def test_evidence_grows_old_on_the_last_day_it_shows_the_claim() -> None:
    """365 days after 4 May 2026 is 4 May 2027."""
    given = one("ENC-01", 3, piece("record", date(2026, 5, 4), title="Tickets"))
    [item] = falls(bank(question()), given).items
    assert (item.id, item.kind, item.subject, item.day, item.late) == (
        *("stale-E1-ENC-01", "stale", "E1"),
        *(date(2027, 5, 4), 0),
    )
    assert (item.title, item.why) == (
        Text("Tickets", "Tickets"),
        Text(
            "It shows ENC-01 at level 3 up to this day; after it the evidence is older than 365 days.",
            "对ENC-01（3级）的佐证至当日为止，此后证据已超过365天。",
        ),
    )


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        # 90 days after 4 May: 2 August, and 114 days have passed.
        ([piece("record", date(2026, 5, 4))], [("stale-E1-ENC-01", date(2026, 8, 2), 114)]),
        # A newer one takes over.
        (
            [piece("record", date(2026, 5, 4)), piece("record", date(2026, 10, 1))],
            [("stale-E2-ENC-01", date(2026, 12, 30), 0)],
        ),
        # The last of two decides; a policy shows no level 3.
        (
            [piece("record", date(2026, 5, 4)), piece("record", date(2026, 5, 10)), piece("policy", TODAY)],
            [("stale-E2-ENC-01", date(2026, 8, 8), 108)],
        ),
        # A claim that was never shown is a gap; nothing of it falls due.
        ([piece("policy", date(2026, 5, 4))], []),
    ],
)
def test_a_claim_stands_as_long_as_its_evidence(pieces: list[Evidence], expected: list[tuple[str, date, int]]) -> None:
    assert days(falls(bank(question(evidence_days=90)), one("ENC-01", 3, *pieces))) == expected


def test_a_claim_of_four_falls_with_the_first_of_the_two_it_needs() -> None:
    given = one("ENC-01", 4, piece("audit", date(2026, 5, 4)), piece("record", date(2026, 5, 10)))
    assert days(falls(bank(question()), given)) == [("stale-E1-ENC-01", date(2027, 5, 4), 0)]


def test_questions_that_lose_the_same_piece_on_the_same_day_are_one_item() -> None:
    answers = {name: Answer(3, evidence=("E1",)) for name in ("ENC-01", "ENC-02")}
    given = assessment(answers, evidence={"E1": piece("record", date(2026, 5, 4))})
    both = bank(question(), question("ENC-02", clauses=["P1-2"]))
    [item] = falls(both, given).items
    assert (item.questions, item.clauses) == (("ENC-01", "ENC-02"), ("P1-1", "P1-2"))


def test_a_piece_that_ends_is_told_once() -> None:
    """It ends on 31 August with the claim it shows; beside it a contract ends that shows no level by itself."""
    end, other = date(2026, 8, 31), date(2026, 12, 1)
    given = one(
        "ENC-01",
        3,
        piece("record", date(2026, 5, 4), valid_until=end),
        piece("contract", date(2026, 5, 4), valid_until=other),
    )
    found = falls(bank(question()), given)
    assert days(found) == [("stale-E1-ENC-01", end, 85), ("ends-E2", other, 0)]
    assert (
        found.items[0].why.en == "It shows ENC-01 at level 3 up to this day; after it the evidence is no longer valid."
    )


def test_a_piece_that_no_question_uses_or_that_had_ended_before_is_left_out() -> None:
    register = {
        "E1": piece("contract", valid_until=date(2026, 12, 1)),
        "E2": piece("contract", valid_until=date(2026, 5, 19)),
    }
    given = assessment({"ENC-01": Answer(1, evidence=("E2",))}, evidence=register)
    assert falls(bank(question()), given).items == ()


def test_an_accepted_risk_falls_due_when_it_expires_and_while_there_is_a_gap() -> None:
    risk = AcceptedRisk("Replaced next year by a new system", "The manager", date(2026, 11, 23), "Watched")
    given = assessment({"ENC-01": 1, "ENC-02": Answer(3, evidence=("E1",))}, accepted={"ENC-01": risk, "ENC-02": risk})
    found = falls(bank(question(), question("ENC-02", evidence_days=9999)), given)
    assert [(item.id, item.day, item.late) for item in found.items if item.kind == "risk"] == [
        ("risk-ENC-01", date(2026, 11, 23), 1)
    ]


def test_actions_that_are_open_or_under_way_fall_due() -> None:
    day = date(2026, 11, 24)
    actions = {
        7: Action("ENC-01", 2, "Ann", day, "open"),
        8: Action("ENC-01", 3, "", day + timedelta(days=1), "doing"),
        9: Action("ENC-01", 3, "Ann", day, "done"),
        10: Action("ENC-01", 3, "Ann", day, "dropped"),
        11: Action("ENC-01", 3, "Ann", None, "open"),
    }
    found = falls(bank(question()), assessment({}), actions)
    assert [(item.id, item.subject, item.title, item.late, item.why.en) for item in found.items] == [
        ("action-7", "7", text("To level 2"), 0, "Ann promised this step for this day."),
        (
            *("action-8", "8", text("To level 3"), 0),
            "An action promises this step for this day; nobody is named for it yet.",
        ),
    ]


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
            "Owed each calendar year. The last evidence of it is dated 2025-12-10; one is owed for 2026.",
        ),
        (
            "statute-report-2027-01-31",
            date(2027, 1, 31),
            "Owed each calendar year by 31 January. The last evidence of it is dated 2026-01-20; "
            "the next is owed by 2027-01-31.",
        ),
    ]


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
    assert found.items[1].why.en == "24 months from 2026-06-01, the day of the last that shows it."


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


def test_the_longest_overdue_comes_first_and_the_window_reaches_its_last_day() -> None:
    actions = {
        number: Action("ENC-01", 2, "Ann", TODAY + timedelta(days=days))
        for number, days in ((1, 31), (2, -1), (3, 30), (4, -9), (5, 0))
    }
    found = falls(bank(question()), assessment({}), actions)
    assert [item.subject for item in found.items] == ["4", "2", "5", "3", "1"]
    assert [item.subject for item in found.overdue] == ["4", "2"]
    assert [item.subject for item in found.ahead] == ["5", "3", "1"]
    assert [item.subject for item in found.within(30)] == ["4", "2", "5", "3"]


def test_a_duty_is_held_from_the_first_day_of_its_law() -> None:
    """The law came into force on 1 January 2025: nothing was owed for 2024."""
    held = with_duties(question(), duties=[duty(questions=["ENC-01"])])
    found = falls(held, assessment({"ENC-01": 0}, date=date(2025, 3, 1)), today=date(2025, 3, 1))
    assert days(found) == [("statute-yearly-report-2025-12-31", date(2025, 12, 31), 0)]
    assert found.items[0].duty is not None
    assert found.items[0].duty.law == LAW
