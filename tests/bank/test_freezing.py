"""The frozen copy: what it holds, that it reads back the same, and how a bad one is refused."""

import hashlib
import json
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from assessment.bank import BankError, content_hash, from_document, load, to_document
from assessment.bank.defaults import SCALE
from assessment.engine.model import Bank, Family, Pledge, Text
from tests.bank.conftest import TinyBank
from tests.build import gists

OPTIONAL = ("hash", "title", "scale", "groups", "pledges", "references", "duties")


@pytest.fixture
def bank(tiny_bank: TinyBank) -> Bank:
    return load(tiny_bank())


@pytest.fixture
def document(bank: Bank) -> dict[str, Any]:
    return to_document(bank)


def faults(document: object) -> list[str]:
    with pytest.raises(BankError) as caught:
        from_document(document)
    return [str(fault) for fault in caught.value.faults]


def test_a_question_is_frozen_with_every_field(document: dict[str, Any]) -> None:
    assert document["questions"][1] == {
        "id": "ENC-02",
        "family": "ENC",
        "revision": 1,
        "tier": "core",
        "weight": 2,
        "critical": False,
        "target": 3,
        "evidence_days": 365,
        "rhythm": "quarter",
        "clauses": ["A-1", "A-2"],
        "applies_when": {},
        "refs": {"law": ["5"]},
        "text": {"en": "Is the vault's lock changed each quarter?", "zh": "保险柜的锁是否按季度更换？"},
        "why": {"en": "ENC-02 reason", "zh": "ENC-02理由"},
        "how": {"en": "ENC-02 method", "zh": "ENC-02方法"},
        "levels": {
            str(level): {"en": f"ENC-02 level {level} can be seen", "zh": f"能看到ENC-02达到{numeral}级的样子"}
            for level, numeral in enumerate("零一二三四")
        },
        "evidence": [
            {"kind": "record", "en": "ENC-02 record", "zh": "ENC-02记录"},
            {"kind": "test", "en": "ENC-02 test", "zh": "ENC-02测试"},
        ],
        "steps": {
            str(level): {
                "en": f"Do task {level} of ENC-02",
                "zh": f"先办ENC-02第{numeral}件事",
                "effort": 1.5,
                "lead": "privacy",
                "needs": [{"question": "ENC-01", "level": 3}] if level == 2 else [],
            }
            for level, numeral in enumerate("一二三四", start=1)
        },
        "elsewhere": {},
    }
    assert document["questions"][2]["elsewhere"] == {"A-3": {"en": "Couriers sign as well.", "zh": "信使同样签字。"}}


def test_the_rest_of_the_bank_is_frozen_too(document: dict[str, Any]) -> None:
    assert list(document) == [
        *("version", "hash", "title", "scale", "groups", "families", "facts", "pledges", "clauses"),
        *("references", "questions", "duties"),
    ]
    assert document["scale"][4] == {
        "level": 4,
        "title": {"en": "Verified", "zh": "验证改进"},
        "meaning": {"en": "It is measured.", "zh": "有指标检验。"},
    }
    assert document["families"][1] == {"id": "DEL", "group": "technical", "title": {"en": "Deletion", "zh": "删除"}}
    assert document["facts"][0]["implies"] == ["sensitive"]
    assert document["pledges"][0]["nature"] == {"en": "A promise", "zh": "单方承诺"}
    assert document["clauses"][2] == {
        "id": "A-3",
        "pledge": "A",
        "by": "all",
        "kind": "formality",
        "themes": [],
        "en": "Takes effect on signature.",
        "zh": "签字生效。",
    }
    assert document["references"]["controls"] == {"C.1": "", "C.2": ""}


def test_whole_days_are_whole_numbers(bank: Bank) -> None:
    first = bank.questions[0]
    steps = tuple(replace(step, effort=Fraction(step.level)) for step in first.steps)
    frozen = to_document(replace(bank, questions=(replace(first, steps=steps),)))
    assert json.dumps([step["effort"] for step in frozen["questions"][0]["steps"].values()]) == "[1, 2, 3, 4]"


def test_a_frozen_copy_reads_back_the_same_through_json(bank: Bank, document: dict[str, Any]) -> None:
    assert from_document(json.loads(json.dumps(document))) == bank
    assert from_document(json.loads(json.dumps(document, sort_keys=True))) == bank


def test_the_hash_is_that_of_the_canonical_document_without_it(bank: Bank, document: dict[str, Any]) -> None:
    del document["hash"]
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    assert bank.hash == hashlib.sha256(canonical).hexdigest()
    assert bank.hash == content_hash(document | {"hash": "anything"})


def test_the_hash_changes_with_any_text(tiny_bank: TinyBank, bank: Bank) -> None:
    folder = tiny_bank()
    family = folder / "families" / "ENC.yaml"
    family.write_text(family.read_text("utf-8").replace("ENC-05第三件事", "ENC-05第三件事。"), "utf-8")
    assert load(folder).hash != bank.hash


def test_the_hash_does_not_depend_on_how_the_files_are_written(tiny_bank: TinyBank, bank: Bank) -> None:
    folder = tiny_bank()
    frame = folder / "bank.yaml"
    frame.write_text("# A comment.\n" + frame.read_text("utf-8"), "utf-8")
    assert load(folder).hash == bank.hash


def test_a_declared_hash_that_differs_is_read_and_not_believed(bank: Bank, document: dict[str, Any]) -> None:
    document["hash"] = "0" * 64
    assert from_document(document) == bank


def test_a_document_of_others_may_leave_parts_out(bank: Bank, document: dict[str, Any]) -> None:
    for key in OPTIONAL:
        del document[key]
    for family in document["families"]:
        del family["group"]
    read = from_document(document)
    assert replace(read, hash="") == replace(
        bank,
        hash="",
        title=Text("Question bank", "题库"),
        scale=SCALE,
        groups={"all": Text("All families", "全部控制域")},
        families=tuple(Family(family.id, "all", family.title) for family in bank.families),
        pledges=(Pledge("A", Text("Pledge A", "承诺书A"), Text("Not described in this bank", "题库未作说明")),),
        references={"law": gists({"5": "", "6.10": ""}), "controls": gists({"C.2": ""})},
        duties=(),
    )
    assert from_document(to_document(read)) == read


def test_groups_that_are_left_out_are_named_by_the_families(document: dict[str, Any]) -> None:
    del document["groups"]
    assert from_document(document).groups == {"technical": Text("technical", "technical")}


def test_a_copy_is_read_though_today_it_would_be_written_otherwise(document: dict[str, Any]) -> None:
    """Only what the engine relies on is asked of a copy: it was made by the rules of its day."""
    first = document["questions"][0]
    first["id"], first["how"], first["critical"], first["tier"] = "OLD-07", first["why"], True, "full"
    first["evidence"] = []
    document["questions"][1]["steps"]["2"]["needs"] = []
    document["duties"][0]["questions"] = []
    del document["questions"][3]["elsewhere"]
    document["version"] = "1.0.0"
    assert from_document(document).question["OLD-07"].how == Text("ENC-01 reason", "ENC-01理由")


@pytest.mark.parametrize("document", [None, 3, "bank", []])
def test_what_is_no_mapping_is_no_bank(document: object) -> None:
    with pytest.raises(BankError):
        from_document(document)


def test_faults_of_form_name_the_path_of_keys(document: dict[str, Any]) -> None:
    second = document["questions"][1]
    del second["levels"]["4"]
    second["levels"]["3"]["zh"] = " "
    second["steps"]["2"]["needs"][0]["level"] = 5
    second["steps"]["2"]["effort"] = 0.3
    second["colour"] = "red"
    second["text"]["en"] = "\ud800"
    document["clauses"][0]["by"] = "nobody"
    document["version"] = "1"
    document["extra"] = 1
    assert faults(document) == [
        "version: version must look like 1.2.0, not '1'",
        "clauses[0].by: clauses: by must be 'provider', 'user', 'supervisor' or 'all', not 'nobody'",
        "questions[1].text.en: ENC-02: text.en holds a character that cannot be printed; remove it",
        "questions[1].levels.3.zh: ENC-02: levels.3.zh is empty",
        "questions[1].levels.4: ENC-02: levels.4 is missing",
        "questions[1].steps.2.effort: ENC-02: steps.2.effort must be a multiple of 0.5, not 0.3",
        "questions[1].steps.2.needs[0].level: ENC-02: needs: level must be 4 or less, not 5",
        "questions[1].colour: ENC-02: colour is not a known key; remove it or mend its spelling",
        "extra: extra is not a known key; remove it or mend its spelling",
    ]


def test_broken_links_name_the_path_of_keys(document: dict[str, Any]) -> None:
    first, second = document["questions"][:2]
    first["clauses"].append("A-9")
    first["applies_when"]["adults"] = True
    first["family"] = "DLE"
    first["steps"]["3"]["needs"] = [{"question": "ENC-02", "level": 2}]
    second["steps"]["2"]["needs"].append({"question": "ENC-09", "level": 1})
    document["clauses"][2]["pledge"] = "B"
    document["questions"].append(deepcopy(document["questions"][3]))
    third, fourth = document["questions"][2:4]
    third["clauses"], third["elsewhere"] = [], {}
    third["refs"] = {"law": ["9"]}
    fourth["clauses"] = ["A-1", "A-1"]
    fourth["elsewhere"] = {"A-2": {"en": "Keys are asked about here.", "zh": "钥匙在此评估。"}}
    del document["scale"][0]
    document["families"][0]["group"] = "tecnical"
    document["facts"][0]["implies"] = ["sensitive", "old"]
    document["facts"][1]["implies"] = ["minors"]
    assert sorted(faults(document)) == [
        "clauses[2].pledge: unknown pledge B",
        "facts[0].implies: facts imply one another in a circle: minors → sensitive → minors",
        "facts[0].implies[1]: fact minors implies the unknown fact old",
        "families[0].group: unknown group tecnical; known are technical",
        "questions[0].applies_when.adults: ENC-01: unknown fact adults; enter it in bank.yaml",
        "questions[0].clauses[1]: ENC-01: unknown clause A-9",
        "questions[0].family: ENC-01: unknown family DLE; enter it in bank.yaml or mend its spelling",
        "questions[0].steps.3.needs: ENC-01: steps need one another in a circle: "
        "ENC-01 level 3 → ENC-02 level 2 → ENC-01 level 3",
        "questions[1].steps.2.needs[1].question: ENC-02: step 2 needs the unknown question ENC-09",
        "questions[2].clauses: ENC-04: clauses is an empty list; name the clauses that this question answers",
        "questions[2].refs.law[0]: ENC-04: unknown reference law 9",
        "questions[3].clauses[1]: ENC-05: clause A-1 is named twice",
        "questions[3].elsewhere.A-2: ENC-05: elsewhere explains clause A-2, which clauses does not name; "
        "mend one of them",
        "questions[4].id: ENC-05: the id is taken; give this question the next free number",
        "scale: scale must give the levels 0, 1, 2, 3, 4 in this order",
    ]
