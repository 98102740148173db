"""Every blueprint, in the order in which a person meets them."""

from typing import Final

from flask import Blueprint

from assessment.web import (
    actions,
    answering,
    comparing,
    due,
    evidence,
    finishing,
    home,
    paper,
    planning,
    questions,
    rectifying,
    reporting,
    risks,
    start,
    trends,
    upgrading,
)

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    home.blueprint,
    start.blueprint,
    answering.blueprint,
    evidence.blueprint,
    finishing.blueprint,
    reporting.blueprint,
    planning.blueprint,
    actions.blueprint,
    due.blueprint,
    rectifying.blueprint,
    comparing.blueprint,
    trends.blueprint,
    upgrading.blueprint,
    risks.blueprint,
    questions.blueprint,
    paper.blueprint,
)
