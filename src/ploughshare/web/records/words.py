"""Words as search compares them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from ploughshare.record.contracts import TABLES_BY_NAME, Type
from ploughshare.record.package import Row

_EXCERPT_WORDS = 12


def fold(words: str) -> str:
    """Words without case, accents and width, Korean letters apart: what is typed and what is stored meet there."""
    parts = unicodedata.normalize("NFKD", words).casefold()
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def texts(table: str, row: Row) -> Iterator[str]:
    """The words of a row that a person may look for: its texts and names, without ids, terms and addresses."""
    for column in TABLES_BY_NAME[table].columns:
        value = row[column.name]
        if value and column.type is Type.NAMES:
            yield from (" ".join(str(part) for part in name.values()) for name in value)
        elif value and column.type is Type.TEXT and column.vocabulary is None:
            yield from value if column.many else (value,)


def excerpt(text: str, wanted: Sequence[str]) -> str:
    """The words of a text around the first of the folded words that are wanted; empty where none stands in it."""
    words = text.split()
    at = next((place for place, word in enumerate(words) if any(one in fold(word) for one in wanted)), None)
    if at is None:
        return ""
    first, last = max(0, at - _EXCERPT_WORDS), at + _EXCERPT_WORDS + 1
    return f"{'… ' if first else ''}{' '.join(words[first:last])}{' …' if last < len(words) else ''}"
