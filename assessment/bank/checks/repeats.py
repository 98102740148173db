"""Texts that say again what another has said: questions that ask the same, steps that only echo their level."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from rapidfuzz import fuzz, utils

from assessment.bank.checks.registry import question_rule, rule
from assessment.bank.checks.texts import named, texts
from assessment.bank.draft import Draft, Entry
from assessment.bank.faults import Fault

Ways = tuple[Callable[..., float], ...]

NEAR_DUPLICATE: Final[Mapping[str, int]] = {"en": 80, "zh": 70}
"""From which likeness on, of 100, two questions ask the same thing.

Set by reading: true siblings of the bank (the deletion questions, the yearly reviews) reach 73 in English and 63 in
Chinese, one question worded in two ways 83 and 74 or more.
"""
STEP_ECHO: Final[Mapping[str, int]] = {"en": 80, "zh": 75}
"""From which likeness on, of 100, a step says no more than the level it leads to.

Set by reading: steps that share their level's subject reach 71 in English and 66 in Chinese, a level's words turned
into an imperative 83 and 92 or more; one that keeps only half of them stays below and needs a reader.
"""


def _character_sort_ratio(one: str, other: str, *, score_cutoff: float) -> float:
    """Words in any order for Chinese, which puts no blanks between them."""
    return fuzz.ratio("".join(sorted(one)), "".join(sorted(other)), score_cutoff=score_cutoff)


_WHOLE: Final[Mapping[str, Ways]] = {
    "en": (fuzz.ratio, fuzz.token_sort_ratio),
    "zh": (fuzz.ratio, _character_sort_ratio),
}
"""Whole texts against each other, in order and with their words in any order."""
_PASSAGE: Final[Ways] = (fuzz.partial_ratio, fuzz.token_sort_ratio)
"""A text against the passage of the other that is most like it, or against all of it."""


@rule("completeness")
def near_duplicate(draft: Draft) -> Iterator[Fault]:
    """No two questions ask the same thing in other words; the same words are an error of their own."""
    for language, limit in NEAR_DUPLICATE.items():
        asked: dict[str, str] = {}
        for entry in draft.questions:
            text = dict(texts(entry, "text")).get(("text", language), "")
            alike = [
                (_likeness(text, other, limit, _WHOLE[language]), name)
                for other, name in asked.items()
                if other != text
            ]
            likeness, original = max(alike, default=(0, ""))
            if likeness:
                message = f"text.{language} asks nearly what {original} asks ({int(likeness)} of 100 alike)"
                yield entry.fault(f"{message}; drop one, or word what differs", "text", language)
            asked.setdefault(text, entry.id)


@question_rule("completeness", fields=())
def step_echo(draft: Draft, entry: Entry) -> Iterator[Fault]:  # noqa: ARG001
    """A step says what to do, not what its level will then look like."""
    levels = dict(texts(entry, "levels"))
    for path, step in texts(entry, "steps"):
        level = ("levels", *path[1:])
        likeness = _likeness(step, levels.get(level, ""), STEP_ECHO[str(path[-1])], _PASSAGE)
        if likeness:
            message = f"{named(path)} repeats the words of {named(level)} ({int(likeness)} of 100 alike)"
            yield entry.fault(f"{message}; say who does what", *path)


def _likeness(one: str, other: str, limit: int, ways: Ways) -> float:
    """How alike two texts are by the kindest of ``ways``, letter case and marks apart: ``limit`` to 100, or 0."""
    plain, against = utils.default_process(one), utils.default_process(other)
    if not plain or not against:
        return 0.0
    return max(way(plain, against, score_cutoff=limit) for way in ways)
