"""What every page needs to be drawn: addresses of static files by content hash, words and marks."""

import hashlib
import importlib.util
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, send_file, url_for

from assessment.engine.scoring import truncated
from assessment.formats.points import plain, signed
from assessment.web import words


def install(app: Flask) -> None:
    """Teach templates the addresses, words and figures."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.add_template_global(asset)
    app.add_template_global(plotly_asset)
    app.add_template_filter(truncated, "truncated")
    app.add_template_filter(plain, "plain")
    app.add_template_filter(signed, "signed")
    # A global and no context variable: macros that need no context are compiled once, not for every page.
    app.jinja_env.globals["words"] = words
    app.add_url_rule("/vendor/plotly.min.js", "plotly_script", _plotly_script)


def asset(name: str) -> str:
    """Address of a static file; it changes with the file's content, so that it can be kept for a year."""
    path = Path(current_app.static_folder or "", name)
    return url_for("static", filename=name, v=_digest(path, path.stat().st_mtime_ns))


def plotly_asset() -> str:
    """Address of plotly's own script, from the installed package."""
    path = _plotly_path()
    return url_for("plotly_script", v=_digest(path, path.stat().st_mtime_ns))


def _plotly_script() -> Response:
    return send_file(_plotly_path(), mimetype="text/javascript", max_age=31_536_000)


def _plotly_path() -> Path:
    # Found without importing: the package is large, and most pages draw no chart.
    spec = importlib.util.find_spec("plotly")
    return Path(spec.origin if spec and spec.origin else "").parent / "package_data" / "plotly.min.js"


@lru_cache(maxsize=64)
def _digest(path: Path, changed: int) -> str:  # noqa: ARG001 - a changed file is digested again
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
