"""Reading one number, in digits or in words, as English texts write it."""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL: dict[str, int] = {word: value for value, word in enumerate(_UNITS + _TEENS)} | {
    word: value * 10 for value, word in enumerate(_TENS, start=2)
}
SCALES: dict[str, int] = {"thousand": 10**3, "million": 10**6, "billion": 10**9}

_SPACES = " \u00a0\u2009\u202f"
GROUPED = rf"\d{{1,3}}(?:[,{_SPACES}'\u2019]\d{{3}})+(?!\d)"
"""Digits in groups of three: by comma, space (thin and no-break too) or apostrophe."""
DIGITS = rf"(?:{GROUPED}|\d+)(?:\.\d+)?"
NUMBER_WORD = "|".join(sorted([*SMALL, "hundred", "dozen", *SCALES], key=len, reverse=True))

_DIGITS = re.compile(rf"(?P<sign>[-\u2212])?(?P<digits>{DIGITS})(?:\s*(?P<scale>thousand|million|billion|bn))?")
_NOT_DIGITS = re.compile(rf"[,{_SPACES}'\u2019]")
_STATED_SCALE = 10**6
"""From a million up, a scale word says where the last digit given stands; a thousand is only a way to write."""


def last_given(number: Decimal) -> Decimal:
    """One unit of the last digit given: 0.01 for 0.27, 1 for 600."""
    return Decimal(1).scaleb(min(int(number.as_tuple().exponent), 0))


def last_digit(number: Decimal) -> Decimal:
    """One unit of the last digit that is not 0: 100 for 600, 0.01 for 0.270."""
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))


def read(text: str) -> tuple[Decimal, Decimal | None] | None:
    """The number ``text`` writes and, for millions and up, the step it is rounded to; None if it is no number.

    "2 million" is 2,000,000 to the nearest million, "1.27 million" to the nearest ten thousand; "20 thousand",
    "two hundred" and plain digits state no step.
    """
    text = text.strip()
    found = _DIGITS.fullmatch(text)
    if found is None:
        return _read_words(text)
    number = Decimal(_NOT_DIGITS.sub("", found["digits"]))
    if found["sign"]:
        number = -number
    scale = SCALES["billion"] if found["scale"] == "bn" else SCALES.get(found["scale"] or "", 1)
    return _with_scale(number, scale)


def _with_scale(number: Decimal, scale: int) -> tuple[Decimal, Decimal | None]:
    if scale < _STATED_SCALE:
        return number * scale, None
    return number * scale, last_given(number) * scale


def _read_words(text: str) -> tuple[Decimal, Decimal | None] | None:
    words = [word for word in re.split(r"[\s-]+", text) if word not in ("", "and")]
    if not words or text.startswith(("and ", "-")):
        return None
    if words[0] in ("a", "an") and len(words) > 1:
        words[0] = "one"
    if words[:2] == ["half", "a"]:
        return (Decimal(6), None) if words[2:] == ["dozen"] else _half(words[2:])
    total = group = 0
    last_scale = 10**12
    previous = ""
    for word in words:
        if word in SMALL:
            if previous in SMALL and not (previous in _TENS and 0 < SMALL[word] < 10):
                return None
            group += SMALL[word]
        elif word == "hundred" and 0 < group < 100:
            group *= 100
        elif word == "dozen" and 0 < group < 100 and word == words[-1]:
            group *= 12
        elif word in SCALES and group and SCALES[word] < last_scale:
            total, group, last_scale = total + group * SCALES[word], 0, SCALES[word]
        else:
            return None
        previous = word
    if group == 0 and last_scale in SCALES.values() and last_scale >= _STATED_SCALE:
        return Decimal(total), Decimal(last_scale)
    return Decimal(total + group), None


def _half(words: list[str]) -> tuple[Decimal, Decimal | None] | None:
    return _with_scale(Decimal("0.5"), SCALES[words[0]]) if len(words) == 1 and words[0] in SCALES else None
