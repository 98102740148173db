"""home"""

from flask import Blueprint

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def front() -> str:
    """Placeholder."""
    return "home.front"


@blueprint.get("/method")
def method() -> str:
    """Placeholder."""
    return "home.method"


@blueprint.post("/language")
def choose_language() -> str:
    """Placeholder."""
    return "home.choose_language"


@blueprint.get("/healthz")
def healthz() -> str:
    """Placeholder."""
    return "home.healthz"
