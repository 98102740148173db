"""In what two assessments differ before any answer: without it a comparison of them is read wrongly."""

from dataclasses import dataclass

from assessment.engine.comparison import Comparison
from assessment.engine.model import Fact, Pledge, Question
from assessment.store.assessments import Stored


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that the two profiles answer differently; None where it is not known, or not asked."""

    fact: Fact
    before: bool | None
    after: bool | None


@dataclass(frozen=True, slots=True)
class Differences:
    """What was assessed differently: organisation, unit, kind and bank by yes or no, pledges and facts by name."""

    organisation: bool
    unit: bool
    tier: bool
    bank: bool
    pledges_left: tuple[Pledge, ...]
    pledges_added: tuple[Pledge, ...]
    facts: tuple[FactChange, ...]

    def __bool__(self) -> bool:
        return bool(
            self.organisation
            or self.unit
            or self.tier
            or self.bank
            or self.pledges_left
            or self.pledges_added
            or self.facts
        )


@dataclass(frozen=True, slots=True)
class BankChanges:
    """Questions that apply in A or B and are not alike: changed, new in B's bank, or retired from it."""

    changed: tuple[Question, ...]
    added: tuple[Question, ...]
    retired: tuple[Question, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.retired)


def differences(a: Stored, b: Stored) -> Differences:
    """Find in what B was assessed differently from A."""
    before, after = a.assessment, b.assessment
    facts = {**b.bank.fact, **a.bank.fact}
    return Differences(
        organisation=before.organisation != after.organisation,
        unit=before.unit != after.unit,
        tier=before.tier != after.tier,
        bank=a.bank.hash != b.bank.hash,
        pledges_left=tuple(a.bank.pledge[name] for name in before.pledges if name not in after.pledges),
        pledges_added=tuple(b.bank.pledge[name] for name in after.pledges if name not in before.pledges),
        facts=tuple(
            FactChange(b.bank.fact.get(name, fact), before.profile.get(name), after.profile.get(name))
            for name, fact in facts.items()
            if before.profile.get(name) != after.profile.get(name)
        ),
    )


def bank_changes(found: Comparison) -> BankChanges:
    """Sort the questions that are not alike by what the bank did to them, each list in the pairs' order."""
    old, new = found.a.bank.question, found.b.bank.question
    unlike = [pair.question for pair in found.pairs if not pair.alike]
    return BankChanges(
        changed=tuple(one for one in unlike if one.id in old and one.id in new),
        added=tuple(one for one in unlike if one.id not in old),
        retired=tuple(one for one in unlike if one.id not in new),
    )
