"""Every numbered table of a chapter as data."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ploughshare.exchange.country_report.reading.model import Block, Leftover
from ploughshare.exchange.country_report.structure import celled, printed, regions, totals
from ploughshare.exchange.country_report.structure.days import as_at
from ploughshare.exchange.country_report.structure.grid import Table
from ploughshare.exchange.country_report.structure.phrases import Phrases
from ploughshare.exchange.country_report.structure.regions import Region


def read(blocks: Sequence[Block], used: Collection[int], phrases: Phrases) -> tuple[list[Table], set[int]]:
    """The tables in their order, and the blocks they take."""
    tables: list[Table] = []
    seen: set[int] = set()
    for region in regions.find(blocks, used):
        tables.append(_table(region, phrases))
        seen.update(region.blocks)
    return tables, seen


def _table(region: Region, phrases: Phrases) -> Table:
    title = " ".join(region.title.text.split())
    tabbed = sum("\t" in line.text for line in region.lines)
    if tabbed * 2 >= len(region.lines) > 0:
        grid = celled.read(region.lines, title)
    else:
        grid = printed.read(region.lines, title, phrases)
    leftovers = [Leftover(f"a line of table {region.number} that fits no row", stray.spans) for stray in grid.strays]
    if not grid.rows:
        why = f"table {region.number} has no rows that could be read"
        leftovers.insert(0, Leftover(why, region.caption.spans))
    dated = as_at(title)
    ends = region.caption.spans[-1].end
    below = [span for span in region.title.spans if span.end > ends]  # a title that goes on under its caption
    pieces = [*region.lines, *(note for _, note in region.footnotes)]
    return Table(
        region.number,
        title,
        dated[0] if dated else None,
        grid.columns,
        grid.rows,
        region.footnotes,
        tuple(totals.faults(grid.columns, grid.rows)),
        tuple(leftovers),
        (*region.caption.spans, *below, *(span for piece in pieces for span in piece.spans)),
        min([grid.confidence, *(row.confidence for row in grid.rows)]),
    )
