"""A draft brought to a newer bank over HTTP: told of, shown first, done, shown beside, undone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest
from flask import Flask, render_template

from assessment.engine.model import AcceptedRisk, Action, Answer
from assessment.store import assessments, events
from tests.build import DAY, assessment, bank, fact, not_applicable, proved, question, text
from tests.web.conftest import Person, hashed, read, storage, stored
from tests.web.pages import Page, part

RISK: Final = AcceptedRisk("It ends with the archive", "Head of security", DAY, "Off line")
BANK: Final = bank(
    question("ENC-01", weight=3),
    question("ENC-02"),
    question("ENC-03"),
    question("ACC-01"),
    question("ACC-02"),
    facts=[fact("abroad")],
)
NEWER: Final = hashed(
    replace(
        bank(
            replace(question("ENC-01", weight=3, revision=2), text=text("ENC-01, scanned too?")),
            question("ENC-02", critical=True),
            replace(question("ACC-01"), why=text("Said otherwise")),
            question("ACC-02", target=4),
            question("ACC-03"),
            facts=[fact("faces")],
        ),
        version="0.2.0",
    )
)
DRAFT: Final = assessment(
    {
        "ENC-01": replace(proved(3), note="Seen on site"),
        "ENC-02": not_applicable(),
        "ENC-03": Answer(2),
        "ACC-01": proved(3),
    },
    profile={"abroad": True},
    targets={"ACC-02": 4},
    accepted={"ENC-01": RISK, "ENC-03": RISK},
    actions=(Action("ENC-03", 3),),
)
HOME: Final = "/assessments/1"
UPGRADE: Final = f"{HOME}/upgrade"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The newer bank installed, after a draft was made on the older."""
    made = make_app(BANK)
    stored(made, DRAFT)
    made.extensions["bank"] = NEWER
    return made


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


def upgrade(person: Person, bank: str = NEWER.hash) -> int:
    return person.send(UPGRADE, page=UPGRADE, bank=bank).status_code


def undo(person: Person, number: str = "1") -> int:
    return person.send(f"{UPGRADE}/undo", page=UPGRADE, upgrade=number).status_code


def bank_of(app: Flask) -> str:
    with storage(app) as db:
        return assessments.load(db, 1).bank.version


def notice(app: Flask, number: int, address: str = "/") -> str:
    """What the frame of an assessment's pages says of its bank."""
    with app.test_request_context(address), storage(app) as db:
        return Page(render_template("upgrade/_notice.html", found=assessments.load(db, number))).text


def test_a_draft_on_an_older_bank_is_told_of_the_newer_one(app: Flask, person: Person) -> None:
    said = "A newer question bank is installed (0.2.0); this draft uses 0.1.0. See what it changes"
    assert notice(app, 1) == said
    upgrade(person)
    assert notice(app, 1) == ""


def test_neither_a_final_assessment_nor_one_on_a_later_bank_is_told(app: Flask) -> None:
    final = stored(app, replace(assessment(), profile={"faces": False}, status="final"))
    draft = stored(app, assessment())
    app.extensions["bank"] = hashed(BANK)
    assert (notice(app, final), notice(app, draft)) == ("", "")


def test_what_the_newer_bank_changes_is_shown_before_anything_is(app: Flask, person: Person) -> None:
    page = Page(person.open(UPGRADE)).text

    for words in (
        "Upgrade to question bank 0.2.0 This draft uses question bank 0.1.0.",
        "P1 Pledge P1 ○ Open ○ Open Clauses broken 0 0 Overall level 2 Defined – Answered 3 of 4 1 of 5 "
        "Claimed 70.0 75.0 Evidenced 70.0 75.0",
        "1 answer, since its question has changed: ENC-01",
        "1 answer, since its question is retired: ENC-03",
        "1 answer “Does not apply”, since its question is critical now: ENC-02",
        "ENC-03: its accepted risk, since the question is retired.",
        "ENC-03: the action that leads to level 3, since the question is retired.",
        "The fact “Fact abroad”, which is no longer asked.",
        "Their accepted risks stay; look at them again: ENC-01",
        "1 question has changed Asked anew: an answer given before says nothing about it. "
        "ENC-01 ENC-01, scanned too? answer comes off Question Before ENC-01? Now ENC-01, scanned too?",
        "1 question is new ACC-03 ACC-03?",
        "1 question is retired ENC-03 ENC-03? answer comes off",
        "2 questions count differently Weight, target, tier or being critical differs. "
        "ENC-02 ENC-02? answer comes off Critical Before no Now yes ACC-02 ACC-02? Target Before 3 Now 4",
        "1 question is worded anew The same is asked, so answers stay. "
        "ACC-01 ACC-01? Why it is asked Before Why ACC-01 Now Said otherwise",
        "Facts New Fact faces No longer asked Fact abroad",
    ):
        assert words in page, page
    assert "ACC-02: your own target" not in page
    assert (read(app, 1).answers["ENC-01"].choice, bank_of(app)) == (3, "0.1.0")


def test_a_target_that_the_newer_bank_raises_is_said(app: Flask, person: Person) -> None:
    lower = replace(NEWER, questions=(question("ENC-01", target=4),))
    app.extensions["bank"] = hashed(lower)
    stored(app, assessment(targets={}))
    app.extensions["bank"] = hashed(replace(BANK, questions=(question("ENC-01", target=2),)))
    number = stored(app, assessment(targets={"ENC-01": 3}))
    app.extensions["bank"] = hashed(lower)

    page = Page(person.open(f"/assessments/{number}/upgrade")).text

    assert "ENC-01: your own target of 3, since the bank's is 4 now." in page


def test_an_upgrade_is_done_and_said(app: Flask, person: Person) -> None:
    assert upgrade(person) == 303

    page = Page(person.open(UPGRADE)).text
    assert "This assessment uses question bank 0.2.0 now. 3 answers were set aside." in page
    assert "This draft uses the question bank that is installed. There is nothing to upgrade." in page
    found = read(app, 1)
    assert (bank_of(app), found.profile, found.targets) == ("0.2.0", {}, {})
    assert {name: one.choice for name, one in found.answers.items()} == {"ENC-01": None, "ENC-02": None, "ACC-01": 3}


def test_the_old_answer_stands_beside_its_question_and_nothing_is_filled_in(person: Person) -> None:
    upgrade(person)

    html = person.open(f"{HOME}/families/ENC")

    old = part(html, 'class="earlier"', "</details>")
    assert '<details class="earlier" open>' in html
    assert old.text == (
        "The answer before the question changed The question has changed since question bank 0.1.0, so the upgrade set "
        "its answer aside. Nothing is filled in: read what is different, then answer it anew. Question then ENC-01? "
        "Answer then 3 Operating ENC-01 at 3 Note Seen on site Evidence E1 · Tickets of the month; E2 · Internal audit "
        "What is different Question Before ENC-01? Now ENC-01, scanned too?"
    )
    assert 'id="ENC-01-3" checked' not in " ".join(html.split())
    critical = part(html[html.index('id="ENC-02"') :], 'class="earlier"', "</details>").text
    assert critical.startswith(
        "The answer before the question became critical The question is critical now and cannot be answered “Does not "
        "apply” any more."
    )


def test_what_the_upgrade_took_off_stands_before_what_an_earlier_assessment_said(app: Flask, person: Person) -> None:
    app.extensions["bank"] = hashed(BANK)
    number = stored(app, replace(DRAFT, previous=str(stored(app, assessment({"ENC-01": 1}, title="Earlier")))))
    app.extensions["bank"] = NEWER
    address = f"/assessments/{number}"
    person.send(f"{address}/upgrade", page=f"{address}/upgrade", bank=NEWER.hash)

    old = part(person.open(f"{address}/families/ENC"), 'class="earlier"', "</details>").text

    assert "so the upgrade set its answer aside" in old
    assert "Answer then 3 Operating ENC-01 at 3 Note Seen on site" in old


def test_the_old_answer_folds_up_when_the_question_is_answered(person: Person) -> None:
    upgrade(person)
    person.send(f"{HOME}/answers/ENC-01", choice="2", version="2")

    html = " ".join(person.open(f"{HOME}/families/ENC").split())

    assert html.count('<details class="earlier" >') == 1
    assert html.count('<details class="earlier" open>') == 1


def test_the_tasks_count_what_is_asked_anew(person: Person) -> None:
    upgrade(person)

    page = Page(person.open(HOME))

    assert "2 questions have changed since they were answered, and are to be answered anew. First of them: ENC-01" in (
        page.text
    )
    assert f"{HOME}/families/ENC#ENC-01" in page.links
    assert "Family ENC Not started 0 of 2 answered 2 changed, to answer anew" in page.text


def test_an_upgrade_is_undone_and_what_was_answered_since_is_named_first(app: Flask, person: Person) -> None:
    before = read(app, 1)
    upgrade(person)
    person.send(f"{HOME}/answers/ENC-01", choice="1", version="2")
    person.send(f"{HOME}/answers/ACC-03", choice="1", version="0")

    page = Page(person.open(UPGRADE)).text
    assert (
        "This draft was upgraded from question bank 0.1.0. Undoing puts 3 answers back: ENC-01, ENC-02, ENC-03." in page
    )
    gone = "2 answers given since are removed, because that bank asks their questions differently or not at all: "
    assert f"{gone}ENC-01, ACC-03." in page
    assert undo(person) == 303

    found = read(app, 1)
    assert {name: replace(one, version=1) for name, one in found.answers.items()} == before.answers
    assert replace(found, answers={}) == replace(before, answers={})
    said = Page(person.open(UPGRADE)).text
    assert (
        "The upgrade is undone: this assessment uses question bank 0.1.0 again. 2 newer answers were removed." in said
    )
    with storage(app) as db:
        assert [one.what for one in events.of(db, 1)] == ["created", "upgraded", "answer", "answer", "upgrade_undone"]


def test_another_bank_than_the_one_shown_is_not_upgraded_to(app: Flask, person: Person) -> None:
    reply = person.send(UPGRADE, page=UPGRADE, bank="1" * 64)

    assert (reply.status_code, bank_of(app)) == (422, "0.1.0")
    summary = part(reply.get_data(as_text=True), 'id="error-summary"', "</div>").text
    assert summary == (
        "There is a problem The installed question bank is another one by now: look at its changes, then upgrade."
    )


def test_a_final_assessment_keeps_its_bank(app: Flask, person: Person) -> None:
    app.extensions["bank"] = hashed(BANK)
    final = stored(app, replace(DRAFT, status="final"))
    app.extensions["bank"] = NEWER
    address = f"/assessments/{final}/upgrade"
    report = Page(person.open(f"/assessments/{final}/report")).text

    assert "A final assessment keeps the question bank that it was made with" in Page(person.open(address)).text
    assert "Upgrade this draft" not in person.open(address)
    assert person.send(address, page=UPGRADE, bank=NEWER.hash).status_code == 409
    assert person.send(f"{address}/undo", page=UPGRADE, upgrade="1").status_code == 409
    upgrade(person)
    assert "uses question bank 0.2.0 now" in person.open(UPGRADE)
    assert Page(person.open(f"/assessments/{final}/report")).text == report


def test_without_an_upgrade_there_is_nothing_to_undo(app: Flask, person: Person) -> None:
    assert (undo(person), bank_of(app)) == (422, "0.1.0")
    assert "Undo the last upgrade" not in person.open(UPGRADE)


def test_an_older_bank_is_not_offered(app: Flask, person: Person) -> None:
    app.extensions["bank"] = hashed(replace(NEWER, version="0.0.9"))
    page = Page(person.open(UPGRADE)).text
    assert (upgrade(person, app.extensions["bank"].hash), bank_of(app)) == (422, "0.1.0")
    assert "The installed question bank is an older one (0.0.9). This draft keeps its own." in page
    assert "Upgrade this draft" not in page


def test_a_bank_that_asks_the_same_says_so(app: Flask, person: Person) -> None:
    app.extensions["bank"] = hashed(replace(BANK, title=text("Another title")))
    page = Page(person.open(UPGRADE)).text
    assert "What comes off Nothing: every answer stays as it is." in page
    assert "Nothing that is asked or promised differs" in page


def test_both_need_the_pages_token(person: Person) -> None:
    assert person.client.post(UPGRADE, data={"bank": NEWER.hash}).status_code == 400
    assert person.client.post(f"{UPGRADE}/undo", data={"upgrade": "1"}).status_code == 400


def test_an_assessment_that_is_not_there_is_not_found(person: Person) -> None:
    assert person.client.get("/assessments/9/upgrade").status_code == 404


def test_the_settings_name_the_bank_and_lead_here(person: Person) -> None:
    page = Page(person.open(f"{HOME}/settings"))
    assert "This assessment uses question bank 0.1.0. Upgrade it, or undo an upgrade" in page.text
    assert UPGRADE in page.links
