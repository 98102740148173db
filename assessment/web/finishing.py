"""finishing"""

from flask import Blueprint

blueprint = Blueprint("finishing", __name__)


@blueprint.get("/assessments/<int:number>/check")
def check(number: int) -> str:
    """Placeholder."""
    return "finishing.check"
