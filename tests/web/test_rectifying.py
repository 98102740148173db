"""The rectification report over HTTP: gap by gap what was found, decided, done and left; on screen and as sheets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from flask import Flask

from assessment.engine.model import AcceptedRisk, Action, Answer, Assessment, Evidence
from assessment.store import actions
from assessment.store.action_rows import Tracked
from tests.build import PROOF, Answers, assessment, bank, clause, proved, question
from tests.web.conftest import ACTOR, Person, read, storage, stored
from tests.web.pages import Page, part, rows

TODAY: Final = date(2026, 11, 24)
BANK: Final = bank(
    question("ENC-01", clauses=("P1-1",), weight=3, critical=True, efforts=(1, 2, 3, 4)),
    question("ENC-02", clauses=("P1-1", "P1-2"), weight=2),
    question("ACC-01", clauses=("P1-3",)),
    question("DEL-01", clauses=("P1-2",)),
    clauses=[clause("P1-1"), clause("P1-2"), replace(clause("P1-3"), themes=("remediation",))],
)
ANSWERS: Final[dict[str, Any]] = {
    "ENC-01": Answer("unknown", note="The operator of <b>the archive</b> has not replied."),
    "ENC-02": Answer(3),
    "ACC-01": 2,
    "DEL-01": proved(3),
}
PROMISED: Final = (
    Action("ENC-01", 1, "Zhao Lei", date(2026, 11, 23), "doing"),
    Action("ENC-02", 3, "Li Hua", date(2026, 12, 1), "done"),
    Action("DEL-01", 3, "Wang", date(2026, 5, 1), "done"),
    Action("DEL-01", 4, "Wang"),
)
RISK: Final = AcceptedRisk("It ends with the archive.", "Li Hua", date(2026, 12, 31), "Kept off line")
DRAFT: Final = assessment(ANSWERS, actions=PROMISED, accepted={"ACC-01": RISK})


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr("assessment.web.rectifying.today", lambda: TODAY)
    return make_app(BANK)


def page(app: Flask, given: Assessment, form: str = "") -> str:
    return Person(app.test_client()).open(f"/assessments/{stored(app, given)}/rectification{form}")


def case(html: str, name: str) -> str:
    return part(html, f'id="case-{name}"', "</article>").text


def closed(html: str, name: str) -> str:
    return part(html, f'id="closed-{name}"', "</article>").text


def chapter(html: str, name: str) -> str:
    return part(html, f'id="{name}"', "</section>").text


def kept(app: Flask, number: int, action: int) -> Tracked:
    with storage(app) as db:
        return actions.of(db, number)[action]


def test_a_gap_says_what_was_found_what_it_breaks_what_was_decided_and_what_is_left(app: Flask) -> None:
    assert case(page(app, DRAFT), "ENC-01") == (
        "ENC-01 ENC-01? Under way Overdue Critical Not known, counts as 0, target 3 "
        "What was found We don't know Target: 3 Operating Note: The operator of <b>the archive</b> has not replied. "
        "What it does to the promise ✕ Broken P1-1 Clause P1-1 "
        "What was decided Actions on ENC-01 Step Who does it Due on State What shows it done "
        "To level 1: ENC-01 To level 1 Zhao Lei Nov 23, 2026 Overdue Under way – "
        "What is left First find out how things stand. How ENC-01 "
        "To level 1 To level 1; lead: Security; 1 person-day. Under way. "
        "To level 2 To level 2; lead: Security; 2 person-days. Nobody promised it. "
        "To level 3 To level 3; lead: Security; 3 person-days. Nobody promised it. "
        "Left to do: 6 person-days. Plan this: ENC-01 Accept the risk: ENC-01"
    )


def test_what_is_done_and_not_answered_again_is_said_to_stand_where_it_stood(app: Flask) -> None:
    said = case(page(app, DRAFT), "ENC-02")
    assert said.startswith("ENC-02 ENC-02? Done, not answered again Claimed 3, counts as 2, target 3")
    assert "Claimed, not shown: no current operating evidence." in said
    assert "▲ At risk P1-1 Clause P1-1 ▲ At risk P1-2 Clause P1-2" in said
    assert "Done, but not answered again: it still stands at level 2. Answer ENC-02 again" in said
    assert "Nothing is named that shows it." in said
    assert "Left to do" not in said


def test_an_accepted_risk_is_a_decision_until_it_expires(app: Flask) -> None:
    said = case(page(app, DRAFT), "ACC-01")
    assert "ACC-01 ACC-01? Risk accepted" in said
    assert (
        "What was decided The risk is accepted. It ends with the archive. Instead: Kept off line "
        "Accepted by Li Hua until Dec 31, 2026. "
        "What is left To level 3 To level 3; lead: Security; 1 person-day. Left on purpose." in said
    )
    expired = replace(RISK, until=date(2026, 11, 23))
    html = page(app, assessment(ANSWERS, accepted={"ACC-01": expired}))
    assert "ACC-01 ACC-01? Nothing decided yet" in case(html, "ACC-01")
    assert "The risk was accepted, and that has expired." in case(html, "ACC-01")
    last_day = page(app, assessment(ANSWERS, accepted={"ACC-01": replace(RISK, until=TODAY)}))
    assert "ACC-01 ACC-01? Risk accepted" in case(last_day, "ACC-01")
    assert "Expired" not in chapter(last_day, "accepted")
    assert chapter(html, "accepted").startswith(
        "Accepted risks Left on purpose, each for a time, by somebody who answers for it. "
        "They change no score and no verdict. What accepting means ACC-01 ACC-01? Expired It ends"
    )


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(None, "Nothing is decided yet."), ("dropped", "Nothing: what was promised was dropped.")],
)
def test_a_gap_that_nobody_decided_about_says_so(app: Flask, status: Any, sentence: str) -> None:
    promised = (Action("ACC-01", 3, "Li Hua", status=status),) if status else ()
    said = case(page(app, assessment(ANSWERS, actions=promised)), "ACC-01")
    assert said.startswith("ACC-01 ACC-01? Nothing decided yet Claimed and counts as 2, target 3")
    assert f"What was decided {sentence}" in said


def test_an_action_without_owner_or_day_is_not_yet_a_plan(app: Flask) -> None:
    html = page(app, assessment(ANSWERS, actions=(Action("ACC-01", 3),)))
    assert "Not yet a plan: without somebody who does it and a day it is a wish." in case(html, "ACC-01")


def test_a_gap_below_a_target_of_the_assessments_own_breaks_no_promise(app: Flask) -> None:
    html = page(app, assessment({"DEL-01": proved(3)}, targets={"DEL-01": 4}))
    assert "None: it stands at the bank's target, below the higher one" in case(html, "DEL-01")
    assert "No gap breaks a clause of an assessed pledge." in chapter(html, "breaking")


def test_the_head_counts_and_lists_the_gaps_after_the_verdicts(app: Flask) -> None:
    html = page(app, DRAFT)
    said = chapter(html, "summary")
    assert said.startswith(
        "Summary Sample, assessment of May 20, 2026, actions as they stood on November 24, 2026. "
        "✕ Broken P1 Pledge P1 Not fit to sign. "
        "What promises rectification, and to report it: P1-3 Clause P1-3 ▲ At risk "
        "Gaps 3 Decided about 3 Nothing decided yet 0 With an overdue action 1 "
        "Planned 0 Under way 1 Done, not answered again 1 Risk accepted 1 Not yet a plan 0 Gaps rectified 1"
    )
    assert rows(part(html, 'id="summary"', "</section>").html) == [
        "1 ENC-01 ENC-01? ✕ Broken Under way Zhao Lei Nov 23, 2026 Overdue",
        "2 ENC-02 ENC-02? ▲ At risk Done, not answered again – –",
        "3 ACC-01 ACC-01? ▲ At risk Risk accepted – –",
    ]


def test_what_was_rectified_says_what_was_done_and_what_shows_it(app: Flask) -> None:
    html = page(app, DRAFT)
    assert closed(html, "DEL-01") == (
        "DEL-01 DEL-01? At level 3, target 3 What is the case now 3 Operating: DEL-01 at 3 "
        "What was done Actions on DEL-01 Step Who does it Due on State What shows it done "
        "To level 3: DEL-01 To level 3 Wang May 1, 2026 Done Nothing is named that shows it. "
        "To level 4: DEL-01 To level 4 Wang No day yet Open – "
        "What shows it E1 Tickets of the month Record · May 20, 2026 E2 Internal audit Audit report · May 20, 2026"
    )


def test_the_piece_that_shows_an_action_done_is_named_with_its_day_and_place(app: Flask) -> None:
    piece = Evidence("config", "Key export", date(2026, 6, 1), location="DOC-3")
    number = stored(app, DRAFT)
    with storage(app) as db:
        actions.done_by(db, number, kept(app, number, 0).id, piece, ACTOR)
    said = case(Person(app.test_client()).open(f"/assessments/{number}/rectification"), "ENC-01")
    assert "Done E3 Key export Configuration · Jun 1, 2026 · DOC-3" in said


def test_a_final_assessments_actions_are_shown_as_they_stand_now(app: Flask) -> None:
    number = stored(app, replace(DRAFT, status="final"))
    with storage(app) as db:
        actions.done_after_final(db, number, kept(app, number, 0).id, "Ticket 17", ACTOR)
    html = Person(app.test_client()).open(f"/assessments/{number}/rectification")
    assert read(app, number).actions == PROMISED
    said = case(html, "ENC-01")
    assert said.startswith("ENC-01 ENC-01? Done, not answered again Critical Not known, counts as 0, target 3")
    assert "Zhao Lei Nov 23, 2026 Done Ticket 17" in said
    assert "What was promised is done, and not answered again: it still stands at level 0." in said
    assert "The answers are final" in chapter(html, "summary")
    assert "Plan this" not in html


def test_the_next_assessment_tells_what_became_of_the_last_ones_gaps(app: Flask) -> None:
    first = stored(app, replace(DRAFT, status="final", title="2026"))
    answers: Answers = {"ENC-01": Answer("unknown"), "ENC-02": proved(3), "ACC-01": "na", "DEL-01": proved(3)}
    html = page(app, assessment(answers, previous=str(first), title="2027"))
    assert closed(html, "ENC-02").startswith("ENC-02 ENC-02? From level 2 to level 3, target 3")
    assert "Promised in “2026” Li Hua Dec 1, 2026 Done" in closed(html, "ENC-02")
    assert "Promised in “2026”, not taken over yet Zhao Lei Nov 23, 2026 Overdue Under way" in case(html, "ENC-01")
    said = chapter(html, "rectified")
    assert "Compared with “2026” of May 20, 2026, from which this assessment was begun." in said
    assert "ACC-01 ACC-01? Stood at level 2 of 3; it is answered with “does not apply”." in said


def test_actions_on_questions_that_are_no_gap_are_not_lost(app: Flask) -> None:
    html = page(app, assessment({"DEL-01": proved(3)}, actions=(PROMISED[0], PROMISED[3])))
    assert chapter(html, "rectified").endswith(
        "Actions on questions that are no gap Not answered yet, not in scope, or at their target already. "
        "ENC-01 to level 1 To level 1 Under way · Zhao Lei · due Nov 23, 2026 · Overdue "
        "DEL-01 to level 4 To level 4 Open · Wang · No day yet"
    )


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Nothing is answered yet, so no gap is known."),
        ({"DEL-01": proved(3)}, "No answered question stands below its target."),
    ],
)
def test_without_gaps_every_chapter_says_so(app: Flask, answers: dict[str, Any], sentence: str) -> None:
    html = page(app, assessment(answers))
    assert chapter(html, "summary").endswith(sentence)
    assert chapter(html, "breaking") == "Gaps that break a promise No gap breaks a clause of an assessed pledge."
    assert chapter(html, "lesser") == "Other gaps There is no other gap."
    assert chapter(html, "rectified") == "Rectified No gap was closed yet."
    assert chapter(html, "accepted") == "Accepted risks No risk is accepted."


def test_the_sheets_say_the_same_with_a_cover_a_foot_and_room_to_sign(app: Flask) -> None:
    given = assessment(ANSWERS, actions=PROMISED, evidence=PROOF)
    screen, sheet = page(app, given), page(app, given, "/print")
    for name in ("summary", "breaking", "lesser", "rectified", "accepted", "signoff"):
        assert chapter(sheet, name).replace("/assessments/2", "") == chapter(screen, name)
    cover = part(sheet, 'class="cover"', "</header>").text
    assert cover.startswith("Privacy controls self-assessment Rectification report (draft) 2026 Sample This is a draft")
    assert "Actions as they stood on November 24, 2026 Date of the assessment May 20, 2026" in cover
    assert '<link rel="stylesheet" href="/assessments/2/print.css" media="print">' in sheet
    assert chapter(sheet, "signoff") == (
        "Sign-off Those who sign state that this report gives the state of rectification as their organisation sees it "
        "on November 24, 2026. This is a draft and not for signature. "
        "Role Name Signature Date Prepared Reviewed Approved Seal"
    )
    assert "Back to the report" in Page(sheet).text


@pytest.mark.parametrize("where", ["actions", "report"])
def test_it_is_reached_from_the_actions_and_from_the_gap_report(app: Flask, where: str) -> None:
    number = stored(app, DRAFT)
    html = Person(app.test_client()).open(f"/assessments/{number}/{where}")
    assert f"/assessments/{number}/rectification" in Page(html).links
