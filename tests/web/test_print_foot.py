"""The running foot's style sheet: whatever a title holds stays within its string."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from assessment.web import print_foot
from tests.build import assessment, bank, proved, question
from tests.web.conftest import stored

ESCAPE = re.compile(r"\\([0-9a-f]{1,6}) ")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_css_string_says_its_text_and_cannot_be_left(text: str) -> None:
    written = print_foot.css_string(text)
    inner = written[1:-1]
    assert (written[0], written[-1], set(inner) & set('"\n\r\f;{}<')) == ('"', '"', set())
    assert ESCAPE.sub(lambda found: chr(int(found[1], 16)), inner) == text


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(bank(question()))


def foot(app: Flask, number: int) -> str:
    """The left and the right text of the foot, as one reads them."""
    reply = app.test_client().get(f"/assessments/{number}/print.css")
    assert (reply.status_code, reply.mimetype, reply.headers["Cache-Control"]) == (200, "text/css", "no-store")
    contents = re.findall(r"content: (.*?);", reply.get_data(as_text=True))
    return " | ".join(ESCAPE.sub(lambda found: chr(int(found[1], 16)), one) for one in contents)


def test_the_foot_names_title_draft_fingerprint_and_page_of_pages(app: Flask) -> None:
    number = stored(app, assessment(title='2026 "Q4"; } 第四季度'))
    assert re.fullmatch(
        r'"2026 "Q4"; } 第四季度 · Draft · [0-9a-f]{16}" \| "Page " counter\(page\) " of " counter\(pages\) ""',
        foot(app, number),
    )


def test_the_foot_of_a_final_sample_says_so(app: Flask) -> None:
    number = stored(app, assessment({"ENC-01": proved(3)}, status="final"), sample=True)
    assert foot(app, number).startswith('"2026 · Sample · Final · ')


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("a" * 96, "a" * 96),
        ("a" * 97, "a" * 95 + "…"),
        ("评" * 48, "评" * 48),
        ("评" * 200, "评" * 47 + "…"),
        ("a" * 94 + " bc" + "d" * 100, "a" * 94 + "…"),
    ],
)
def test_a_long_title_leaves_room_for_draft_and_fingerprint(app: Flask, title: str, named: str) -> None:
    number = stored(app, assessment(title=title))
    assert re.match(rf'"{named} · Draft · [0-9a-f]{{16}}" \|', foot(app, number))


def test_an_unknown_assessment_has_no_foot(app: Flask) -> None:
    assert app.test_client().get("/assessments/9/print.css").status_code == 404
