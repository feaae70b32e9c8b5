"""Parts of a pandoc document, made from Python: words, paragraphs, lists, tables, divs.

A node is a mapping ``{"t": type, "c": content}`` as pandoc's JSON has it (pandoc-types 1.23).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|$)")

Node = dict[str, Any]
Inlines = list[Node]
Blocks = list[Node]


def text(words: str) -> Inlines:
    """Plain words; spaces are nodes of their own, so that writers may break lines there."""
    nodes: Inlines = []
    for index, word in enumerate(_APOSTROPHE.sub("’", words).split(" ")):
        if index:
            nodes.append({"t": "Space"})
        if word:
            nodes.append({"t": "Str", "c": word})
    return nodes


def strong(words: str) -> Inlines:
    """Words set strongly."""
    return [{"t": "Strong", "c": text(words)}]


def attributes(*classes: str, id: str = "", **pairs: str) -> list[Any]:
    """A triple of id, classes and key-value pairs; underscores in keys stand for hyphens."""
    return [id, list(classes), [[key.replace("_", "-"), value] for key, value in pairs.items()]]


def span(inlines: Inlines, *classes: str, **pairs: str) -> Inlines:
    """Words with a class."""
    return [{"t": "Span", "c": [attributes(*classes, **pairs), inlines]}]


def tie(words: str, table: str, id: str) -> Inlines:
    """Words tied to a row of the record, as the narrative's spans are: ``table`` is claim, figure, event or
    topic; or compute, and then ``id`` is the expression."""
    return span(text(words), "tie", **{f"data_{table}": id})


def para(inlines: Inlines) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": inlines}


def plain(inlines: Inlines) -> Node:
    """A line in a cell or a tight list."""
    return {"t": "Plain", "c": inlines}


def div(blocks: Blocks, *classes: str, id: str = "", **pairs: str) -> Node:
    """Blocks with a class."""
    return {"t": "Div", "c": [attributes(*classes, id=id, **pairs), blocks]}


def bullets(items: Sequence[Blocks]) -> Node:
    """A list without numbers."""
    return {"t": "BulletList", "c": list(items)}


def numbered(items: Sequence[Blocks]) -> Node:
    """A list numbered from 1."""
    return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], list(items)]}


def raw(format: str, markup: str) -> Node:
    """Markup of one output format. Only for markup made by the program: nothing of a record may enter unescaped."""
    return {"t": "RawBlock", "c": [format, markup]}


def table(
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Inlines]],
    *,
    widths: Sequence[float],
    cls: str,
    row_headers: bool = True,
    numbers: bool = False,
) -> Node:
    """A table with a caption, a header row and, unless told otherwise, its first column as row headers.

    ``widths`` are shares of the text width. With ``numbers`` all columns but the first end at the right, so that the
    digits of a column stand below each other.
    """
    return {
        "t": "Table",
        "c": [
            attributes(cls, *(["numbers"] if numbers else [])),
            [None, [plain(text(caption))]],
            [
                [{"t": "AlignRight" if numbers and index else "AlignLeft"}, {"t": "ColWidth", "c": width}]
                for index, width in enumerate(widths)
            ],
            [attributes(), [_row([text(words) for words in header])]],
            [[attributes(), 1 if row_headers else 0, [], [_row(row) for row in rows]]],
            [attributes(), []],
        ],
    }


def _row(cells: Sequence[Inlines]) -> list[Any]:
    made = [[attributes(), {"t": "AlignDefault"}, 1, 1, [plain(cell)] if cell else []] for cell in cells]
    return [attributes(), made]


def words(nodes: Any) -> Iterator[str]:
    """Every stretch of text below the nodes, in order."""
    if isinstance(nodes, list):
        for node in nodes:
            yield from words(node)
    elif isinstance(nodes, dict):
        if nodes.get("t") == "Str":
            yield nodes["c"]
        else:
            yield from words(nodes.get("c"))


_LEAVES = frozenset({"Str", "Space", "SoftBreak", "LineBreak", "HorizontalRule", "RawBlock", "RawInline"})


def rewrite(nodes: Any, change: Mapping[str, Callable[[Node], list[Node] | None]]) -> Any:
    """The nodes with every node of a named type replaced by what its function makes of it, innermost first.

    A function that gives None leaves the node as it is. The given tree is not changed; what holds no such
    node may be shared with it.
    """
    if isinstance(nodes, list):
        made: list[Any] = []
        for node in nodes:
            if not isinstance(node, dict):
                made.append(rewrite(node, change) if isinstance(node, list) else node)
            elif node.get("t") in _LEAVES:
                made.append(node)
            else:
                new = rewrite(node, change)
                replaced = change[new["t"]](new) if new.get("t") in change else None
                made.extend([new] if replaced is None else replaced)
        return made
    content = nodes.get("c")
    return {**nodes, "c": rewrite(content, change)} if isinstance(content, list) else nodes
