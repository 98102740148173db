"""The numbers of a whole report worked out a second time, the slow way, from docs/scoring.md alone.

Nothing here calls the engine; only its frozen inputs are read.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from assessment.engine.model import Answer, Assessment, Bank, Clause, Evidence, Question, Rhythm

FIRST_MONTHS: dict[Rhythm, Sequence[int]] = {
    "month": range(1, 13),
    "quarter": (1, 4, 7, 10),
    "half_year": (1, 7),
    "year": (1,),
    "two_years": (1,),
}
MUST_SHOW: dict[Rhythm, int] = {"month": 6, "quarter": 4, "half_year": 2, "year": 2, "two_years": 1}
VERIFYING = ("review", "metric", "test", "audit")
OPERATING = ("record", "config", "screenshot", "training", *VERIFYING)


def first_days(rhythm: Rhythm, on: date) -> list[date]:
    """First days of the periods up to the one of ``on``, which stands last."""
    years = [year for year in range(on.year - 8, on.year + 1) if rhythm != "two_years" or year % 2 == 0]
    days = [date(year, month, 1) for year in years for month in FIRST_MONTHS[rhythm]]
    return [day for day in days if day <= on]


def is_current(piece: Evidence, question: Question, on: date) -> bool:
    if piece.date is None or piece.date > on or (piece.valid_until is not None and piece.valid_until < on):
        return False
    if question.rhythm is None:
        return on.toordinal() - piece.date.toordinal() <= question.evidence_days
    return piece.date >= first_days(question.rhythm, on)[-2]


def shows_periods(question: Question, pieces: Iterable[Evidence], on: date) -> bool:
    if question.rhythm is None:
        return True
    completed = list(pairwise(first_days(question.rhythm, on)))[-MUST_SHOW[question.rhythm] :]
    days = [piece.date for piece in pieces if piece.date is not None]
    return all(any(first <= day < following for day in days) for first, following in completed)


def evidenced(question: Question, claimed: int, pieces: Sequence[Evidence], on: date) -> int:
    """The level that counts of a claim."""
    if claimed < 3:
        return claimed
    current = [piece for piece in pieces if is_current(piece, question, on)]
    three = 3 if any(piece.kind in OPERATING for piece in current) else 2
    if claimed == 3:
        return three
    verified = len(current) >= 2 and any(piece.kind in VERIFYING for piece in current)
    return 4 if verified and shows_periods(question, pieces, on) else three


@dataclass(frozen=True)
class Recomputed:
    """An assessment on its bank; questions are named by id."""

    bank: Bank
    given: Assessment

    def answer(self, question: Question) -> Answer:
        return self.given.answers.get(question.id, Answer(None))

    def fits(self, question: Question) -> bool:
        known = self.given.profile.items()
        return not any((fact, not wanted) in known for fact, wanted in question.applies_when.items())

    @cached_property
    def applicable(self) -> list[Question]:
        assessed = {clause.id for clause in self.bank.clauses if clause.pledge in self.given.pledges}
        asked = [one for one in self.bank.questions if assessed & set(one.clauses) and self.fits(one)]
        return [one for one in asked if self.given.tier == "full" or one.tier == "core"]

    @cached_property
    def s(self) -> list[Question]:
        return [one for one in self.applicable if self.answer(one).choice != "na"]

    @cached_property
    def claimed(self) -> dict[str, int]:
        """The claims of what is answered in S."""
        choices = {one.id: self.answer(one).choice for one in self.s}
        return {
            name: 0 if choice == "unknown" else int(choice) for name, choice in choices.items() if choice is not None
        }

    @cached_property
    def shown(self) -> dict[str, int]:
        """What counts of each claim."""
        return {
            one.id: evidenced(one, self.claimed[one.id], self.pieces(one), self.given.date)
            for one in self.s
            if one.id in self.claimed
        }

    def pieces(self, question: Question) -> list[Evidence]:
        return [self.given.evidence[name] for name in set(self.answer(question).evidence)]

    def figures(self, questions: Sequence[Question]) -> list[Fraction | None]:
        """Claimed, evidenced, low, high and strict of a set of applicable questions."""
        inside = [one for one in questions if one in self.s]
        answered = [one for one in inside if one.id in self.claimed]
        if not answered:
            return [None] * 5
        return [
            index([(one.weight, self.claimed[one.id]) for one in answered]),
            index([(one.weight, self.shown[one.id]) for one in answered]),
            index([(one.weight, self.shown.get(one.id, 0)) for one in inside]),
            index([(one.weight, self.shown.get(one.id, 4)) for one in inside]),
            index([(one.weight, self.shown.get(one.id, 0)) for one in questions]),
        ]

    @cached_property
    def families(self) -> dict[str, list[Question]]:
        names = {one.family for one in self.applicable}
        return {name: [one for one in self.applicable if one.family == name] for name in names}

    def level(self, family: str) -> int | None:
        inside = [one for one in self.families[family] if one in self.s]
        answered = [one for one in inside if one.id in self.shown]
        critical = [one for one in inside if one.critical]
        if not answered or any(one not in answered for one in critical):
            return None
        mean = Fraction(sum(one.weight * self.shown[one.id] for one in answered), sum(one.weight for one in answered))
        return min([int(mean), *(self.shown[one.id] for one in critical)])

    @cached_property
    def overall(self) -> int | None:
        found = [self.level(name) for name in {one.family for one in self.s}]
        return None if not found or None in found else min(level for level in found if level is not None)

    @cached_property
    def verdicts(self) -> dict[str, str]:
        """Verdicts of the clauses that are judged, by id."""
        judged = [one for one in self.bank.clauses if one.pledge in self.given.pledges and one.kind != "formality"]
        return {clause.id: self.verdict(clause) for clause in judged}

    def verdict(self, clause: Clause) -> str:
        own = [one for one in self.bank.questions if clause.id in one.clauses]
        asked = [one for one in own if one in self.applicable]
        if not asked:
            return "not_asked" if self.given.tier == "core" and any(map(self.fits, own)) else "out_of_scope"
        inside = [one for one in asked if one in self.s]
        levels = [(one, self.shown.get(one.id)) for one in inside]
        if not inside:
            return "excluded"
        if any(
            (level == 0 and (one.critical or one.weight > 1)) or (level == 1 and one.critical) for one, level in levels
        ):
            return "broken"
        if any(level is None for _, level in levels):
            return "open"
        return "at_risk" if any(level is not None and level < one.target for one, level in levels) else "kept"

    @cached_property
    def pledges(self) -> dict[str, tuple[str, str | None, bool, dict[str, int]]]:
        """Verdict, users' side, fit to sign and counts, by pledge."""
        return {pledge: self.pledge(pledge) for pledge in self.given.pledges}

    def pledge(self, pledge: str) -> tuple[str, str | None, bool, dict[str, int]]:
        judged = [one for one in self.bank.clauses if one.pledge == pledge and one.id in self.verdicts]
        users = [self.verdicts[one.id] for one in judged if one.by == "user"]
        others = [self.verdicts[one.id] for one in judged if one.by != "user"]
        carried = any(self.answer(one).carried_over for one in self.applicable)
        known = all(fact.id in self.given.profile for fact in self.bank.facts)
        fit = worst(others) == "kept" and self.given.tier == "full" and known and not carried
        return worst(others), worst(users) if users else None, fit, dict(Counter(others))

    @cached_property
    def gaps(self) -> list[tuple[str, str, int, int, Fraction, bool]]:
        """Question, worst verdict, gap, priority, effort and whether it is accepted, in order."""
        found = [self.gap(one) for one in self.s if one.id in self.shown]
        order = ["broken", "open", "at_risk", "kept"]
        return sorted((gap for gap in found if gap[2]), key=lambda gap: (order.index(gap[1]), -gap[3], gap[4]))

    def gap(self, question: Question) -> tuple[str, str, int, int, Fraction, bool]:
        shown, target = self.shown[question.id], max(question.target, self.given.targets.get(question.id, 0))
        size = target - shown if target > shown else 0
        effort = sum((step.effort for step in question.steps[shown:target]), Fraction(0))
        risk = self.given.accepted.get(question.id)
        accepted = risk is not None and self.given.date <= risk.until
        verdict = worst([self.verdicts[name] for name in question.clauses if name in self.verdicts] or ["kept"])
        return question.id, verdict, size, size * question.weight * (1 + question.critical), effort, accepted

    @cached_property
    def whole(self) -> dict[str, Any]:
        """Everything that a report says in numbers and verdicts."""
        return {
            "score": self.figures(self.applicable),
            "level": self.overall,
            "answered": len(self.claimed),
            "in_scope": len(self.s),
            "families": {name: (self.figures(own), self.level(name)) for name, own in self.families.items()},
            "clauses": self.verdicts,
            "pledges": self.pledges,
            "gaps": self.gaps,
        }


def index(pairs: Sequence[tuple[int, int]]) -> Fraction:
    """100 * sum(weight * level) / sum(4 * weight)."""
    return 100 * Fraction(sum(weight * level for weight, level in pairs), sum(4 * weight for weight, _ in pairs))


def worst(verdicts: Sequence[str]) -> str:
    """The first of the order of a pledge that occurs."""
    for verdict in ("broken", "open", "at_risk", "excluded", "kept"):
        if verdict in verdicts:
            return verdict
    return "out_of_scope"
