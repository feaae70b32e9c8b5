"""A chapter set as PDF, DOCX or HTML the way the family's reports are: for tests of what reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pypandoc
import typst

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Chapter

_HEAD = """
#counter(page).update(FIRST)
#counter(footnote).update(0)
#set page(
  paper: "a4", margin: (x: 16mm, top: 22mm, bottom: 20mm),
  header: context {
    let number = counter(page).get().first()
    if calc.even(number) [ #text(size: 8pt)[#number #h(1em) Clearing the Mines 2025] ]
    else [ #align(right, text(size: 8pt)[SECTION \\ #upper("COUNTRY") \\ mineactionreview.org #h(1em) #number]) ]
  },
)
#set text(size: 9pt, hyphenate: HYPHENATE, lang: "en")
#set par(justify: JUSTIFY, spacing: 0.9em)
#set footnote.entry(gap: 0.4em)
#show footnote.entry: set text(size: 6.5pt)
#show heading: set text(size: 10pt)
"""


def source(chapter: Chapter, *, first_page: int = 310, columns: int = 2, hyphenate: bool = False) -> str:
    """The chapter as a Typst document: a boxed panel, text in columns, notes as footnotes below them."""
    head = (
        _HEAD.replace("FIRST", str(first_page))
        .replace("COUNTRY", chapter.name)
        .replace("HYPHENATE", "true" if hyphenate else "false")
        .replace("JUSTIFY", "true" if hyphenate else "false")
    )
    notes = {note.number: note.text for note in chapter.notes}
    parts = [head, f'#text(size: 22pt, weight: "bold")[{upper(chapter.name)}]\n']
    blocks = [block for block in chapter.blocks if block.kind not in (BlockKind.NOTE, BlockKind.FURNITURE)]
    panel = [block for block in blocks if block.kind is BlockKind.PANEL]
    parts.append(_panel(panel))
    body = [_body(block, notes) for block in blocks if block.kind is not BlockKind.PANEL]
    parts.append(f"#columns({columns}, gutter: 7mm)[\n" + "\n\n".join(body) + "\n]\n")
    return "\n".join(parts)


def upper(text: str) -> str:
    return _plain(text.upper())


def set_pdf(chapters: Sequence[Chapter], path: Path, **options: object) -> Path:
    """The chapters as one PDF."""
    text = "\n#pagebreak()\n".join(source(chapter, **options) for chapter in chapters)  # type: ignore[arg-type]
    path.write_bytes(typst.compile(text.encode()))
    return path


def _panel(panel: Sequence[Block]) -> str:
    lines = []
    for block in panel:
        cells = [cell.text for cell in block.cells]
        if cells:
            lines.append(f"#table(columns: {len(cells)}, stroke: none, {', '.join(f'[{_plain(c)}]' for c in cells)})")
        else:
            lines.append(f"{_plain(block.text)} \\")
    return "#rect(width: 130mm)[\n" + "\n".join(lines) + "\n]\n"


def _body(block: Block, notes: dict[int, str]) -> str:
    words = _called(block, notes)
    if block.kind is BlockKind.HEADING:
        return f"== {words}"
    if block.kind is BlockKind.BULLET:
        return f"#list(marker: [■])[{words}]"
    if block.kind in (BlockKind.ROW, BlockKind.CAPTION):
        return f"{words} \\"
    return words


def _called(block: Block, notes: dict[int, str]) -> str:
    text, at, parts = block.text, 0, []
    for marker in block.markers:
        parts.append(_plain(text[at : marker.at]))
        parts.append(f"#footnote[{_plain(notes[marker.number])}]")
        at = marker.at
        if text[at : at + 1] not in (" ", ""):
            parts.append("#h(0pt)")
    return "".join([*parts, _plain(text[at:])])


def _plain(text: str) -> str:
    """Words as Typst takes them: nothing in them is markup, and addresses are no links."""
    return re.sub(r"([\\#*_`$<>@=~/\[\]\-+]|(?<=\.)\.)", r"\\\1", text)


def markdown(chapter: Chapter) -> str:
    """The chapter as Pandoc's Markdown, with its notes as real ones."""
    notes = {note.number: note.text for note in chapter.notes}
    parts = [f"# {_escaped(chapter.name.upper())}"]
    for block in chapter.blocks:
        if block.kind in (BlockKind.NOTE, BlockKind.FURNITURE):
            continue
        words, at = "", 0
        for marker in block.markers:
            words += f"{_escaped(block.text[at : marker.at])}[^{marker.number}]"
            at = marker.at
        words += _escaped(block.text[at:])
        mark = {BlockKind.HEADING: "## ", BlockKind.BULLET: "- "}.get(block.kind, "")
        parts.append(f"{mark}{words}")
    parts += [f"[^{number}]: {_escaped(text)}" for number, text in notes.items()]
    return "\n\n".join(parts) + "\n"


def set_by_pandoc(chapter: Chapter, path: Path) -> Path:
    """The chapter as DOCX or HTML, by the ending of the path."""
    pypandoc.convert_text(
        markdown(chapter), path.suffix[1:], format="markdown-smart", outputfile=str(path), extra_args=["--standalone"]
    )
    return path


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]()#+\-.!<>|~^$@'\"])", r"\\\1", text)
