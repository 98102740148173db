"""A sound folder becomes the engine's bank, every default filled in."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from assessment import places
from assessment.bank import BankError, Fault, check, load
from assessment.engine.model import (
    Clause,
    EvidenceHint,
    Fact,
    Family,
    Need,
    Pledge,
    Question,
    ScaleLevel,
    Step,
    Text,
)
from tests.bank.conftest import TinyBank
from tests.build import gists

NUMERALS = "零一二三四"


def question() -> Question:
    """ENC-05 of the tiny good bank, which has every default."""
    name = "ENC-05"
    return Question(
        id=name,
        family="ENC",
        revision=1,
        tier="full",
        weight=2,
        critical=False,
        target=3,
        evidence_days=365,
        rhythm=None,
        clauses=("A-1",),
        applies_when={},
        refs={"law": ("5",)},
        text=Text("Has every spare key a keeper of its own?", "每把备用钥匙是否另有专人掌管？"),
        why=Text(f"{name} reason", f"{name}理由"),
        how=Text(f"{name} method", f"{name}方法"),
        levels=tuple(
            Text(f"{name} level {level} can be seen", f"能看到{name}达到{numeral}级的样子")
            for level, numeral in enumerate(NUMERALS)
        ),
        evidence=(
            EvidenceHint("record", Text(f"{name} record", f"{name}记录")),
            EvidenceHint("test", Text(f"{name} test", f"{name}测试")),
        ),
        steps=(step(name, 1), step(name, 2), step(name, 3), step(name, 4)),
        elsewhere={},
    )


def step(name: str, level: int, *needs: Need) -> Step:
    text = Text(f"Do task {level} of {name}", f"先办{name}第{NUMERALS[level]}件事")
    return Step(level, text, Fraction(3, 2), "privacy", needs)  # type: ignore[arg-type]


def test_a_question_that_leaves_out_what_it_may_has_the_defaults(tiny_bank: TinyBank) -> None:
    assert load(tiny_bank()).question["ENC-05"] == question()


def test_what_a_question_says_is_kept(tiny_bank: TinyBank) -> None:
    bank = load(tiny_bank())
    second, third = bank.question["ENC-02"], bank.question["ENC-04"]
    assert (second.tier, second.rhythm, second.clauses) == ("core", "quarter", ("A-1", "A-2"))
    assert second.steps[1] == step("ENC-02", 2, Need("ENC-01", 3))
    assert (third.target, third.evidence_days, third.applies_when) == (4, 90, {"sensitive": False})
    assert third.refs == {"law": ("6.10",), "controls": ("C.2",)}
    assert third.elsewhere == {"A-3": Text("Couriers sign as well.", "信使同样签字。")}


def test_the_frame_and_the_catalogue_are_kept(tiny_bank: TinyBank) -> None:
    bank = load(tiny_bank())
    assert (bank.version, bank.title) == ("0.1.0", Text("Tiny bank", "小题库"))
    assert bank.scale[1] == ScaleLevel(1, Text("Ad hoc", "零散开展"), Text("Somebody thinks of it.", "有人想到才做。"))
    assert bank.groups == {"technical": Text("Technical measures", "技术措施")}
    assert bank.families == (
        Family("ENC", "technical", Text("Encryption", "加密")),
        Family("DEL", "technical", Text("Deletion", "删除")),
    )
    assert bank.facts[0] == Fact(
        "minors", Text("Children use it.", "有儿童使用。"), Text("They need more.", "需加强保护。"), ("sensitive",)
    )
    assert bank.pledges == (Pledge("A", Text("Pledge A", "承诺甲"), Text("A promise", "单方承诺")),)
    assert bank.clauses[1] == Clause(
        "A-2", "A", "provider", "obligation", ("encryption", "deletion"), Text("Deletes each quarter.", "按季度删除。")
    )
    assert bank.references == {
        "law": {"5": Text("Lawfulness", "Lawfulness"), "6.10": Text("Purpose", "目的")},
        "controls": gists({"C.1": "", "C.2": ""}),
    }


def test_questions_come_in_the_order_of_the_families(tiny_bank: TinyBank) -> None:
    bank = load(tiny_bank("foreign-theme"))
    order = [*("ENC-01", "ENC-02", "ENC-04", "ENC-05"), *("DEL-01", "DEL-02", "DEL-03", "DEL-04")]
    assert [question.id for question in bank.questions] == order


def test_loading_raises_every_error_and_no_warning(tiny_bank: TinyBank) -> None:
    folder = tiny_bank("unknown-clause")
    with pytest.raises(BankError) as caught:
        load(folder)
    assert caught.value.faults == (Fault("families/DEL.yaml", 6, "DEL-01", "unknown clause A-9"),)
    assert str(caught.value) == "families/DEL.yaml:6: DEL-01: unknown clause A-9"


def test_the_bank_of_a_checkout_is_loaded_by_default(tiny_bank: TinyBank, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny_bank()
    monkeypatch.setattr(places, "questions", lambda: folder)
    assert check().bank == check(folder).bank


def test_the_folders_lie_beside_the_package_in_a_checkout(tmp_path: Path) -> None:
    package = tmp_path / "assessment"
    package.mkdir()
    assert places.questions(package) == tmp_path / "questions"
    assert places.templates(package) == tmp_path / "templates"


def test_the_folders_lie_inside_the_package_in_a_wheel(tmp_path: Path) -> None:
    package = tmp_path / "assessment"
    for folder in (package / "questions", package / "templates", tmp_path / "questions"):
        folder.mkdir(parents=True)
    assert places.questions(package) == package / "questions"
    assert places.templates(package) == package / "templates"
    shutil.rmtree(package / "questions")
    assert places.questions(package) == tmp_path / "questions"


def test_this_checkout_has_both_folders() -> None:
    assert (places.questions() / "bank.yaml").is_file()
    assert places.templates().is_dir()
