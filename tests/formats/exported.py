"""A tiny bank with one of everything, for the exports of banks."""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from assessment.engine.model import Bank, EvidenceHint, Need, Step, Text
from tests.build import bank, clause, gists, question, steps, text
from tests.formats.files import frozen

_FIRST: Final = replace(
    question("ENC-01", clauses=("P1-1", "P2-1"), tier="core", critical=True, weight=3, revision=2, target=4),
    refs={"gdpr": ("32", "5"), "rules": ("A.1",)},
    text=Text("=Is *it* kept <secret>?", "=是否保密？"),
    evidence=(EvidenceHint("policy", text("A rule")), EvidenceHint("test", text("A test"))),
    elsewhere={"P2-1": text("It fits here")},
)
_SECOND: Final = replace(
    question("DEL-01", clauses=("P1-1",), rhythm="quarter", applies_when={"minors": True, "small": False}),
    evidence=(EvidenceHint("record", text("A list")),),
    steps=(
        Step(1, text("Begin"), Fraction(3, 2), "legal"),
        Step(2, text("Go on"), Fraction(2), "hr", (Need("ENC-01", 3), Need("ENC-01", 4))),
        *steps(1, 1, 5, 10)[2:],
    ),
)


def tiny_bank() -> Bank:
    """Two questions in two families, a third clause that none asks about, and a rule-book place that none cites."""
    made = bank(_FIRST, _SECOND, clauses=(clause("P1-1"), clause("P2-1", by="all", kind="prohibition"), clause("P2-2")))
    return frozen(
        replace(
            made,
            version="1.2.3",
            title=text("Tiny & small"),
            references={
                "gdpr": gists({"5": "", "32": "Security of processing", "33": "Notice"}),
                "rules": gists({"A.1": "First"}),
            },
        )
    )


TINY: Final = tiny_bank()
