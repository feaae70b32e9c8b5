"""The narrative with what it takes from the record: one table of makers fills every empty ``from-record`` div."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ploughshare.evidence.ledger import Ledger
from ploughshare.report import land_tables, panel, tables
from ploughshare.report.blocks import Blocks, Node, div, para, rewrite, text
from ploughshare.report.drawing import map as country_map
from ploughshare.report.drawing import timeline
from ploughshare.report.drawing.svg import Drawing
from ploughshare.report.pandoc import Document

MAP_CAPTION = "{name}, with the places this report speaks of."
TIMELINE_CAPTION = "What was reported, by the date it happened; a tick shows when it was first reported."


@dataclass(frozen=True)
class Filled:
    """The document with nothing left to fill, and by name the drawings that its divs of class ``drawing`` stand for."""

    document: Document
    drawings: Mapping[str, Drawing]


def fill(document: Document, ledger: Ledger) -> Filled:
    """Fill a document from the record that the ledger keeps (already filtered for the report's readers)."""
    drawings: dict[str, Drawing] = {}

    def made(node: Node) -> Blocks | None:
        given, _ = node["c"]
        if "from-record" not in given[1]:
            return None
        blocks, drawn = MAKERS[dict(given[2])["what"]](ledger)
        drawings.update({drawing.name: drawing for drawing in drawn})
        # The div itself stays: what is printed in it is known by it to come from the record.
        return [{"t": "Div", "c": [given, blocks]}]

    blocks = rewrite(document["blocks"], {"Div": made})
    return Filled({**document, "blocks": blocks}, drawings)


Made = tuple[Blocks, list[Drawing]]


def _map(ledger: Ledger) -> Made:
    package = ledger.package
    drawing = country_map.draw(package)
    missing = country_map.not_drawn(package)
    without = f" Not drawn, because nobody says where they are: {', '.join(missing)}." if missing else ""
    if drawing is None:
        words = f"There is no map: no place of the record has a known location.{without}"
        return [div([para(text(words))], "nothing-drawn")], []
    caption = MAP_CAPTION.format(name=package.meta["name"]) + without
    return [_stand_in(drawing, caption)], [drawing]


def _timeline(ledger: Ledger) -> Made:
    drawings = timeline.draw(ledger.package)
    missing = timeline.undated(ledger.package)
    without = f" Not drawn, because no date is known: {'; '.join(missing)}." if missing else ""
    if not drawings:
        words = f"There is no timeline: the record has no dated event.{without}"
        return [div([para(text(words))], "nothing-drawn")], []
    captions = [f"{TIMELINE_CAPTION}{without}", *(f"{TIMELINE_CAPTION} (continued)" for _ in drawings[1:])]
    return [_stand_in(drawing, caption) for drawing, caption in zip(drawings, captions, strict=True)], drawings


def _stand_in(drawing: Drawing, caption: str) -> Node:
    """Where a drawing goes: each format puts its own kind of picture there."""
    return div([para(text(caption))], "drawing", data_drawing=drawing.name)


def _blocks(make: Callable[[Ledger], Node]) -> Callable[[Ledger], Made]:
    return lambda ledger: ([make(ledger)], [])


MAKERS: Mapping[str, Callable[[Ledger], Made]] = {
    "key-data": _blocks(panel.key_data),
    "recommendations": _blocks(lambda ledger: tables.recommendations(ledger.package)),
    "capacity": _blocks(lambda ledger: tables.capacity(ledger.package)),
    "land-release": _blocks(tables.land_release),
    "estimates": _blocks(tables.estimates),
    "findings": _blocks(lambda ledger: tables.findings(ledger.package)),
    "sources-note": _blocks(lambda ledger: tables.sources_note(ledger.package)),
    "map": _map,
    "timeline": _timeline,
    **{name: _blocks(make) for name, make in land_tables.MAKERS.items()},
}
"""What a ``from-record`` div may ask for -> who makes it."""
