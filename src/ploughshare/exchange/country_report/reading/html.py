"""HTML pages: their text alone. Nothing is fetched and no script is run or read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading.model import BlockKind
from ploughshare.exchange.country_report.reading.sheets import RAISED, Hint, Sheet, SheetWriter

MOST_BYTES = 50_000_000
_CHUNK = 1 << 16
_MOST_SPANNED = 100
_UNREAD = frozenset(
    ["script", "style", "noscript", "template", "head", "svg", "nav", "iframe", "object", "button", "form", "select"]
)
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "aside", "header", "footer", "ul", "ol", "li", "dl", "dt", "dd", "table"}
    | {"thead", "tbody", "tfoot", "tr", "caption", "figure", "figcaption", "blockquote", "pre", "hr", "body", "address"}
)
_NOTES = re.compile(r"foot-?note|end-?note|\bnotes?\b|\breferences\b|\bfn\b", re.IGNORECASE)
_NOTE_ID = re.compile(r"_?(?:fn|ftn|footnote|endnote|note|cite[-_]?note)[-_:.]?(?P<number>\d{1,3})$", re.IGNORECASE)
_BACK = re.compile(r"\s*[↩↑⤴^]\ufe0e?(?:\s*$)")


def sheets(path: Path) -> Iterator[Sheet]:
    """The whole page as one sheet.

    Raises:
        PloughshareError: ``document.too_large``.
    """
    if path.stat().st_size > MOST_BYTES:
        raise PloughshareError("document.too_large", path=path, what=f"more than {MOST_BYTES // 1_000_000} MB of HTML")
    parser = _Parser()
    with path.open(encoding=_encoding(path), errors="replace") as file:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
    parser.close()
    yield parser.sheet()


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", head)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    return "cp1252" if name in ("iso-8859-1", "latin1", "windows-1252", "us-ascii") else "utf-8-sig"


def _count(attributes: list[tuple[str, str | None]], name: str) -> int:
    """How many columns or rows a cell spans; a page that says a million is not believed."""
    words = dict(attributes).get(name) or ""
    return min(max(int(words), 1), _MOST_SPANNED) if words.isascii() and words.isdecimal() and len(words) < 5 else 1


class _Parser(HTMLParser):
    """Collects the text of blocks as they end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out = SheetWriter()
        self._open: list[str] = []
        self._unread = 0  # how deep within elements that are not read
        self._text: list[str] = []
        self._heading: int | None = None
        self._raised = 0
        self._notes_at: int | None = None  # how many elements were open where the list of notes began
        self._note: int | None = None
        self._counted = 0
        self._cells: list[str] | None = None
        self._cell: tuple[int, int] | None = None  # columns and rows that the open cell spans
        self._below: dict[int, int] = {}  # column -> rows below that a cell above still takes
        self._marked = False  # a bullet whose text is still to come

    def sheet(self) -> Sheet:
        """What was read."""
        self._end_block()
        return self._out.sheet(None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            if tag == "br" and not self._unread:
                self._break()
            elif tag == "hr":
                self._end_block()
            return
        self._open.append(tag)
        self._unread += tag in _UNREAD
        if self._unread:
            return
        if tag in _BLOCKS or re.fullmatch("h[1-6]", tag):
            if tag not in ("tr", "thead", "tbody", "tfoot", "p", "div") or self._cells is None:
                self._end_block()
            self._begin(tag, {name: value or "" for name, value in attrs})
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = (_count(attrs, "colspan"), _count(attrs, "rowspan"))
        elif tag == "sup":
            self._raised += 1

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        marks = f"{attributes.get('id', '')} {attributes.get('class', '')} {attributes.get('role', '')}"
        if self._notes_at is None and tag in ("ol", "ul", "section", "div", "aside") and _NOTES.search(marks):
            self._notes_at, self._counted = len(self._open), 0
        if tag == "tr":
            self._cells = []
        elif tag == "table":
            self._below = {}
        elif tag == "li":
            own = _NOTE_ID.search(attributes.get("id", ""))
            if own or self._notes_at is not None:
                self._counted = int(own["number"]) if own else self._counted + 1
                self._note = self._counted
            else:
                self._marked = True
        elif len(tag) == 2 and tag[1].isdecimal():
            self._heading = int(tag[1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            closed = self._open.pop()
            if self._unread:
                self._unread -= closed in _UNREAD
            else:
                self._ended(closed)
            if self._notes_at is not None and len(self._open) < self._notes_at:
                self._notes_at = None
            if closed == tag:
                break

    def _ended(self, tag: str) -> None:
        if tag == "sup":
            self._raised = max(self._raised - 1, 0)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr" and self._cells is not None:
            self._end_cell()
            self._skip()
            self._out.line("\t".join(self._cells).rstrip("\t"))
            self._cells = None
        elif tag == "table":
            self._out.end()
        elif (tag in _BLOCKS or re.fullmatch("h[1-6]", tag)) and self._cells is None:
            self._end_block(ends_item=tag == "li")

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        words = data.strip().strip("[]")
        self._text.append(words.translate(RAISED) if self._raised and words.isdecimal() else data)

    def _take(self) -> str:
        text = " ".join("".join(self._text).split())
        self._text = []
        return text

    def _break(self) -> None:
        if self._cells is None and self._note is None and self._heading is None and not self._marked:
            if text := self._take():
                self._out.line(text)
        else:
            self._text.append(" ")

    def _end_cell(self) -> None:
        """Put the open cell into its column: those that a cell from above reaches into stay empty, as printed."""
        if self._cells is None or self._cell is None:
            return
        columns, rows = self._cell
        self._cell = None
        self._skip()
        for column in range(len(self._cells), len(self._cells) + columns):
            self._below[column] = rows - 1
        self._cells += [self._take(), *[""] * (columns - 1)]

    def _skip(self) -> None:
        while self._cells is not None and self._below.get(len(self._cells), 0) > 0:
            self._below[len(self._cells)] -= 1
            self._cells.append("")

    def _end_block(self, *, ends_item: bool = False) -> None:
        text = self._take()
        if text and self._note is not None:
            self._out.block(f"{self._note} {_BACK.sub('', text)}", Hint(BlockKind.NOTE))
            self._note = None
        elif text and self._heading is not None:
            self._out.block(text, Hint(BlockKind.HEADING, self._heading))
        elif text and self._marked:
            self._out.block(f"■ {text}")
            self._marked = False
        elif text:
            self._out.block(text)
        else:
            self._out.end()
        self._heading = None
        if ends_item:
            self._marked, self._note = False, None
