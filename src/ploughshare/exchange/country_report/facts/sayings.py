"""Who says it: verbs of saying with their party, "according to", and the passive that names nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ploughshare.exchange.country_report.facts.lexicon import Lexicon
from ploughshare.exchange.country_report.facts.parties import Named, subjects
from ploughshare.exchange.country_report.facts.sentences import Stretch


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of saying at ``start`` to ``end``, and who says; what they govern begins at ``governs_from``.

    ``introduces`` a clause of its own, before which a date is that of the saying: "In May, X said that ...", and not
    "In May, Y reportedly ...".
    """

    start: int
    end: int
    parties: tuple[Named, ...]
    governs_from: int
    introduces: bool


_ACCORDING = re.compile(r"\b[Aa]ccording to\s+(?:the\s+|its\s+|an?\s+)?")

_NO_VERB = re.compile(r"\bto\s+(?:\w+ly\s+)?$|\b(?:transparency|annual|voluntary|Article \d+|media)\s+$")
_BE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s+(?:also\s+|previously\s+|\w+ly\s+)?$")
_BY = re.compile(r"\s+(?:\w+\s+)?by\s+(?:the\s+)?")
_IT = re.compile(r"\b[Ii]t\s+(?:had\s+|has\s+|also\s+|later\s+|earlier\s+)*$")


def sayings(words: Lexicon, text: str, sentence: Stretch, named: list[Named], last: Named | None) -> list[Saying]:
    """The sayings of a sentence, left to right; ``last`` is the subject before, for whom "it" stands."""
    found = []
    for match in _ACCORDING.finditer(text, *sentence):
        near = [party for party in named if 0 <= party.start - match.end() <= 30]
        found.append(Saying(match.start(), match.end(), tuple(near[:1]), sentence.start, introduces=False))
    for match in words.said.finditer(text, *sentence):
        before = text[max(sentence.start, match.start() - 30) : match.start()]
        if _NO_VERB.search(before):
            continue
        if _BE.search(before):
            by = _BY.match(text, match.end())
            agent = [party for party in named if by and 0 <= party.start - by.end() <= 20]
            found.append(
                Saying(
                    *match.span(),
                    tuple(agent[:1]),
                    sentence.start if agent else match.start(),
                    introduces=_introduces(text, match),
                )
            )
            continue
        who = subjects(text, named, sentence.start, match.start())
        if who and re.search(r"[;.]|\bthat\b|\bwhich\b", text[who[-1].end : match.start()]):
            who = []
        if last and _IT.search(before):
            who = [last]
        found.append(Saying(*match.span(), tuple(who), match.end(), introduces=True))
    for match in words.said_passive.finditer(text, *sentence):
        if not any(each.start < match.end() and match.start() < each.end for each in found):
            found.append(Saying(*match.span(), (), match.start(), introduces=_introduces(text, match)))
    return sorted(found, key=lambda each: each.start)


def _introduces(text: str, match: re.Match[str]) -> bool:
    """Whether a passive opens a clause ("it was reported that", "there were reports of")."""
    return bool(re.search(r"\breports?\b|\baccounts?\b", match[0]) or re.match(r"\s+that\b", text[match.end() :]))
