"""The exports call things what the pages call them, in both languages."""

from collections.abc import Iterator
from typing import Final

from babel.messages.pofile import read_po

from assessment import bank as bank_room
from assessment.engine.model import Text
from assessment.formats import bank_sheet
from assessment.formats import bank_words as words
from assessment.web import words as pages
from tests.architecture import ROOT

CATALOGUE: Final = ROOT / "assessment" / "translations" / "zh" / "LC_MESSAGES" / "messages.po"


def vocabulary() -> Iterator[Text]:
    """Every word that the exports add to the bank's texts."""
    for held in (*vars(words).values(), *vars(bank_sheet).values()):
        if isinstance(held, Text):
            yield held
        elif isinstance(held, dict):
            yield from (text for text in held.values() if isinstance(text, Text))


def test_a_word_that_the_pages_have_is_the_same_in_chinese() -> None:
    with CATALOGUE.open("rb") as file:
        chinese = {message.id: message.string for message in read_po(file) if isinstance(message.id, str)}
    shared = [word for word in vocabulary() if chinese.get(word.en)]
    assert len(shared) > 20
    assert [(word.en, word.zh, chinese[word.en]) for word in shared if word.zh != chinese[word.en]] == []


def test_every_kind_lead_rhythm_party_and_rule_book_has_the_pages_word() -> None:
    said = (words.KINDS, words.LEADS, words.RHYTHMS, words.PARTIES, words.TIERS, words.RULE_BOOKS)
    shown = (pages.KINDS, pages.LEADS, pages.RHYTHMS, pages.PARTIES, pages.TIERS, pages.RULE_BOOKS)
    assert [set(table) for table in said] == [set(table) for table in shown]


def test_every_rule_book_of_the_installed_bank_has_its_title() -> None:
    assert set(bank_room.load().references) - set(words.RULE_BOOKS) == set()
