"""What stands around a number in the text, and how much it speaks against the number being a note's."""

from __future__ import annotations

import re

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_YEAR = re.compile(r"(?:19|20)\d\d$")
_UNIT = re.compile(r"(?:\bk?m|\d\s?k?m)$")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_COUNTED = re.compile(
    r"[%°€$£+]|[,.]\d|\s?[-–/]\s?\d|-\w|\s?(?:km|k?m[²2]|ha|metres?|kilometres?|hectares?|per cent|million|billion)\b"
    rf"|\s(?:{_MONTHS})\b"
)
_CONNECTIVE = re.compile(
    r"\s(?:and|or|but|which|while|whereas|although|though|as|it|they|he|she|the|a|an|in|on|at|with|for|of|by|to|from|this"
    r"|that|these|where|when|who|including|is|are|was|were|has|have|had|not|noting|indicating|however)\b"
)
_LEADS_TO_NUMBER = re.compile(
    r"(?:\b(?:of|in|to|the|than|from|by|for|and|or|with|covering|about|around|some|only|nearly|almost|approximately|over"
    r"|under|least|most|until|since|between|total|another|further|all|was|were|is|are|had|has|have|as|at|on|a|an|its|their"
    rf"|{_MONTHS}|article|form|table|protocol|resolution|level|hill|phase|annex|section|chapter|item|no|page|pp?)\.?)\s$",
    re.IGNORECASE,
)


def cost(text: str, run: int, start: int, end: int, *, in_row: bool) -> float | None:
    """How unlikely it is that ``text[start:end]`` is a note's number, 0 the likeliest; None where it cannot be.

    ``run`` is where its string of digits begins, which is before ``start`` where only the last of them are read.
    """
    before, after = text[:start], text[end:]
    if text[start] in _SUPERSCRIPT:
        return _raised(text[run:start], text[:run])
    if run == start and re.search(r"\[\^?$", before) and after.startswith("]"):
        return 0.1 if re.search(r"[^\s(]\s?\[\^?$", before) else 4.5
    if _COUNTED.match(after) or (after[:1].isalpha() and not after[:1].isupper()):
        return None
    price = 2.0 if after[:1].isalpha() else 0.0
    price += 3.0 if in_row and before.endswith((" ", "\t")) else 0.0
    if run < start:
        own = _after_digits(text[run:start], text[:run], text[run:end])
    elif before.endswith(" "):
        own = _after_space(before, after)
    else:
        own = _glued(before, text[start:end])
    return None if own is None else price + own


def _raised(prefix: str, before: str) -> float | None:
    """A superscript: surely a note, except for the exponent of a unit."""
    squared = bool(_UNIT.search(before))
    if not prefix:
        return 4.0 if squared else 0.0
    if prefix.isdecimal():
        return 0.5  # after a year or another number; some programs lose the place of single digits only
    return 0.3 if squared and prefix in ("²", "³") else None


def _after_digits(prefix: str, before: str, whole: str) -> float | None:
    """The last digits of a longer string: after a year, after a unit's exponent, after another number."""
    if prefix in ("2", "²") and _UNIT.search(before):
        return 0.7
    if _YEAR.fullmatch(whole):
        return None
    if _YEAR.fullmatch(prefix) and not before.endswith((",", ".")):
        return 1.5
    thousands = re.search(r"\d,$", before) is not None and len(prefix) == 3
    return 3.0 if thousands else 3.5 if not re.search(r"\d[.,]$", before) else 4.5


def _glued(before: str, digits: str) -> float | None:
    """Digits right after a sign or a letter."""
    last = before[-1:]
    if not last or last in "([“‘/$€£+-–—":
        return None
    if last.isalpha():
        if _UNIT.search(before) and digits == "2":
            return 4.5
        return 1.5 if re.search(r"(?:\b|[-’'])[a-zß-öø-ÿ]{2,}$|\b[A-Z][a-z]+$", before) else 2.5
    if last in ".,":
        number = re.search(r"(\d[\d,]*)[.,]$", before)
        if number is None or re.search(r"k?m\s?[2²]$", before[:-1]):
            return 0.3
        if _YEAR.fullmatch(number[1]):
            return 1.0
        return None if last == "," and len(digits) == 3 else 4.0
    return 0.3 if last in ";:!?)]”’\"'…" else 2.0


def _after_space(before: str, after: str) -> float | None:
    """Digits that stand alone."""
    sentence = re.search(r"[.!?…][”’\"')\]]*\s$", before)
    goes_on = re.match(r"\s?[A-ZÀ-Þ“‘\"(]", after)
    if sentence:
        return 0.8 if not after.strip() or goes_on else 3.0
    if re.search(r"[,;:][”’\"')]*\s$", before):
        return 1.2 if not after.strip() or _CONNECTIVE.match(after) or after[:1] in ",.;" else 3.5
    if _LEADS_TO_NUMBER.search(before):
        return None if not re.match(r"[.;]|\s*$", after) else 4.8
    price = 2.0 if not after.strip() or after[:1] in ".,;:)" or after.startswith(" (") else 2.6
    if not _CONNECTIVE.match(after) and price > 2.0:
        price = 4.2
    if before.endswith((") ", "” ", "’ ")):
        return price - 1.0
    if re.search(r"\b[A-Z]\w*\s$", before):
        price += 0.8
    if re.search(r"\d\s$", before) and not re.search(r"\b(?:19|20)\d\d\s$", before):
        price += 1.0
    return price
