"""The table of rooms and the limits of size hold for every file of ours; the checks themselves can fail."""

import pytest

from tests.architecture import ROOMS, ROOT, Module, import_faults, length_faults, modules, use_faults
from tests.markup import template_faults

BAD_IMPORTS = [
    ("assessment/engine/x.py", "import flask\n", ["assessment/engine/x.py:1: engine may not use flask"]),
    (
        "assessment/engine/x.py",
        "def f():\n    from assessment.bank import load\n",
        ["assessment/engine/x.py:2: engine may not import bank"],
    ),
    ("assessment/engine/x.py", "from ..web import views\n", ["assessment/engine/x.py:1: engine may not import web"]),
    (
        "assessment/engine/__init__.py",
        "from .. import web\n",
        ["assessment/engine/__init__.py:1: engine may not import web"],
    ),
    ("assessment/engine/x.py", "from os import environ\n", ["assessment/engine/x.py:1: engine may not use os"]),
    (
        "assessment/engine/scoring.py",
        "import highspy\n",
        ["assessment/engine/scoring.py:1: engine may not use highspy"],
    ),
    ("assessment/bank/x.py", "from assessment import store\n", ["assessment/bank/x.py:1: bank may not import store"]),
    ("assessment/web/x.py", "import sqlite3\n", ["assessment/web/x.py:1: web may not use sqlite3"]),
    ("assessment/web/x.py", "import sqlite_utils.db\n", ["assessment/web/x.py:1: web may not use sqlite_utils"]),
    (
        "assessment/web/x.py",
        "from assessment import create_app\n",
        ["assessment/web/x.py:1: web may not import factory"],
    ),
    ("assessment/cli.py", "from assessment.web import forms\n", ["assessment/cli.py:1: cli may not import web"]),
    (
        "assessment/places.py",
        "from assessment.engine import x\n",
        ["assessment/places.py:1: places may not import engine"],
    ),
    ("assessment/bank/x.py", "from yaml import *\n", ["assessment/bank/x.py:1: wildcard import from yaml"]),
    ("assessment/helpers/x.py", "", ["assessment/helpers/x.py: is in no room"]),
]
GOOD_IMPORTS = [
    ("assessment/engine/x.py", "import datetime\nfrom . import model\nfrom assessment.engine.model import Bank\n"),
    ("assessment/engine/planning_solver.py", "import highspy\n"),
    ("assessment/store/x.py", "import sqlite3\nfrom sqlite_utils import Database\nfrom assessment.bank import load\n"),
    ("assessment/cli.py", "import click\nfrom assessment import serving\n"),
    ("assessment/serving.py", "import waitress\nfrom assessment import create_app\n"),
    ("assessment/__init__.py", "from assessment.web import pages\nfrom . import store\n"),
]
BAD_USES = [
    (
        "assessment/store/x.py",
        "import datetime as d\nfrom datetime import date, datetime as moment\nimport time\nfrom time import time as t\n"
        "a = d.date.today()\nb = moment.now()\nc = dict(default_factory=date.today)\ne = time.time()\nf = t()\n",
        [
            "assessment/store/x.py:5: store reads a clock: datetime.date.today",
            "assessment/store/x.py:6: store reads a clock: datetime.datetime.now",
            "assessment/store/x.py:7: store reads a clock: datetime.date.today",
            "assessment/store/x.py:8: store reads a clock: time.time",
            "assessment/store/x.py:9: store reads a clock: time.time",
        ],
    ),
    (
        "assessment/store/x.py",
        "a = 'insert into t values (current_timestamp)'\nb = \"select date('now')\"\n",
        ["assessment/store/x.py:1: store reads a clock in SQL", "assessment/store/x.py:2: store reads a clock in SQL"],
    ),
    (
        "assessment/web/x.py",
        "from importlib import import_module\nimport_module('sqlite3')\n__import__('sqlite3')\n",
        [
            "assessment/web/x.py:2: an import that cannot be read from the source",
            "assessment/web/x.py:3: an import that cannot be read from the source",
        ],
    ),
]
BAD_LENGTHS = [
    ("assessment/web/x.py", "x = 1\n" * 301, ["assessment/web/x.py: 301 lines, over 300"]),
    ("assessment/__init__.py", "x = 1\n" * 81, ["assessment/__init__.py: 81 lines, over 80"]),
    (
        "assessment/web/x.py",
        "@decorator(\n    1,\n)\ndef f():\n" + "    x = 1\n" * 40,
        ["assessment/web/x.py:4: f has 41 lines, over 40"],
    ),
]
BAD_TEMPLATES = [
    ("{{ note|safe }}", ["t.html:1: unescaped output"]),
    ("{% autoescape false %}", ["t.html:1: unescaped output"]),
    ("<p>\n<script>go()</script>", ["t.html:2: inline script"]),
    ('<script type="module">go()</script>', ["t.html:1: inline script"]),
    ('<a href="javascript:go()">', ["t.html:1: script address"]),
    ('<p style="color: red">', ["t.html:1: style attribute"]),
    ('{{ form.title(style="color: red") }}', ["t.html:1: style attribute"]),
    ('<button onclick="go()">', ["t.html:1: event handler"]),
    ("<p></p>\n" * 81, ["t.html: 81 lines, over 80"]),
]
GOOD_TEMPLATE = """{# |safe <script>go()</script> #}
<script type="application/json" id="figure">{{ figure|tojson }}</script>
<script src="{{ url_for('static', filename='charts.js') }}" defer></script>
{% set only = fact == "yes" %}<p data-style="x" class="question">{{ note }}</p>
"""


@pytest.mark.parametrize(("path", "source", "expected"), BAD_IMPORTS)
def test_an_import_against_the_rooms_is_found(path: str, source: str, expected: list[str]) -> None:
    assert list(import_faults(Module(path, source))) == expected


@pytest.mark.parametrize(("path", "source"), GOOD_IMPORTS)
def test_an_import_along_the_rooms_is_no_fault(path: str, source: str) -> None:
    assert list(import_faults(Module(path, source))) == []


@pytest.mark.parametrize(("path", "source", "expected"), BAD_USES)
def test_a_clock_or_a_hidden_import_is_found(path: str, source: str, expected: list[str]) -> None:
    assert sorted(use_faults(Module(path, source))) == expected


def test_web_and_cli_may_read_a_clock() -> None:
    source = "from datetime import date\nx = date.today()\n"
    assert [list(use_faults(Module(path, source))) for path in ("assessment/web/x.py", "assessment/cli.py")] == [[], []]


@pytest.mark.parametrize(("path", "source", "expected"), BAD_LENGTHS)
def test_what_is_too_long_is_found(path: str, source: str, expected: list[str]) -> None:
    assert list(length_faults(Module(path, source))) == expected


def test_a_function_of_forty_lines_fits() -> None:
    assert list(length_faults(Module("assessment/web/x.py", "def f():\n" + "    x = 1\n" * 39))) == []


@pytest.mark.parametrize(("source", "expected"), BAD_TEMPLATES)
def test_a_bad_template_is_found(source: str, expected: list[str]) -> None:
    assert list(template_faults("t.html", source)) == expected


def test_data_blocks_and_script_files_are_allowed_in_a_template() -> None:
    assert list(template_faults("t.html", GOOD_TEMPLATE)) == []


def test_every_room_holds_a_module() -> None:
    assert set(ROOMS) - {module.room for module in modules("assessment")} - {"__main__"} == set()


def test_the_rooms_hold() -> None:
    assert [fault for module in modules("assessment") for fault in import_faults(module)] == []


def test_only_web_and_cli_read_a_clock() -> None:
    assert [fault for module in modules("assessment") for fault in use_faults(module)] == []


def test_modules_and_functions_keep_to_their_limits() -> None:
    ours = modules("assessment") + modules("tests")
    assert [fault for module in ours for fault in length_faults(module)] == []


def test_templates_keep_to_the_content_policy_and_their_limit() -> None:
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert templates
    faults = (template_faults(t.relative_to(ROOT).as_posix(), t.read_text("utf-8")) for t in templates)
    assert [fault for found in faults for fault in found] == []
