"""The sample keeps every rule, is named as a sample throughout, and tells the story that it is there for."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest

from assessment import bank as bank_room
from assessment.engine.model import Assessment, Bank, Fact, Language, Text
from assessment.engine.report import Report, assess
from assessment.engine.rules import refusals
from assessment.formats.file import read, write
from assessment.formats.sample import add_sample, sample_assessments
from assessment.store import assessments, database
from assessment.store.errors import Refused
from assessment.store.events import Actor
from tests.build import bank, question

INSTALLED: Final = bank_room.load()
ACTOR: Final = Actor("test", datetime(2026, 11, 24, tzinfo=UTC))
CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def told_of(whole: Bank) -> Bank:
    """The bank with the questions that the story answers alone: it can grow without changing the story."""
    answered = sample_assessments(whole, "en")[-1].answers
    return replace(whole, questions=tuple(one for one in whole.questions if one.id in answered))


def reports() -> list[Report]:
    """The reports of the four assessments on the questions that the story answers."""
    return sample_reports(told_of(INSTALLED))


def sample_reports(whole: Bank) -> list[Report]:
    """The reports of the four assessments on ``whole``."""
    return [assess(whole, one) for one in sample_assessments(whole, "en")]


def words(one: Assessment) -> list[str]:
    """Everything in an assessment that somebody wrote."""
    risks = [text for risk in one.accepted.values() for text in (risk.reason, risk.approver, risk.compensation)]
    signed = (one.signed.prepared, one.signed.reviewed, one.signed.approved)
    return [
        *(one.title, one.organisation, one.unit, *risks),
        *(text for answer in one.answers.values() for text in (answer.note, answer.reason) if text),
        *(text for piece in one.evidence.values() for text in (piece.title, piece.checked_by) if text),
        *(action.owner for action in one.actions),
        *(text for text in signed if text),
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_assessment_keeps_the_rules_and_survives_its_file(language: Language) -> None:
    for one in sample_assessments(INSTALLED, language):
        assert refusals(INSTALLED, one) == ()
        assert read(write(INSTALLED, one), INSTALLED) == (INSTALLED, one, ())


def test_all_words_are_in_the_language_asked_for() -> None:
    assert [text for one in sample_assessments(INSTALLED, "en") for text in words(one) if CHINESE.search(text)] == []
    assert [
        text for one in sample_assessments(INSTALLED, "zh") for text in words(one) if not CHINESE.search(text)
    ] == []


def test_languages_differ_in_words_alone() -> None:
    pairs = zip(sample_assessments(INSTALLED, "en"), sample_assessments(INSTALLED, "zh"), strict=True)
    for english, chinese in pairs:
        assert len(words(english)) == len(words(chinese))
        assert assess(INSTALLED, english).score == assess(INSTALLED, chinese).score


def test_title_organisation_and_every_person_are_named_as_a_sample() -> None:
    for language, mark in (("en", "Sample"), ("zh", "示例")):
        for one in sample_assessments(INSTALLED, language):
            people = [piece.checked_by for piece in one.evidence.values() if piece.checked_by]
            people += [action.owner for action in one.actions]
            people += [name for name in (one.signed.prepared, one.signed.reviewed, one.signed.approved) if name]
            people += [risk.approver for risk in one.accepted.values()]
            assert [text for text in (one.title, one.organisation, *people) if not text.startswith(mark)] == []


def test_evidence_is_never_dated_after_its_assessment() -> None:
    late = [
        (one.title, name)
        for one in sample_assessments(INSTALLED, "en")
        for name, piece in one.evidence.items()
        if piece.date is None or piece.date > one.date
    ]
    assert late == []


def test_every_answer_has_a_note() -> None:
    bare = [
        name for one in sample_assessments(INSTALLED, "en") for name, answer in one.answers.items() if not answer.note
    ]
    assert bare == []


def test_dates_and_status_are_those_of_four_quarters() -> None:
    assert [(one.date, one.status, one.pledges) for one in sample_assessments(INSTALLED, "en")] == [
        (date(2025, 9, 30), "final", ("P1", "P4")),
        (date(2025, 12, 31), "final", ("P1", "P4")),
        (date(2026, 3, 31), "final", ("P1", "P4")),
        (date(2026, 9, 30), "draft", ("P1", "P2", "P4")),
    ]


def test_the_story_rises_from_poor_to_decent_and_ends_with_a_relapse() -> None:
    outline = [
        (one.level, len(one.unknown), len(one.excluded), len(one.capped), len(one.carried_over)) for one in reports()
    ]
    assert outline == [(0, 12, 0, 3, 0), (1, 0, 0, 1, 0), (1, 0, 0, 0, 0), (2, 0, 1, 5, 2)]


def test_two_questions_are_still_open_in_the_draft_and_none_before() -> None:
    unanswered = [[one.question.id for one in report.in_scope if one.state == "open"] for report in reports()]
    assert unanswered == [[], [], [], ["INC-05", "IMP-07"]]


def test_at_most_a_tenth_of_the_installed_bank_is_still_untold() -> None:
    for whole in sample_reports(INSTALLED):
        assert whole.answered * 10 >= len(whole.in_scope) * 9


def test_scores_move_as_told() -> None:
    shown = [one.score.evidenced for one in reports()]
    claimed = [one.score.claimed for one in reports()]
    assert [int(score or 0) for score in shown] == [21, 43, 63, 68]
    assert [int(score or 0) for score in claimed] == [22, 43, 63, 69]


def test_broken_clauses_are_mended_and_the_new_pledge_brings_one() -> None:
    broken = [[clause.clause.id for clause in one.broken] for one in reports()]
    assert [len(clauses) for clauses in broken] == [34, 10, 3, 1]
    assert broken[2:] == [["P1-3.4", "P1-4.3", "P1-4.4"], ["P2-3.2b"]]


def test_the_first_round_has_critical_holes_in_legal_basis_responsibility_and_deletion() -> None:
    first = reports()[0]
    holes = [one.question.id for one in first.in_scope if one.question.critical and one.evidenced == 0]
    assert holes == ["LAW-01", "DEL-02", "GOV-01", "INC-03"]
    assert [one.question.id for one in first.unknown if one.question.critical] == ["INC-03"]


def test_verdicts_end_better_but_for_the_new_pledge_and_an_open_question() -> None:
    verdicts = [{pledge.pledge.id: pledge.verdict for pledge in one.pledges} for one in reports()]
    assert verdicts == [
        {"P1": "broken", "P4": "broken"},
        {"P1": "broken", "P4": "broken"},
        {"P1": "broken", "P4": "at_risk"},
        {"P1": "open", "P2": "broken", "P4": "at_risk"},
    ]


def test_the_relapse_is_evidence_that_went_stale_and_a_claim_of_4_that_shows_3() -> None:
    relapse = {one.question.id: (one.claimed, one.evidenced) for one in reports()[-1].capped}
    assert relapse == {"ENC-04": (3, 2), "AUD-04": (3, 2), "DEL-02": (4, 3), "INC-02": (3, 2), "OVR-01": (3, 2)}


def test_a_claim_of_4_with_a_rhythm_is_shown_in_full() -> None:
    audit = reports()[-1].by_question["IMP-01"]
    assert (audit.question.rhythm, audit.claimed, audit.evidenced) == ("two_years", 4, 4)


def test_the_draft_holds_an_accepted_risk_a_flag_and_an_exclusion_with_its_reason() -> None:
    last = sample_assessments(INSTALLED, "en")[-1]
    assert set(last.accepted) == {"TPY-01"}
    assert [name for name, answer in last.answers.items() if answer.flagged] == ["AUD-04"]
    assert {name: answer.reason for name, answer in last.answers.items() if answer.choice == "na"} == {
        "TRA-05": "Signing was put off to the year's end; no version is in force that could be changed or filed."
    }


def test_a_piece_of_evidence_keeps_its_kind_and_location() -> None:
    known: dict[str, set[tuple[str, str]]] = {}
    for one in sample_assessments(INSTALLED, "en"):
        for name, piece in one.evidence.items():
            known.setdefault(name, set()).add((piece.kind, piece.location))
    assert {name: places for name, places in known.items() if len(places) > 1} == {}
    assert len({places.pop() for places in known.values()}) == len(known)


def test_every_piece_of_evidence_serves_an_answer() -> None:
    idle = [
        (one.title, name)
        for one in sample_assessments(INSTALLED, "en")
        for name in set(one.evidence) - {piece for answer in one.answers.values() for piece in answer.evidence}
    ]
    assert idle == []


def test_a_bank_that_grew_leaves_its_new_questions_open_and_its_new_facts_false() -> None:
    wider = replace(
        INSTALLED,
        questions=(*INSTALLED.questions, question("TPY-99", clauses=(INSTALLED.clauses[0].id,))),
        facts=(*INSTALLED.facts, Fact("new_fact", Text("New", "新"), Text("Why", "为何"))),
    )
    for one in sample_assessments(wider, "en"):
        assert refusals(wider, one) == ()
        assert one.profile["new_fact"] is False
        assert "TPY-99" not in one.answers


def test_a_bank_without_some_of_the_questions_leaves_their_answers_out() -> None:
    tiny = bank(question("ENC-01"), question("DEL-02", clauses=("P4-1",)))
    for one in sample_assessments(tiny, "en"):
        assert refusals(tiny, one) == ()
        assert set(one.answers) == {"ENC-01", "DEL-02"}


def test_stored_each_follows_the_one_before_and_is_marked(tmp_path: Path) -> None:
    database.prepare(tmp_path / "assessments.db")
    with database.opened(tmp_path / "assessments.db") as db:
        numbers = add_sample(db, INSTALLED, "zh", ACTOR)
        found = [assessments.load(db, number) for number in numbers]
    assert [one.sample for one in found] == [True] * 4
    assert [one.assessment.previous for one in found] == [None, *map(str, numbers[:3])]
    assert [one.assessment.title for one in found] == [one.title for one in sample_assessments(INSTALLED, "zh")]


def test_a_second_sample_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    database.prepare(tmp_path / "assessments.db")
    with database.opened(tmp_path / "assessments.db") as db:
        add_sample(db, INSTALLED, "en", ACTOR)
        with pytest.raises(
            Refused, match=r"^The sample is there already: look at it, or delete its assessments first\.$"
        ):
            add_sample(db, INSTALLED, "en", ACTOR)
        assert db.execute("SELECT count(*) FROM assessments").fetchone() == (4,)
