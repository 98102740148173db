"""reporting"""

from flask import Blueprint

blueprint = Blueprint("reporting", __name__)


@blueprint.get("/assessments/<int:number>/report")
def report(number: int) -> str:
    """Placeholder."""
    return "reporting.report"


@blueprint.get("/assessments/<int:number>/print")
def sheet(number: int) -> str:
    """Placeholder."""
    return "reporting.sheet"
