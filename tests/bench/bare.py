"""What a save is measured against: a bare Flask route that commits one row, same server, same pragmas."""

import sqlite3
import sys
from pathlib import Path

from flask import Flask, request
from waitress import serve

from assessment.store.database import PRAGMAS


def make_app(path: Path) -> Flask:
    app = Flask(__name__)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, choice TEXT NOT NULL) STRICT")

    @app.post("/answers/<question>")
    def save(question: str) -> dict[str, str]:
        db = sqlite3.connect(path)
        try:
            for pragma in PRAGMAS:
                db.execute(pragma)
            with db:
                db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (question, request.form["choice"]))
        finally:
            db.close()
        return {"saved": question}

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    return app


if __name__ == "__main__":
    serve(make_app(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), threads=8)
