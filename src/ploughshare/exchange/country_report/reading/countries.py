"""Countries and areas by the names under which reports print them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import pycountry

_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "ba": ("Bosnia",),
    "bn": ("Brunei",),
    "cd": ("Democratic Republic of Congo", "Democratic Republic of the Congo", "DR Congo", "DRC"),
    "cg": ("Republic of the Congo", "Republic of Congo"),
    "ci": ("Ivory Coast",),
    "cv": ("Cape Verde",),
    "fk": ("Falkland Islands",),
    "fm": ("Micronesia",),
    "gb": ("United Kingdom of Great Britain and Northern Ireland", "UK"),
    "la": ("Lao PDR",),
    "ps": ("Palestine", "State of Palestine"),
    "ru": ("Russia",),
    "sz": ("Swaziland",),
    "tr": ("Turkey",),
    "us": ("USA", "United States of America"),
    "xk": ("Kosovo",),
}
"""Names in use that the ISO list does not have."""


class Country(NamedTuple):
    """A country or area: lower-case ISO 3166 alpha-2 code (``xk`` is in use for Kosovo) and the name found."""

    code: str
    name: str


@cache
def _by_name() -> dict[str, Country]:
    known: dict[str, Country] = {}
    for entry in pycountry.countries:
        names = [getattr(entry, field, None) for field in ("common_name", "name", "official_name")]
        short = str(names[0] or names[1]).partition(",")[0]
        for name in filter(None, names):
            plain, _, rest = name.partition(",")
            for each in (name, f"{rest.strip()} {plain}") if rest else (name,):
                known.setdefault(_folded(each), Country(entry.alpha_2.lower(), short))
    for code, others in _OTHER_NAMES.items():
        for name in others:
            known.setdefault(_folded(name), Country(code, name))
    return known


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_by_name(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def named(text: str) -> Country | None:
    """The country or area of that name, whatever its case and accents; the name is as printed, capitals undone."""
    found = _by_name().get(_folded(text))
    return found and Country(found.code, _readable(text))


def mentioned(text: str) -> list[Country]:
    """Every country named in a text, in order, each as often as it is named, by its short name."""
    return [_by_name()[match[0]] for match in _pattern().finditer(_folded(text))]


_SMALL = frozenset({"and", "of", "the"})


def _readable(name: str) -> str:
    """A name in capitals as it is written in a sentence."""
    name = " ".join(name.split())
    if not name.isupper() or len(name) <= 3:
        return name
    words = (word if word in _SMALL and at else word.capitalize() for at, word in enumerate(name.lower().split()))
    return re.sub(r"-(\w)", lambda found: f"-{found[1].upper()}", " ".join(words))


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.split()).removeprefix("the ")
