"""Every blueprint, in the order in which a person meets them."""

from typing import Final

from flask import Blueprint

from assessment.web import answering, evidence, finishing, home, questions, reporting, start

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    home.blueprint,
    start.blueprint,
    answering.blueprint,
    evidence.blueprint,
    finishing.blueprint,
    reporting.blueprint,
    questions.blueprint,
)
