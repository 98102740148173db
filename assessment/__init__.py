"""Privacy-controls self-assessment: the application's factory."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from assessment import places
from assessment.web import errors, language, look, security, settings, storage
from assessment.web.blueprints import BLUEPRINTS


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Make the application; ``config`` overrides the instance folder's config.py and the defaults.

    Raises BankError where the question bank has faults, StoreError where the instance folder cannot be used.
    """
    app = Flask(__name__, template_folder=str(places.templates()), static_folder="static")
    settings.configure(app, config or {})
    security.protect(app)
    language.install(app)
    look.install(app)
    storage.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
