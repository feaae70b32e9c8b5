"""Only what is known to be harmless is printed: the tree of the narrative, built anew from an allow-list.

Pandoc passes `onclick`, `style`, `javascript:` links and images from anywhere through, even with raw HTML off. So
nothing is taken out of its tree: a new one is made of what `docs/rules/prose.md` lists, and each thing left behind
is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ploughshare.findings import Check
from ploughshare.report.blocks import Node
from ploughshare.report.prose import rules
from ploughshare.report.prose.rules import PARTS

TIES = ("claim", "figure", "event", "topic", "compute", "account")
"""Attributes of a span that tie it to the record."""

_PLAIN_INLINES = {"Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"}
_SCHEMES = ("http://", "https://", "mailto:")
_PICTURES = (".png", ".jpg", ".jpeg")
_PICTURE_BYTES = 20_000_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ANCHOR = re.compile(r"[\w.-]+")
_SCHEME = re.compile(r"[\x00-\x20]*[A-Za-z][A-Za-z0-9+.-]*:")
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffc\ufff9-\ufffb\ud800-\udfff]"
)
"""Characters that nobody sees and that turn, hide or split what is read; joiners of scripts that need them stay."""

Attributes = list[Any]


@dataclass(frozen=True)
class Fault:
    """What was left behind: which check found it, on which line of report.md, and in what words."""

    check: Check
    line: int
    message: str


@dataclass
class _Builder:
    folder: Path | None
    faults: list[Fault] = field(default_factory=list)

    def left_out(self, check: Check, node: Node, message: str) -> None:
        self.faults.append(Fault(check, node.get("line", 1), message))

    def blocks(self, nodes: list[Node]) -> list[Node]:
        return [new for node in nodes for new in self.block(node)]

    def inlines(self, nodes: list[Node]) -> list[Node]:
        return [new for node in nodes for new in self.inline(node)]

    def block(self, node: Node) -> Iterator[Node]:
        builder = _BLOCKS.get(node["t"])
        if builder is None:
            self.left_out(rules.ELEMENT if node["t"] != "RawBlock" else rules.RAW, node, _what(node))
            return
        yield from builder(self, node)

    def inline(self, node: Node) -> Iterator[Node]:
        builder = _INLINES.get(node["t"])
        if builder is None:
            self.left_out(rules.ELEMENT if node["t"] != "RawInline" else rules.RAW, node, _what(node))
            return
        yield from builder(self, node)

    def attributes(self, node: Node, given: Attributes, classes: tuple[str, ...], keys: tuple[str, ...]) -> Attributes:
        """The attributes on the list, as a new triple; the others are a fault. An id is never kept here."""
        id, given_classes, pairs = given
        kept = {key: value for key, value in pairs if key in keys}
        unknown = [f"#{id}"] if id else []
        unknown += [f".{name}" for name in given_classes if name not in classes]
        unknown += [key for key, _ in pairs if key not in keys]
        for key in ("lang", "dir"):
            if key in kept and not (_LANGUAGE.fullmatch(kept[key]) if key == "lang" else kept[key] in ("ltr", "rtl")):
                unknown.append(f"{key}={kept.pop(key)}")
        for name in unknown:
            self.left_out(rules.ATTRIBUTE, node, f"“{_short(name)}” is no attribute that report.md may use here")
        return ["", [name for name in given_classes if name in classes], [[key, value] for key, value in kept.items()]]


def clean(blocks: list[Node], folder: Path | None) -> tuple[list[Node], list[Fault]]:
    """The same blocks with nothing in them but what is on the list, and what was left behind.

    ``folder`` is the package's own: images are taken from inside it only (None: there are none to be had).
    Nodes keep their ``line``.
    """
    builder = _Builder(folder)
    return builder.blocks(blocks), builder.faults


def _made(node: Node, *content: Any) -> Node:
    made: Node = {"t": node["t"], "line": node.get("line", 1)}
    if content:
        made["c"] = content[0] if len(content) == 1 else list(content)
    return made


def _short(text: str) -> str:
    flat = " ".join(INVISIBLE.sub("", text).split())
    return flat if len(flat) <= 60 else f"{flat[:57]}..."


def _what(node: Node) -> str:
    content: Any = node.get("c")
    if node["t"] in ("RawBlock", "RawInline"):
        return f"raw {content[0].upper()} is never printed: {_short(content[1])}"
    names = {
        "CodeBlock": "a block of code (text indented by four spaces makes one)",
        "Code": "code",
        "Math": "a formula",
    }
    text = f": {_short(content[1])}" if node["t"] in ("CodeBlock", "Code", "Math") else ""
    return f"{names.get(node['t'], node['t'])} has no place in a report{text}"


# --- blocks


def _paragraph(builder: _Builder, node: Node) -> Iterator[Node]:
    yield _made(node, builder.inlines(node["c"]))


def _line_block(builder: _Builder, node: Node) -> Iterator[Node]:
    yield _made(node, [builder.inlines(line) for line in node["c"]])


def _quote(builder: _Builder, node: Node) -> Iterator[Node]:
    yield _made(node, builder.blocks(node["c"]))


def _bullets(builder: _Builder, node: Node) -> Iterator[Node]:
    yield _made(node, [builder.blocks(item) for item in node["c"]])


def _numbered(builder: _Builder, node: Node) -> Iterator[Node]:
    (start, style, delimiter), items = node["c"]
    yield _made(node, [start, {"t": style["t"]}, {"t": delimiter["t"]}], [builder.blocks(item) for item in items])


def _definitions(builder: _Builder, node: Node) -> Iterator[Node]:
    yield _made(node, [[builder.inlines(term), [builder.blocks(part) for part in parts]] for term, parts in node["c"]])


def _heading(builder: _Builder, node: Node) -> Iterator[Node]:
    level, given, inlines = node["c"]
    anchor = given[0] if _ANCHOR.fullmatch(given[0]) else ""
    kept = builder.attributes(node, ["", *given[1:]], ("unnumbered",), ("lang", "dir"))
    yield _made(node, level, [anchor, *kept[1:]], builder.inlines(inlines))


def _rule(_: _Builder, node: Node) -> Iterator[Node]:
    yield _made(node)


def _division(builder: _Builder, node: Node) -> Iterator[Node]:
    given, inner = node["c"]
    kept = builder.attributes(node, given, ("assessment", "from-record"), ("what", "lang", "dir"))
    if "from-record" not in kept[1]:
        yield _made(node, kept, builder.blocks(inner))
        return
    part = dict(kept[2]).get("what", "")
    if part not in PARTS:
        builder.left_out(rules.FROM_RECORD, node, f"“{_short(part)}” cannot be drawn from the record")
        return
    if inner:
        builder.left_out(
            rules.FROM_RECORD, node, f"the place of “{part}” is not empty: what stands in it is not printed"
        )
    yield _made(node, ["", ["from-record"], [["what", part]]], [])


def _figure(builder: _Builder, node: Node) -> Iterator[Node]:
    given, (_, caption), inner = node["c"]
    kept = builder.attributes(node, given, (), ())
    yield _made(node, kept, [None, builder.blocks(caption)], builder.blocks(inner))


def _table(builder: _Builder, node: Node) -> Iterator[Node]:
    given, (_, caption), columns, head, bodies, foot = node["c"]

    def rows(given_rows: list[Any]) -> list[Any]:
        return [[["", [], []], [cell(given_cell) for given_cell in cells]] for _, cells in given_rows]

    def cell(given_cell: list[Any]) -> list[Any]:
        _, alignment, height, width, inner = given_cell
        return [["", [], []], {"t": alignment["t"]}, height, width, builder.blocks(inner)]

    yield _made(
        node,
        builder.attributes(node, given, (), ()),
        [None, builder.blocks(caption)],
        [[{"t": alignment["t"]}, _width(width)] for alignment, width in columns],
        [["", [], []], rows(head[1])],
        [[["", [], []], heads, rows(before), rows(body)] for _, heads, before, body in bodies],
        [["", [], []], rows(foot[1])],
    )


def _width(width: Node) -> Node:
    return {"t": width["t"], "c": width["c"]} if "c" in width else {"t": width["t"]}


# --- inlines


def _text(builder: _Builder, node: Node) -> Iterator[Node]:
    text = INVISIBLE.sub("", node["c"])
    if text != node["c"]:
        found = ", ".join(sorted({f"U+{ord(sign):04X}" for sign in INVISIBLE.findall(node["c"])}))
        where = f"“{_short(text)}” holds" if text else "there are"
        builder.left_out(rules.INVISIBLE, node, f"{where} characters that nobody sees: {found}")
    if text:
        yield _made(node, text)


def _styled(builder: _Builder, node: Node) -> Iterator[Node]:
    yield _made(node, builder.inlines(node["c"]))


def _quoted(builder: _Builder, node: Node) -> Iterator[Node]:
    quotes, inner = node["c"]
    yield _made(node, {"t": quotes["t"]}, builder.inlines(inner))


def _citation(builder: _Builder, node: Node) -> Iterator[Node]:
    citations, text = node["c"]
    made = [
        {
            "citationId": citation["citationId"],
            "citationPrefix": _untied(builder, builder.inlines(citation["citationPrefix"])),
            "citationSuffix": _untied(builder, builder.inlines(citation["citationSuffix"])),
            "citationMode": {"t": citation["citationMode"]["t"]},
            "citationNoteNum": citation["citationNoteNum"],
            "citationHash": citation["citationHash"],
        }
        for citation in citations
    ]
    # The text it was read from is printed by nobody: the style writes the note.
    yield _made(node, made, [_made(part, INVISIBLE.sub("", part["c"])) for part in text if part["t"] == "Str"])


def _untied(builder: _Builder, nodes: list[Node]) -> list[Node]:
    """The words around a citation's key without ties: the style makes the note, and nobody could follow them there."""
    kept: list[Node] = []
    for node in nodes:
        if node["t"] == "Span" and any(key in TIES for key, _ in node["c"][0][2]):
            builder.left_out(rules.ATTRIBUTE, node, "nothing can be tied within the brackets of a citation")
            kept += _untied(builder, node["c"][1])
        else:
            kept.append(node)
    return kept


def _span(builder: _Builder, node: Node) -> Iterator[Node]:
    given, inner = node["c"]
    kept = builder.attributes(node, given, ("plain", "assessment"), (*TIES, "lang", "dir"))
    tied = [key for key, _ in kept[2] if key in TIES]
    if len(tied) + ("plain" in kept[1]) > 1:
        builder.left_out(rules.ATTRIBUTE, node, "one span is tied more than once: " + ", ".join([*tied, *kept[1]]))
        kept[2] = [[key, value] for key, value in kept[2] if key not in tied[1:]]
    yield _made(node, kept, builder.inlines(inner))


def _link(builder: _Builder, node: Node) -> Iterator[Node]:
    given, inner, (address, title) = node["c"]
    kept = builder.attributes(
        node, [given[0], [name for name in given[1] if name not in ("uri", "email")], given[2]], (), ()
    )
    inlines = builder.inlines(inner)
    if not address.lower().startswith(_SCHEMES) and not _is_anchor(address):
        builder.left_out(rules.LINK, node, f"a link may not lead to “{_short(address)}”")
        yield from inlines
        return
    yield _made(node, kept, inlines, [INVISIBLE.sub("", address), INVISIBLE.sub("", title)])


def _is_anchor(address: str) -> bool:
    return address.startswith("#") and _ANCHOR.fullmatch(address[1:]) is not None


def _picture(builder: _Builder, node: Node) -> Iterator[Node]:
    given, inner, (address, title) = node["c"]
    kept = builder.attributes(node, given, (), ())
    described = builder.inlines(inner)
    fault = _fault_of_picture(address, builder.folder)
    if fault:
        builder.left_out(rules.IMAGE, node, f"the image “{_short(address)}” is not printed: {fault}")
        yield from described
        return
    if not described:
        builder.left_out(
            rules.IMAGE_WORDS, node, f"the image “{_short(address)}” has no words for those who cannot see it"
        )
    yield _made(node, kept, described, [address, INVISIBLE.sub("", title)])


def _fault_of_picture(address: str, folder: Path | None) -> str | None:
    """Why the image may not be printed; None for a file of the package itself."""
    if _SCHEME.match(address) or address.startswith("//"):
        return "images are files of the package, never addresses"
    path = PurePosixPath(address)
    if folder is None:
        return "this record has no folder to take it from"
    if path.is_absolute() or ".." in path.parts or "\\" in address:
        return "it lies outside the package"
    if path.suffix.lower() not in _PICTURES:
        return f"it is none of {', '.join(_PICTURES)}"
    file = folder / path
    if any(part.is_symlink() for part in [file, *file.parents[: len(path.parts) - 1]]):
        return "it is a link to another place"
    if not file.is_file():
        return "there is no such file in the package"
    if file.stat().st_size > _PICTURE_BYTES:
        return f"it is larger than {_PICTURE_BYTES // 1_000_000} MB"
    return None


def _note(builder: _Builder, node: Node) -> Iterator[Node]:
    yield _made(node, builder.blocks(node["c"]))


_Build = Callable[[_Builder, Node], Iterator[Node]]

_BLOCKS: dict[str, _Build] = {
    "Plain": _paragraph,
    "Para": _paragraph,
    "LineBlock": _line_block,
    "BlockQuote": _quote,
    "BulletList": _bullets,
    "OrderedList": _numbered,
    "DefinitionList": _definitions,
    "Header": _heading,
    "HorizontalRule": _rule,
    "Div": _division,
    "Figure": _figure,
    "Table": _table,
}

_INLINES: dict[str, _Build] = {
    **dict.fromkeys(_PLAIN_INLINES, _styled),
    **dict.fromkeys(("Space", "SoftBreak", "LineBreak"), _rule),
    "Str": _text,
    "Quoted": _quoted,
    "Cite": _citation,
    "Span": _span,
    "Link": _link,
    "Image": _picture,
    "Note": _note,
}
