"""A draft moved to another bank and back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.engine.carry import left_behind
from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Bank
from assessment.engine.rules import refusals
from assessment.engine.upgrade import Upgrade, put_back, upgraded
from tests.build import DAY, PROOF, assessment, bank, fact, not_applicable, proved, question
from tests.engine.strategies import QUESTIONS, assessments

RISK = AcceptedRisk("It ends with the archive", "Head of security", DAY, "Off line")
OLD = bank(
    question("ENC-01"),
    question("ENC-02"),
    question("ENC-03"),
    question("ENC-04", clauses=("P2-1",)),
    question("ENC-05"),
    facts=(fact("minors"), fact("abroad")),
)
NEW = bank(
    question("ENC-01"),
    question("ENC-02", revision=2),
    question("ENC-03", critical=True),
    question("ENC-05", target=4),
    question("ENC-06"),
    facts=(fact("minors"), fact("faces")),
)
DRAFT = assessment(
    {
        "ENC-01": replace(proved(3), note="As before", carried_over=True, version=3),
        "ENC-02": replace(proved(2), flagged=True, version=2),
        "ENC-03": replace(not_applicable(), version=1),
        "ENC-04": Answer(1, version=1),
        "ENC-05": Answer("unknown", version=1),
    },
    pledges=("P2", "P1"),
    profile={"minors": False, "abroad": True},
    targets={"ENC-01": 4, "ENC-02": 4, "ENC-04": 4, "ENC-05": 4},
    accepted={"ENC-02": RISK, "ENC-04": RISK},
    actions=(Action("ENC-04", 2), Action("ENC-01", 4)),
)


def test_what_fits_stays_and_what_does_not_comes_off() -> None:
    assert upgraded(DRAFT, OLD, NEW) == Upgrade(
        assessment=replace(
            DRAFT,
            pledges=("P1",),
            profile={"minors": False},
            targets={"ENC-01": 4, "ENC-02": 4},
            answers={
                "ENC-01": DRAFT.answers["ENC-01"],
                "ENC-02": Answer(None, version=3),
                "ENC-03": Answer(None, version=2),
                "ENC-05": DRAFT.answers["ENC-05"],
            },
            accepted={"ENC-02": RISK},
            actions=(Action("ENC-01", 4),),
        ),
        answers={name: DRAFT.answers[name] for name in ("ENC-02", "ENC-03", "ENC-04")},
        off={"ENC-02": "changed", "ENC-03": "refused", "ENC-04": "retired"},
        targets={"ENC-04": 4, "ENC-05": 4},
        accepted={"ENC-04": RISK},
        actions=(Action("ENC-04", 2),),
        profile={"abroad": True},
        pledges=("P2",),
    )


def test_an_upgraded_draft_breaks_no_rule() -> None:
    assert refusals(NEW, upgraded(DRAFT, OLD, NEW).assessment) == ()


def test_on_the_same_bank_nothing_comes_off() -> None:
    found = upgraded(DRAFT, OLD, OLD)
    assert (found.assessment, found.answers, found.chosen) == (DRAFT, {}, ())


def back(later: Assessment) -> Upgrade:
    return put_back(later, NEW, OLD, upgraded(DRAFT, OLD, NEW), DRAFT.pledges)


def unversioned(one: Assessment) -> Assessment:
    return replace(
        one,
        answers={name: replace(answer, version=0) for name, answer in one.answers.items()},
        actions=tuple(sorted(one.actions, key=lambda action: action.question)),
    )


def test_undone_at_once_it_is_what_it_was() -> None:
    found = back(upgraded(DRAFT, OLD, NEW).assessment)

    assert unversioned(found.assessment) == unversioned(DRAFT)
    assert found.assessment.pledges == DRAFT.pledges
    assert found.chosen == ()
    assert {name: one.version for name, one in found.assessment.answers.items()} == {
        "ENC-01": 3,
        "ENC-02": 4,
        "ENC-03": 3,
        "ENC-04": 1,
        "ENC-05": 1,
    }


def test_undoing_names_the_newer_answers_that_go() -> None:
    moved = upgraded(DRAFT, OLD, NEW).assessment
    since = {
        "ENC-01": Answer(2, version=4),
        "ENC-02": Answer(4, version=4),
        "ENC-03": Answer(0, version=3),
        "ENC-06": Answer(1, version=1),
    }

    found = back(replace(moved, answers={**moved.answers, **since}, profile={"minors": True, "faces": True}))

    assert set(found.chosen) == {"ENC-02", "ENC-03", "ENC-06"}
    assert found.assessment.answers["ENC-01"] == Answer(2, version=4)
    assert found.assessment.answers["ENC-02"] == replace(DRAFT.answers["ENC-02"], version=5)
    assert found.assessment.profile == {"minors": True, "abroad": True}
    assert refusals(OLD, found.assessment) == ()


def test_a_question_answered_only_since_is_open_again_where_it_was_asked_otherwise() -> None:
    unanswered = replace(DRAFT, answers={})
    aside = upgraded(unanswered, OLD, NEW)
    later = replace(aside.assessment, answers={"ENC-02": Answer(3, version=1)})

    found = put_back(later, NEW, OLD, aside, DRAFT.pledges)

    assert (found.assessment.answers, found.chosen) == ({"ENC-02": Answer(None, version=2)}, ("ENC-02",))


def test_evidence_removed_since_is_not_pointed_to() -> None:
    later = replace(upgraded(DRAFT, OLD, NEW).assessment, evidence={"E1": PROOF["E1"]})
    later = replace(later, answers={name: replace(one, evidence=()) for name, one in later.answers.items()})
    assert back(later).assessment.answers["ENC-02"].evidence == ("E1",)


@pytest.mark.parametrize(
    ("name", "why"),
    [("ENC-01", None), ("ENC-02", "changed"), ("ENC-03", "critical"), ("ENC-04", None), ("ENC-05", None)],
)
def test_what_a_new_assessment_leaves_behind_is_named_with_the_reason(name: str, why: str | None) -> None:
    assert left_behind(NEW, DRAFT, OLD).get(name) == why


def test_questions_without_an_answer_leave_nothing_behind() -> None:
    assert left_behind(NEW, assessment({"ENC-02": Answer(None, note="Ask")}), OLD) == {}


REVISIONS = st.dictionaries(st.sampled_from(QUESTIONS), st.just(2))


def tidy(own: Bank, draft: Assessment) -> Assessment:
    """What a store would hold: risks of the bank's own questions, and targets above the bank's."""
    return replace(
        draft,
        accepted={name: risk for name, risk in sorted(draft.accepted.items()) if name in own.question},
        targets={name: target for name, target in draft.targets.items() if target > own.question[name].target},
        answers=dict(sorted(draft.answers.items())),
    )


@given(assessments(), assessments(), REVISIONS)
def test_any_draft_keeps_the_rules_of_any_bank_and_comes_back_as_it_was(
    one: tuple[Bank, Assessment], another: tuple[Bank, Assessment], revisions: dict[str, int]
) -> None:
    own, draft = one[0], tidy(*one)
    other = replace(
        another[0],
        questions=tuple(replace(asked, revision=revisions.get(asked.id, 1)) for asked in another[0].questions),
    )

    found = upgraded(draft, own, other)

    assert refusals(other, found.assessment) == ()
    assert {name for name, answer in found.assessment.answers.items() if answer.choice is not None} == {
        name for name, answer in draft.answers.items() if answer.choice is not None and name not in found.off
    }
    again = put_back(found.assessment, other, own, found, draft.pledges)
    assert (unversioned(again.assessment), again.chosen) == (unversioned(draft), ())
