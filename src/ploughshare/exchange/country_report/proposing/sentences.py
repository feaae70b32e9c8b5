"""The sentences of which no event and no figure was made: statements that wait for a person's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.facts.sentences import sentences
from ploughshare.exchange.country_report.proposing.context import Context
from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Span
from ploughshare.exchange.country_report.structure.sections import Part, Section

_TOPICS: Mapping[Part, str] = {
    Part.KEY_DEVELOPMENTS: "developments",
    Part.CONTAMINATION: "contamination",
    Part.MANAGEMENT: "programme_management",
    Part.GENDER: "gender_diversity",
    Part.ENVIRONMENT: "environment",
    Part.INFORMATION: "information_management",
    Part.PLANNING: "planning",
    Part.LAND_RELEASE_SYSTEM: "standards",
    Part.OUTPUTS: "land_release",
    Part.RESIDUAL: "residual_risk",
}
_STANDINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("not_known", re.compile(r"\b(?:not|un)(?: \w+)? ?(?:known|clear)\b|\bunknown\b", re.IGNORECASE)),
    (
        "not_stated",
        re.compile(r"\b(?:did|does|do|has|have) not (?:said|say|state|report|provide|indicate)\w*", re.IGNORECASE),
    ),
    ("believed", re.compile(r"\b(?:believed|thought|suspected|likely|appears?)\b", re.IGNORECASE)),
    ("expected", re.compile(r"\b(?:plans?|planned|expects?|expected|will|aims?|intends?|foreseen)\b", re.IGNORECASE)),
    ("position", re.compile(r"\b(?:should|pledged|commitment|committed|position|determination)\b", re.IGNORECASE)),
    ("claimed", re.compile(r"\b(?:claim|allege)\w*\b", re.IGNORECASE)),
    ("reported", re.compile(r"\b(?:report|state|said|inform|indicat|declar|accord)\w*\b", re.IGNORECASE)),
)
WHY = "no event or figure was made of this sentence; a person may put it into words"


def propose(context: Context, sections: Iterable[Section], taken: Iterable[Span]) -> Iterator[Proposal]:
    """A topic without its statement for each such sentence, with the topic of its section and what backs it."""
    used = sorted((span.start, span.end) for span in taken)
    for section in sections:
        topic = _TOPICS.get(section.part) if section.part is not None else None
        if topic is None:
            continue
        for at in section.blocks:
            block = context.chapter.blocks[at]
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET):
                yield from _left(context, block, topic, used)


def _left(context: Context, block: Block, topic: str, used: list[tuple[int, int]]) -> Iterator[Proposal]:
    for start, end in sentences(block.text):
        spans = block.piece.locate(start, end)
        if any(low < span.end and span.start < high for span in spans for low, high in used):
            continue
        text = block.text[start:end]
        values = {
            "id": context.free("topics", f"{topic} {context.source}"),
            "topic": topic,
            "subject": context.country,
            "standing": next((standing for standing, pattern in _STANDINGS if pattern.search(text)), "known"),
        }
        row = Proposal("topics", values, spans, "", WHY)
        yield row
        notes = [marker.number for marker in block.markers if start < marker.at <= end + 1]
        yield from context.cite(row, notes)
