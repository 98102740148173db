"""What the templates may not hold, since the content policy would refuse it or escaping would be lost."""

import re
from collections.abc import Iterator
from typing import Final

TEMPLATE_LINES: Final = 80
COMMENT: Final = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
HANDLER: Final = (
    r"\bon(?:abort|after\w+|animation\w+|before\w+|blur|cancel|change|click|close|contextmenu|copy|cut|dblclick|drag\w*|drop"
    r"|ended|error|focus\w*|hashchange|input|invalid|key\w+|load\w*|message|mouse\w+|offline|online|page\w+|paste"
    r"|pointer\w+|popstate|reset|resize|scroll\w*|select\w*|storage|submit|toggle|touch\w+|transition\w+|unload|wheel)\s*="
)
FORBIDDEN: Final = {
    "unescaped output": re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false", re.IGNORECASE),
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*\btype\s*=\s*[\"']?application/json\b)[^>]*>", re.IGNORECASE
    ),
    "script address": re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "style attribute": re.compile(r"(?<![\w-])style\s*=(?!=)", re.IGNORECASE),
    "event handler": re.compile(HANDLER, re.IGNORECASE),
}


def template_faults(path: str, source: str) -> Iterator[str]:
    """Every fault of one template, with its line; comments don't count."""
    if (lines := len(source.splitlines())) > TEMPLATE_LINES:
        yield f"{path}: {lines} lines, over {TEMPLATE_LINES}"
    text = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), source)
    for kind, pattern in FORBIDDEN.items():
        for found in pattern.finditer(text):
            yield f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {kind}"
