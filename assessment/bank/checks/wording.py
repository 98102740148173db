"""How a finished bank's texts are worded: lengths, marks, and words that hide a measure."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from assessment.bank.checks.registry import question_rule
from assessment.bank.checks.texts import named, texts
from assessment.bank.checks.vague import VAGUE, Vague
from assessment.bank.draft import Draft, Entry
from assessment.bank.faults import Fault
from assessment.engine.model import Language

LEVEL_LENGTHS: Final[Mapping[str, tuple[int, int]]] = {"en": (20, 280), "zh": (8, 120)}
"""Fewest and most characters of a level's text: too few show nothing, too many cannot be read in a minute."""

_EVERY_TEXT: Final = ("text", "why", "how", "levels", "evidence", "steps", "elsewhere")
_QUOTED: Final = re.compile(r"「[^」]*」|“[^”]*”|\"[^\"]*\"")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])|(?<=[。！？])")
_PERIODS: Final[Mapping[Language, re.Pattern[str]]] = {
    "en": re.compile(
        r"\b(?:hour|day|week|month|quarter|half-year|year)s?\b"
        r"|\b(?:hourly|daily|weekly|monthly|quarterly|half-yearly|yearly|annual|annually)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(?:[每按逐0-9一二三四五六七八九十两几]个?(?:自然|工作)?)(?:日(?!志)|天|周(?!岁)|月|季|年)|小时|季度|半年|年度|月度"
    ),
}
_FULL_WIDTH: Final[Mapping[str, str]] = dict(zip(",;:?!().", "，；：？！（）。", strict=True)) | {
    '"': "“ ”",
    "'": "‘ ’",
}
_CHINESE: Final = r"[\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff“”‘’]"
# A dot that begins a file's ending (清单.xlsx) or stands between digits or letters (6.3, A.8.24) is no full stop.
_LATIN: Final = re.compile(
    rf"{_CHINESE}\s*(?P<after>[,;:?!()\"']|\.(?![A-Za-z]))"
    rf"|(?P<before>[,;:?!()\"'.])(?=\s*{_CHINESE})"
    r"|(?P<last>\.)$"
)


@question_rule("completeness", fields=())
def level_length(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """A level's text says what can be seen, and can be read in a breath."""
    for path, text in texts(entry, "levels"):
        fewest, most = LEVEL_LENGTHS[str(path[-1])]
        if not fewest <= len(text) <= most:
            message = f"{named(path)} has {len(text)} characters; a level takes {fewest} to {most}"
            yield entry.fault(message, *path)


@question_rule("completeness", fields=())
def latin_punctuation(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """Chinese text has Chinese marks, but for what it quotes."""
    for path, text in texts(entry, *_EVERY_TEXT):
        if path[-1] == "zh":
            marks = (str(found[found.lastgroup or 0]) for found in _LATIN.finditer(_without_quotes(text)))
            for mark in dict.fromkeys(marks):
                yield entry.fault(f"{named(path)} has {mark} in Chinese text; write {_FULL_WIDTH[mark]}", *path)


@question_rule("completeness", fields=())
def hidden_measure(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """No word stands where a figure, a scope or a period belongs, but for what is quoted."""
    for path, text in texts(entry, *_EVERY_TEXT):
        language: Language = "zh" if path[-1] == "zh" else "en"
        for vague in VAGUE[language]:
            if vague.word in text.lower() and _hides(vague, text, language):
                mend = "name the period in its sentence" if vague.dated else "say what can be counted or seen"
                yield entry.fault(f"{named(path)} says '{vague.word}'; {mend}", *path)


def _without_quotes(text: str) -> str:
    """The text with what is quoted taken out of its marks: a pledge or a law may be quoted as it is."""
    return _QUOTED.sub(lambda quoted: quoted[0][0] + quoted[0][-1], text)


def _hides(vague: Vague, text: str, language: Language) -> bool:
    """Whether some sentence has the word by itself and, where a period would mend it, no period."""
    unquoted = _without_quotes(text)
    for longer in vague.lexical:
        unquoted = unquoted.replace(longer, "")
    word = re.compile(rf"\b{vague.word}\b" if language == "en" else vague.word, re.IGNORECASE)
    saying = (sentence for sentence in _SENTENCE_END.split(unquoted) if word.search(sentence))
    return any(not vague.dated or not _PERIODS[language].search(sentence) for sentence in saying)
