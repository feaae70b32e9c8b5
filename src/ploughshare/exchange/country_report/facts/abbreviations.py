"""Abbreviations that a text defines: "Serbian Mine Action Centre (SMAC)"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DEFINED = re.compile(r"\(([A-Z][A-Za-z&-]{1,11}?)s?\)")


def defined(texts: Iterable[str]) -> dict[str, str]:
    """Abbreviation -> its long form as first defined."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _DEFINED.finditer(text):
            is_short = sum(letter.isupper() for letter in match[1]) > 1
            long = _long_form(text[max(0, match.start() - 200) : match.start()], match[1]) if is_short else None
            if long:
                found.setdefault(match[1], long)
    return found


def _long_form(before: str, short: str) -> str | None:
    """The shortest stretch that ends ``before`` and in which the letters of ``short`` stand in order.

    Its first letter begins the stretch (the rule of Schwartz and Hearst, 2003).
    """
    stretch = before.rstrip()
    at = len(stretch)
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    for number, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= 0 and not (
            stretch[at].casefold() == letter and (number or at == 0 or not stretch[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
    words = " ".join(stretch[at:].split())
    return words if len(words.split()) <= len(letters) + 5 and not re.search(r"[.;:(]", words) else None
