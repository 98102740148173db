"""Accepted risks: each with a reason, an approver, an end and a measure in the meantime; changed and withdrawn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlite_utils import Database

from assessment.engine.model import AcceptedRisk
from assessment.store import assessments, risks
from assessment.store.errors import NotFound, Refused
from tests.store.conftest import ACTOR, BANK, DAY, DRAFT, as_stored, everything, sentence
from tests.store.test_assessments import event
from tests.store.test_evidence import log

RISK = AcceptedRisk("The supplier ends in autumn.", "Head of security", DAY, "Exports are off")
LOGGED = {
    "reason": "The supplier ends in autumn.",
    "approver": "Head of security",
    "until": "2026-05-20",
    "compensation": "Exports are off",
}
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    (
        {"reason": "  Nineteen letters.. "},
        "ENC-01: say in 20 characters or more why the gap is left.",
        "ENC-01：请用不少于20个字符说明接受该风险的理由。",
    ),
    ({"approver": " "}, "ENC-01: name who approves that the gap is left.", "ENC-01：请写明批准人。"),
    (
        {"until": date(2026, 5, 19)},
        "ENC-01: 2026-05-19 lies before the assessment's date, 2026-05-20: give that day or a later one.",
        "ENC-01：到期日2026-05-19早于评估日期2026-05-20：请填写该日或者以后的日期。",
    ),
    (
        {"compensation": ""},
        "ENC-01: say which measure is taken in the meantime.",
        "ENC-01：请写明替代性控制措施。",
    ),
]


def accepted(db: Database, number: int) -> dict[str, AcceptedRisk]:
    return dict(assessments.load(db, number).assessment.accepted)


def test_a_risk_is_accepted_and_logged(db: Database, draft: int) -> None:
    risks.accept(db, draft, "ENC-01", RISK, ACTOR)
    assert accepted(db, draft) == {**DRAFT.accepted, "ENC-01": RISK}
    assert log(db, draft) == (event("risk", "ENC-01", None, LOGGED),)


def test_what_was_accepted_is_changed_and_logged_with_what_was(db: Database, draft: int) -> None:
    risks.accept(db, draft, "ENC-01", RISK, ACTOR)
    risks.accept(db, draft, "ENC-01", replace(RISK, until=date(2026, 9, 30)), ACTOR)
    assert accepted(db, draft)["ENC-01"] == replace(RISK, until=date(2026, 9, 30))
    assert log(db, draft)[1:] == (event("risk", "ENC-01", LOGGED, {**LOGGED, "until": "2026-09-30"}),)


def test_the_same_acceptance_twice_is_logged_once(db: Database, draft: int) -> None:
    risks.accept(db, draft, "ENC-01", RISK, ACTOR)
    risks.accept(db, draft, "ENC-01", RISK, ACTOR)
    assert len(log(db, draft)) == 1


@pytest.mark.parametrize(("changed", "en", "zh"), REFUSED, ids=[next(iter(one[0])) for one in REFUSED])
def test_an_acceptance_that_lacks_something_is_refused(
    db: Database, draft: int, changed: dict[str, Any], en: str, zh: str
) -> None:
    before = everything(db)
    with pytest.raises(Refused) as error:
        risks.accept(db, draft, "ENC-01", replace(RISK, **changed), ACTOR)
    assert sentence(error) == (en, zh)
    assert everything(db) == before


def test_an_acceptance_is_withdrawn_and_logged(db: Database, draft: int) -> None:
    risks.accept(db, draft, "ENC-01", RISK, ACTOR)
    risks.withdraw(db, draft, "ENC-01", ACTOR)
    assert accepted(db, draft) == DRAFT.accepted
    assert log(db, draft)[1:] == (event("risk", "ENC-01", LOGGED, None),)


def test_what_was_not_accepted_is_not_withdrawn(db: Database, draft: int) -> None:
    before = everything(db)
    with pytest.raises(NotFound) as error:
        risks.withdraw(db, draft, "ENC-01", ACTOR)
    assert sentence(error) == ("No risk is accepted on ENC-01.", "ENC-01没有已接受的风险。")
    assert everything(db) == before


def test_no_risk_is_accepted_on_a_question_that_the_bank_lacks(db: Database, draft: int) -> None:
    before = everything(db)
    tries: tuple[Callable[[], None], ...] = (
        lambda: risks.accept(db, draft, "XYZ-01", RISK, ACTOR),
        lambda: risks.withdraw(db, draft, "XYZ-01", ACTOR),
    )
    for verb in tries:
        with pytest.raises(NotFound) as error:
            verb()
        assert sentence(error)[0] == f"There is no question XYZ-01 in assessment {draft}."
    assert everything(db) == before


def test_risks_of_two_assessments_are_apart(db: Database, draft: int) -> None:
    other = assessments.create(db, BANK, DRAFT, ACTOR)
    risks.accept(db, other, "ENC-01", RISK, ACTOR)
    risks.withdraw(db, other, "ENC-02", ACTOR)
    assert assessments.load(db, draft).assessment == as_stored(DRAFT)
