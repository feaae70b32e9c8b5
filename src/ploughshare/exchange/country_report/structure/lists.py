"""Lists of bullets: an item over several lines, items under the item or line that groups them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ploughshare.exchange.country_report.reading.model import Piece, join

_MARK = re.compile(r"\s*(?P<mark>[■▪●•◦‣▶►➤✓○\uf0b7\uf0a7]|[-–—*](?=\s))\s*")
_NONE = re.compile(r"(?:none|no|n/a|nil|not applicable)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One item, without its mark. ``group`` is the words of the item or line above that ends with a colon or groups it.

    ``marked`` tells an item from a line that stands between items.
    """

    piece: Piece
    group: str | None = None
    marked: bool = True

    @property
    def text(self) -> str:
        """The words of the item."""
        return self.piece.text

    @property
    def is_none(self) -> bool:
        """Whether the item says that there is none."""
        return bool(_NONE.match(self.text))


def items(lines: Iterable[Piece]) -> list[Item]:
    """The items of printed lines that still have their marks; a line without one goes on with the item before it."""
    found: list[Item] = []
    for line in lines:
        mark = _MARK.match(line.text)
        if mark and line.text[mark.end() :]:
            found.append(Item(line.cut(mark.end(), len(line.text))))
        elif found and found[-1].marked and not is_group(line.text):
            found[-1] = Item(join([found[-1].piece, line], " "))
        elif line.text and not mark:
            found.append(Item(line, marked=False))
    return list(grouped(found))


def grouped(found: Iterable[Item]) -> Iterator[Item]:
    """The items with the group that each stands in; lines and items that only name a group are left out."""
    group: str | None = None
    within: str | None = None
    given = list(found)
    for at, item in enumerate(given):
        has_items = at + 1 < len(given) and given[at + 1].marked
        if not item.marked and has_items:
            group, within = item.text.rstrip(": "), None
        elif item.text.endswith(":") and has_items:
            within = item.text.rstrip(": ")
        else:
            yield Item(item.piece, within or group, item.marked)


_GROUPS = re.compile(
    r"(?:(?:inter)?national|commercial|local|other|military|state|government(?:al)?|humanitarian|private|civil(?:ian)?)\b"
    r"(?: (?:and|or|non-governmental|international|clearance|demining|mine action|survey|commercial))*"
    r" (?:operators?|organi[sz]ations?|ngos?|compan(?:y|ies)|actors?|sector|entities|contractors?)(?: \(.*\))?:?",
    re.IGNORECASE,
)
"""Words over a part of a list of operators."""


def is_group(text: str) -> bool:
    """Whether a line between items names what those below it have in common."""
    return (
        bool(_GROUPS.fullmatch(text)) or text.endswith(":") or (text == text.upper() and len(text) > 3 and " " in text)
    )
