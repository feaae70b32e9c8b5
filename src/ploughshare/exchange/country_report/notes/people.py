"""Correspondents and speakers: names, roles and dates in "Emails from A, role, B, 3 and 11 April 2022"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ploughshare.exchange.country_report.notes.dates import Dated, dates

_PARTICLES = frozenset(
    (
        "de",
        "da",
        "do",
        "dos",
        "del",
        "der",
        "den",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "bin",
        "bint",
        "ibn",
        "al",
        "el",
    )
)
_ORGANISATION = re.compile(
    r"\b(?:ministry|minister|department|directorate|agency|authority|centre|center|committee|commission|council|office"
    r"|organi[sz]ation|institute|union|mission|embassy|campaign|monitor|group|team|unit|service|services|force|forces"
    r"|army|trust|foundation|programme|program|network|association|university|academy|news|press|bank|company|council"
    r"|national|international|nations|united|republic|kingdom|state|government|review|aid|cooperation|planning|affairs"
    r"|operations|information|management|section|sector|bureau|board|action|mine|demining|engineering|school|society"
    r"|rights|watch|humanity|handicap|norwegian|danish|swiss|fields|crescent|cross|relief|refugees?|federation|landmines?"
    r"|munitions?|defen[cs]e|security|policy|research|media|post|times|herald|daily|radio|television"
    r"|north|south|east|west|northern|southern|eastern|western)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:director|manager|officer|advis[eo]r|head|chief|coordinator|deputy|senior|consultant|attach[ée]|secretary"
    r"|minister|ambassador|member|president|chair|specialist|expert|engineer|commander|representative|assistant|analyst"
    r"|lead|leader|researcher|delegate|counsellor|spokesperson|professor)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"^(?:(?:col|lt|maj|gen|brig|capt|sgt|cpl|dr|mr|mrs|ms|prof|amb|cmdr|h\.?e|sir|eng)\b[.-]*\s*)+", re.IGNORECASE
)


_ENDS_ROLE = re.compile(r"\b[A-Z]{2,}\d*$|\)$")
"""An abbreviation, with which the organisation of somebody before ends."""


class Person(NamedTuple):
    """A correspondent or speaker, the role and organisation as printed, and the dates."""

    name: str
    role: str | None
    dates: tuple[str, ...]
    start: int
    end: int


def is_person(text: str) -> bool:
    """Whether words read like the name of a person rather than of an organisation, a role or a place."""
    bare = _RANK.sub("", text.strip())
    words = bare.split()
    if not (2 <= len(words) <= 6 or (len(words) == 1 and bare != text.strip())):
        return False
    if _ORGANISATION.search(bare) or _ROLE.search(bare) or re.search(r"[\d()“”&/:]", bare):
        return False
    # An abbreviation in capitals is an organisation; "N." and "J.P." are initials.
    return all(
        word.casefold() in _PARTICLES or (word[:1].isupper() and not (word.isupper() and len(word.strip(".")) > 3))
        for word in words
    )


def name_of(text: str) -> Mapping[str, str]:
    """A name as CSL has it: initials tell the given name from the family's; any other is kept as printed."""
    text = text.strip(" ,")
    if match := re.fullmatch(r"((?:[A-Z]\.[\s-]*)+)(\S.*)", text):
        return {"family": match[2], "given": match[1].strip()}
    return {"literal": text}


def people(text: str) -> list[Person]:
    """Those named before and between the dates of a text, each with the dates that follow the name.

    Two who share their dates have them both.
    """
    found: list[Person] = []
    waiting: list[tuple[str, str | None, int, int]] = []
    at = 0
    clusters = _clusters(text, dates(text))
    for start, end, those in clusters:
        waiting += _named(text, at, start)
        found += [Person(name, role, those, low, end) for name, role, low, _ in waiting]
        waiting, at = [], end
    if not clusters:
        found = [Person(name, role, (), low, high) for name, role, low, high in _named(text, 0, len(text))]
    return found


def _clusters(text: str, found: list[Dated]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Dates that follow each other with nothing but commas and "and" between them belong together."""
    joined: list[tuple[int, int, tuple[str, ...]]] = []
    for each in found:
        if joined and re.fullmatch(r"[\s,–-]*(?:and)?\s*", text[joined[-1][1] : each.start]):
            start, _, before = joined[-1]
            joined[-1] = (start, each.end, (*before, each.date))
        else:
            joined.append((each.start, each.end, (each.date,)))
    return joined


def _named(text: str, start: int, end: int) -> list[tuple[str, str | None, int, int]]:
    """The people between two places of a text: a name, and what follows it up to the next name is the role."""
    chosen: list[tuple[int, int]] = []
    stretch = text[start:end]
    for match in re.finditer(r"[^,]+", stretch):
        low, high = match.span()
        segment = re.sub(r"^\s*(?:and\s+)?(?:(?:from|with)\s+)?", "", match[0])
        low = high - len(segment)
        after_and = match[0].strip().startswith("and ") or not chosen
        halves = re.split(r"\s+and\s+", segment.strip())
        if after_and and len(halves) > 1 and all(is_person(half) for half in halves):
            for half in halves:
                where = stretch.index(half, low)
                chosen.append((where, where + len(half)))
        elif not segment.strip():
            continue
        elif not chosen or (after_and and is_person(segment)):
            chosen.append((low, high))
        elif len(halves) == 2 and is_person(halves[1]) and _ENDS_ROLE.search(halves[0]):
            where = stretch.index(halves[1], low)
            chosen.append((where, where + len(halves[1])))
    people: list[tuple[str, str | None, int, int]] = []
    for number, (low, high) in enumerate(chosen):
        until = chosen[number + 1][0] if number + 1 < len(chosen) else len(stretch)
        role = re.sub(r"(?:,|\band)*\s*$", "", stretch[high:until].strip(" ,")).strip(" ,")
        people.append((stretch[low:high].strip(" ,."), role or None, start + low, start + until))
    # "A and B, SMAC" are both of SMAC.
    for number in range(len(people) - 2, -1, -1):
        if people[number][1] is None:
            people[number] = (people[number][0], people[number + 1][1], *people[number][2:])
    return [(re.sub(r"^the\s", "", name), role, low, high) for name, role, low, high in people if name]


def is_place(text: str) -> bool:
    """Whether a segment of a citation reads like the name of a town or country, and of nobody."""
    text = re.sub(r"^(?:in|at)\s", "", text.strip())
    words = text.split()
    if not 1 <= len(words) <= 4 or re.search(r"[\d“”&/:()]", text) or _ROLE.search(text):
        return False
    if (text.isupper() and len(text) <= 6) or (_ORGANISATION.search(text) and not _DIRECTION.search(text)):
        return False
    return all(word[:1].isupper() or word in _PARTICLES for word in words)


_DIRECTION = re.compile(r"^(?:north|south|east|west|new|united kingdom|united states)\b", re.IGNORECASE)
