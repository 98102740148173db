"""A report's worked example, small enough to be checked by hand, and the parts of its page."""

import json
from dataclasses import replace
from datetime import date
from typing import Any, Final

from flask import Flask

from assessment.engine.model import Answer, Assessment, EvidenceHint, Need
from tests.build import PROOF, assessment, bank, clause, fact, piece, proved, question, text
from tests.web.conftest import Person, stored
from tests.web.pages import part

ENC_01 = question("ENC-01", clauses=("P1-1",), weight=3, critical=True, efforts=(1, 2, 3, 4))
DEL_01 = question("DEL-01", clauses=("P1-3", "P1-5"), weight=2)
BANK: Final = bank(
    replace(ENC_01, steps=(*ENC_01.steps[:2], replace(ENC_01.steps[2], needs=(Need("DEL-01", 3),)), ENC_01.steps[3])),
    question("ENC-02", clauses=("P1-1", "P1-2"), weight=2),
    question("ENC-03", clauses=("P1-2",)),
    replace(DEL_01, evidence=(EvidenceHint("record", text("Deletion log")),)),
    question("DEL-02", clauses=("P2-1",)),
    clauses=[clause(f"P1-{number}", by="user" if number == 5 else "provider") for number in range(1, 6)],
    facts=[fact("abroad")],
)
ANSWERS: Final[dict[str, Any]] = {
    "ENC-01": Answer("unknown", note="The operator of <b>the archive</b> has not replied."),
    "ENC-02": proved(4),
    "DEL-01": Answer(3, evidence=("E3",)),
}
"""ENC: claimed 0 + 8 of 20, shown the same, one open of weight 1. DEL: claimed 3, but its piece is two years old."""
REGISTER: Final = {**PROOF, "E3": piece("test", date(2024, 5, 20), title="Old test"), "E4": piece(title="Unused")}
SETTLED: Final[dict[str, Any]] = {"profile": {"abroad": False}, "evidence": REGISTER}
KEPT: Final[dict[str, Any]] = {name: proved(3) for name in ("ENC-01", "ENC-02", "ENC-03", "DEL-01")}


def report(app: Flask, given: Assessment | None = None, page: str = "report", **kept: Any) -> str:
    """The report of an assessment, of the worked example where none is given."""
    number = stored(app, given or assessment(ANSWERS, **SETTLED), **kept)
    return Person(app.test_client()).open(f"/assessments/{number}/{page}")


def section(html: str, name: str) -> str:
    """The HTML of the chapter of this id."""
    return part(html, f'id="{name}"', "</section>").html


def line(html: str, anchor: str) -> str:
    """What stands beside the term of this id."""
    return part(html, f'id="{anchor}"', "</dd>").text


def figure(html: str) -> Any:
    """What plotly is given to draw."""
    return json.loads(html.partition('class="figure-data">')[2].partition("</script>")[0])


def gap(html: str, question_id: str) -> str:
    return part(html, f'id="gap-{question_id}"', "</article>").text
