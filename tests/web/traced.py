"""A bank small enough to be traced by hand: three questions, four clauses, two rule books."""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from assessment.engine.model import EvidenceHint, Need, Step
from tests.build import bank, clause, gists, question, text

ENC_01 = replace(
    question("ENC-01", clauses=("P1-1.3", "P2-1"), tier="core", critical=True, weight=3),
    refs={"pipl": ("51",), "iso27001": ("A.8.24",)},
    elsewhere={"P2-1": text("Keys are the provider's")},
)
ENC_02 = replace(
    question("ENC-02", clauses=("P1-1.3",), applies_when={"cloud": True, "paper": False}),
    refs={"iso27001": ("A.8.24",)},
    evidence=(EvidenceHint("config", text("Export of settings")),),
    steps=(
        Step(1, text("Begin"), Fraction(1, 2), "engineering"),
        Step(2, text("Write it down"), Fraction(1), "security", (Need("DEL-01", 2),)),
        Step(3, text("Do it everywhere"), Fraction(3), "security"),
        Step(4, text("Measure it"), Fraction(2), "management"),
    ),
)
DEL_01 = replace(
    question("DEL-01", clauses=("P2-1",), rhythm="quarter", target=4),
    refs={"pipl": ("47", "51")},
)
BANK: Final = replace(
    bank(
        ENC_01,
        ENC_02,
        DEL_01,
        clauses=(
            clause("P1-1.3"),
            clause("P1-4", kind="formality"),
            clause("P1-5", by="supervisor"),
            clause("P2-1", by="user"),
        ),
    ),
    references={
        "pipl": gists({"47": "Deletion", "50": "Requests", "51": "Security measures"}),
        "iso27001": gists({"A.8.24": ""}),
    },
)
"""P1-5 is asked about by nobody; PIPL 50 is listed and cited by none."""
