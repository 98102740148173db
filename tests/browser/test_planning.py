"""From a gap to a better score: planned, adopted, done with evidence, answered again; and the plan on paper."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from assessment import bank
from assessment.engine.model import Action, Answer, Evidence
from assessment.store import actions, assessments, database
from assessment.store.action_rows import Tracked
from assessment.store.assessments import Stored
from assessment.store.events import Actor
from tests.browser.harness import Printed
from tests.build import assessment
from tests.serving import Server

YESTERDAY: Final = (datetime.now().astimezone() - timedelta(days=1)).date()
DUE: Final = YESTERDAY + timedelta(days=90)
REPORT: Final = "/assessments/1/report"
PLAN: Final = "/assessments/1/plan"
BUDGET: Final = f"{PLAN}?goal=budget&days=40&periods=3&length=month&first=2027-01-31"
GAP: Final = "ENC-01"
PIECE: Final = Evidence("config", "Settings of the gateway", YESTERDAY)


@dataclass(frozen=True)
class Kept:
    """What is stored of the one assessment."""

    found: Stored
    promised: tuple[Tracked, ...]

    @property
    def answer(self) -> Answer:
        """The answer to the gap's question, without how often it was saved."""
        given = self.found.assessment.answers[GAP]
        return Answer(given.choice, evidence=given.evidence)


@pytest.fixture
def kept(server: Server) -> Callable[[], Kept]:
    """Keeps an assessment of one pledge, everything laid down and nothing shown, and reads it when asked."""
    installed = bank.load()
    given = assessment(
        {one.id: Answer(1 if one.id == GAP else 2) for one in installed.questions},
        date=YESTERDAY,
        profile={fact.id: False for fact in installed.facts},
        evidence={},
    )
    with database.opened(server.instance / "assessments.db") as db:
        assessments.create(db, installed, given, Actor("test", datetime.now(UTC)))

    def read() -> Kept:
        with database.opened(server.instance / "assessments.db") as db:
            return Kept(assessments.load(db, 1), actions.of(db, 1))

    return read


def scores(page: Page) -> dict[str, float]:
    """The evidenced and the claimed index that the report shows."""
    page.goto(REPORT)
    tiles = {
        tile.locator("dt").inner_text(): tile.locator("dd").inner_text() for tile in page.locator(".tiles > div").all()
    }
    return {name: float(tiles[name]) for name in ("Evidenced", "Claimed")}


def plan_for_the_gap(page: Page) -> None:
    """From the gap in the report to what makes the first clause that it keeps from being kept fit to sign."""
    clause = page.locator(f"#gap-{GAP} .gap-parts a[href^='#clause-']").first.inner_text()
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_label("P1 ").first.uncheck()
    page.get_by_text("Single clauses, those of users too").click()
    page.locator(f"input[name=clause][value='{clause}']").check()
    page.get_by_role("button", name="Plan what it takes").click()
    expect(page.locator("#prediction")).to_contain_text(f"the least that can be done for {clause}.")


def adopt_the_gaps_steps(page: Page) -> None:
    """Only the steps of the gap's question, by somebody until a day."""
    for box in page.locator("#steps input[type=checkbox]").all():
        box.set_checked((box.get_attribute("value") or "").startswith(f"{GAP}."))
    for owner in page.locator(".plan-owners input").all():
        owner.fill("Li Hua")
    page.locator("#due").fill(DUE.isoformat())
    page.get_by_role("button", name="Make actions of these steps").click()
    expect(page.locator(".notice").first).to_have_text("2 steps are actions now.")


def do_the_last_one(page: Page) -> None:
    page.get_by_role("link", name=f"{GAP} to level 3").click()
    page.get_by_text("Or add a piece to the register").click() if not page.locator(
        "[name=new-title]"
    ).is_visible() else None
    page.locator("[name=new-kind]").select_option(PIECE.kind)
    page.locator("[name=new-title]").fill(PIECE.title)
    page.locator("[name=new-date]").fill(YESTERDAY.isoformat())
    page.get_by_role("button", name="Mark as done").click()
    expect(page.locator("main")).to_contain_text("The action is done, shown by E1.")


def test_a_gap_is_planned_adopted_done_and_answered_again_and_only_the_answer_raises_the_score(
    page: Page, kept: Callable[[], Kept]
) -> None:
    before = scores(page)
    plan_for_the_gap(page)
    adopt_the_gaps_steps(page)
    assert [(one.action, one.evidence) for one in kept().promised] == [
        (Action(GAP, 2, "Li Hua", DUE), None),
        (Action(GAP, 3, "Li Hua", DUE), None),
    ]

    do_the_last_one(page)
    invitation = page.url
    assert (kept().answer, kept().promised[1].evidence) == (Answer(1, evidence=("E1",)), "E1")
    assert scores(page) == before

    page.goto(invitation)
    page.get_by_role("link", name=f"Answer {GAP} again").click()
    page.locator(f"#{GAP}-3").check()
    expect(page.locator(f"#{GAP} [data-place=saving]")).to_have_text(re.compile(r"^Saved "))
    after = scores(page)
    assert kept().answer == Answer(3, evidence=("E1",))
    assert after["Evidenced"] > before["Evidenced"]
    assert after["Claimed"] > before["Claimed"]
    page.goto(PLAN)
    expect(page.locator(f"#step-{GAP}-3")).to_have_count(0)


def test_on_paper_the_plan_has_its_steps_and_its_foot_and_no_form(
    kept: Callable[[], Kept], pdf: Callable[..., Printed]
) -> None:
    title = kept().found.assessment.title
    printed = pdf(BUDGET)
    text = "".join(printed.running)
    assert all(one in text for one in ("Wherethisplanleads", "Period3:Mar31,2027–Apr29,2027", f"{GAP}tolevel2"))
    assert not any(one in text for one in ("Planthebudget", "Adopttheplan"))
    assert all(sheet.split("\n")[-2].strip().startswith(f"{title} · Draft · ") for sheet in printed.pages)
