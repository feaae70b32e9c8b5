"""Figures without a number: "no mined area was released", "the extent is not known", "did not report any clearance"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ploughshare.exchange.country_report.facts.sentences import Stretch
from ploughshare.figure import Figure, State, exact, missing, parse


class Absence(NamedTuple):
    """Words at ``start`` to ``end`` that state a figure without a number."""

    start: int
    end: int
    measure: str
    figure: Figure


_DONE = (
    r"(?:took place|taken place|occurred|(?:was|were|been)\s+(?:\w+ly\s+)?(?:conducted|carried out|undertaken|performed"
    r"|released|cleared|reduced|cancelled|destroyed|reported|deployed|recorded))"
)
_NONE = re.compile(
    r"\b[Nn]o\s+(?:(?:AP|AV|anti-personnel|mine|mined|mines?|land|humanitarian|suspected|further|new)\s+)*"
    rf"(?P<thing>clearance|demining|area|areas|land|land release|mines|survey|clearance personnel|casualties"
    rf"|victims)\b(?P<rest>[^.;]{{0,70}}?\b{_DONE})(?P<how>[^.;,]{{0,40}})"
)
_NOT_ANY = re.compile(
    r"\b[Tt]here (?:was|were) no\s+(?:AP\s+|mine\s+|mined\s+|land\s+)*(?:clearance|demining|release|survey|area)\b"
    r"|\bdid not (?:clear|release|reduce|cancel|destroy|conduct|carry out) any\s+[^.;,]{0,40}"
)
_BELIEVED = re.compile(r"\b(?:is|are|was|were)\s+(?:thought|believed|presumed)\b")
_UNKNOWN = re.compile(
    r"\b[Tt]he\s+(?:(?:exact|precise|full|true|overall|actual)\s+)?(?:extent|size|scale|scope)\s+(?:of"
    r"\s+)[^.;]{0,200}?\b(?:is|are|remains?|was)\s+(?:also\s+|still\s+)?(?:not\s+(?:yet\s+)?(?:precisely\s+)?known"
    r"|unknown|unclear|not clear)\b"
    r"|\b[Tt]here is no (?:reliable |accurate |credible )?(?:estimate|figure)s? (?:of|for) (?:the )?(?:extent"
    r"|size)[^.;]{0,80}"
)
_NO_DATA = re.compile(
    r"\b(?:not have|no|lacks?|without)\s+(?:available\s+|reliable\s+|any\s+)*(?:data|information|figures?)\s+"
    r"(?:available\s+)?on\s+the\s+number\s+of\s+(?P<ap>AP\s+|anti-personnel\s+)?mines?\s+destroyed"
)
_UNREPORTED = re.compile(
    r"\b(?:did not|has not|have not|had not)\s+report(?:ed)?\s+(?:on\s+)?(?:any|its|the)\s+(?:AP\s+|mine\s+"
    r"|anti-personnel\s+|release of\s+|land\s+)*(?P<thing>clearance|demining|survey|land release|casualties)\b"
)
_MEASURES = (
    (re.compile(r"cancel|NTS|non-technical", re.IGNORECASE), "cancelled_area"),
    (re.compile(r"reduc|\bTS\b|\btechnical survey", re.IGNORECASE), "reduced_area"),
    (re.compile(r"(?<!anti-)personnel", re.IGNORECASE), "personnel"),
    (re.compile(r"casualt|victim", re.IGNORECASE), "casualties"),
    (re.compile(r"\bAP mines\b|anti-personnel mines"), "ap_mines_destroyed"),
    (re.compile(r"\bmines\b"), "mines_destroyed"),
    (re.compile(r"clear|demin|releas"), "cleared_area"),
)


def absences(text: str, sentence: Stretch) -> list[Absence]:
    """The figures of a sentence that are none, unknown or not reported."""
    found = []
    low, high = sentence
    for match in _NONE.finditer(text, low, high):
        words = match[0]
        if re.search(r"\breported\b", match["rest"]):
            figure = missing(State.NOT_REPORTED)
        else:
            figure = parse("believed none") if _BELIEVED.search(words) else exact(0)
        if measure := _measure(words):
            found.append(Absence(match.start(), match.end(), measure, figure))
    found += [
        Absence(*match.span(), "contamination_extent", missing(State.UNKNOWN))
        for match in _UNKNOWN.finditer(text, low, high)
        if re.search(r"contaminat|mine|hazard|problem|ERW|cluster", match[0])
    ]
    found += [
        Absence(*match.span(), "ap_mines_destroyed" if match["ap"] else "mines_destroyed", missing(State.UNKNOWN))
        for match in _NO_DATA.finditer(text, low, high)
    ]
    for match in _NOT_ANY.finditer(text, low, high):
        if measure := _measure(match[0]):
            found.append(Absence(match.start(), match.end(), measure, exact(0)))
    for match in _UNREPORTED.finditer(text, low, high):
        if measure := _measure(match[0]):
            found.append(Absence(match.start(), match.end(), measure, missing(State.NOT_REPORTED)))
    return found


def _measure(words: str) -> str | None:
    return next((measure for pattern, measure in _MEASURES if pattern.search(words)), None)
