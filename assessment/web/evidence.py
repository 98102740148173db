"""evidence"""

from flask import Blueprint

blueprint = Blueprint("evidence", __name__)


@blueprint.get("/assessments/<int:number>/evidence")
def register(number: int) -> str:
    """Placeholder."""
    return "evidence.register"
