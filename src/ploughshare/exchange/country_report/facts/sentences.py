"""Sentences and clauses of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_END = re.compile(r"[.!?…][”’\"')\]]*(?=\s+[“‘\"'(\[]?[A-ZÀ-Þ0-9])|[.!?…][”’\"')\]]*\s*$")
_ABBREVIATED = re.compile(
    r"(?:\b(?:St|Dr|Mr|Mrs|Ms|Prof|Col|Maj|Gen|Lt|Capt|Sgt|No|Nos|p|pp|para|paras|approx|ca|c|vs|cf|al|etc|e\.g|i\.e"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Co|Ltd|Inc|Art|Res|doc|Rev|Vol|ed|eds|U\.S|U\.N|U\.K)"
    r"|\b[A-Z])\.$"
)
_INNER = re.compile(
    r"[;—]|\s–\s|:\s"
    r"|,?\s(?:but|although|though|whereas|while|when|where|which|who|because|whose|so that|even though"
    r"|before which)\b"
    r"|,\s(?:with|including|allowing|enabling|indicating|releasing|leading|resulting|followed by|replacing"
    r"|re-?\w+ing)\b"
    r"|\s(?:requiring|calling for|mandating|obliging)\s|\swith\s(?=(?:[\w-]+\s){1,6}(?:expected|planned|scheduled"
    r"|due|set)\b)"
    r"|\s(?:since|until|before|after|as)\s(?=(?:it|they|he|the\s[\w-]+|[A-Z]\w+)\s(?:had\s|was\s|were\s|has"
    r"\s)?\w+ed\b)"
    r"|,?\sfollowing\s(?=(?:threats?|the|an?|heavy)\b)"
    r"|,?\s(?:and|but)\s(?=(?:the\s)?[A-ZÀ-Þ][\w’-]+(?:\s[A-Z][\w’-]+){0,3}\s(?:instead\s|also\s|later\s|then\s)?"
    r"(?:\w+ed|had|has|was|were|is|are|will|did|began|said)\b)"
    r"|\sand\s(?=(?:then\s|also\s|again\s|later\s)?(?:conduct|complete|clear|survey|plan(?:ned|s)?|expect(?:ed|s)?"
    r"|begin|continue|release"
    r"|submit|deploy|develop|establish|destroy|cancel|reduce|committed|conducted|cleared|began|started|found"
    r"|injured)\b)"
    r"|,?\sand\s(?=(?:that\s)?(?:(?:it|they|he|she|this|these|we|there)\s|(?:[\w’'-]+\s){0,5}?(?:was|were|had|has"
    r"|have|is|are|will|would|did|may|might|could|should)\b))"
)

_AND = re.compile(r",?\s*and\b")
_VERB = re.compile(r"\b(?:had|has|have|was|were|is|are|be|will|would|did|began|said|laid|\w{2,}ed|\w{3,}ing)\b")


LONGEST = 1500
"""Characters of the longest sentence."""


_STRAIGHT = re.compile(r'"([^"]*)"')


class Stretch(NamedTuple):
    """``text[start:end]``, a sentence or a clause."""

    start: int
    end: int

    def holds(self, at: int) -> bool:
        """Whether a character lies in it."""
        return self.start <= at < self.end


def typographic(text: str) -> str:
    """The text with curly quotation marks and apostrophes, character for character, as the rules know them."""
    return _STRAIGHT.sub(r"“\1”", text).replace("'", "’")


def sentences(text: str) -> list[Stretch]:
    """The sentences of a paragraph, without the white space between them; titles and initials end none."""
    found = []
    start = 0
    for mark in _END.finditer(text):
        last = mark.end() == len(text.rstrip())
        # A full stop after an abbreviation or an initial ends nothing.
        if not last and _ABBREVIATED.search(text[start : mark.start() + 1]):
            continue
        found.append(_trimmed(text, start, mark.end()))
        start = mark.end()
    if text[start:].strip():
        found.append(_trimmed(text, start, len(text)))
    return [part for sentence in found for part in _bounded(text, sentence)]


def _bounded(text: str, sentence: Stretch) -> Iterator[Stretch]:
    """What nobody wrote as one sentence in parts, cut between words, so that no text takes long."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        end = cut if cut > start else start + LONGEST
        yield Stretch(start, end)
        start = end
    yield Stretch(start, sentence.end)


def clauses(text: str, sentence: Stretch) -> list[Stretch]:
    """The clauses of a sentence, as far as punctuation and conjunctions show them; quoted words are never cut."""
    quoted = [found.span() for found in re.finditer(r"“[^”]*”|\([^)]*\)", text)]
    cuts = [
        found.start()
        for found in _INNER.finditer(text, sentence.start, sentence.end)
        if not any(start <= found.start() < end for start, end in quoted)
    ]
    bounds = [sentence.start, *cuts, sentence.end]
    found: list[Stretch] = []
    for start, end in pairwise(bounds):
        if found and _AND.match(text[start:end]) and not _VERB.search(text[found[-1].start : found[-1].end]):
            found[-1] = Stretch(found[-1].start, end)  # two subjects of one verb
        elif text[start:end].strip():
            found.append(Stretch(start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> Stretch:
    cut = text[start:end]
    return Stretch(start + len(cut) - len(cut.lstrip()), end - len(cut) + len(cut.rstrip()))
