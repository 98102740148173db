"""Answering: the task list, a family's questions, and the save."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from assessment.engine.model import Answer, Family
from assessment.store import answers, events
from assessment.store.assessments import Stored
from assessment.store.errors import Conflict, Refused
from assessment.web.answer_form import AnswerForm
from assessment.web.answering_page import Asked, Entered, asked, go_on_with, groups, search
from assessment.web.errors import wants_json
from assessment.web.evidence_form import PREFIX, EvidenceForm, filled
from assessment.web.language import say
from assessment.web.storage import actor, db, report, stored, today

blueprint = Blueprint("answering", __name__, url_prefix="/assessments/<int:number>")


@blueprint.get("")
def tasks(number: int) -> str:
    """Show the families with their progress, where to go on, and a search over the questions."""
    found = stored(number)
    now = report(found)
    words = request.args.get("q", "").strip()
    return render_template(
        "answering/tasks.html",
        found=found,
        report=now,
        groups=groups(now),
        next=go_on_with(now, events.last_subject(db(), number, "answer")),
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
    try:
        answers.save(db(), number, question, answer, actor(), added=wanted.piece() if wanted else None)
    except Refused as refused:
        return _not_kept(number, Entered(question, answer, (say(refused.message),)), 422)
    except Conflict as conflict:
        return _not_kept(number, Entered(question, answer, (say(conflict.message),), conflict.stored), 409)
    return _kept(stored(number), question)


def _kept(found: Stored, question: str) -> ResponseReturnValue:
    if wants_json():
        return _kept_json(found, question)
    flash(_("%(question)s is saved.", question=question))
    family_id = found.bank.question[question].family
    return redirect(url_for("answering.family", number=found.id, family=family_id, _anchor=question), 303)


def _kept_json(found: Stored, question: str) -> Response:
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
        }
    )


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
    now = report(found)
    order = [result.family for result in now.families]
    place = order.index(family) if family in order else -1
    questions: tuple[Asked, ...] = asked(now, family, entered)
    return render_template(
        "answering/family.html",
        found=found,
        report=now,
        family=family,
        questions=questions,
        groups=groups(now),
        following=order[place + 1] if 0 <= place < len(order) - 1 else None,
        new_evidence=EvidenceForm(today(), prefix=PREFIX, formdata=None),
        nothing=Answer(choice=None),
    )
