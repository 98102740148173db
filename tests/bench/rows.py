"""A line of what was measured, as docs/performance.md has it."""


def row(what: str, measured: float, against: float, aim: str = "") -> str:
    """Two times in milliseconds, and the one as so many times the other."""
    return f"| {what} | {measured:.2f} ms ÷ {against:.2f} ms = {measured / against:.2f} | {aim} |"
