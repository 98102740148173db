"""Every blueprint, in the order in which a person meets them."""

from typing import Final

from flask import Blueprint

from assessment.web import actions, answering, evidence, finishing, home, paper, questions, reporting, risks, start

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    home.blueprint,
    start.blueprint,
    answering.blueprint,
    evidence.blueprint,
    finishing.blueprint,
    reporting.blueprint,
    actions.blueprint,
    risks.blueprint,
    questions.blueprint,
    paper.blueprint,
)
