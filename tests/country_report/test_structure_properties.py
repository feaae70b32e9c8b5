"""Whatever is printed, reading its structure ends, loses nothing of a table and points into the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Chapter, Page, Piece, Run, Span
from ploughshare.exchange.country_report.structure import whole

WORDS = [
    "Table 1:",
    "Table 2",
    "KEY DATA",
    "ARTICLE 5 DEADLINE:",
    "NO APMBC ARTICLE 5 DEADLINE:",
    "31 DECEMBER 2026",
    "31 FEBRUARY 2026",
    "AP MINE CONTAMINATION:",
    "LIGHT",
    "LAND RELEASE OUTPUTS",
    "Release of AP mined area",
    "Release in 2024 (km²)",
    "Clearance",
    "AP Mines destroyed",
    "MAIN AP MINE SURVEY AND CLEARANCE OPERATORS IN 2024:",
    "■",
    "*",
    "**",
    "(",
    ")",
    "12",
    "1,234",
    "0.5",
    "N/R",
    "Not reported",
    "–",
    "2024",
    "Criterion",
    "Score",
    "(20% of overall score)",
    "Average Score",
    "Performance: GOOD",
    "Province",
    "Operator",
    "Area (m²)",
    "Totals",
    "Sub-total",
    "HALO",
    "Velden",
    "Comments",
    "and",
    "N/R:",
    "incl. 5 during spot tasks",
    "RECOMMENDATIONS FOR ACTION",
    "AP MINE CLEARANCE CAPACITY",
    "MANAGEMENT",
    "should",
    "ORIGINAL ARTICLE 5 DEADLINE:",
    "\t",
    "FIRST EXTENDED DEADLINE (99 YEARS):",
    "NOT ON TRACK",
    "0,5",
    "99999999999999999999999",
    "١٢",
    "10 /",
]
LINES = st.lists(
    st.tuples(
        st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.NOTE]),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join),
    ),
    max_size=25,
)


def chapter(lines: list[tuple[BlockKind, str]]) -> Chapter:
    """A chapter of these lines, a block each."""
    blocks = []
    at = 0
    for kind, text in lines:
        blocks.append(Block(kind, Piece(text, (Run(0, Span(1, at, at + len(text))),))))
        at += len(text) + 1
    text = "".join(f"{text}\n" for _, text in lines)
    return Chapter("", "", None, text, (Page(1, 1, 0, len(text)),), tuple(blocks), ())


@settings(max_examples=150)
@given(LINES)
def test_reading_ends_and_points_into_the_text(lines: list[tuple[BlockKind, str]]) -> None:
    made = chapter(lines)
    structure = whole.read(made)
    for table in structure.tables:
        for row in table.rows:
            assert len(row.cells) == len(table.columns)
            for cell in row.cells:
                assert all(0 <= span.start < span.end <= len(made.text) for span in cell.spans)
    for taken in (*structure.outputs, *structure.operators, *structure.capacity, *structure.recommendations):
        assert 0 < taken.confidence <= 1
        assert all(0 <= span.start < span.end <= len(made.text) for span in taken.spans)


@settings(max_examples=100)
@given(LINES)
def test_no_line_of_a_panel_or_table_is_lost_without_a_word(lines: list[tuple[BlockKind, str]]) -> None:
    made = chapter(lines)
    structure = whole.read(made)
    told = [span for leftover in structure.leftovers for span in leftover.spans]
    told += [span for table in structure.tables for span in table.spans]
    for taken in (structure.article5, structure.contamination, *structure.deadlines):
        told += taken.spans if taken else ()
    told += _listed(structure)
    for block in made.blocks:
        if block.kind in (BlockKind.ROW, BlockKind.CAPTION) and structure.scores is None and not structure.outputs:
            (run,) = block.piece.runs
            is_read = any(span.start < run.span.end and run.span.start < span.end for span in told)
            # A label of the panel is told by what stands under it; KEY DATA, that it is the panel, by all of them.
            assert is_read or block.text.strip().endswith(":") or not block.text.replace("KEY DATA", "").strip()


def _listed(structure: whole.Structure) -> list[Span]:
    """Spans of what lists give: operators, capacity, recommendations, developments."""
    lists = (*structure.operators, *structure.capacity, *structure.recommendations, *structure.developments)
    return [span for taken in lists for span in taken.spans]
