"""The main operators of the panel, grouped where the panel groups them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from ploughshare.exchange.country_report.reading.model import Leftover
from ploughshare.exchange.country_report.structure.fields import FieldLines
from ploughshare.exchange.country_report.structure.lists import Item, is_group, items
from ploughshare.exchange.country_report.structure.taken import LIKELY, SURE, Taken, taken

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHORT = re.compile(r"\s*\((?P<short>[^()\s]{2,12}|[A-Z][^()]{1,20})\)\s*[*†‡]*$")


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator as printed, its short form, the group it stands in, and the year it is named for.

    ``name`` is None where the panel says that there is none.
    """

    name: str | None
    short: str | None = None
    group: str | None = None
    year: int | None = None


def read(field: FieldLines, known: Collection[str]) -> tuple[list[Taken[Operator]], list[Leftover]]:
    """The operators in their order. "A and B" in one item is two where ``known`` names either of them alone."""
    year = _YEAR.search(field.title.text)
    when = int(year[0]) if year else None
    folded = {name.casefold() for name in known}
    found: list[Taken[Operator]] = []
    leftovers: list[Leftover] = []
    for item in map(_ungrouped, items(field.lines)):
        if not item.marked and len(item.text.split()) > 12:
            leftovers.append(Leftover("a line under the main operators that names none", item.piece.spans))
            continue
        if item.is_none:
            found.append(taken(Operator(None, group=item.group, year=when), item.piece))
            continue
        found += [_operator(part, item.group, when) for part in _parts(item, folded)]
    return found, leftovers


def _ungrouped(item: Item) -> Item:
    """The item without the group that it begins with ("National operators: A, B")."""
    head, colon, rest = item.text.partition(":")
    if not colon or not rest.strip() or not is_group(head):
        return item
    return Item(item.piece.cut(len(head) + 1, len(item.text)).strip(), head, item.marked)


def short_of(name: str) -> tuple[str, str | None]:
    """The name without the short form in brackets behind it, and that short form."""
    match = _SHORT.search(name)
    return (name[: match.start()].strip(), match["short"]) if match else (name.strip(), None)


def _operator(part: Item, group: str | None, year: int | None) -> Taken[Operator]:
    name, short = short_of(part.text.rstrip(" *†‡.;,"))
    return taken(Operator(name, short, group, year), part.piece, SURE if part.marked and len(name) < 90 else LIKELY)


def _parts(item: Item, known: set[str]) -> list[Item]:
    joints = list(re.finditer(r",? and |, (?!under|part of|through)|; ", item.text))
    if not joints:
        return [item]
    bounds = [0, *(bound for joint in joints for bound in joint.span()), len(item.text)]
    parts = [item.piece.cut(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    listed = any(_is_known(part.text, known) for part in parts) or len(parts) > 2
    if all(part.text[:1].isupper() for part in parts) and listed:
        return [Item(part, item.group, item.marked) for part in parts]
    return [item]


def _is_known(text: str, known: set[str]) -> bool:
    name, short = short_of(text)
    return name.casefold() in known or bool(short and short.casefold() in known)
