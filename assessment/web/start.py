"""start"""

from flask import Blueprint

blueprint = Blueprint("start", __name__)


@blueprint.get("/assessments/new")
def new() -> str:
    """Placeholder."""
    return "start.new"


@blueprint.get("/assessments/<int:number>/settings")
def settings(number: int) -> str:
    """Placeholder."""
    return "start.settings"
