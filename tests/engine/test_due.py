"""What falls due for an assessment, worked by hand: dated 20 May 2026, asked for on 24 November 2026."""

from datetime import date, timedelta

import pytest

from assessment.engine.due_items import Due
from assessment.engine.model import AcceptedRisk, Action, Answer, Choice, Evidence, Text
from tests.build import assessment, bank, not_applicable, piece, question, text
from tests.engine.falling import TODAY, days, falls, one


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
                "Promised each quarter. The last evidence of it is dated May 4, 2026; "
                "the third quarter of 2026 passed without one.",
                "承诺每季度开展。最近一件证据的日期为2026年5月4日，2026年第三季度未见开展。",
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
            "对ENC-01（3级）的佐证至当日为止，此后证据超过365日时效。",
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
        # What is dated after today may still turn out otherwise.
        (
            [piece("record", date(2026, 5, 4)), piece("record", date(2026, 9, 1)), piece("record", date(2026, 11, 25))],
            [("stale-E2-ENC-01", date(2026, 11, 30), 0)],
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


@pytest.mark.parametrize(
    ("day", "until", "expected"),
    [
        # Valid for ever, as far as the calendar goes: its age decides.
        (date(2026, 5, 4), date.max, [("stale-E1-ENC-01", date(2027, 5, 4), 0), ("ends-E1", date.max, 0)]),
        (date(2026, 5, 4), date(2027, 5, 4), [("stale-E1-ENC-01", date(2027, 5, 4), 0)]),
        # A slip of the pen: such a piece shows nothing yet, and never ends.
        (date.max, None, []),
        (date.max - timedelta(days=365), None, []),
    ],
)
def test_evidence_at_the_end_of_the_calendar_is_no_fault(
    day: date, until: date | None, expected: list[tuple[str, date, int]]
) -> None:
    given = one("ENC-01", 3, piece("record", day, valid_until=until))
    assert days(falls(bank(question()), given)) == expected


def test_evidence_that_never_grows_old_is_never_due() -> None:
    given = one("ENC-01", 3, piece("record", date(2026, 5, 4)))
    assert falls(bank(question(evidence_days=date.max.toordinal())), given).items == ()


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


def test_a_piece_that_ends_is_told_beside_the_claim_where_another_question_uses_it_too() -> None:
    """It takes the first question's level with it; the second one's claim of 1 needs no piece, and points to it."""
    end = date(2026, 12, 1)
    given = assessment(
        {"ENC-01": Answer(3, evidence=("E1",)), "ENC-02": Answer(1, evidence=("E1",))},
        evidence={"E1": piece("record", date(2026, 5, 4), valid_until=end)},
    )
    found = falls(bank(question(), question("ENC-02")), given)
    assert [(item.id, item.day, item.questions) for item in found.items] == [
        ("stale-E1-ENC-01", end, ("ENC-01",)),
        ("ends-E1", end, ("ENC-01", "ENC-02")),
    ]


def test_a_piece_that_ends_on_the_day_of_the_assessment_counted_in_it() -> None:
    given = one("ENC-01", 1, piece("contract", date(2026, 5, 4), valid_until=date(2026, 5, 20)))
    assert days(falls(bank(question()), given)) == [("ends-E1", date(2026, 5, 20), 188)]


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
