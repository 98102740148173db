"""What a new assessment takes over from an earlier one."""

from dataclasses import replace
from typing import Any

from assessment.engine.carry import carry_over
from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Bank, SignOff
from assessment.engine.rules import refusals
from tests.build import DAY, PROOF, assessment, bank, fact, not_applicable, question

LATER = DAY.replace(month=11)
ASKED = [question("ENC-01"), question("ENC-02", clauses=["P2-1"]), question("ACC-01")]
FACTS = [fact("minors"), fact("abroad")]
BANK = bank(*ASKED, facts=FACTS)
START = Assessment("2026 Q4", "Sample", LATER, ())


def carried(earlier: Assessment, start: Assessment = START, *, onto: Bank = BANK, made_with: Bank = BANK) -> Assessment:
    return carry_over(start, onto, earlier, made_with, "7")


def answered(**answers: Any) -> Assessment:
    return assessment({name.replace("_", "-"): one for name, one in answers.items()})


def test_everything_that_fits_is_taken_over_and_marked() -> None:
    earlier = assessment(
        {"ENC-01": Answer(3, note="Seen", evidence=("E1",), flagged=True, version=4), "ENC-02": "unknown"},
        pledges=("P1", "P2"),
        profile={"minors": True},
        targets={"ACC-01": 4},
    )

    assert carried(earlier) == Assessment(
        "2026 Q4",
        "Sample",
        LATER,
        ("P1", "P2"),
        profile={"minors": True},
        targets={"ACC-01": 4},
        evidence=PROOF,
        answers={
            "ENC-01": Answer(3, note="Seen", evidence=("E1",), carried_over=True),
            "ENC-02": Answer("unknown", carried_over=True),
        },
        previous="7",
    )


def test_what_the_start_says_itself_stands() -> None:
    earlier = assessment(pledges=("P1",), profile={"minors": True, "abroad": False}, tier="core", unit="Shop")
    start = replace(START, pledges=("P2",), profile={"minors": False}, unit="App")

    found = carried(earlier, start)

    assert (found.pledges, found.profile) == (("P2",), {"minors": False, "abroad": False})
    assert (found.tier, found.unit) == ("full", "App")


def test_a_changed_or_missing_question_is_not_copied() -> None:
    onto = bank(question("ENC-01", revision=2), question("ACC-01"))
    earlier = replace(answered(ENC_01=2, ENC_02=2, ACC_01=2), targets={"ENC-01": 4, "ENC-02": 4, "ACC-01": 4})

    found = carried(earlier, onto=onto)

    assert (set(found.answers), found.targets) == ({"ACC-01"}, {"ACC-01": 4})


def test_an_answer_without_a_choice_is_not_copied() -> None:
    assert carried(answered(ENC_01=Answer(None, note="Ask operations", flagged=True))).answers == {}


def test_does_not_apply_is_copied_with_its_reason() -> None:
    found = carried(answered(ENC_01="na"))
    assert found.answers == {"ENC-01": replace(not_applicable(), carried_over=True)}


def test_does_not_apply_is_left_behind_where_the_question_has_become_critical() -> None:
    onto = bank(question("ENC-01", critical=True))
    assert carried(answered(ENC_01="na"), onto=onto).answers == {}


def test_a_target_that_the_bank_has_caught_up_with_is_dropped() -> None:
    onto = bank(question("ENC-01", target=4))
    assert carried(assessment(targets={"ENC-01": 4}), onto=onto).targets == {}


def test_facts_and_pledges_that_the_bank_no_longer_has_are_dropped() -> None:
    onto = bank(question("ENC-01"), facts=[fact("minors")])
    found = carried(assessment(pledges=("P1", "P2"), profile={"minors": True, "abroad": True}), onto=onto)
    assert (found.pledges, found.profile) == (("P1",), {"minors": True})


def test_a_final_assessment_is_carried_over_to_a_draft_of_its_own() -> None:
    earlier = assessment(
        {"ENC-01": 2},
        status="final",
        revision=3,
        signed=SignOff("Reviewer"),
        accepted={"ENC-01": AcceptedRisk("Small", "Reviewer", LATER, "None")},
        actions=(Action("ENC-01", 3),),
    )

    found = carried(earlier)

    assert (found.status, found.revision, found.signed) == ("draft", 1, SignOff())
    assert (found.accepted, found.actions) == ({}, ())


def test_what_is_carried_over_breaks_no_rule_of_the_new_bank() -> None:
    onto = bank(question("ENC-01", critical=True), question("ACC-01", target=4), facts=[fact("minors")])
    earlier = replace(answered(ENC_01="na", ENC_02=1, ACC_01=3), targets={"ACC-01": 4}, profile={"abroad": True})
    assert refusals(onto, carried(earlier, onto=onto)) == ()
