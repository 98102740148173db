"""The improvement plan: asked for, seen, adopted; and how far each effort goes."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from assessment.engine.frontier import frontier as compute_frontier
from assessment.store import actions as store
from assessment.store.assessments import Stored
from assessment.web.fields import faults
from assessment.web.plan_adopting import AdoptForm
from assessment.web.plan_drawing import frontier_chart, stages_chart
from assessment.web.plan_form import Asking
from assessment.web.plan_page import plan_page
from assessment.web.plan_turn import turn
from assessment.web.plan_words import frontier_words, obstacles, quality
from assessment.web.storage import actor, db, report, stored, today

blueprint = Blueprint("planning", __name__, url_prefix="/assessments/<int:number>")


@blueprint.get("/plan")
def plan(number: int) -> ResponseReturnValue:
    """Show the plan that the address asks for; the one that makes every pledge fit to sign where it asks for none."""
    found = stored(number)
    asking = Asking(report(found), request.args, today())
    return _page(found, asking), 422 if asking.faults else 200


@blueprint.post("/plan/adopt")
def adopt(number: int) -> ResponseReturnValue:
    """Make actions of the plan's steps that were chosen."""
    found = stored(number)
    asking = Asking(report(found), request.args, today())
    if not asking.valid:
        return _page(found, asking), 422
    form = AdoptForm(asking.report, asking.form.asked())
    if not form.validate():
        return _page(found, asking, form), 422
    wanted = form.wanted()
    added = store.add(db(), number, wanted, actor())
    flash(_adopted(len(added), len(wanted) - len(added)))
    return redirect(url_for("actions.listing", number=number), 303)


@blueprint.get("/plan/frontier")
def frontier(number: int) -> str:
    """Show where each effort leads, from nothing to everything."""
    found = stored(number)
    with turn(_seconds()) as left:
        result = compute_frontier(report(found), seconds=left)
    return render_template(
        "plan/frontier.html",
        found=found,
        frontier=result,
        sentences=frontier_words(result),
        proven=all(point.proven for point in result.points),
        chart=frontier_chart(result) if len(result.points) > 1 else None,
    )


def _page(found: Stored, asking: Asking, adopting: AdoptForm | None = None) -> str:
    values = _result(found, asking, adopting) if asking.valid else {"page": None}
    return render_template("plan/plan.html", found=found, asking=asking, report=asking.report, **values)


def _result(found: Stored, asking: Asking, adopting: AdoptForm | None) -> dict[str, object]:
    asked, seconds = asking.form.asked(), _seconds()
    made = asked.made(asking.report, seconds)
    page = plan_page(asking.report, asked, made, store.of(db(), found.id))
    return {
        "page": page,
        "obstacles": obstacles(found.id, asking.report, made),
        "quality": quality(asked, made, seconds),
        "chart": stages_chart(page) if made.steps else None,
        "adopting": adopting or AdoptForm(asking.report, asked, formdata=None, data={"step": page.free}),
        "adopt_faults": faults(adopting) if adopting else [],
    }


def _adopted(added: int, passed_over: int) -> str:
    done = ngettext("%(num)s step is an action now.", "%(num)s steps are actions now.", added)
    if not passed_over:
        return done
    over = ngettext(
        "%(num)s has an action already and was passed over.",
        "%(num)s have an action already and were passed over.",
        passed_over,
    )
    return _("%(done)s %(over)s", done=done, over=over)


def _seconds() -> float:
    return float(current_app.config["PLAN_SECONDS"])
