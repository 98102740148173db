"""Where the rules of wording draw their lines: what is a fault, and what only looks like one."""

import json

import pytest

from assessment.bank import check
from tests.bank.conftest import TinyBank, replace


def found(tiny_bank: TinyBank, sound: str, written: str) -> list[str]:
    """The warnings once ``written`` stands in the good bank's text ``sound``, without their places."""
    folder = tiny_bank()
    replace(
        folder / "families" / "ENC.yaml", json.dumps(sound, ensure_ascii=False), json.dumps(written, ensure_ascii=False)
    )
    checked = check(folder)
    assert checked.errors == ()
    return [fault.message for fault in checked.warnings]


@pytest.mark.parametrize(
    ("sound", "most"), [("ENC-05 level 2 can be seen", 280), ("能看到ENC-05达到二级的样子", 120)], ids=["en", "zh"]
)
def test_a_level_is_measured_in_characters_white_space_counted_once(tiny_bank: TinyBank, sound: str, most: int) -> None:
    assert found(tiny_bank, sound, ("锁" * (most - 2)) + " \n 匙") == []


@pytest.mark.parametrize(
    ("sound", "shortest"),
    [("ENC-05 level 2 can be seen", "Keys are in the safe"), ("能看到ENC-05达到二级的样子", "钥匙存于保险柜内")],
    ids=["en", "zh"],
)
def test_a_level_may_be_as_short_as_the_bound(tiny_bank: TinyBank, sound: str, shortest: str) -> None:
    assert found(tiny_bank, sound, shortest) == []


@pytest.mark.parametrize(
    "text",
    [
        "依据GB/T 35273—2020第6.3条、A.8.24和ISO/IEC 27001，保管人签字。",
        "导出件名为清单.xlsx，格式见robots.txt或者README.md。",
        "采用TLS 1.2 (or later), AES-256: both；比例为1:1，共1,000把。",
        "对照条款原文「Keys, etc. (all)」和“every key: locked.”逐条核对。",
        "口令取自don't-reuse列表，每日更换。",
    ],
)
def test_marks_within_latin_text_numbers_names_and_quotes_are_left_alone(tiny_bank: TinyBank, text: str) -> None:
    assert found(tiny_bank, "ENC-05方法", text) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("询问保管人,核对台账。", [(",", "，")]),
        ("询问保管人 (含替补)。", [("(", "（"), (")", "）")]),
        ("有无台账?有无签字?", [("?", "？")]),
        ("核对App;再核对台账。", [(";", "；")]),
        ("台账:三份", [(":", "：")]),
        ("不得外借!", [("!", "！")]),
        ('核对"台账"。', [('"', "“ ”")]),
        ("核对'台账'。", [("'", "‘ ’")]),
        ("核对台账.", [(".", "。")]),
        ("核对台账. 再核对签字。", [(".", "。")]),
        ("1.核对台账。", [(".", "。")]),
        ("算法为AES-256.", [(".", "。")]),
        ("依据《办法》(2025年)。", [("(", "（"), (")", "）")]),
    ],
)
def test_latin_marks_beside_chinese_are_told(tiny_bank: TinyBank, text: str, faults: list[tuple[str, str]]) -> None:
    assert found(tiny_bank, "ENC-05方法", text) == [
        f"how.zh has {mark} in Chinese text; write {right}" for mark, right in faults
    ]


ENGLISH = [
    ("Ask whether keys are mostly locked away.", ["mostly"]),
    ("Fully. Largely, generally!", ["largely", "generally", "fully"]),
    ("Adequately, properly and appropriately kept", ["adequately", "properly", "appropriately"]),
    ("Sufficiently and effectively kept", ["sufficiently", "effectively"]),
    ("See whether keys are lawfully, truthfully and improperly kept.", []),
    ('The pledge says “properly”; the law says "adequately".', []),
    ("Keys are counted regularly. Each quarter they are replaced.", ["regularly"]),
    ("Keys are counted regularly, at least once a quarter.", []),
    ("Under PIPL art. 51 keys are checked periodically, every 12 months.", []),
    ("Keys are checked periodically.", ["periodically"]),
]
CHINESE = [
    ("钥匙基本锁好。", ["基本"]),
    ("列出基本业务功能和基本信息。", []),
    ("必要性论证充分。", ["充分"]),
    ("具有特定的目的和充分的必要性。", []),
    ("「适当」一词见于条款，“定期”亦然。", []),
    ("措施适当，效果较好。", ["适当", "较好"]),
    ("定期清点钥匙。每季度更换一次。", ["定期"]),
    ("每季度定期清点钥匙，至少两人在场。", []),
    ("按季定期清点。", []),
    ("不定期抽查钥匙，核对未成年人日志和十四周岁名单。", ["定期"]),
    ("按日志定期清点钥匙。", ["定期"]),
    ("规定期限、法定期限、约定期间和规定期满均见台账。", []),
    ("规定定期清点的办法。", ["定期"]),
]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [*(("en", *case) for case in ENGLISH), *(("zh", *case) for case in CHINESE)],
)
def test_words_that_hide_a_measure_are_told(tiny_bank: TinyBank, language: str, text: str, words: list[str]) -> None:
    dated = {"regularly", "periodically", "定期"}
    mend = {True: "name the period in its sentence", False: "say what can be counted or seen"}
    assert found(tiny_bank, {"en": "ENC-05 method", "zh": "ENC-05方法"}[language], text) == [
        f"how.{language} says '{word}'; {mend[word in dated]}" for word in words
    ]


@pytest.mark.parametrize("sound", ["Has every spare key a keeper of its own?", "ENC-05 reason", "ENC-05 record"])
def test_every_text_of_a_question_is_read(tiny_bank: TinyBank, sound: str) -> None:
    [message] = found(tiny_bank, sound, "Are keys properly kept?")
    assert message.endswith(" says 'properly'; say what can be counted or seen")


def test_a_reason_for_asking_elsewhere_is_read_too(tiny_bank: TinyBank) -> None:
    assert found(tiny_bank, "信使同样签字。", "信使同样适当签字.") == [
        "elsewhere.A-3.zh has . in Chinese text; write 。",
        "elsewhere.A-3.zh says '适当'; say what can be counted or seen",
    ]
