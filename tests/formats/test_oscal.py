"""The OSCAL catalog: its shape on a tiny bank, and OSCAL's own schema on the real one."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from pydantic import ValidationError
from trestle.oscal.catalog import Model

from assessment import bank as bank_room
from assessment.engine.model import Language
from assessment.formats.oscal import catalog
from tests.formats.exported import TINY

NS: Final = "urn:privacy-controls-assessment:oscal"


def read(text: str) -> Any:
    return json.loads(text)["catalog"]


def prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": NS, "value": value}


def parts_of(document: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document, itself first."""
    if isinstance(document, dict):
        yield document
        for one in document.values():
            yield from parts_of(one)
    elif isinstance(document, list):
        for one in document:
            yield from parts_of(one)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_installed_bank_keeps_to_oscals_schema_with_nothing_lost(language: Language) -> None:
    document = json.loads(catalog(bank_room.load(), date(2026, 11, 24), language))
    held = Model.model_validate(document).model_dump_json(by_alias=True, exclude_none=True)
    assert normal(json.loads(held)) == normal(document)


def normal(document: Any) -> Any:
    """A document whose times are written in one way."""
    text = json.dumps(document, sort_keys=True)
    return json.loads(text.replace("+00:00", "Z"))


@pytest.mark.parametrize("missing", ["title", "id"])
def test_the_schema_refuses_a_catalog_that_lacks_something(missing: str) -> None:
    document = json.loads(catalog(TINY))
    del document["catalog"]["groups"][0]["controls"][0][missing]
    with pytest.raises(ValidationError):
        Model.model_validate(document)


def test_a_family_is_a_group_and_a_question_a_control() -> None:
    made = read(catalog(TINY))
    assert [(group["id"], [control["id"] for control in group["controls"]]) for group in made["groups"]] == [
        ("ENC", ["ENC-01"]),
        ("DEL", ["DEL-01"]),
    ]
    del made["groups"][0]["controls"]
    assert made["groups"][0] == {
        "id": "ENC",
        "class": "family",
        "title": "Family ENC",
        "props": [{"name": "label", "value": "ENC"}, prop("subject", "technical")],
    }


def part(name: str, suffix: str, prose: str, **more: Any) -> dict[str, Any]:
    """A part of ENC-01."""
    return {"id": f"ENC-01_{suffix}", "name": name, **more, "prose": prose}


def test_a_control_has_the_questions_facts() -> None:
    control = read(catalog(TINY))["groups"][0]["controls"][0]
    del control["links"], control["parts"]
    assert control == {
        "id": "ENC-01",
        "class": "question",
        "title": r"=Is \*it\* kept \<secret\>?",
        "props": [
            {"name": "label", "value": "ENC-01"},
            prop("weight", "3"),
            prop("tier", "core"),
            prop("critical", "yes"),
            prop("target", "4"),
            prop("revision", "2"),
            prop("evidence-days", "365"),
        ],
    }


def test_a_control_has_statement_guidance_evidence_levels_and_steps() -> None:
    assert read(catalog(TINY))["groups"][0]["controls"][0]["parts"] == [
        part("statement", "statement", r"=Is \*it\* kept \<secret\>?"),
        part("guidance", "why", "Why ENC-01", **{"class": "why", "title": "Why it is asked"}),
        part("guidance", "how", "How ENC-01", **{"class": "how", "title": "How to find out"}),
        part("evidence", "evidence-1", "A rule", ns=NS, **{"class": "policy", "title": "Policy or rule"}),
        part("evidence", "evidence-2", "A test", ns=NS, **{"class": "test", "title": "Test report"}),
        *(level_part(level) for level in range(5)),
        *(step_part(level) for level in range(1, 5)),
    ]


def level_part(level: int) -> dict[str, Any]:
    props = [prop("level", str(level))]
    return part("level", f"level-{level}", f"ENC-01 at {level}", ns=NS, title=f"{level} Level {level}", props=props)


def step_part(level: int) -> dict[str, Any]:
    props = [prop("level", str(level)), prop("person-days", "1"), prop("lead", "security")]
    return part("step", f"step-{level}", f"To level {level}", ns=NS, title=f"{level} Level {level}", props=props)


def test_conditions_rhythm_and_needs_are_told() -> None:
    control = read(catalog(TINY, language="zh"))["groups"][1]["controls"][0]
    assert control["props"][-3:] == [
        prop("rhythm", "quarter"),
        {**prop("applies-when", "minors=true"), "remarks": "Fact minors（中文）"},
        {**prop("applies-when", "small=false"), "remarks": "以下情形除外：Fact small（中文）"},
    ]
    steps = {part["id"]: part for part in control["parts"] if part["name"] == "step"}
    assert steps["DEL-01_step-1"]["props"][1] == prop("person-days", "1.5")
    assert steps["DEL-01_step-2"]["links"] == [
        {"href": "#ENC-01_level-3", "rel": "required", "text": "ENC-01达到3级"},
        {"href": "#ENC-01_level-4", "rel": "required", "text": "ENC-01达到4级"},
    ]


def test_a_control_links_to_the_places_it_cites_and_the_promises_it_asks_for() -> None:
    made = read(catalog(TINY))
    titles = {f"#{one['uuid']}": one["title"] for one in made["back-matter"]["resources"]}
    links = made["groups"][0]["controls"][0]["links"]
    assert [(link["rel"], link["text"], titles[link["href"]]) for link in links] == [
        ("reference", "GDPR 32", "GDPR 32"),
        ("reference", "GDPR 5", "GDPR 5"),
        ("reference", "rules A.1", "rules A.1"),
        ("promise", "P1-1", "Pledge P1 P1-1"),
        ("promise", "P2-1", "Pledge P2 P2-1"),
    ]


def test_resources_are_what_is_cited_and_asked_about_and_no_more() -> None:
    resources = read(catalog(TINY))["back-matter"]["resources"]
    for one in resources:
        del one["uuid"]
    assert resources == [
        {"title": "GDPR 5", "props": [prop("rule-book", "gdpr"), prop("place", "5")]},
        {
            "title": "GDPR 32",
            "description": "Security of processing",
            "props": [prop("rule-book", "gdpr"), prop("place", "32")],
        },
        {"title": "rules A.1", "description": "First", "props": [prop("rule-book", "rules"), prop("place", "A.1")]},
        {
            "title": "Pledge P1 P1-1",
            "description": "Clause P1-1",
            "props": [prop("pledge", "P1"), prop("by", "provider"), prop("kind", "obligation")],
        },
        {
            "title": "Pledge P2 P2-1",
            "description": "Clause P2-1",
            "props": [prop("pledge", "P2"), prop("by", "all"), prop("kind", "prohibition")],
        },
    ]


def test_a_known_day_is_the_day_of_the_last_change() -> None:
    assert read(catalog(TINY, date(2026, 11, 24), "zh"))["metadata"] == {
        "title": "Tiny & small（中文）",
        "published": "2026-11-24T00:00:00Z",
        "last-modified": "2026-11-24T00:00:00Z",
        "version": "1.2.3",
        "oscal-version": "1.2.1",
        "props": [prop("bank-hash", TINY.hash), prop("language", "zh")],
    }


def test_without_a_day_a_remark_says_that_the_time_means_nothing() -> None:
    assert read(catalog(TINY))["metadata"] == {
        "title": "Tiny & small",
        "last-modified": "1980-01-01T00:00:00Z",
        "version": "1.2.3",
        "oscal-version": "1.2.1",
        "props": [prop("bank-hash", TINY.hash), prop("language", "en")],
        "remarks": "The bank carries no date: last-modified is a placeholder, the same in every export.",
    }


def test_the_same_bank_makes_the_same_text() -> None:
    assert catalog(TINY) == catalog(bank_room.from_document(bank_room.to_document(TINY)))


def test_the_catalog_is_another_one_as_soon_as_something_differs() -> None:
    others = [
        catalog(TINY),
        catalog(replace(TINY, hash="ab" * 32)),
        catalog(TINY, language="zh"),
        catalog(TINY, date(2026, 11, 24)),
    ]
    assert len({read(one)["uuid"] for one in others}) == len(others)
    assert len({json.dumps(read(one)["groups"][0]["controls"][0]["links"]) for one in others}) == 1


def test_every_name_of_the_installed_bank_is_given_once_and_every_link_is_good() -> None:
    found = list(parts_of(read(catalog(bank_room.load()))))
    names = [one[key] for one in found for key in ("id", "uuid") if key in one]
    assert len(set(names)) == len(names)
    assert {one["href"].removeprefix("#") for one in found if "href" in one} - set(names) == set()
