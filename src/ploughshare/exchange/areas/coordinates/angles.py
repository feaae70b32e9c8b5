"""Degrees as they are typed, with or without marks, letters of the hemisphere before or behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ploughshare.exchange.areas.coordinates.model import Form, refused

LETTERS: Mapping[str, str] = {"N": "N", "S": "S", "E": "E", "W": "W"}
"""English letters of the hemispheres. Others are stated by the mapping: O is west in Spanish and east in German, S is
north in Bosnian."""

_MARKS = str.maketrans(
    {
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("′’‘´`ʹ", "'"),
        **dict.fromkeys("″”“„ʺ", '"'),
        "−": "-",
        "–": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
    }
)
_ANGLE = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<degrees>\d{1,3}(?:[.,]\d{1,20})?)\s*(?:°|d|deg|(?=[\s:'-]|$))"
    r"(?:[\s:-]*(?P<minutes>\d{1,2}(?:[.,]\d{1,20})?)\s*(?:'(?!')|m|min|(?=[\s:\"-]|$))"
    r"(?:[\s:-]*(?P<seconds>\d{1,2}(?:[.,]\d{1,20})?)\s*(?:\"|''|s|sec)?)?)?",
    re.IGNORECASE,
)
_PARTS = {Form.DECIMAL_DEGREES: (1,), Form.DEGREES_MINUTES: (1, 2), Form.DEGREES_MINUTES_SECONDS: (1, 2, 3)}
_SECONDS_OF = (3600.0, 60.0, 1.0)


@dataclass(frozen=True)
class Angle:
    """An angle in degrees, the worth of its last digit in degrees, and its hemisphere (N, S, E, W) where it has one."""

    degrees: float
    step: float
    hemisphere: str | None

    @property
    def signed(self) -> float:
        """Degrees north or east."""
        return -self.degrees if self.hemisphere in ("S", "W") else self.degrees


def normal(text: str) -> str:
    """The text with one kind of mark for degrees, minutes, seconds, minus and blank."""
    return text.translate(_MARKS).strip()


def parse(words: object, form: Form, letters: Mapping[str, str] = LETTERS) -> Angle:
    """One angle. Raises PloughshareError (``areas.position``) with the reason."""
    text = format(words, ".15g") if isinstance(words, float) else normal(str(words))
    bare, hemisphere = _hemisphere(text, letters)
    found = _ANGLE.fullmatch(bare)
    if not found:
        raise refused(words, "this is no angle in degrees, such as 44.1234, 44°07.5' or 44°07'12.3\"")
    typed = [part for part in found.group("degrees", "minutes", "seconds") if part is not None]
    if form is not Form.DEGREES and len(typed) not in _PARTS[form]:
        raise refused(words, f"it has {len(typed)} numbers, which is not {form.replace('_', ' ')}")
    if any(set(part) & set(".,") for part in typed[:-1]):
        raise refused(words, "only its last number may have decimals")
    numbers = [float(part.replace(",", ".")) for part in typed]
    if any(number >= 60 for number in numbers[1:]):
        raise refused(words, "minutes and seconds end at 60")
    if found["sign"] == "-" and hemisphere:
        raise refused(words, f"it has a minus and the letter {hemisphere}; give one of them")
    degrees = sum(number * unit for number, unit in zip(numbers, _SECONDS_OF, strict=False)) / 3600
    decimals = len(re.split("[.,]", typed[-1])[1]) if re.search("[.,]", typed[-1]) else 0
    step = 10.0**-decimals * _SECONDS_OF[len(typed) - 1] / 3600
    return Angle(-degrees if found["sign"] == "-" else degrees, step, hemisphere)


def _hemisphere(text: str, letters: Mapping[str, str]) -> tuple[str, str | None]:
    """The text without its letter, and the hemisphere. The longest word wins: "north" before "n"."""
    known = {**_WORDS, **{letter.casefold(): meaning for letter, meaning in letters.items()}}
    folded = text.casefold()
    if len(folded) != len(text):
        return text, None
    for word in sorted(known, key=len, reverse=True):
        if folded.endswith(word) and not re.search(r"(?<!\d[dms])(?<=[^\W\d_])$", folded[: -len(word)]):
            if word == "s" and re.search(r"\dm[\d.,\s]*$", folded[:-1]):
                continue  # the s of 44d07m12s stands for seconds
            return text[: -len(word)].strip(), known[word]
        if folded.startswith(word) and not folded[len(word) :].strip()[:1].isalpha():
            return text[len(word) :].strip(" :="), known[word]
    return text, None


_WORDS = {"north": "N", "south": "S", "east": "E", "west": "W"}


def split(text: str, letters: Mapping[str, str] = LETTERS) -> tuple[str, str]:
    """The two angles that one cell holds, in their order."""
    whole = normal(text).strip("()[] ")
    for separator in (r"\s*[;|/]\s*", r",\s+", r"\s+,\s*", r"\t"):
        parts = re.split(separator, whole)
        if len(parts) == 2 and all(parts):
            return parts[0], parts[1]
    named = "|".join(map(re.escape, sorted({*letters, *letters.keys(), *_WORDS}, key=len, reverse=True)))
    behind = re.fullmatch(rf"(.*?\d[°'\"\s]*(?:{named}))[\s,]*((?=\S*\d).*(?:{named}))", whole, re.IGNORECASE)
    before = re.fullmatch(rf"((?:{named}).*?\d.*?)[\s,]*((?:{named})\s*[:=]?\s*\d.*)", whole, re.IGNORECASE)
    for found in (behind, before):
        if found:
            return found[1], found[2]
    commas = whole.split(",")
    if re.fullmatch(r"-?\d+,\d+", whole):
        raise refused(text, "it may be one number with decimals, or two numbers; part two by a semicolon")
    if len(commas) == 2:
        # With blanks as well, each comma parts decimals: "44,1234 17" is no pair that a comma parts.
        if not re.search(r"\d\s+-?\d", whole) or re.search(r"[°'\"]", whole):
            return commas[0].strip(), commas[1].strip()
    elif len(commas) == 4 and " " not in whole:
        return ",".join(commas[:2]), ",".join(commas[2:])
    words = whole.split()
    if words and len(words) % 2 == 0:
        return " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])
    raise refused(text, "two angles are needed, parted by a semicolon or a blank")
