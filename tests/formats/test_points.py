"""Points as a person reads them."""

import pytest

from assessment.formats.points import plain, signed


@pytest.mark.parametrize(
    ("tenths", "index", "change"),
    [
        (None, "–", "–"),
        (0, "0.0", "0.0"),
        (3, "0.3", "+0.3"),
        (632, "63.2", "+63.2"),
        (-7, "-0.7", "−0.7"),
        (-120, "-12.0", "−12.0"),
    ],
)
def test_tenths_are_told_with_one_decimal_and_a_change_with_its_sign(
    tenths: int | None, index: str, change: str
) -> None:
    assert (plain(tenths), signed(tenths)) == (index, change)
