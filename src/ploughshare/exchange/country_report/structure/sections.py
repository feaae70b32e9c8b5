"""The sections of a chapter: headings in their order, main or sub, and which blocks stand under them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Span


class Part(StrEnum):
    """What a main section is about; the criteria of the scores are among them."""

    KEY_DATA = "key_data"
    KEY_DEVELOPMENTS = "key_developments"
    RECOMMENDATIONS = "recommendations"
    SCORES = "scores"
    CAPACITY = "capacity"
    CONTAMINATION = "contamination"
    MANAGEMENT = "programme_management"
    GENDER = "gender_diversity"
    ENVIRONMENT = "environment"
    INFORMATION = "information_management"
    PLANNING = "planning"
    LAND_RELEASE_SYSTEM = "land_release_system"
    OUTPUTS = "land_release_outputs"
    RESIDUAL = "residual_contamination"


_PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (Part.KEY_DATA, re.compile(r"KEY DATA")),
    (Part.KEY_DEVELOPMENTS, re.compile(r"KEY DEVELOPMENTS?.*")),
    (Part.RECOMMENDATIONS, re.compile(r"RECOMMENDATIONS?(?: FOR ACTION)?")),
    (Part.SCORES, re.compile(r"ASSESSMENT OF .*PERFORMANCE.*|.*PROGRAMME PERFORMANCE.*")),
    (Part.CAPACITY, re.compile(r".*(?:SURVEY|CLEARANCE) (?:AND CLEARANCE )?CAPACITY(?: IN \d{4})?|DEMINING CAPACITY")),
    (Part.CONTAMINATION, re.compile(r"UNDERSTANDING OF .*CONTAMINATION|(?:AP )?(?:MINE )?CONTAMINATION")),
    (Part.MANAGEMENT, re.compile(r"(?:NATIONAL )?(?:OWNERSHIP AND )?PROGRAMME MANAGEMENT|NATIONAL OWNERSHIP.*")),
    (Part.GENDER, re.compile(r"GENDER\b.*")),
    (Part.ENVIRONMENT, re.compile(r"ENVIRONMENT(?:AL)?\b.*")),
    (Part.INFORMATION, re.compile(r"INFORMATION MANAGEMENT\b.*")),
    (Part.PLANNING, re.compile(r"PLANNING AND (?:TASKING|PRIORITI[SZ]ATION).*")),
    (Part.LAND_RELEASE_SYSTEM, re.compile(r"LAND RELEASE SYSTEM.*")),
    (
        Part.OUTPUTS,
        re.compile(r"LAND RELEASE(?: OUTPUTS?)? AND .*|LAND RELEASE OUTPUTS?|PROGRESS TOWARDS? COMPLETION.*"),
    ),
    (Part.RESIDUAL, re.compile(r"PLANNING FOR .*RESIDUAL.*|.*RESIDUAL (?:CONTAMINATION|RISK).*")),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it up to the next heading.

    ``level`` is 1 for a main section and 2 for one within; ``part`` what a main section, or the one that a section
    lies in, is about (None where the family has no such section); ``blocks`` are indices into ``Chapter.blocks``.
    """

    title: str
    level: int
    part: Part | None
    spans: tuple[Span, ...]
    blocks: tuple[int, ...]


def part_of(title: str) -> Part | None:
    """Which part of a chapter a heading begins; None for a heading within one."""
    plain = " ".join(title.upper().split()).strip(" :")
    return next((part for part, pattern in _PARTS if pattern.fullmatch(plain)), None)


def read(blocks: Sequence[Block], elsewhere: Collection[int]) -> list[Section]:
    """The sections in order. ``elsewhere`` are headings that are read as something else (deadlines, panel)."""
    heads = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING and at not in elsewhere]
    found: list[Section] = []
    current: Part | None = None
    for at, end in pairwise([*heads, len(blocks)]):
        block = blocks[at]
        part = part_of(block.text)
        level = 1 if part is not None or current is None else 2
        current = part if part is not None else current
        under = tuple(
            index
            for index in range(at + 1, end)
            if blocks[index].kind not in (BlockKind.NOTE, BlockKind.FURNITURE) and index not in elsewhere
        )
        found.append(Section(block.text, level, current, block.piece.spans, under))
    return found
