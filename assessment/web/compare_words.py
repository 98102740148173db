"""The comparison's words in the person's language: parts, trends, what became of things, and on what it rests."""

from collections.abc import Mapping
from typing import Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from assessment.engine.comparison import Comparison
from assessment.engine.decomposition import Part

PARTS: Final[Mapping[Part, object]] = {
    "moved": _("Claims that moved"),
    "evidence_gained": _("Evidence gained"),
    "evidence_lost": _("Evidence lost"),
    "scope": _("Scope changed"),
    "answered": _("Answered in one only"),
    "bank": _("Question bank changed"),
}
MEANINGS: Final = {
    "moved": _("Another level is claimed, as far as evidence bears it."),
    "evidence_gained": _("A claim is shown that was not shown before."),
    "evidence_lost": _("Evidence ran out or was taken away, so that a claim counts for less."),
    "scope": _(
        "Questions came into the scope or left it: facts, pledges, “does not apply”. Neither progress nor loss."
    ),
    "answered": _("Questions are answered in one of the two only. Neither progress nor loss."),
    "bank": _("Questions were changed, added or retired, or have other weights. Neither progress nor loss."),
}
TRENDS: Final = {"up": _("better"), "down": _("worse"), "level": _("unchanged")}
BECAME: Final = {
    "reached": _("Reached"),
    "short": _("Not reached"),
    "open": _("Not answered"),
    "out_of_scope": _("No longer in scope"),
    "changed": _("Question changed or retired"),
}


def basis(found: Comparison) -> tuple[str, ...]:
    """Say on how many questions the change rests and, where no trend may be named, why not."""
    if not found.comparable:
        return (gettext("Nothing is comparable: no question is the same, in scope and answered in both."),)
    based = gettext("Based on %(common)s of %(of)s questions.", common=found.common, of=found.of)
    if found.trend is not None:
        return (based,)
    reason = gettext("Below %(least)s no trend is named: the two stand side by side, and that is all.", least="60 %")
    return (based, reason)
