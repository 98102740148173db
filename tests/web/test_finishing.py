"""Before an assessment is finished: what a reviewer would object to; then who signs; then reopening it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from assessment.engine.model import Answer, Evidence, SignOff
from tests.build import PROOF, assessment, bank, fact, not_applicable, proved, question
from tests.web.conftest import Person, read, stored
from tests.web.pages import Page, part

CHECK = "/assessments/1/check"
BANK = bank(
    question("ENC-01"),
    question("ENC-02"),
    question("ACC-01"),
    question("ACC-02", rhythm="quarter"),
    facts=[fact("minors")],
)
OLD = Evidence("record", "Old tickets", date(2024, 5, 1))
SETTLED = assessment(
    {"ENC-01": proved(3), "ENC-02": Answer(1), "ACC-01": Answer(2), "ACC-02": Answer(2)}, profile={"minors": False}
)
NAMES = {"prepared": "Privacy lead", "reviewed": "Security lead", "approved": "Manager"}


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(BANK)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def answered(app: Flask, answers: dict[str, Answer] | None = None, **changes: Any) -> int:
    """Store the settled assessment with these differences."""
    return stored(app, replace(SETTLED, answers={**SETTLED.answers, **(answers or {})}, **changes))


def test_a_settled_assessment_meets_no_objection(app: Flask, person: Person) -> None:
    answered(app)
    words = Page(person.open(CHECK)).text
    assert "Check and finish A reviewer would find nothing to object to. Make it final" in words


OBJECTIONS: list[tuple[str, dict[str, Any], str, list[str]]] = [
    (
        "a fact not known",
        {"profile": {}},
        "To be settled first Facts that are not known yet (1) Say yes or no in the settings; until then the questions "
        "that depend on it stay in. Fact minors",
        ["/assessments/1/settings#fact-minors"],
    ),
    (
        "no pledge",
        {"pledges": ()},
        "To be settled first No pledge is chosen (1) Choose at least one in the settings: a promise is what is "
        "assessed. Choose a pledge",
        ["/assessments/1/settings#pledges"],
    ),
    (
        "a carried-over answer",
        {"answers": {"ENC-02": Answer(1, carried_over=True)}},
        "To be settled first Answers carried over and not confirmed (1) Open each, look whether it is still so, and "
        "confirm or change it. ENC-02 ENC-02?",
        ["/assessments/1/families/ENC#ENC-02"],
    ),
    (
        "a claim without evidence",
        {"answers": {"ACC-02": Answer(4, evidence=("E1", "E2"))}},
        "Worth another look Claims that the evidence does not show (1) They count for less than is claimed. Add "
        "current evidence, or claim what can be shown. ACC-02 ACC-02? Claimed 4, counts as 3: no piece in each of the "
        "last completed periods (the second quarter of 2025, the third quarter of 2025, the fourth quarter of 2025, "
        "the first quarter of 2026)",
        ["/assessments/1/families/ACC#ACC-02"],
    ),
    (
        "an unknown",
        {"answers": {"ACC-01": Answer("unknown")}},
        "Worth another look Answers “we don't know” (1) They count as 0 and are printed as not known. Finding out is "
        "the first thing to do. ACC-01 ACC-01?",
        ["/assessments/1/families/ACC#ACC-01"],
    ),
    (
        "stale evidence",
        {
            "answers": {"ENC-02": Answer(1, evidence=("E1", "E3"))},
            "evidence": {**PROOF, "E3": replace(OLD, checked_by="A")},
        },
        "Worth another look Answers with evidence that is no longer current (1) Confirm that the piece is still true, "
        "or add a newer one. ENC-02 ENC-02? Not current: E3",
        ["/assessments/1/families/ENC#ENC-02", "/assessments/1/evidence/E3"],
    ),
    (
        "many N/A",
        {"answers": {"ENC-02": not_applicable()}},
        "Worth another look Families with more than a fifth answered “does not apply” (1) A reviewer will ask why. "
        "What makes many questions not apply often belongs in the profile facts. ENC Family ENC",
        ["/assessments/1/families/ENC"],
    ),
    (
        "evidence that nobody checked",
        {"evidence": {**PROOF, "E1": replace(PROOF["E1"], checked_by=None)}},
        "Worth another look Evidence that nobody checked a second time (1) Have somebody else look at each piece, and "
        "note who it was. E1 Tickets of the month",
        ["/assessments/1/evidence/E1"],
    ),
    (
        "a mark to come back",
        {"answers": {"ACC-01": Answer(2, flagged=True)}},
        "Worth another look Questions marked “come back to this” (1) Somebody meant to look at these again. "
        "ACC-01 ACC-01?",
        ["/assessments/1/families/ACC#ACC-01"],
    ),
    (
        "an unanswered question",
        {"answers": {"ACC-01": Answer(None)}},
        "Worth another look Unanswered questions (1) They can stay so: they are printed as open, and so are the "
        "clauses they belong to. ACC-01 ACC-01?",
        ["/assessments/1/families/ACC#ACC-01"],
    ),
]


@pytest.mark.parametrize(
    ("changes", "words", "links"), [one[1:] for one in OBJECTIONS], ids=[one[0] for one in OBJECTIONS]
)
def test_an_objection_is_told_in_plain_words_and_leads_to_its_place(
    app: Flask, person: Person, changes: dict[str, Any], words: str, links: list[str]
) -> None:
    answered(app, **changes)

    page = person.open(CHECK)

    found = part(page, "<h1>", '<section class="apart"')
    introduction = "Check and finish What a reviewer would object to. Each line leads to where it is settled. "
    assert found.text.removeprefix(introduction) == words
    assert found.links == links


def test_what_blocks_stands_first_and_takes_the_button_away(app: Flask, person: Person) -> None:
    answered(app, {"ACC-01": Answer("unknown"), "ENC-02": Answer(1, carried_over=True)})

    words = Page(person.open(CHECK)).text

    order = ("To be settled first", "Answers carried over", "Worth another look", "Answers “we don't know”")
    places = [words.index(title) for title in order]
    assert places == sorted(places)
    assert "It can be made final as soon as what must be settled first is settled." in words
    assert "Prepared by" not in words


def test_a_long_list_is_folded(app: Flask, person: Person) -> None:
    stored(
        app,
        replace(
            SETTLED,
            evidence={f"E{number}": OLD for number in range(1, 9)},
            answers={"ENC-01": Answer(1, evidence=tuple(f"E{number}" for number in range(1, 9)))},
        ),
    )
    assert "Show all 8" in Page(person.open(CHECK)).text


def test_unanswered_questions_are_allowed_and_warned_of(app: Flask, person: Person) -> None:
    answered(app, {"ACC-01": Answer(None), "ACC-02": Answer(None)})

    words = Page(person.open(CHECK)).text
    reply = person.send("/assessments/1/finish", page=CHECK)

    assert "2 questions are not answered. They will be printed as open" in words
    assert (reply.status_code, read(app, 1).status) == (303, "final")


def test_finishing_keeps_the_names_and_shows_them(app: Flask, person: Person) -> None:
    answered(app)

    reply = person.send("/assessments/1/finish", page=CHECK, **NAMES)

    assert (reply.status_code, reply.location) == (303, CHECK)
    assert read(app, 1) == replace(
        SETTLED,
        answers=read(app, 1).answers,
        status="final",
        signed=SignOff("Privacy lead", "Security lead", "Manager"),
    )
    words = Page(person.open(CHECK)).text
    assert "The assessment is final." in words
    assert "Prepared by Privacy lead Reviewed by Security lead Approved by Manager" in words


def test_a_name_may_be_left_to_the_paper(app: Flask, person: Person) -> None:
    answered(app)
    person.send("/assessments/1/finish", page=CHECK, prepared="  ", reviewed="Security  lead")
    assert read(app, 1).signed == SignOff(None, "Security lead", None)


def test_a_name_too_long_to_print_is_refused(app: Flask, person: Person) -> None:
    answered(app)

    reply = person.send("/assessments/1/finish", page=CHECK, **NAMES | {"approved": "x" * 101})

    page = reply.get_data(as_text=True)
    assert (reply.status_code, read(app, 1).status) == (422, "draft")
    summary = part(page, 'id="error-summary"', "</div>")
    assert summary.text == "There is a problem That text has 101 characters; shorten it to 100."
    assert summary.links == ["#approved"]
    assert 'value="Privacy lead"' in page


def test_what_blocks_is_refused_by_the_store_too(app: Flask, person: Person) -> None:
    answered(app, profile={})

    reply = person.send("/assessments/1/finish", page=CHECK, **NAMES)

    assert (reply.status_code, read(app, 1).status) == (422, "draft")
    summary = part(reply.get_data(as_text=True), 'id="error-summary"', "</div>").text
    assert summary == "There is a problem “Fact minors” is not known yet: say yes or no in the settings."


def test_a_final_assessment_is_not_finished_again(app: Flask, person: Person) -> None:
    answered(app, status="final", signed=SignOff("Privacy lead"))
    reply = person.send("/assessments/1/finish", page=CHECK, **NAMES)
    assert (reply.status_code, read(app, 1).signed) == (409, SignOff("Privacy lead"))


def test_reopening_makes_a_revision_that_names_the_old_one(app: Flask, person: Person) -> None:
    answered(app, status="final", signed=SignOff("Privacy lead"))

    reply = person.send("/assessments/1/reopen", page=CHECK)

    assert (reply.status_code, reply.location) == (303, "/assessments/2")
    assert read(app, 1).status == "final"
    assert read(app, 2) == replace(SETTLED, answers=read(app, 1).answers, revision=2, previous="1")
    page = Page(person.open(CHECK))
    assert "It has been reopened before: Revision 2 Draft" in page.text
    assert "/assessments/2" in page.links


def test_one_that_was_reopened_is_not_reopened_again_while_its_revision_is_there(app: Flask, person: Person) -> None:
    answered(app, status="final")
    person.send("/assessments/1/reopen", page=CHECK)

    reply = person.send("/assessments/1/reopen", page=CHECK)

    html = reply.get_data(as_text=True)
    summary = part(html, 'id="error-summary"', "</div>")
    assert (reply.status_code, summary.links) == (422, ["#revisions"])
    assert summary.text == (
        "There is a problem It has been reopened already: go on with revision 2, a draft (assessment 2)."
    )
    assert part(html, 'id="revisions"', "</ul>").links == ["/assessments/2", "/compare?a=1&b=2"]
    assert "/assessments/1/reopen" not in person.open(CHECK)
    assert person.client.get("/assessments/3").status_code == 404


def test_a_revision_that_was_deleted_is_not_offered(app: Flask, person: Person) -> None:
    answered(app, status="final")
    person.send("/assessments/1/reopen", page=CHECK)
    person.send("/assessments/2/delete", page=CHECK)
    assert "It has been reopened before" not in person.open(CHECK)


def test_a_draft_is_not_reopened(app: Flask, person: Person) -> None:
    answered(app)
    reply = person.send("/assessments/1/reopen", page=CHECK)
    assert reply.status_code == 422
    assert "This assessment is a draft: go on with it." in reply.get_data(as_text=True)


def test_from_a_final_assessment_one_can_begin_the_next(app: Flask, person: Person) -> None:
    answered(app, status="final")
    assert "/assessments/new?from=1" in Page(person.open(CHECK)).links


@pytest.mark.parametrize("verb", ["finish", "reopen"])
def test_finishing_and_reopening_need_the_pages_token(app: Flask, person: Person, verb: str) -> None:
    answered(app)
    assert person.client.post(f"/assessments/1/{verb}").status_code == 400
