"""The Chinese catalogue: whole, current, faithful to the placeholders, and set as Chinese is set."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from assessment.bank.loading import load
from assessment.engine import model as bank
from tests.architecture import ROOT

TEXTS: Final = ROOT / "assessment" / "translations"
PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")
HAN: Final = "[\u4e00-\u9fff\u3400-\u4dbf]"
LATIN_MARK: Final = re.compile(rf"""{HAN}[,.;:!?()"']|[,.;:!?()"']{HAN}""")
GAP: Final = re.compile(rf"{HAN} +[A-Za-z0-9\u4e00-\u9fff]|[A-Za-z0-9] +{HAN}")
SPACED_MARK: Final = re.compile("[，。；：！？（）“”、《》] | [，。；：！？（）、《》]")
ADDRESS: Final = re.compile("[您你]")

Text = str | list[str] | tuple[str, ...] | None
Key = tuple[str, tuple[str, ...]]
"""A text's context, empty where it has none, and its singular and plural."""


@cache
def catalogue() -> Catalog:
    with (TEXTS / "zh" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="zh")


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def forms(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def key(context: str | None, text: Text) -> Key:
    return (context or "", forms(text))


def gathered() -> Iterator[Key]:
    """What `make texts` gathers, by its own mapping and keywords."""
    with (TEXTS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    own = re.findall(r"--keyword (\S+)", (ROOT / "Makefile").read_text("utf-8"))
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(own)}
    for _path, _line, text, _comments, context in extract_from_dir(ROOT, methods, options, keywords):
        yield key(context, text)


def wrong(pattern: re.Pattern[str]) -> list[str]:
    """Translations with ``pattern``; a placeholder counts as Chinese, which it stands among."""
    texts = (text for message in messages() for text in forms(message.string))
    return [text for text in texts if pattern.search(PLACEHOLDER.sub("字", text))]


def names(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_the_catalogue_has_the_texts_of_the_program_and_no_others() -> None:
    assert {key(message.context, message.id) for message in messages()} == set(gathered())


def test_every_text_is_translated_and_none_is_fuzzy() -> None:
    lacking = [message for message in messages() if message.fuzzy or not message.string or "" in forms(message.string)]
    assert [message.id for message in lacking] == []


def test_chinese_has_one_form_for_every_number() -> None:
    plural = [message for message in messages() if not isinstance(message.id, str)]
    assert catalogue().num_plurals == 1
    assert [message.id for message in plural if len(forms(message.string)) != 1] == []


def test_a_translation_has_the_placeholders_of_its_text() -> None:
    """A plural's singular may leave the number out; a translation, which serves both, may not."""
    differing = [
        message.id
        for message in messages()
        for text in forms(message.string)
        if names(text) != set.union(*(names(form) for form in forms(message.id)))
    ]
    assert differing == []


def test_every_translation_can_be_filled_in() -> None:
    """Jinja fills in every text, so a bare % would break the page."""
    for message in messages():
        for text in forms(message.string):
            filled = text % dict.fromkeys(names(text), "")
            assert "%(" not in filled


def test_chinese_stands_among_chinese_punctuation() -> None:
    assert wrong(LATIN_MARK) == []


def test_no_space_parts_chinese_from_letters_and_figures() -> None:
    assert wrong(GAP) == []


def test_no_space_stands_beside_a_full_width_mark() -> None:
    assert wrong(SPACED_MARK) == []


def law() -> list[bank.Text]:
    """What the installed bank says of rule books and statutory duties."""
    held = load()
    duties = [text for one in held.duties for text in (one.title, one.text, *([one.clock.starts] if one.clock else []))]
    return [gist for book in held.references.values() for gist in book.values()] + duties


def test_every_text_about_the_law_stands_in_both_languages_or_in_neither() -> None:
    told = law()
    assert len(told) > 150
    assert [one for one in told if bool(one.en.strip()) != bool(one.zh.strip())] == []


def test_chinese_about_the_law_is_set_as_chinese_is() -> None:
    marks = (LATIN_MARK, GAP, SPACED_MARK, re.compile("^ | $"))
    assert [one.zh for one in law() for mark in marks if mark.search(one.zh)] == []


def test_nobody_is_addressed_as_you() -> None:
    assert wrong(ADDRESS) == []
