"""Where in report.md each node of the tree stands.

Pandoc's `markdown` reads citations and knows no positions; its `commonmark_x+sourcepos` knows positions and no
citations. Both read the same words in the same order, so the words of one are laid beside the words of the other.
Only messages depend on it: where the two grammars differ for a few words, the line last known stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ploughshare.report.blocks import Node
from ploughshare.report.pandoc import Document

_WORD = re.compile(r"[^\W_]+")
_WRAPPER = "wrapper"
_POSITION = "data-pos"
_REACH = 40
"""How many words ahead agreement is sought where the two readings differ: enough for a link or an attribute."""
_AGREEMENT = 3

_Mark = tuple[str, Node]


def place(tree: Document, positioned: Document) -> None:
    """Give each node of ``tree`` its ``line``, from the same text read with source positions."""
    words = list(_marks(tree["blocks"]))
    known = [(mark, node["line"]) for mark, node in _marks(positioned["blocks"], line=1)]
    for (_, node), line in zip(words, _aligned([mark for mark, _ in words], known), strict=True):
        node.setdefault("line", line)
    _fill(tree["blocks"], 1)


def _aligned(words: list[str], known: list[tuple[str, int]]) -> Iterator[int]:
    """The line of each word: walk both readings while they agree, and find each other again where they do not."""
    at, line = 0, 1
    for index, word in enumerate(words):
        if at < len(known) and known[at][0] != word:
            at = _next_agreement(words, index, known, at)
        if at < len(known) and known[at][0] == word:
            line = known[at][1]
            at += 1
        yield line


def _next_agreement(words: list[str], index: int, known: list[tuple[str, int]], at: int) -> int:
    """Where in ``known`` the words from ``index`` on go on; ``at`` itself while they stand in one reading only."""
    sought = words[index : index + _AGREEMENT]
    for ahead in range(at + 1, min(at + _REACH, len(known))):
        if [word for word, _ in known[ahead : ahead + len(sought)]] == sought:
            return ahead
    return at


def _marks(nodes: Any, line: int | None = None) -> Iterator[_Mark]:
    """Words, addresses and attributes in reading order, each with its node; with ``line``, positions are followed."""
    if isinstance(nodes, list):
        for part in nodes:
            yield from _marks(part, line)
        return
    if not isinstance(nodes, dict) or "t" not in nodes:
        return
    node: Node = nodes
    kind: str = node["t"]
    content: Any = node.get("c")
    if line is not None:
        line = node["line"] = _line_of(_attributes(kind, content), line)
    if kind in ("Span", "Div"):
        attributes, inner = content
        values = [*attributes[1], *(value for key, value in attributes[2] if key not in (_WRAPPER, _POSITION))]
        yield from ((value, node) for value in values)
        yield from _marks(inner, line)
        return
    yield from ((word, node) for word in _own_words(kind, content))
    if kind == "Cite":
        # The citations and the text they were read from say the same: only the text exists in both readings.
        yield from ((word, node) for word, _ in _marks(content[1], line))
    elif content is not None:
        yield from _marks(content, line)


def _own_words(kind: str, content: Any) -> list[str]:
    if kind == "Str":
        return _WORD.findall(content)
    if kind in ("Code", "RawInline", "RawBlock", "CodeBlock", "Math"):
        return _WORD.findall(str(content[1]))
    if kind in ("Link", "Image"):
        return [str(content[2][0])]
    return []


def _attributes(kind: str, content: Any) -> list[Any]:
    """The attributes of a node that has some."""
    if kind == "Header":
        return list(content[1])
    if kind in ("Span", "Div", "Code", "CodeBlock", "Link", "Image", "Figure", "Table"):
        return list(content[0])
    return ["", [], []]


def _line_of(attributes: list[Any], line: int) -> int:
    for key, value in attributes[2]:
        if key == _POSITION and (found := re.match(r"\d+", value)):
            return int(found.group())
    return line


def _fill(nodes: Any, line: int) -> int:
    """Give nodes without words of their own the line of the first word in them, else the last known one.

    Gives the line that is reached; a break in a paragraph is the end of a line.
    """
    if isinstance(nodes, list):
        for node in nodes:
            line = _fill(node, line)
        return line
    if not isinstance(nodes, dict) or "t" not in nodes:
        return line
    own: int = nodes.setdefault("line", _first_line(nodes.get("c")) or line)
    return max(own, _fill(nodes.get("c"), own)) + (nodes["t"] in ("SoftBreak", "LineBreak"))


def _first_line(nodes: Any) -> int | None:
    if isinstance(nodes, dict):
        if "line" in nodes:
            return int(nodes["line"])
        nodes = nodes.get("c")
    if isinstance(nodes, list):
        return next((found for node in nodes if (found := _first_line(node))), None)
    return None
