"""A chapter's structure as a whole: everything that is laid out and not told in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Chapter, Leftover
from ploughshare.exchange.country_report.structure import (
    capacity,
    contamination,
    faults,
    fields,
    operators,
    outputs,
    recommendations,
    scores,
    sections,
    tables,
    treaty,
)
from ploughshare.exchange.country_report.structure.capacity import Capacity
from ploughshare.exchange.country_report.structure.contamination import Contamination
from ploughshare.exchange.country_report.structure.fields import Label
from ploughshare.exchange.country_report.structure.grid import Fault, Table
from ploughshare.exchange.country_report.structure.operators import Operator, short_of
from ploughshare.exchange.country_report.structure.outputs import Output
from ploughshare.exchange.country_report.structure.phrases import Phrases
from ploughshare.exchange.country_report.structure.recommendations import Recommendation
from ploughshare.exchange.country_report.structure.scores import Scores
from ploughshare.exchange.country_report.structure.sections import Part, Section
from ploughshare.exchange.country_report.structure.taken import SURE, Taken
from ploughshare.exchange.country_report.structure.treaty import Article5, Deadline

_PARTS_OF_PANEL = (Part.KEY_DATA,)


@dataclass(frozen=True, slots=True)
class Structure:
    """What a chapter lays out. A field of the panel is None where the chapter does not have it.

    ``faults`` are contradictions found by adding up and comparing; ``leftovers`` are what stands in a laid-out part
    and was read as nothing.
    """

    country: Taken[str] | None
    edition: Taken[int] | None
    article5: Taken[Article5] | None
    contamination: Taken[Contamination] | None
    outputs: tuple[Taken[Output], ...]
    operators: tuple[Taken[Operator], ...]
    deadlines: tuple[Taken[Deadline], ...]
    developments: tuple[Taken[str], ...]
    recommendations: tuple[Taken[Recommendation], ...]
    scores: Scores | None
    capacity: tuple[Taken[Capacity], ...]
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    faults: tuple[Fault, ...]
    leftovers: tuple[Leftover, ...]


def read(chapter: Chapter) -> Structure:
    """The structure of a chapter."""
    blocks = chapter.blocks
    leftovers: list[Leftover] = []
    scored, used = scores.read(blocks)
    hidden = [_hidden(block) if at in used else block for at, block in enumerate(blocks)]
    panel = {each.label: each for each in fields.find(hidden)}
    used |= {at for each in panel.values() for at in each.blocks}
    dated, taken_by_dates = treaty.deadlines(hidden, used)
    used |= taken_by_dates
    heads = sections.read(blocks, used)
    listed, left = capacity.read(blocks, heads)
    leftovers += left
    known = _known_names(listed)
    main, left = operators.read(panel[Label.OPERATORS], known) if Label.OPERATORS in panel else ([], [])
    leftovers += left
    known |= {each.value.name for each in main if each.value.name}
    made, taken_by_tables = tables.read(blocks, used, Phrases(_prose(blocks), known))
    used |= taken_by_tables
    cells, left = outputs.read(panel[Label.OUTPUTS]) if Label.OUTPUTS in panel else ([], [])
    leftovers += left
    line = treaty.read_line(panel[Label.TREATY]) if Label.TREATY in panel else None
    for table in made:
        leftovers += table.leftovers
    leftovers += _unused(blocks, used)
    return Structure(
        _named(chapter),
        _edition(chapter),
        line,
        contamination.read(panel[Label.CONTAMINATION]) if Label.CONTAMINATION in panel else None,
        tuple(cells),
        tuple(main),
        tuple(dated),
        tuple(recommendations.developments(blocks, heads)),
        tuple(recommendations.read(blocks, heads)),
        scored,
        tuple(listed),
        tuple(made),
        tuple(heads),
        tuple(faults.find(line, dated, cells, scored, made)),
        tuple(leftovers),
    )


def _hidden(block: Block) -> Block:
    """A block that is read already, for what looks for labels."""
    return Block(BlockKind.FURNITURE, block.piece)


def _named(chapter: Chapter) -> Taken[str] | None:
    """The country, resting on its name where that is printed as a title."""
    if not chapter.country:
        return None
    name = chapter.name.casefold()
    titles = [
        block.piece for block in chapter.blocks if block.kind is BlockKind.FURNITURE and block.text.casefold() == name
    ]
    spans = titles[0].spans if titles else ()
    return Taken(chapter.country, chapter.name, spans, SURE if titles else SURE - 0.05)


def _edition(chapter: Chapter) -> Taken[int] | None:
    if chapter.edition is None:
        return None
    year = str(chapter.edition)
    heads = [block.piece for block in chapter.blocks if block.kind is BlockKind.FURNITURE and year in block.text]
    return Taken(chapter.edition, year, heads[0].spans if heads else (), SURE if heads else SURE - 0.05)


def _known_names(listed: Sequence[Taken[Capacity]]) -> set[str]:
    names: set[str] = set()
    for each in listed:
        name, short = short_of(each.value.words)
        names |= {name, *([short] if short else [])}
    return names


def _prose(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)]


def _unused(blocks: Sequence[Block], used: set[int]) -> Iterator[Leftover]:
    """Lines of panels and tables that nothing was read from."""
    for at, block in enumerate(blocks):
        if at in used or block.kind not in (BlockKind.PANEL, BlockKind.ROW, BlockKind.CAPTION):
            continue
        if sections.part_of(block.text) in _PARTS_OF_PANEL:
            continue
        what = {BlockKind.PANEL: "the panel", BlockKind.ROW: "a table"}.get(block.kind, "a figure or map")
        yield Leftover(f"a line of {what} that was read as nothing", block.piece.spans)
