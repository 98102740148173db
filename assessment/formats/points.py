"""Points of the index as they are shown: whole tenths, which the engine makes add up."""


def plain(tenths: int | None) -> str:
    """An index: "63.2"; a dash where there is none."""
    return "–" if tenths is None else f"{tenths / 10:.1f}"


def signed(tenths: int | None) -> str:
    """A change: "+2.4", "−0.3", "0.0"; a dash where there is none."""
    sign = "" if not tenths else "+" if tenths > 0 else "−"
    return sign + plain(tenths if tenths is None else abs(tenths))
