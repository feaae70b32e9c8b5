"""The narrative, read and checked against the record: `docs/rules/prose.md` has the rules and their examples."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ploughshare.errors import PloughshareError
from ploughshare.evidence.ledger import Ledger
from ploughshare.findings import Finding, in_order
from ploughshare.record.package import Package
from ploughshare.report import blocks, pandoc
from ploughshare.report.blocks import Node
from ploughshare.report.pandoc import Document
from ploughshare.report.prose import allowlist, dated, passages, positions, rules, sentences, untied
from ploughshare.report.prose.allowlist import TIES, Fault
from ploughshare.report.prose.citations import Citations, cited, keys
from ploughshare.report.prose.passages import CITED, Mark, Passage, Role
from ploughshare.report.prose.quotations import Quotations
from ploughshare.report.prose.ties import Ties, identity, in_stretch
from ploughshare.report.prose.via import Ways

FILE = "report.md"

_LARGEST = 4_000_000
"""Characters: the longest country chapters have a tenth of it."""

_DEEPEST = 6
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_SECONDS = 20.0
# What HTML and TeX there is stays raw, so that it is found; "$5 and $6" is money and no formula.
_MARKDOWN = "markdown-tex_math_dollars-native_divs-native_spans-markdown_in_html_blocks-latex_macros"
_POSITIONED = "commonmark_x+sourcepos-tex_math_dollars"
_LINE = re.compile(r"\bline (\d+)")
_LEFT_OPEN = re.compile(r"[{}]|:::+|\[\^")
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Tie:
    """Words of the narrative that are tied to the record.

    ``line`` is the line of report.md; ``words`` are as printed (filled in where the span was empty); ``table`` is
    claims, figures, events or topics, or "computed" with the expression for ``id``; ``sentence`` is the place of its
    sentence in ``Prose.sentences``.
    """

    line: int
    words: str
    table: str
    id: str
    sentence: int


@dataclass(frozen=True)
class Sentence:
    """One sentence, heading or cell: under which heading, which one there (from 1; a heading 0), and its backing."""

    line: int
    role: Role
    section: str
    anchor: str
    ordinal: int
    text: str
    cited: tuple[str, ...]
    assessment: bool


@dataclass(frozen=True)
class Prose:
    """The narrative once read.

    ``document`` is an allow-listed pandoc tree: nothing in it runs, loads or points outside the package. Tied spans
    have class ``tie`` and one of ``data-claim``, ``data-figure``, ``data-event``, ``data-topic``, ``data-compute``;
    divs of class ``from-record`` are still empty and carry ``what``; citations carry their locator and, where the
    source was not read, “via ...”. ``block_lines`` has the line of report.md at which each block of the document
    begins. ``cited`` has the sources in the order of their first citation.
    """

    document: Document
    block_lines: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    ties: tuple[Tie, ...]
    cited: tuple[str, ...]
    findings: tuple[Finding, ...]

    def with_findings(self, findings: Iterable[Finding]) -> Document:
        """The document of a draft: each finding stands, as a div of class ``finding``, after its block.

        Findings elsewhere in the record come first of all.
        """
        after: dict[int, list[Node]] = {}
        for finding in findings:
            here = finding.file == FILE and finding.row is not None
            place = bisect_right(self.block_lines, finding.row or 0) if here else 0
            after.setdefault(place, []).append(_as_block(finding))
        drafted = list(after.get(0, []))
        for place, block in enumerate(self.document["blocks"], start=1):
            drafted += [block, *after.get(place, [])]
        return {**self.document, "blocks": drafted}


def read(package: Package, ledger: Ledger) -> Prose:
    """Read the narrative of a record and check every sentence of it.

    ``package`` is the whole record. ``ledger`` is of what the readers of the report may see, ``tiers.visible(package,
    "public")``: words are compared with it, and a tie to what is not in it is a finding. Bad prose never raises: all
    that is wrong with it is in ``findings``, at once.
    """
    if refusal := _refusal(package.narrative):
        return _unread(refusal)
    try:
        tree, warned = _parsed(package.narrative)
    except PloughshareError as error:
        return _unread(rules.UNREADABLE.finding(str(error), file=FILE, row=1))
    try:
        return _Reading(package, ledger).read(tree, warned)
    except RecursionError:
        return _unread(rules.UNREADABLE.finding("marks are nested too deeply to be read", file=FILE, row=1))


def _unread(finding: Finding) -> Prose:
    empty = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": []}
    return Prose(empty, (), (), (), (), (finding,))


def _refusal(narrative: str) -> Finding | None:
    """Why the narrative is not even given to pandoc."""
    if not narrative.strip():
        return rules.MISSING.finding("the record has no narrative", file=FILE)
    if len(narrative) > _LARGEST:
        return rules.UNREADABLE.finding(f"the narrative is longer than {_LARGEST:,} characters", file=FILE, row=1)
    if line := _entangled(narrative):
        message = f"more than {_DEEPEST} brackets are open at once, and the rest is not read"
        return rules.UNCLOSED.finding(message, file=FILE, row=line)
    return None


def _entangled(narrative: str) -> int | None:
    """The line on which too many brackets stand open in one paragraph: pandoc takes twice as long for each of them."""
    depth = 0
    for number, line in enumerate(re.split(r"\r\n?|\n", narrative), start=1):
        depth = depth if line.strip() else 0
        for sign in _BRACKET.findall(line):
            depth = depth + 1 if sign == "[" else max(depth - 1, 0)
            if depth > _DEEPEST:
                return number
    return None


def _parsed(narrative: str) -> tuple[Document, list[Fault]]:
    """The tree with the line of each node, and what pandoc warned of."""
    # A lone surrogate or a NUL is not text to any program.
    text = narrative.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").encode("utf-8", "replace")
    both = [pandoc.Running(["--from", form, "--to", "json"], text) for form in (_MARKDOWN, _POSITIONED)]
    try:
        output, positioned = [running.result(_SECONDS) for running in both]
    finally:
        for running in both:
            running.stop()
    try:
        tree = pandoc.document(output)
        positions.place(tree, pandoc.document(positioned))
    except RecursionError:
        raise PloughshareError("pandoc.failed", why="marks are nested too deeply") from None
    faults = []
    for warning in output.warnings:
        line = int(found[1]) if (found := _LINE.search(warning)) else 1
        unclosed = "unclosed" in warning
        message = "a division (:::) is never closed" if unclosed else " ".join(warning.split())
        faults.append(Fault(rules.UNCLOSED if unclosed else rules.CONVERSION, line, message))
    return tree, faults


class _Reading:
    """One reading: what is looked things up in, and what has been found so far."""

    def __init__(self, package: Package, ledger: Ledger) -> None:
        self._package = package
        self._ledger = ledger
        self._ties = Ties(package, ledger)
        self._citations = Citations(package, ledger)
        self._ways = Ways(ledger)
        self._quotations = Quotations(ledger)
        self._names = untied.Names(ledger.package)
        self._faults: list[Fault] = []
        self._sentences: list[Sentence] = []
        self._tied: list[Tie] = []
        self._ordinals: dict[tuple[str, str], int] = {}

    def read(self, tree: Document, warned: list[Fault]) -> Prose:
        self._faults += warned
        if tree["meta"]:
            self._faults.append(Fault(rules.METADATA, 1, "report.md begins with a block of metadata"))
        cleaned, left_out = allowlist.clean(tree["blocks"], self._package.path)
        self._faults += left_out
        self._ties.fill(cleaned)
        for passage in passages.read(cleaned):
            self._passage(passage)
        found = [fault.check.finding(fault.message, file=FILE, row=fault.line) for fault in self._faults]
        found += self._on_the_cover()
        lines = tuple(block["line"] for block in cleaned)
        return Prose(
            document={"pandoc-api-version": tree["pandoc-api-version"], "meta": {}, "blocks": _finished(cleaned)},
            block_lines=lines,
            sentences=tuple(self._sentences),
            ties=tuple(self._tied),
            cited=tuple(dict.fromkeys(key for sentence in self._sentences for key in sentence.cited)),
            findings=tuple(in_order(found)),
        )

    def _on_the_cover(self) -> Iterator[Finding]:
        """Quantities in the words of the cover, where nothing can be tied."""
        for name in ("title", "subtitle", "summary"):
            cover = Passage(Role.CELL, "", "", assessment=False, text=str(self._package.meta.get(name) or ""))
            for quantity in untied.find(cover, self._names):
                yield rules.UNTIED.finding(
                    f"nothing ties “{quantity.words}” to the record",
                    file="record.yaml",
                    column=name,
                    hint="Leave quantities to the narrative, where they are tied.",
                )

    def _passage(self, passage: Passage) -> None:
        left_open = list(_left_open(passage))
        self._faults += left_open
        for mark in passage.marks:
            if mark.kind in TIES:
                self._faults += self._ties.check(passage, mark)
        # One cause, one finding: what an unclosed span leaves untied and unbacked is mended with it.
        for quantity in [] if left_open else untied.find(passage, self._names):
            words = quantity.words.replace(passages.FILLER, "").strip()
            self._faults.append(
                Fault(rules.UNTIED, passage.line(quantity.start), f"nothing ties “{words}” to the record")
            )
        if passage.role is Role.LOCATOR:
            return
        for start, end in sentences.split(passage.text):
            self._sentence(passage, start, end, needs_backing=passage.role is Role.SENTENCES and not left_open)

    def _sentence(self, passage: Passage, start: int, end: int, *, needs_backing: bool) -> None:
        nodes, tied, line = cited(passage, start, end), in_stretch(passage, start, end), passage.line(start)
        assessment = passage.assessment or _is_assessment(passage, start, end)
        text = passage.text[start:end].replace(CITED, "").strip()
        self._sentences.append(
            Sentence(
                line, passage.role, passage.section, passage.anchor, self._next(passage), text, keys(nodes), assessment
            )
        )
        for mark in tied:
            if start <= mark.start <= end:
                self._record_tie(passage, mark)
        self._faults += self._citations.check(nodes, line)
        rests_on = self._ties.rows_of(tied)
        self._faults += self._ways.add(rests_on, nodes, line)
        sources = {*keys(nodes), *(source for row in rests_on for source in self._ties.sources(*row))}
        self._faults += self._quotations.check(passage, start, end, sources)
        dated_rows = [*rests_on, *(("sources", source) for source in sources)]
        self._faults += dated.check(self._ledger, passage, start, end, dated_rows)
        if passage.role in (Role.SENTENCES, Role.NOTE):
            self._faults += self._citations.backing(self._ties, tied, keys(nodes))
        if needs_backing and not (nodes or tied or assessment) and _WORD.search(text):
            short = text if len(text) <= 70 else f"{text[:67]}..."
            self._faults.append(Fault(rules.UNBACKED, line, f"nothing backs the sentence “{short}”"))

    def _record_tie(self, passage: Passage, mark: Mark) -> None:
        table = self._ties.table(mark.kind)
        words = passage.text[mark.start : mark.end].replace(CITED, "").strip()
        self._tied.append(Tie(mark.line, words, table, identity(mark), len(self._sentences) - 1))

    def _next(self, passage: Passage) -> int:
        section = passage.section, passage.anchor
        self._ordinals[section] = self._ordinals.get(section, 0) + (passage.role is not Role.HEADING)
        return self._ordinals[section]


def _left_open(passage: Passage) -> Iterator[Fault]:
    """Brackets, braces and colons that pandoc left standing as text: marks that were meant and never closed."""
    lines: dict[int, str] = {}
    open_brackets: list[int] = []
    for place, sign in enumerate(passage.text):
        if sign == "[":
            open_brackets.append(place)
        elif sign == "]" and open_brackets:
            open_brackets.pop()
        elif sign == "]":
            lines.setdefault(passage.line(place), passage.text[max(place - 20, 0) : place + 20])
    for place in [*open_brackets, *(match.start() for match in _LEFT_OPEN.finditer(passage.text))]:
        lines.setdefault(passage.line(place), passage.text[max(place - 20, 0) : place + 20])
    for line, around in sorted(lines.items()):
        yield Fault(
            rules.UNCLOSED,
            line,
            f"a span or bracket is not closed, or closes nothing, near “{around.replace(CITED, '').strip()}”",
        )


def _is_assessment(passage: Passage, start: int, end: int) -> bool:
    """Whether every word of the stretch lies in a span of class assessment."""
    spans = [(mark.start, mark.end) for mark in passage.within(start, end) if mark.kind == "assessment"]
    return bool(spans) and not _WORD.search(passages.filled(passage.text, spans)[start:end])


def _finished(nodes: Any) -> Any:
    """The tree as it is published: ties as data attributes, and nothing in it of where it came from."""
    if isinstance(nodes, list):
        return [_finished(node) for node in nodes]
    if not isinstance(nodes, dict):
        return nodes
    if nodes.get("t") == "Span":
        nodes = {**nodes, "c": [_published(nodes["c"][0]), nodes["c"][1]]}
    return {key: _finished(value) for key, value in nodes.items() if key != "line"}


def _published(attributes: list[Any]) -> list[Any]:
    _, classes, pairs = attributes
    ties = [[f"data-{key}", value] for key, value in pairs if key in TIES]
    others = [[key, value] for key, value in pairs if key not in TIES]
    return ["", [*(["tie"] if ties else []), *(name for name in classes if name == "assessment")], [*ties, *others]]


def _as_block(finding: Finding) -> Node:
    place = f"{finding.file}, line {finding.row}" if finding.row else finding.file
    said = blocks.strong(f"{finding.level}: {finding.message}")
    hint = blocks.text(f"{finding.hint} ({finding.check}; {place})")
    return blocks.div([blocks.para([*said, {"t": "LineBreak"}, *hint])], "finding", str(finding.level))
