"""Profile facts that do not go together."""

import pytest

from assessment.engine.profile import contradictions
from tests.build import bank, fact, question

BANK = bank(question(), facts=[fact("faces", "biometrics"), fact("biometrics", "sensitive"), fact("sensitive")])

CASES = [
    ("nothing known", {}, ()),
    ("both hold", {"biometrics": True, "sensitive": True}, ()),
    ("both denied", {"biometrics": False, "sensitive": False}, ()),
    ("the implied one not known", {"biometrics": True}, ()),
    ("only the implied one holds", {"biometrics": False, "sensitive": True}, ()),
    ("the implied one denied", {"biometrics": True, "sensitive": False}, (("biometrics", "sensitive"),)),
    ("denied at the end of a chain", {"faces": True, "sensitive": False}, (("faces", "sensitive"),)),
    (
        "denied twice",
        {"faces": True, "biometrics": True, "sensitive": False},
        (("faces", "sensitive"), ("biometrics", "sensitive")),
    ),
]


@pytest.mark.parametrize(("profile", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_fact_that_holds_contradicts_the_denial_of_what_it_implies(
    profile: dict[str, bool], expected: tuple[tuple[str, str], ...]
) -> None:
    assert contradictions(BANK, profile) == expected


def test_facts_that_imply_each_other_are_walked_once() -> None:
    round_about = bank(question(), facts=[fact("one", "two"), fact("two", "one")])
    assert contradictions(round_about, {"one": True, "two": False}) == (("one", "two"),)
