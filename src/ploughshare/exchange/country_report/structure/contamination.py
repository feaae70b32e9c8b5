"""The contamination field of the panel: its extent, its class, whose estimate it is, and of when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading.model import join
from ploughshare.exchange.country_report.structure.days import as_at
from ploughshare.exchange.country_report.structure.fields import FieldLines
from ploughshare.exchange.country_report.structure.taken import DOUBTFUL, LIKELY, SURE, Taken, taken
from ploughshare.figure import Figure, State, missing, parse_contamination, quantities

_GROUP = re.compile(r"\(([^()]*)\)")
_BY = re.compile(r"(?P<who>.*?)\s*\b(?:estimate|figure|data|calculation|assessment)s?\b", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:estimate|figure|data|calculation|assessment)s?\s+(?:by|from|of)\s+(?P<who>.+?)(?=,|$|\bas\b|\bat\b)",
    re.IGNORECASE,
)
_NO_EXTENT = re.compile(
    r"\b(?:exact |precise |full |true )?(?:extent|size) (?:is |of contamination )?(?:unknown|not known)"
)
_NOT_CREDIBLE = re.compile(r"\bno (?:credible|reliable) (?:figure|estimate)s?\b")


_TWICE = re.compile(r"(?<=\d)\s?k?m2(?=\s*(?:and|to|[–-])\s*\d)")
"""The unit of a range, printed at both its ends."""
_PUNCTUATION = re.compile(r"(?<!\d)[:;,–—]+|[:;,–—]+(?!\d)")


@dataclass(frozen=True, slots=True)
class Contamination:
    """``figure`` in its printed unit; ``category`` a term of contamination_classes; ``as_at`` an ISO date or period."""

    figure: Figure | None
    category: str | None
    estimated_by: str | None = None
    as_at: str | None = None


def read(field: FieldLines) -> Taken[Contamination]:
    """The contamination that the panel states."""
    piece = join(field.lines, " ")
    text = piece.text
    who, day, groups = None, None, []
    for match in _GROUP.finditer(text):
        inner = match[1].strip()
        if _NOT_CREDIBLE.search(inner.casefold()):
            continue
        dated = as_at(inner)
        undated = _cut(inner, dated[1]) if dated else inner
        named = _FROM.search(undated) or _BY.fullmatch(undated)
        if named or dated:
            who = who or (named["who"].strip(" ,;") if named else None)
            day = day or (dated[0] if dated else None)
            groups.append(match.span())
    said = text
    for start_end in reversed(groups):
        said = _cut(said, start_end)
    if dated := as_at(said):
        day = day or dated[0]
        said = _cut(said, dated[1])
    if who and who.isupper() and len(who) > 5:
        who = who.title()
    figure, category, confidence = _extent(said)
    return taken(Contamination(figure, category, who or None, day), piece, confidence)


def _cut(text: str, place: tuple[int, int]) -> str:
    return " ".join(f"{text[: place[0]]} {text[place[1] :]}".split()).strip(" ,;")


def _extent(said: str) -> tuple[Figure | None, str | None, float]:
    plain = re.sub(r"(?<=m)\s?[²2]\b|(?<=m)\s?²", "2", said.casefold())
    if _NO_EXTENT.search(plain) or _NOT_CREDIBLE.search(plain):
        state = State.NO_CREDIBLE_FIGURE if _NOT_CREDIBLE.search(plain) else State.UNKNOWN
        category = _category(plain)
        return missing(state, "km2"), category, SURE if category else LIKELY
    try:
        found = parse_contamination(" ".join(_PUNCTUATION.sub(" ", _TWICE.sub("", plain)).split()))
    except PloughshareError:
        return _apart(plain)
    return found.figure, found.category, SURE


def _apart(plain: str) -> tuple[Figure | None, str | None, float]:
    """The figure and the class where they stand among other words."""
    measured = [each for each in quantities(plain) if re.search(r"m[2²]|ha\b|square", each.words)]
    category = _category(plain)
    if not measured:
        return None, category, DOUBTFUL
    try:
        return parse_contamination(measured[0].words).figure, category, LIKELY if len(measured) == 1 else DOUBTFUL
    except PloughshareError:
        return None, category, DOUBTFUL


def _category(plain: str) -> str | None:
    terms = sorted(vocab.load("contamination_classes").terms.values(), key=lambda term: -len(term.label))
    return next((term.id for term in terms if re.search(rf"\b{term.label}\b", plain)), None)
