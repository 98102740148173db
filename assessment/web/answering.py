"""Answering: the task list, a family's questions, and the save."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from assessment.engine.model import Answer, Family
from assessment.engine.report import Report
from assessment.engine.standing import Standing
from assessment.store import answers, events, set_aside
from assessment.store.assessments import Stored
from assessment.store.errors import Conflict, Refused
from assessment.web.answer_form import AnswerForm
from assessment.web.answering_page import Asked, Before, Entered, asked, go_on_with, groups, search
from assessment.web.earlier_page import anew, earlier_answers, next_to_confirm, to_confirm
from assessment.web.errors import wants_json
from assessment.web.evidence_form import PREFIX, EvidenceForm, filled
from assessment.web.language import say
from assessment.web.storage import actor, db, report, stored, today

blueprint = Blueprint("answering", __name__, url_prefix="/assessments/<int:number>")


@blueprint.get("")
def tasks(number: int) -> str:
    """Show the families with their progress, where to go on, and a search over the questions."""
    found = stored(number)
    now, before = report(found), _before(found)
    words = request.args.get("q", "").strip()
    return render_template(
        "answering/tasks.html",
        found=found,
        report=now,
        groups=groups(now, before.earlier),
        next=go_on_with(now, events.last_subject(db(), number, "answer")),
        waiting=to_confirm(now),
        next_waiting=next_to_confirm(now),
        changed=anew(now, before.earlier),
        words_sought=words,
        hits=search(now, words),
    )


@blueprint.get("/families/<family>")
def family(number: int, family: str) -> str:
    """Show the questions of one family."""
    return _family_page(stored(number), family)


@blueprint.post("/answers/<question>")
def save(number: int, question: str) -> ResponseReturnValue:
    """Keep one answer, and a new piece of evidence with it where one was filled in."""
    form = AnswerForm()
    wanted = None if form.clear.data else filled(today())
    faults = [] if form.validate() else form.sentences()
    if wanted is not None and not wanted.validate():
        faults += wanted.sentences()
    answer = form.answer()
    if faults:
        return _not_kept(number, Entered(question, answer, tuple(faults)), 422)
    added, revision = wanted.piece() if wanted else None, form.shown_revision()
    try:
        answers.save(db(), number, question, answer, actor(), added=added, revision=revision)
    except Refused as refused:
        return _not_kept(number, Entered(question, answer, (say(refused.message),)), 422)
    except Conflict as conflict:
        return _not_kept(number, Entered(question, answer, (say(conflict.message),), conflict.stored), 409)
    return _kept(stored(number), question, form)


def _kept(found: Stored, question: str, form: AnswerForm) -> ResponseReturnValue:
    if wants_json():
        return _kept_json(found, question, walking=bool(form.carried_over.data or form.confirm.data))
    if form.confirm.data:
        flash(_("%(question)s is confirmed.", question=question))
        following = next_to_confirm(report(found), question)
        if following is not None:
            return redirect(_confirming_address(found, following), 303)
    else:
        flash(_("%(question)s is saved.", question=question))
    family_id = found.bank.question[question].family
    return redirect(url_for("answering.family", number=found.id, family=family_id, _anchor=question), 303)


def _confirming_address(found: Stored, one: Standing) -> str:
    """Address of the button that confirms: a browser that follows it puts the focus there, without any script."""
    anchor = f"{one.question.id}-confirm"
    return url_for("answering.family", number=found.id, family=one.question.family, _anchor=anchor)


def _kept_json(found: Stored, question: str, *, walking: bool) -> Response:
    now = report(found)
    one = now.by_question.get(question)
    answer = found.assessment.answers[question]
    return make_response(
        {
            "version": answer.version,
            "carried_over": answer.carried_over,
            "evidence": list(answer.evidence),
            "register": {name: piece.title for name, piece in found.assessment.evidence.items()},
            "saved": _("Saved %(time)s", time=format_time(format="short")),
            "standing": render_template("answering/_standing.html", one=one) if one else "",
            "progress": render_template("answering/_progress.html", report=now, found=found),
            **(_walk(found, now, question) if walking else {}),
        }
    )


def _walk(found: Stored, now: Report, question: str) -> dict[str, object]:
    """What is left to confirm after this question, and where the next one is."""
    following = next_to_confirm(now, question)
    waiting = render_template(
        "answering/_to_confirm.html", found=found, waiting=to_confirm(now), next_waiting=following
    )
    if following is None:
        words = _("Every carried-over answer is confirmed: check and finish")
        return {"to_confirm": waiting, "next": {"href": url_for("finishing.check", number=found.id), "words": words}}
    words = _("Next to confirm: %(question)s", question=following.question.id)
    return {"to_confirm": waiting, "next": {"href": _confirming_address(found, following), "words": words}}


def _before(found: Stored) -> Before:
    """Read what was said before; a final assessment is asked nothing anew."""
    if found.assessment.status == "final":
        return Before()
    previous = found.assessment.previous
    earlier = stored(int(previous)) if previous else None
    return Before(earlier, earlier_answers(found, earlier, set_aside.old_answers(db(), found.id)))


def _not_kept(number: int, entered: Entered, status: int) -> ResponseReturnValue:
    """Say why, with what was entered still there and, where somebody was quicker, their answer beside it."""
    if wants_json():
        body: dict[str, object] = {"error": " ".join(entered.faults)}
        if entered.theirs is not None:
            body["theirs"] = render_template("answering/_theirs.html", theirs=entered.theirs)
            body["version"] = entered.theirs.version
        return make_response(body, status)
    found = stored(number)
    question = found.bank.question.get(entered.question)
    if question is None:
        raise NotFound
    return make_response(_family_page(found, question.family, entered), status)


def _family_page(found: Stored, family_id: str, entered: Entered | None = None) -> str:
    family: Family | None = found.bank.family.get(family_id)
    if family is None:
        raise NotFound
    now, before = report(found), _before(found)
    order = [result.family for result in now.families]
    place = order.index(family) if family in order else -1
    questions: tuple[Asked, ...] = asked(now, family, entered, before)
    return render_template(
        "answering/family.html",
        found=found,
        report=now,
        family=family,
        questions=questions,
        groups=groups(now, before.earlier),
        waiting=to_confirm(now),
        next_waiting=_first_to_confirm(now, family),
        following=order[place + 1] if 0 <= place < len(order) - 1 else None,
        new_evidence=EvidenceForm(today(), prefix=PREFIX, formdata=None),
        nothing=Answer(choice=None),
    )


def _first_to_confirm(now: Report, family: Family) -> Standing | None:
    """Find the first that waits in this family, else the next after it, else the first of all."""
    waiting = to_confirm(now)
    here = (one for one in waiting if one.question.family == family.id)
    own = [one.question.id for one in now.standings if one.question.family == family.id]
    return next(here, next_to_confirm(now, own[-1] if own else ""))
