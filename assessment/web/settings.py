"""Settings: defaults, then the instance folder's config.py, then what the caller gives."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from flask import Flask

from assessment import places
from assessment.engine.model import Text
from assessment.store.errors import Unusable

DEFAULTS: Final[Mapping[str, Any]] = {
    "BABEL_DEFAULT_LOCALE": "en",
    "MAX_CONTENT_LENGTH": 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
    "MAX_FORM_PARTS": 2000,
    "PLAN_SECONDS": 20.0,
    "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_NAME": "assessment",
    "SESSION_COOKIE_SAMESITE": "Lax",
    "TRUSTED_HOSTS": ["localhost", "127.0.0.1"],
    "WTF_CSRF_TIME_LIMIT": None,
    "WTF_I18N_ENABLED": False,
}
"""Bodies up to 1 MiB; a plan is sought for 20 seconds at most; static files may be kept a year, for their addresses
carry a content hash; tokens last as long as the session, so that a page left open overnight can still save; WTForms'
own catalogues stay shut, for every sentence that a person reads is ours."""


def configure(app: Flask, given: Mapping[str, Any]) -> None:
    """Settle every setting, and make the instance folder's secret key where there is none."""
    folder = Path(given.get("INSTANCE") or places.instance_folder())
    app.config.from_mapping(DEFAULTS)
    app.config["INSTANCE"] = folder
    app.config.from_pyfile(str(folder.absolute() / "config.py"), silent=True)
    app.config.from_mapping(given)
    app.config["INSTANCE"] = folder
    app.config.setdefault("DATABASE", folder / "assessments.db")
    if not app.config.get("SECRET_KEY"):
        app.config["SECRET_KEY"] = _secret_key(folder)


def _secret_key(folder: Path) -> str:
    """Read the key kept in the folder, or make one that only the owner can read."""
    path = folder / "secret.key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32))
        return path.read_text()
    except OSError as error:
        raise Unusable(
            Text(
                en=f"{folder} cannot be written: give this program write permission there, or name another folder "
                "with --instance.",
                zh=f"{folder}无法写入：请授予写入权限，或者用--instance指定其他文件夹。",
            )
        ) from error
