"""Numbers as they are typed: a comma or a point before the decimals, spaces between thousands."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ploughshare.exchange.areas.coordinates.model import refused

_PLAIN = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,20})?")
_SPACED = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?:[.,]\d{1,20})?")
_COMMAS = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){2,}(?:\.\d{1,20})?|[+-]?\d{1,3}(?:,\d{3})+\.\d{1,20}")
_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,20})?|[+-]?\d{1,3}(?:\.\d{3})+,\d{1,20}")

_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


@dataclass(frozen=True)
class Typed:
    """A number and the worth of its last digit."""

    value: float
    step: float


def typed(words: object) -> Typed:
    """The number that a cell holds.

    "4,885,123.5" and "4.885.123,5" are read by their two kinds of marks. One mark alone parts the decimals.
    """
    if isinstance(words, bool) or words is None:
        raise refused("" if words is None else words, "there is no number")
    text = str(words).strip()
    if "e" in text.lower() and isinstance(words, float):
        text = format(words, ".12f").rstrip("0")
    if _PLAIN.fullmatch(text):
        plain = text.replace(",", ".")
    elif _SPACED.fullmatch(text):
        plain = re.sub(r"[ \u00a0\u202f']", "", text).replace(",", ".")
    elif _COMMAS.fullmatch(text):
        plain = text.replace(",", "")
    elif _POINTS.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
    else:
        raise refused(words, "this is no number")
    decimals = len(plain.partition(".")[2])
    value = float(plain)
    if not math.isfinite(value):
        raise refused(words, "this is no finite number")
    return Typed(value, 10.0**-decimals)


def metres(words: object) -> Typed:
    """The metres that a cell holds. "652,345" is refused: it may be 652 metres or 652 thousand."""
    if isinstance(words, str) and _EITHER.fullmatch(words.strip()):
        raise refused(words, "its mark may part thousands or decimals; write it without one, or with other decimals")
    return typed(words)
