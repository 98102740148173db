"""What is said of the way from one assessment to the next, in the person's language."""

from flask_babel import gettext as _

from assessment.engine.history import Joint, Reason
from assessment.web.summaries import Summary
from assessment.web.trend_page import Moment


def against(moment: Moment) -> tuple[str, ...]:
    """What stands against joining an assessment to the one before it; empty where nothing does."""
    if moment.joint is None or moment.before is None:
        return ()
    return tuple(_sentence(reason, moment.before, moment.summary, moment.joint) for reason in moment.joint.reasons)


def _sentence(reason: Reason, before: Summary, after: Summary, joint: Joint) -> str:
    match reason:
        case "nothing":
            return _("They have no answered question in common.")
        case "little":
            return _(
                "They have %(common)s of %(of)s questions in common, fewer than three in five: no trend can be named.",
                common=joint.common,
                of=joint.of,
            )
        case "bank":
            return _bank(before.bank, after.bank)
        case "tier":
            return _("One is a full assessment, the other an express check.")
        case "pledges":
            return _(
                "Other pledges were assessed: %(before)s, then %(after)s.",
                before=_listed(before),
                after=_listed(after),
            )
    return _("Facts of the organisation were answered otherwise, so that other questions apply.")


def _bank(before: str, after: str) -> str:
    if before == after:
        return _("The question bank changed.")
    return _("The question bank changed from version %(before)s to %(after)s.", before=before, after=after)


def _listed(summary: Summary) -> str:
    pledges = summary.assessment.pledges
    return _(", ").join(pledges) if pledges else _("none")
