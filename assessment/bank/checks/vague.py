"""Words that hide a measure: each is read as little by whoever answers and as much by whoever inspects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assessment.engine.model import Language


@dataclass(frozen=True, slots=True)
class Vague:
    """A word, the longer words that hold it and mean something else, and whether a period takes the vagueness away."""

    word: str
    lexical: tuple[str, ...] = ()
    dated: bool = False


VAGUE: Final[Mapping[Language, tuple[Vague, ...]]] = {
    "en": (
        # Shares: 51 of 100 and 99 of 100 are both "mostly". What is covered, or left out, can be named or counted.
        *(Vague(word) for word in ("mostly", "largely", "generally", "fully")),
        # Judgements: everybody finds their own work adequate. What was judged, by whom, against what, can be seen.
        *(Vague(word) for word in ("adequately", "properly", "appropriately", "sufficiently", "effectively")),
        # Rhythms without a length: once in ten years is regular too.
        *(Vague(word, dated=True) for word in ("regularly", "periodically")),
    ),
    "zh": (
        # A share, as above; the longer words are nouns and terms of the law.
        Vague(
            "基本",
            (
                *("基本业务功能", "基本功能", "基本服务", "基本信息", "基本情况"),
                *("基本要求", "基本原则", "基本权利", "基本法律", "基本制度"),
            ),
        ),
        # Judgements, as above; the law's own words for sensitive information (PIPL art. 28) are quoted without marks.
        Vague("充分", ("充分的必要性",)),
        *(Vague(word) for word in ("适当", "较好")),
        # A rhythm; the longer words end in a term of time, after a verb such as 规定 or 约定.
        Vague("定期", ("定期限", "定期间", "规定期内", "约定期内", "规定期满", "约定期满"), dated=True),
    ),
}
