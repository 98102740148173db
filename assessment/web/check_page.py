"""What a reviewer would object to, in plain words, each with the address where it is settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import url_for
from flask_babel import lazy_gettext as _

from assessment.engine.evidence import is_current
from assessment.engine.report import Report
from assessment.engine.review import Kind, Objection, objections
from assessment.engine.standing import Standing
from assessment.web.language import say

TITLES: Final[dict[Kind, object]] = {
    "pledges": _("No pledge is chosen"),
    "fact": _("Facts that are not known yet"),
    "carried_over": _("Answers carried over and not confirmed"),
    "capped": _("Claims that the evidence does not show"),
    "unknown": _("Answers “we don't know”"),
    "stale": _("Answers with evidence that is no longer current"),
    "excluded": _("Families with more than a fifth answered “does not apply”"),
    "unchecked": _("Evidence that nobody checked a second time"),
    "flagged": _("Questions marked “come back to this”"),
    "open": _("Unanswered questions"),
}

ADVICE: Final[dict[Kind, object]] = {
    "pledges": _("Choose at least one in the settings: a promise is what is assessed."),
    "fact": _("Say yes or no in the settings; until then the questions that depend on it stay in."),
    "carried_over": _("Open each, look whether it is still so, and confirm or change it."),
    "capped": _("They count for less than is claimed. Add current evidence, or claim what can be shown."),
    "unknown": _("They count as 0 and are printed as not known. Finding out is the first thing to do."),
    "stale": _("Confirm that the piece is still true, or add a newer one."),
    "excluded": _("A reviewer will ask why. What makes many questions not apply often belongs in the profile facts."),
    "unchecked": _("Have somebody else look at each piece, and note who it was."),
    "flagged": _("Somebody meant to look at these again."),
    "open": _("They can stay so: they are printed as open, and so are the clauses they belong to."),
}


@dataclass(frozen=True)
class Item:
    """One objection: what it is about by name and text, and where it is settled."""

    name: str
    text: str
    address: str
    capped: Standing | None = None
    """The question's standing, where the objection is about a claim."""
    stale: tuple[tuple[str, str], ...] = ()
    """Name and address of the pieces that are no longer current, where the objection is about them."""


@dataclass(frozen=True)
class Group:
    """Objections of one kind; ``blocks`` where nothing can be final before they are settled."""

    kind: Kind
    title: object
    advice: object
    blocks: bool
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Check:
    """Everything a reviewer would object to, what blocks first, and how many questions are not answered."""

    groups: tuple[Group, ...]
    unanswered: int
    in_scope: int

    @property
    def blocked(self) -> bool:
        """Whether something must be settled first."""
        return any(group.blocks for group in self.groups)

    @property
    def blocking(self) -> tuple[Group, ...]:
        """Groups that must be settled first."""
        return tuple(group for group in self.groups if group.blocks)

    @property
    def others(self) -> tuple[Group, ...]:
        """Groups that may stay as they are."""
        return tuple(group for group in self.groups if not group.blocks)


def check(report: Report, number: int) -> Check:
    """Group the objections to the assessment that is stored as ``number``."""
    found: dict[Kind, list[Objection]] = {}
    for objection in objections(report):
        found.setdefault(objection.kind, []).append(objection)
    groups = tuple(
        Group(
            kind,
            TITLES[kind],
            ADVICE[kind],
            any(objection.blocks for objection in own),
            tuple(_item(report, number, objection) for objection in own),
        )
        for kind, own in found.items()
    )
    return Check(groups, unanswered=len(report.in_scope) - report.answered, in_scope=len(report.in_scope))


def _item(report: Report, number: int, objection: Objection) -> Item:
    bank, subject = report.bank, objection.subject
    match objection.kind:
        case "pledges":
            return Item("", str(_("Choose a pledge")), url_for("start.settings", number=number, _anchor="pledges"))
        case "fact":
            anchor = f"fact-{subject}"
            return Item("", say(bank.fact[subject].text), url_for("start.settings", number=number, _anchor=anchor))
        case "excluded":
            address = url_for("answering.family", number=number, family=subject)
            return Item(subject, say(bank.family[subject].title), address)
        case "unchecked":
            address = url_for("evidence.piece", number=number, name=subject)
            return Item(subject, report.assessment.evidence[subject].title, address)
        case _:
            return _question(report, number, objection)


def _question(report: Report, number: int, objection: Objection) -> Item:
    one = report.by_question[objection.subject]
    address = url_for("answering.family", number=number, family=one.question.family, _anchor=one.question.id)
    return Item(
        one.question.id,
        say(one.question.text),
        address,
        capped=one if objection.kind == "capped" else None,
        stale=tuple(_stale(report, number, one)) if objection.kind == "stale" else (),
    )


def _stale(report: Report, number: int, one: Standing) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(one.answer.evidence):
        if not is_current(report.assessment.evidence[name], one.question, one.on):
            yield name, url_for("evidence.piece", number=number, name=name)
