"""Columns line up, Chinese text included."""

from assessment.formats.text_table import table


def test_each_column_is_as_wide_as_its_widest_cell() -> None:
    assert table(("id", "title"), [("1", "加密 TLS"), ("100", "two\nlines")]) == (
        "id   title\n---  ---------\n1    加密 TLS\n100  two lines\n"
    )


def test_a_chinese_character_takes_two_places() -> None:
    assert table(("题", "n"), [("ab", "1"), ("题目", "2")]) == "题    n\n----  -\nab    1\n题目  2\n"


def test_no_rows_leave_the_heads() -> None:
    assert table(("id",), []) == "id\n--\n"
