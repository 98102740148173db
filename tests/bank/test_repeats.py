"""What repeats another text, and what only has the same subject."""

import pytest

from assessment.bank import check
from tests.bank.conftest import TinyBank, replace

EN = ("Do couriers carry cipher text alone?", "Has every spare key a keeper of its own?")
ZH = ("信使携带的是否只有密文？", "每把备用钥匙是否另有专人掌管？")


def likened(tiny_bank: TinyBank, *written: tuple[str, str]) -> list[str]:
    """The warnings, up to their figures, once each second text stands in place of the first."""
    folder = tiny_bank()
    for sound, text in written:
        replace(folder / "families" / "ENC.yaml", f'"{sound}"', f'"{text}"')
    return [fault.message.partition(" (")[0] for fault in check(folder).warnings]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Is the emergency plan exercised in drills?", "Are drills held in which the emergency plan is exercised?"),
        ("Are flaws fixed within the deadline set for them?", "Are flaws mended within the time set for them?"),
        ("Is every system scanned for flaws each quarter?", "IS EVERY SYSTEM SCANNED EACH QUARTER FOR FLAWS"),
    ],
)
def test_one_question_in_two_wordings_is_told(tiny_bank: TinyBank, one: str, other: str) -> None:
    assert likened(tiny_bank, (EN[0], one), (EN[1], other)) == ["text.en asks nearly what ENC-04 asks"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("应急预案是否经过演练？", "是否对应急预案进行过演练？"),
        ("发现的漏洞是否在设定的期限内修复？", "漏洞是否在规定的期限内修复？"),
        ("查阅档案的人员是否均先签署保密承诺？", "签署保密承诺之前，人员是否不得查阅档案？"),
    ],
)
def test_one_question_in_two_chinese_wordings_is_told(tiny_bank: TinyBank, one: str, other: str) -> None:
    assert likened(tiny_bank, (ZH[0], one), (ZH[1], other)) == ["text.zh asks nearly what ENC-04 asks"]


def test_questions_on_one_subject_are_siblings(tiny_bank: TinyBank) -> None:
    assert (
        likened(
            tiny_bank,
            (EN[0], "Is user information deleted once its retention period has ended?"),
            (EN[1], "When a project has ended, is every copy of its user information deleted?"),
            (ZH[0], "用户信息面临的安全风险是否每个自然年度至少评估一次？"),
            (ZH[1], "各项处理活动的必要性，是否每个自然年度至少重新评估一次？"),
        )
        == []
    )


def test_the_same_words_are_one_error_and_no_likeness(tiny_bank: TinyBank) -> None:
    folder = tiny_bank()
    replace(folder / "families" / "ENC.yaml", EN[1], EN[0])
    checked = check(folder)
    assert [fault.message for fault in checked.errors] == [
        "text.en repeats text.en of ENC-04; write what is special here"
    ]
    assert checked.warnings == ()


def test_a_passage_of_the_level_in_the_step_is_told(tiny_bank: TinyBank) -> None:
    level = "A written rule names the keys, their keepers and the safe; one office follows it, the others do not yet"
    assert likened(
        tiny_bank,
        ("ENC-05 level 2 can be seen", level),
        ("Do task 2 of ENC-05", "Write a rule that names the keys, their keepers and the safe"),
    ) == ["steps.2.en repeats the words of levels.2.en"]


def test_a_step_may_speak_of_what_its_level_speaks_of(tiny_bank: TinyBank) -> None:
    level = "A written rule names the keys, their keepers and the safe; one office follows it, the others do not yet"
    assert (
        likened(
            tiny_bank,
            ("ENC-05 level 2 can be seen", level),
            (
                "Do task 2 of ENC-05",
                "Count the keys with each keeper, buy a safe, and have the head of one office sign the rule",
            ),
        )
        == []
    )


def test_a_family_of_one_question_is_small_and_no_more(tiny_bank: TinyBank) -> None:
    folder = tiny_bank("no-clause")
    replace(folder / "families" / "DEL.yaml", "clauses: []", "clauses: [A-2]")
    assert [fault.message for fault in check(folder).warnings] == ["family DEL needs 4 questions or more and has 1"]
