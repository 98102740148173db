"""The rules that the method page states in figures, taken from the engine itself."""

from dataclasses import dataclass
from typing import Final

from assessment.engine.evidence import COMPLETED_PERIODS
from assessment.engine.model import OPERATING, REASON_LENGTH, VERIFYING, EvidenceKind, Rhythm, ScaleLevel
from assessment.engine.verdicts import Verdict

KINDS: Final[tuple[EvidenceKind, ...]] = (
    "policy",
    "contract",
    "record",
    "config",
    "screenshot",
    "training",
    "review",
    "metric",
    "test",
    "audit",
)
JUDGED: Final[tuple[Verdict, ...]] = (
    "not_asked",
    "out_of_scope",
    "excluded",
    "broken",
    "open",
    "at_risk",
    "kept",
)
"""Verdicts in the order in which a clause is judged: the first that holds is the clause's."""


@dataclass(frozen=True, slots=True)
class KindRow:
    """What a kind of evidence can show: a control that operates, and one that somebody verified."""

    kind: EvidenceKind
    operating: bool
    verifying: bool


@dataclass(frozen=True)
class MethodPage:
    """The bank's scale and the engine's fixed figures."""

    scale: tuple[ScaleLevel, ...]
    kinds: tuple[KindRow, ...]
    periods: tuple[tuple[Rhythm, int], ...]
    judged: tuple[Verdict, ...]
    reason_length: int


def method_page(scale: tuple[ScaleLevel, ...]) -> MethodPage:
    """Gather what the page states; ``scale`` is the installed bank's."""
    return MethodPage(
        scale=scale,
        kinds=tuple(KindRow(kind, kind in OPERATING, kind in VERIFYING) for kind in KINDS),
        periods=tuple(COMPLETED_PERIODS.items()),
        judged=JUDGED,
        reason_length=REASON_LENGTH,
    )
