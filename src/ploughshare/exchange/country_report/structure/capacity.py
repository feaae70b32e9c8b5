"""Who manages, surveys and clears, by kind, as the list of capacity names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Leftover
from ploughshare.exchange.country_report.structure.lists import Item, grouped
from ploughshare.exchange.country_report.structure.operators import short_of
from ploughshare.exchange.country_report.structure.sections import Part, Section
from ploughshare.exchange.country_report.structure.taken import DOUBTFUL, SURE, Taken, taken

_KINDS = (
    ("management", re.compile(r".*\bMANAGEMENT\b.*", re.IGNORECASE)),
    ("international_operator", re.compile(r".*\bINTERNATIONAL\b.*", re.IGNORECASE)),
    ("national_operator", re.compile(r".*\b(?:NATIONAL|LOCAL|COMMERCIAL)\b.*", re.IGNORECASE)),
    ("other_actor", re.compile(r".*\b(?:OTHER|ACTORS|PARTNERS)\b.*", re.IGNORECASE)),
)
"""Terms of capacity_categories by the words of their heading; the first that fits."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """One entry: its category (term of capacity_categories), the words as printed, the short form in brackets.

    ``exists`` is False where the entry says that there is none; ``group`` is the entry it stands under.
    """

    category: str
    words: str
    short: str | None
    exists: bool
    group: str | None = None


def read(blocks: Sequence[Block], sections: Sequence[Section]) -> tuple[list[Taken[Capacity]], list[Leftover]]:
    """The entries in order, and what stands in the list under no known kind."""
    found: list[Taken[Capacity]] = []
    leftovers: list[Leftover] = []
    for section in sections:
        if section.part is not Part.CAPACITY:
            continue
        category = None if section.level == 1 else category_of(section.title)
        bullets = [blocks[at] for at in section.blocks]
        entries = [Item(block.piece, marked=block.kind is BlockKind.BULLET) for block in bullets]
        for item in grouped(entries):
            if category is None:
                leftovers.append(
                    Leftover(f"under “{section.title}”, which is no known kind of capacity", item.piece.spans)
                )
                continue
            found.append(_entry(item, category))
    return found, leftovers


def category_of(title: str) -> str | None:
    """The category that a heading within the list names."""
    return next((category for category, pattern in _KINDS if pattern.fullmatch(title)), None)


def _entry(item: Item, category: str) -> Taken[Capacity]:
    _, short = short_of(item.text)
    value = Capacity(category, item.text, short, not item.is_none, item.group)
    return taken(value, item.piece, SURE if item.marked else DOUBTFUL)
