"""The recommendations, and the key developments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.reading.model import Block, BlockKind
from ploughshare.exchange.country_report.structure.sections import Part, Section
from ploughshare.exchange.country_report.structure.taken import DOUBTFUL, LIKELY, SURE, Taken, taken

_ADDRESSEE = re.compile(
    r"(?P<who>(?:The )?[^\W\d_][^.;:]{1,120}?),?(?: as a matter of [^.,]{1,40},)?\s+"
    r"(?:should|must|needs? to|is urged to)\b"
)
_ASIDE = re.compile(r",.*$")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation: its place in the list from 1, its words, and whom it addresses as printed."""

    number: int
    text: str
    addressee: str | None


def read(blocks: Sequence[Block], sections: Sequence[Section]) -> list[Taken[Recommendation]]:
    """The recommendations in their order; nested points belong to the one above them."""
    found: list[Taken[Recommendation]] = []
    for section in sections:
        if section.part is not Part.RECOMMENDATIONS:
            continue
        for at in section.blocks:
            block = blocks[at]
            if block.kind is not BlockKind.BULLET and not (
                block.kind is BlockKind.PARAGRAPH and "should" in block.text
            ):
                continue
            if found and ((block.level or 1) > 1 or block.text[:1].islower()):
                last = found[-1]
                whole = f"{last.value.text} {block.text}"
                value = Recommendation(last.value.number, whole, last.value.addressee)
                found[-1] = Taken(value, whole, (*last.spans, *block.piece.spans), last.confidence)
                continue
            match = _ADDRESSEE.match(block.text)
            who = _ASIDE.sub("", match["who"]) if match else None
            sure = SURE if match and block.kind is BlockKind.BULLET else LIKELY if match else DOUBTFUL
            found.append(taken(Recommendation(len(found) + 1, block.text, who), block.piece, sure))
    return found


def developments(blocks: Sequence[Block], sections: Sequence[Section]) -> list[Taken[str]]:
    """The paragraphs and points of the key developments."""
    return [
        taken(blocks[at].text, blocks[at].piece)
        for section in sections
        if section.part is Part.KEY_DEVELOPMENTS
        for at in section.blocks
        if blocks[at].kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)
    ]
