"""Abbreviations that a text defines: "Serbian Mine Action Centre (SMAC)"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DEFINED = re.compile(r"\(((?=[^)]*[A-Z][^)]*[A-Z])[A-Z][A-Za-z&-]{1,11}?)s?\)")
_WORD = re.compile(r"[\w’'&-]+")


def defined(texts: Iterable[str]) -> dict[str, str]:
    """Abbreviation -> its long form as first defined, by the rule that its letters begin or fill the words before it."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _DEFINED.finditer(text):
            long = _long_form(text[: match.start()], match[1])
            if long:
                found.setdefault(match[1], long)
    return found


def _long_form(before: str, short: str) -> str | None:
    """The shortest stretch of words that ends ``before`` and whose letters spell ``short`` in order, first with first."""
    words = list(_WORD.finditer(before[-200:]))
    letters = re.sub(r"[^A-Za-z]", "", short).casefold()
    for count in range(1, min(len(words), len(letters) + 6) + 1):
        stretch = words[-count:]
        if stretch[0][0][0].casefold() == letters[0] and _spells(stretch, letters):
            return " ".join(before[-200:][stretch[0].start() :].split()).strip()
    return None


def _spells(words: list[re.Match[str]], letters: str) -> bool:
    """Whether the letters can be taken from the words in order, each first of its part of a word, or within the last."""
    at = 0
    for word in words:
        parts = re.split(r"[-’']", word[0].casefold())
        for part in parts:
            if at < len(letters) and part[:1] == letters[at]:
                at += 1
    return at >= len(letters)
