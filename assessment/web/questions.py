"""questions"""

from flask import Blueprint

blueprint = Blueprint("questions", __name__)


@blueprint.get("/questions")
def trace() -> str:
    """Placeholder."""
    return "questions.trace"
