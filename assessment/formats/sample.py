"""The made-up firm that shows what the program does: four dated assessments, named as a sample everywhere."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from assessment.bank.reading import read
from assessment.engine.model import Assessment, Bank, Text
from assessment.formats.file_parts import assessment_of
from assessment.formats.file_schema import FORMAT, FileSpec
from assessment.store import assessments, listing
from assessment.store.database import Database
from assessment.store.errors import Refused
from assessment.store.events import Actor

STORY: Final = "sample.yaml"


def sample_assessments(bank: Bank, language: str) -> tuple[Assessment, ...]:
    """The four assessments, oldest first, with titles and notes in ``language`` ("en" or "zh").

    Answers to questions that ``bank`` lacks are left out, its further questions stay open, and its further facts are
    false.
    """
    found: list[Assessment] = []
    told: Any = {}
    for differences in _story():
        told = _changed(told, differences)
        found.append(_assessment(bank, _in_language(told, language)))
    return tuple(found)


def add_sample(db: Database, bank: Bank, language: str, actor: Actor) -> tuple[int, ...]:
    """Store the sample, each assessment following the one before, and return their numbers.

    Raises Refused where a sample is stored already.
    """
    if listing.samples(db):
        raise Refused(
            Text(
                en="The sample is there already: look at it, or delete its assessments first.",
                zh="示例数据已存在：可直接查看，或者先删除其中的评估。",
            )
        )
    numbers: list[int] = []
    for one in sample_assessments(bank, language):
        previous = str(numbers[-1]) if numbers else None
        numbers.append(assessments.create(db, bank, replace(one, previous=previous), actor, sample=True))
    return tuple(numbers)


def _story() -> list[Any]:
    reading = read(Path(__file__).parent, STORY)
    if not isinstance(reading.data, list) or reading.faults:
        raise ValueError("\n".join(map(str, reading.faults)) or f"{STORY} is not a list")
    return reading.data


def _changed(before: Any, differences: Any) -> Any:
    """What was told before with the differences: mappings are merged, null takes away, all else replaces."""
    if not isinstance(before, dict) or not isinstance(differences, dict):
        return differences
    merged = before | {key: _changed(before.get(key), value) for key, value in differences.items()}
    return {key: value for key, value in merged.items() if value is not None}


def _in_language(told: Any, language: str) -> Any:
    if isinstance(told, list):
        return [_in_language(item, language) for item in told]
    if not isinstance(told, dict):
        return told
    if told.keys() == {"en", "zh"}:
        return Text(**told).in_language(language)
    return {key: _in_language(value, language) for key, value in told.items()}


def _assessment(bank: Bank, told: Mapping[str, Any]) -> Assessment:
    document = {
        **told,
        "format": FORMAT,
        "bank": bank.version,
        "profile": {fact.id: told["profile"].get(fact.id, False) for fact in bank.facts},
        "pledges": [name for name in told["pledges"] if name in bank.pledge],
        "actions": [action for action in told["actions"] if action["question"] in bank.question],
        **{part: _asked(bank, told.get(part, {})) for part in ("answers", "targets", "accepted")},
    }
    return assessment_of(FileSpec.model_validate(document))


def _asked(bank: Bank, by_question: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in by_question.items() if name in bank.question}
