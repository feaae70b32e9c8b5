"""Text that a spreadsheet would run as a formula, made harmless and back.

The danger is a name such as ``=HYPERLINK(...)`` in a programme's data, which somebody else's spreadsheet obeys.
"""

from __future__ import annotations

import re

_RUNS = re.compile(r"'*[=+\-@\t\r]")
_HARMLESS = re.compile(r"'+[=+\-@\t\r]")


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it. A text that has one gets another."""
    return f"'{text}" if _RUNS.match(text) else text


def as_meant(text: str) -> str:
    """The text that ``harmless`` was given."""
    return text[1:] if _HARMLESS.match(text) else text
