"""What cannot be right in the source, or hardly: it stays as printed, and is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ploughshare import dates
from ploughshare.exchange.country_report.facts.model import Doubt, DoubtKind
from ploughshare.exchange.country_report.facts.when import Dated
from ploughshare.exchange.country_report.reading.model import Block, Chapter


def doubts(chapter: Chapter, prose: Sequence[Block], impossible: Sequence[tuple[Block, Dated]]) -> Iterator[Doubt]:
    """The doubts of a chapter, in the order of their kinds."""
    for block, dated in impossible:
        why = dates.fault(dated.date, period=True)
        yield Doubt(DoubtKind.DATE, f"No such date: {why}.", block.piece.locate(dated.start, dated.end))
