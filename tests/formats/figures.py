"""What the tests of every figure look for in one."""

from collections.abc import Iterator


def colours(part: object) -> Iterator[str]:
    """Every colour that a figure sets."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key.endswith("color") and isinstance(value, str):
                yield value
            elif key != "meta":
                yield from colours(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from colours(one)
