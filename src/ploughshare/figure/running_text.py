"""Quantities in running text, for whoever must see that none stands there without its source."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ploughshare import vocab
from ploughshare.figure import numbers, units
from ploughshare.figure.words import modifiers


class Quantity(NamedTuple):
    """A quantity in a text: ``text[start:end] == words``."""

    start: int
    end: int
    words: str


def quantities(text: str) -> list[Quantity]:
    """The quantities in a text, left to right, with what modifies them and their unit where one follows.

    Found are digits, number words and the verbal quantities that ``verbal_quantities`` marks as ``tied``
    ("dozens", "tens of thousands"; not "several" or "many"). "One" counts only with a modifier ("at least one"),
    a unit ("one mine", "one km") or a scale ("one million"), because by itself it is mostly a pronoun; "a" and
    "an" only before hundred, thousand, million, dozen. Not found are ordinals ("third", "20th"), digits glued
    to letters or joined to them by a hyphen ("M14", "20MSP", "BBM-82", "A/53"), and roman numerals.
    Dates, years and numbers in names ("Hill 281", "Article 5") are found: whoever asks knows the names and masks them.
    """
    found = []
    for match in _pattern().finditer(text):
        if match["number"].lower() == "one" and not (match["prefix"] or match["unit"]):
            continue
        found.append(Quantity(match.start(), match.end(), match.group()))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    tied = [
        way
        for term in vocab.load("verbal_quantities").terms.values()
        if term.extra["tied"]
        for way in (term.label, *term.extra.get("words", ()))
    ]
    verbal = "|".join(re.escape(way) for way in sorted(tied, key=len, reverse=True))
    prefixes = "|".join(
        re.escape(way).replace(r"\ ", r"\s+") + (r"\s+" if way[-1].isalpha() or way[-1] == "." else r"\s*")
        for way in modifiers("before")
    )
    scale = r"(?:\s+(?:thousand|million|billion)\b)?"
    digits = rf"{numbers.DIGITS}{scale}"
    spelled = (
        rf"(?:(?:half\s+an?|an?)\s+(?=(?:hundred|thousand|million|billion|dozen)\b))?"
        rf"(?:{numbers.NUMBER_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{numbers.NUMBER_WORD})\b)*\b"
    )
    one = rf"(?:{verbal}|{digits}|{spelled})"
    joint = r"(?:\s+to\s+|\s*[\u2012\u2013\u2014]\s*|-(?=\d))"
    number = rf"(?P<number>between\s+{one}\s+and\s+{one}|{one}(?:{joint}{one})?)"
    unit = rf"(?:[\s-]?(?P<unit>{units.pattern()}))?"
    return re.compile(
        rf"(?<![\w/])(?<!\d[.,])(?<![^\W\d]-)(?P<prefix>{prefixes})?{number}{unit}(?![\w/])", re.IGNORECASE
    )
