"""A tiny bank with needs, plans of it as pages, and what was adopted of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from flask import Flask
from werkzeug.test import TestResponse

from assessment.engine.model import AcceptedRisk, Bank, EvidenceHint, Need, Text
from assessment.store import actions
from assessment.store.action_rows import Tracked
from tests.build import Answers, assessment, bank, gists, question, text
from tests.web.conftest import Person, storage, stored
from tests.web.pages import Page, part, rows


def with_references(made: Bank) -> Bank:
    """The bank with what its questions cite."""
    cited: dict[str, dict[str, Text]] = {}
    for one in made.questions:
        for book, entries in one.refs.items():
            cited.setdefault(book, {}).update(gists(dict.fromkeys(entries, "")))
    return replace(made, references=cited)


TODAY: Final = date(2026, 11, 24)
PLAN: Final = "/assessments/1/plan"
BUDGET: Final = f"{PLAN}?goal=budget&days=4&periods=2&length=quarter&first=2026-12-01"
RISK: Final = AcceptedRisk("The supplier leaves in a month.", "Board", date(2026, 12, 31), "Manual review")
HINTS: Final = (EvidenceHint("policy", text("Key rule")), EvidenceHint("config", text("Key export")))

FIRST: Final = replace(
    question("ENC-01", weight=3, efforts=(1, 1, 4, 1)), refs={"pipl": ("51", "52"), "gdpr": ("32",)}, evidence=HINTS
)
"""From 2 to 3: four days, worth 3; it serves P1-1."""

SECOND: Final = question("ENC-02", clauses=["P1-2", "P2-1"], weight=2, critical=True, efforts=(1, 1, 2, 1))
"""At level 1 it breaks its clauses; from there to 2 and 3: one day and two, worth 4 each."""

THIRD_PLAIN: Final = question("ACC-01", clauses=["P1-3"], efforts=(1, 1, 3, 1))
THIRD: Final = replace(
    THIRD_PLAIN,
    steps=tuple(
        replace(step, needs=(Need("ENC-02", 2),), lead="engineering") if step.level == 3 else step
        for step in THIRD_PLAIN.steps
    ),
)
"""From 2 to 3: three days, led by engineering, worth 1; it needs the second question at 2."""

BANK: Final = with_references(bank(FIRST, SECOND, THIRD))
ANSWERS: Final[Answers] = {"ENC-01": 2, "ENC-02": 1, "ACC-01": 2}

Start = Callable[..., Person]
"""Keeps an assessment, the first, and gives somebody to look at it: what ``starting`` returns."""


def starting(make_app: Callable[..., Flask]) -> Start:
    """Of ``BANK`` unless a test gives another, with ``ANSWERS`` unless it gives others."""

    def begin(answers: Answers | None = None, *, config: Any = None, tiny: Bank = BANK, **given: Any) -> Person:
        app = make_app(with_references(tiny), **(config or {}))
        stored(app, assessment(ANSWERS if answers is None else answers, **given))
        return Person(app.test_client())

    return begin


def promised(person: Person) -> tuple[Tracked, ...]:
    with storage(person.client.application) as db:
        return actions.of(db, 1)


def section(html: str, name: str) -> Page:
    return part(html, f'id="{name}"', "</section>")


def shown(html: str, name: str) -> list[str]:
    return rows(section(html, name).html)


def summary(reply: TestResponse) -> str:
    assert reply.status_code == 422
    return part(reply.get_data(as_text=True), 'id="error-summary"', "</div>").text.removeprefix("There is a problem ")


def adopting(person: Person, address: str = BUDGET, **fields: Any) -> TestResponse:
    return person.send(address.replace("/plan?", "/plan/adopt?"), page=address, **fields)
