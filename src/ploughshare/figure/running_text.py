"""Quantities in running text, for whoever must see that none stands there without its source."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ploughshare.figure import numbers, units, verbal
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
    "an" only before hundred, thousand, million, dozen. Not found are ordinals and decades ("third", "20th",
    "1990s"), digits in designations, which stand behind a letter, beside a stroke or before a capital ("M14",
    "BBM-82", "A/53", "20MSP"), fractions ("half", "a third", "1/3") and roman numerals.
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
    tied = "|".join(_spaced(way) for way, quantity in verbal.written().items() if quantity.tied)
    before = "|".join(_spaced(way) + (r"\s+" if way[-1].isalpha() else r"\s*") for way in modifiers("before"))
    digits = rf"{numbers.DIGITS}(?!\d)(?:\s*(?:thousand|million|billion|bn)\b)?"
    spelled = (
        r"(?:(?:half\s+an?|an?)\s+(?=(?:hundred|thousand|million|billion|dozen)\b))?"
        rf"(?:{numbers.NUMBER_WORD})\b(?:(?:\s+and\s+|[\s-]+)(?:{numbers.NUMBER_WORD})\b)*"
    )
    one = rf"(?:(?:{tied})\b|{digits}|{spelled})"
    joint = r"(?:\s+to\s+|\s*[\u2012\u2013\u2014]\s*|-(?=\d))"
    number = rf"(?P<number>between\s+{one}\s+and\s+{one}|{one}(?:{joint}{one})?)"
    unit = rf"(?:(?:[\s-]?(?P<unit>{units.pattern()}))(?!\w))?"
    not_before = r"(?<![\w/])(?<!\d[.,])(?<![^\W\d]-)"
    # An ordinal, a decade, a designation: 20th, 1990s, 20MSP. Digits with other letters are quantities: 5x.
    not_after = r"(?!\d|(?:st|nd|rd|th|s)\b|(?-i:[A-Z])|/\w)"
    return re.compile(rf"{not_before}(?P<prefix>{before})?{not_before}{number}{unit}{not_after}", re.IGNORECASE)


def _spaced(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"\s+")
