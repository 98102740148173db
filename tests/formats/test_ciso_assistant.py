"""The CISO Assistant library: its shape on a tiny bank, and what the loader asks of it on the real one."""

import re
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
import yaml

from assessment import bank as bank_room
from assessment.formats.ciso_assistant import library
from tests.formats.exported import TINY

URN: Final = re.compile(r"urn:[a-z0-9_-]+:risk:[a-z_]+:[a-z0-9_-]+(?::[a-z0-9.-]+)?")
BASE: Final = "urn:privacy-controls-assessment:risk"
ABOUT: Final = (
    "Questions on how the promises of model pledges about user information are kept. Every question has five levels; "
    "a claim counts only as far as evidence shows it."
)
ABOUT_ZH: Final = (
    "围绕用户信息守秘承诺书的各项承诺设题，评估承诺的落实情况。每题分五个等级，自评结果以证据能够佐证的等级为准。"
)


LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe, and the quick one where it is there."""


def read(text: str) -> Any:
    return yaml.load(text, LOADER)  # noqa: S506


@pytest.fixture(scope="module")
def installed() -> Any:
    """The library of the installed bank."""
    return read(library(bank_room.load()))


def told(name: str, description: str) -> dict[str, Any]:
    """A name and a description whose Chinese ends in a mark."""
    return {
        "name": name,
        "description": description,
        "translations": {"zh": {"name": f"{name}（中文）", "description": f"{description}（中文）"}},
    }


def test_the_library_says_what_it_is() -> None:
    made = read(library(TINY, date(2026, 11, 24)))
    del made["objects"]
    assert made == {
        "urn": f"{BASE}:library:user-information-controls",
        "locale": "en",
        "ref_id": "user-information-controls",
        "name": "Tiny & small",
        "description": ABOUT,
        "translations": {"zh": {"name": "Tiny & small（中文）", "description": ABOUT_ZH}},
        "copyright": "Copyright (c) 2026 the maintainers of privacy-controls-assessment. MIT License.",
        "version": 1002003,
        "publication_date": date(2026, 11, 24),
        "provider": "privacy-controls-assessment",
        "packager": "privacy-controls-assessment",
    }


def test_without_a_day_no_day_is_claimed() -> None:
    assert "publication_date" not in read(library(TINY))


@pytest.mark.parametrize(("version", "number"), [("0.1.0", 1000), ("1.0.0", 1000000), ("2.10.1-rc.2", 2010001)])
def test_versions_are_whole_numbers_that_rise(version: str, number: int) -> None:
    assert read(library(replace(TINY, version=version)))["version"] == number


def test_the_framework_has_the_general_scale_and_one_for_each_question() -> None:
    framework = read(library(TINY))["objects"]["framework"]
    del framework["requirement_nodes"]
    assert framework == {
        "urn": f"{BASE}:framework:user-information-controls",
        "ref_id": "user-information-controls",
        "name": "Tiny & small",
        "description": ABOUT,
        "translations": {"zh": {"name": "Tiny & small（中文）", "description": ABOUT_ZH}},
        "min_score": 0,
        "max_score": 4,
        "scores_definition": {
            "scale": [{"score": level, **told(f"Level {level}", f"Meaning {level}")} for level in range(5)],
            "alternatives": {
                name: [{"score": level, **told(f"Level {level}", f"{name} at {level}")} for level in range(5)]
                for name in ("ENC-01", "DEL-01")
            },
        },
        "implementation_groups_definition": [
            {
                "ref_id": "core",
                "name": "Express check (core questions)",
                "translations": {"zh": {"name": "快速评估（仅核心题）"}},
                "default_selected": False,
            },
            {
                "ref_id": "full",
                "name": "Full assessment",
                "translations": {"zh": {"name": "完整评估"}},
                "default_selected": True,
            },
        ],
    }


def test_a_family_is_a_heading_above_its_questions() -> None:
    nodes = read(library(TINY))["objects"]["framework"]["requirement_nodes"]
    assert [(node["ref_id"], node["assessable"], node["depth"], node.get("parent_urn")) for node in nodes] == [
        ("ENC", False, 1, None),
        ("ENC-01", True, 2, f"{BASE}:req_node:user-information-controls:enc"),
        ("DEL", False, 1, None),
        ("DEL-01", True, 2, f"{BASE}:req_node:user-information-controls:del"),
    ]
    assert nodes[0] == {
        "urn": f"{BASE}:req_node:user-information-controls:enc",
        "assessable": False,
        "depth": 1,
        "ref_id": "ENC",
        **told("Family ENC", "Technical measures"),
    }


def test_a_question_is_a_requirement_in_both_languages() -> None:
    assert read(library(TINY))["objects"]["framework"]["requirement_nodes"][1] == {
        "urn": f"{BASE}:req_node:user-information-controls:enc-01",
        "assessable": True,
        "depth": 2,
        "parent_urn": f"{BASE}:req_node:user-information-controls:enc",
        "ref_id": "ENC-01",
        "name": "=Is *it* kept <secret>?",
        "description": "\n".join(f"- {level} Level {level}: ENC-01 at {level}" for level in range(5)),
        "annotation": (
            "Why it is asked: Why ENC-01\n\nHow to find out: How ENC-01\n\nPromises it is asked for: P1-1, P2-1\n\n"
            "Rule books: GDPR: 32, 5; rules: A.1\n\nTarget level: 4 Level 4"
        ),
        "typical_evidence": "- Policy or rule: A rule\n- Test report: A test",
        "translations": {
            "zh": {
                "name": "=是否保密？",
                "description": "\n".join(
                    f"- {level} Level {level}（中文）：ENC-01 at {level}（中文）" for level in range(5)
                ),
                "annotation": (
                    "为何设题：Why ENC-01（中文）\n\n查明方法：How ENC-01（中文）\n\n对应的承诺：P1-1、P2-1\n\n"
                    "法规与标准：GDPR：32、5；rules：A.1\n\n目标等级：4 Level 4（中文）"
                ),
                "typical_evidence": "- 制度文件：A rule（中文）\n- 测试报告：A test（中文）",
            }
        },
        "implementation_groups": ["core", "full"],
        "weight": 3,
        "importance": "mandatory",
        "scores_definition_ref": "ENC-01",
        "reference_controls": [
            f"{BASE}:reference_control:user-information-controls:enc-01.{level}" for level in (1, 2, 3, 4)
        ],
    }


def test_conditions_are_told_where_a_question_has_them() -> None:
    asked = read(library(TINY))["objects"]["framework"]["requirement_nodes"][3]
    assert (asked["implementation_groups"], asked.get("importance")) == (["full"], None)
    assert asked["annotation"].split("\n\n")[-2] == "Applies only where: Fact minors; Not so: Fact small"
    assert asked["translations"]["zh"]["annotation"].split("\n\n")[-2] == (
        "适用情形：Fact minors（中文）；以下情形除外：Fact small（中文）"
    )


def test_a_step_is_a_reference_control() -> None:
    controls = read(library(TINY))["objects"]["reference_controls"]
    assert [control["ref_id"] for control in controls] == [
        *(f"ENC-01.{level}" for level in (1, 2, 3, 4)),
        *(f"DEL-01.{level}" for level in (1, 2, 3, 4)),
    ]
    assert controls[5] == {
        "urn": f"{BASE}:reference_control:user-information-controls:del-01.2",
        "ref_id": "DEL-01.2",
        "name": "DEL-01 to level 2: Level 2",
        "description": "Go on",
        "annotation": "Lead: Human resources\n\nPerson-days: 2\n\nStands on: ENC-01 at 3; ENC-01 at 4",
        "translations": {
            "zh": {
                "name": "DEL-01达到2级：Level 2（中文）",
                "description": "Go on（中文）",
                "annotation": "牵头部门：人力资源\n\n人天：2\n\n前提：ENC-01达到3级；ENC-01达到4级",
            }
        },
    }


def test_the_same_bank_makes_the_same_text() -> None:
    assert library(TINY) == library(bank_room.from_document(bank_room.to_document(TINY)))


def test_the_installed_bank_is_whole_and_within_the_loaders_limits(installed: Any) -> None:
    framework = installed["objects"]["framework"]
    controls, nodes = installed["objects"]["reference_controls"], framework["requirement_nodes"]
    urns = [installed["urn"], framework["urn"], *(one["urn"] for one in (*controls, *nodes))]
    assert [urn for urn in urns if not URN.fullmatch(urn) or len(urn) > 255] == []
    assert len(set(urns)) == len(urns)
    assert [one["ref_id"] for one in (*controls, *nodes) if len(one["name"]) > 200 or len(one["ref_id"]) > 100] == []
    asked = [node for node in nodes if node["assessable"]]
    assert [node["ref_id"] for node in asked] == [question.id for question in bank_room.load().questions]


def test_what_the_installed_bank_points_to_is_there(installed: Any) -> None:
    framework = installed["objects"]["framework"]
    asked = [node for node in framework["requirement_nodes"] if node["assessable"]]
    scales = framework["scores_definition"]["alternatives"]
    assert {node["parent_urn"] for node in asked} == {
        node["urn"] for node in framework["requirement_nodes"] if not node["assessable"]
    }
    assert {one for node in asked for one in node["reference_controls"]} == {
        control["urn"] for control in installed["objects"]["reference_controls"]
    }
    assert {node["ref_id"]: [level["score"] for level in scales[node["scores_definition_ref"]]] for node in asked} == {
        node["ref_id"]: [0, 1, 2, 3, 4] for node in asked
    }
    groups = {group["ref_id"] for group in framework["implementation_groups_definition"]}
    assert {group for node in asked for group in node["implementation_groups"]} == groups


def test_everything_of_the_installed_bank_is_said_in_chinese_too(installed: Any) -> None:
    spoken = {"name", "description", "annotation", "typical_evidence"}

    def untranslated(part: Any, place: str) -> list[str]:
        if isinstance(part, list):
            return [fault for at, one in enumerate(part) for fault in untranslated(one, f"{place}.{at}")]
        if not isinstance(part, dict):
            return []
        chinese = part.get("translations", {}).get("zh", {})
        faults = [place] if spoken & set(part) != set(chinese) else []
        inner = ((key, one) for key, one in part.items() if key != "translations")
        return faults + [fault for key, one in inner for fault in untranslated(one, f"{place}.{key}")]

    assert untranslated(installed, "library") == []
