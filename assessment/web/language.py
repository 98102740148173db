"""The person's language: their choice kept in a cookie, else what the browser asks for."""

from typing import Final

from flask import Flask, request
from flask_babel import Babel, get_locale

from assessment.engine.model import Text

LANGUAGES: Final = {"en": "English", "zh": "中文"}
COOKIE: Final = "lang"

babel = Babel()


def install(app: Flask) -> None:
    """Choose the language of each request, and teach templates to say the bank's texts in it."""
    babel.init_app(app, locale_selector=chosen)
    app.add_template_filter(say, "say")
    app.context_processor(lambda: {"language": current(), "languages": LANGUAGES})


def chosen() -> str:
    """Pick the language of this request."""
    kept = request.cookies.get(COOKIE)
    if kept in LANGUAGES:
        return kept
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def current() -> str:
    """Return the language in force, also outside a request (then the default's)."""
    locale = get_locale()
    return locale.language if locale else "en"


def say(text: Text) -> str:
    """Choose the text of the language in force."""
    return text.in_language(current())
