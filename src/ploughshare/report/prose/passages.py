"""The narrative as running text: each paragraph, heading or cell with what is marked in it, by place in the text.

Every rule of prose works on these: text to look into, marks to look up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ploughshare.report.blocks import Node
from ploughshare.report.prose.allowlist import TIES

CITED = "\ufffc"
"""Stands in the text for a citation or a note, which are no words of it; none comes through from report.md."""

Stretch = tuple[int, int]
"""From where to where in a text."""

FILLER = "\u25a0"
"""Stands for a character that is free or tied: it is no word, no digit and no space."""

_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


class Role(StrEnum):
    """What a passage is: only sentences need backing; in all of them quantities are tied.

    A locator is what stands behind the key of a citation: where in the source, and any words after that.
    """

    SENTENCES = "sentences"
    HEADING = "heading"
    CELL = "cell"
    NOTE = "note"
    LOCATOR = "locator"


@dataclass(frozen=True)
class Mark:
    """A marked stretch: ``kind`` is a kind of tie, plain, assessment, cite, note, quoted or styled."""

    kind: str
    start: int
    end: int
    node: Node

    @property
    def line(self) -> int:
        """The line of report.md it stands on."""
        return int(self.node["line"])


@dataclass
class Passage:
    """One run of text. ``section`` and ``anchor`` are of the heading above it; ``starts`` gives lines by offset."""

    role: Role
    section: str
    anchor: str
    assessment: bool
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)

    def line(self, offset: int) -> int:
        """The line of report.md on which the text at ``offset`` stands."""
        index = bisect_right(self.starts, (offset, 1 << 60)) - 1
        return self.starts[max(index, 0)][1] if self.starts else 1

    def within(self, start: int, end: int) -> Iterator[Mark]:
        """The marks that reach into the stretch; one of no width also at its ends."""
        for mark in self.marks:
            if (mark.start < end and start < mark.end) or (mark.start == mark.end and start <= mark.start <= end):
                yield mark


@dataclass
class _Reader:
    section: str = ""
    anchor: str = ""
    passages: list[Passage] = field(default_factory=list)

    def block(self, node: Node, role: Role, *, assessment: bool) -> None:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in ("Para", "Plain"):
            self.passage(content, role, assessment=assessment)
        elif kind == "Header":
            self.heading(content)
        elif kind == "LineBlock":
            lines = [part for line in content for part in [*line, {"t": "LineBreak"}]]
            self.passage(lines, role, assessment=assessment)
        else:
            judged = kind == "Div" and "assessment" in content[0][1]
            for inner_role, inner in _inner(kind, content, role):
                self.blocks(inner, inner_role, assessment=assessment or judged)

    def blocks(self, nodes: Iterable[Node], role: Role, *, assessment: bool) -> None:
        for node in nodes:
            self.block(node, role, assessment=assessment)

    def heading(self, content: list[Any]) -> None:
        _, (anchor, _, _), inlines = content
        passage = self.passage(inlines, Role.HEADING, assessment=False)
        self.section, self.anchor = passage.text.replace(CITED, "").strip(), anchor
        passage.section, passage.anchor = self.section, self.anchor

    def passage(self, nodes: list[Node], role: Role, *, assessment: bool) -> Passage:
        passage = Passage(role, self.section, self.anchor, assessment)
        self.passages.append(passage)
        pieces = _Pieces(passage)
        pieces.inlines(nodes)
        passage.text = "".join(pieces.texts)
        for aside_role, aside in pieces.asides:
            self.blocks(aside, aside_role, assessment=assessment)
        return passage


@dataclass
class _Pieces:
    """Gathers the text of inlines and the marks in it."""

    passage: Passage
    texts: list[str] = field(default_factory=list)
    asides: list[tuple[Role, list[Node]]] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, node: Node) -> None:
        if line := node.get("line"):
            self.passage.starts.append((self.length, line))
        self.texts.append(text)
        self.length += len(text)

    def inlines(self, nodes: list[Node]) -> None:
        for node in nodes:
            self.inline(node)

    def marked(self, kind: str, node: Node, nodes: list[Node]) -> None:
        start, index = self.length, len(self.passage.marks)
        self.inlines(nodes)
        self.passage.marks.insert(index, Mark(kind, start, self.length, node))

    def inline(self, node: Node) -> None:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            # Pandoc joins "p. 3" with a space that does not break; for reading it is a space.
            self.add(content.replace("\u00a0", " "), node)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            self.add(" ", node)
        elif kind == "Superscript":
            start = len(self.texts)
            self.inlines(content)
            raised = "".join(self.texts[start:]).translate(_SUPERSCRIPT)
            self.texts[start:] = [raised]
        elif kind == "Quoted":
            before, after = _QUOTES[content[0]["t"]]
            self.add(before, node)
            self.marked("quoted", node, content[1])
            self.add(after, node)
        elif kind == "Span":
            self.span(node, content)
        elif kind in ("Cite", "Note"):
            self.passage.marks.append(Mark(kind.lower(), self.length, self.length + 1, node))
            self.add(CITED, node)
            self.asides += [(Role.NOTE, content)] if kind == "Note" else _around_keys(content[0])
        elif kind in ("Link", "Image"):
            self.inlines(content[1])
        else:
            self.marked("styled", node, content)

    def span(self, node: Node, content: list[Any]) -> None:
        (_, classes, pairs), inner = content
        kinds = [key for key, _ in pairs if key in TIES] + [name for name in classes if name in ("plain", "assessment")]
        start, index = self.length, len(self.passage.marks)
        self.inlines(inner)
        for kind in reversed(kinds):
            self.passage.marks.insert(index, Mark(kind, start, self.length, node))


def _around_keys(citations: list[dict[str, Any]]) -> Iterator[tuple[Role, list[Node]]]:
    """The words before and after the keys of a citation, which its note prints."""
    for citation in citations:
        for role, part in ((Role.NOTE, "citationPrefix"), (Role.LOCATOR, "citationSuffix")):
            if citation[part]:
                yield role, [{"t": "Plain", "c": citation[part]}]


def _inner(kind: str, content: Any, role: Role) -> Iterator[tuple[Role, list[Node]]]:
    """The blocks within a block, each list with its role."""
    if kind == "BlockQuote":
        yield role, content
    elif kind == "Div":
        yield role, content[1]
    elif kind in ("BulletList", "OrderedList"):
        for item in content if kind == "BulletList" else content[1]:
            yield role, item
    elif kind == "DefinitionList":
        for term, parts in content:
            yield Role.CELL, [{"t": "Plain", "c": term}]
            yield from ((role, part) for part in parts)
    elif kind == "Figure":
        yield Role.CELL, [*content[1][1], *content[2]]
    elif kind == "Table":
        _, (_, caption), _, head, bodies, foot = content
        rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
        yield Role.CELL, caption
        yield from ((Role.CELL, cell[4]) for _, cells in rows for cell in cells)


def read(blocks: list[Node]) -> list[Passage]:
    """The passages of these blocks, in reading order; the notes of a passage come after it."""
    reader = _Reader()
    reader.blocks(blocks, Role.SENTENCES, assessment=False)
    return reader.passages


def citations_at(mark: Mark) -> Iterator[Node]:
    """The citations at a mark: the citation itself, or all within a note."""
    if mark.kind == "cite":
        yield mark.node
    elif mark.kind == "note":
        yield from _citations(mark.node["c"])


def _citations(nodes: Any) -> Iterator[Node]:
    if isinstance(nodes, list):
        for node in nodes:
            yield from _citations(node)
    elif isinstance(nodes, dict):
        if nodes.get("t") == "Cite":
            yield nodes
        elif "c" in nodes:
            yield from _citations(nodes["c"])


def filled(text: str, stretches: Iterable[Stretch]) -> str:
    """The text with each stretch filled, at the same length."""
    signs = list(text)
    for start, end in stretches:
        signs[start:end] = FILLER * (end - start)
    return "".join(signs)
