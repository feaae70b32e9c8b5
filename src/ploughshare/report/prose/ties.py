"""Each tie of the narrative against the record: that its row is there, is backed, may be seen, and says the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ploughshare import figure, vocab
from ploughshare.errors import PloughshareError
from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.roots import SUPPORTS
from ploughshare.figure import Figure
from ploughshare.figure.words import modifiers
from ploughshare.record.cells import closest
from ploughshare.record.package import Package, Row
from ploughshare.report.blocks import Node, text
from ploughshare.report.prose import accounted, computed, rules
from ploughshare.report.prose.allowlist import TIES, Fault
from ploughshare.report.prose.passages import CITED, Mark, Passage

TABLES = {"claim": "claims", "figure": "figures", "event": "events", "topic": "topics"}
"""Kind of tie -> the table of its row. `compute` and `account` have none."""

EXPRESSIONS = {"compute": "computed", "account": "account"}
"""Kind of tie that names no row but an expression -> what stands in the place of the table: `compute` is a rule over
figures, `account` a line of the land account."""

QUANTITIES = ("claim", "figure", *EXPRESSIONS)
"""Kinds of tie whose words are a quantity and are compared."""

_NEGATION = re.compile(r"\b(?:no|not)\s*$", re.IGNORECASE)
_COMPARISON = re.compile(r"\s*(?:more|less|fewer)\b", re.IGNORECASE)
_UNIT_WORDS = 5
"""How many words after a span may name its unit: "square kilometres", "items of unexploded ordnance"."""


@dataclass(frozen=True)
class Held:
    """What the record holds for a tie: a number, a class of the vocabulary ``classes``, or both."""

    figure: Figure | None
    category: str | None
    classes: str | None

    def say(self) -> str:
        """In words, as an empty span is filled: "about 1,000 km²", "unknown, but very heavy"."""
        known = figure.say(self.figure) if self.figure else ""
        if not self.category:
            return known
        label = vocab.load(self.classes)[self.category].label if self.classes else self.category.replace("_", " ")
        return label if not known else f"{known}, but {label}"


@dataclass(frozen=True)
class Ties:
    """Looks ties up: in ``package`` for what exists, in ``ledger`` for what its readers may see."""

    package: Package
    ledger: Ledger

    def held(self, kind: str, id: str) -> Held | None:
        """What the record holds for a quantity's tie; None where it holds nothing that can be shown.

        Raises CannotComputeError for a computation that cannot be done.
        """
        if kind == "compute":
            return Held(computed.compute(self.ledger, id), None, None)
        if kind == "account":
            return Held(accounted.compute(self.ledger, id), None, None)
        row = self.ledger.package.row(TABLES[kind], id)
        if row is None:
            return None
        if kind == "claim":
            question = self.ledger.package.row("figures", row["figure"])
            return Held(self.ledger.figure_of(row), row["category"], _classes(question))
        shown = self.ledger.shown(id)
        if shown.figure is None and shown.category is None:
            return None
        return Held(shown.figure, shown.category, _classes(row))

    def table(self, kind: str) -> str:
        """The table that a kind of tie leads to; "computed" or "account" for an expression."""
        return TABLES.get(kind) or EXPRESSIONS[kind]

    def rows(self, kind: str, id: str) -> list[tuple[str, str]]:
        """The rows that a tie rests on, as (table, id): itself, or the claims that back a figure.

        A line of the account rests on rows by the thousand, each with its own source: none of them is asked for here.
        """
        if kind == "account":
            return []
        if kind in ("claim", "event", "topic"):
            return [(TABLES[kind], id)]
        try:
            names = computed.parse(id).inputs if kind == "compute" else (id,)
        except computed.CannotComputeError:
            return []
        known = [name for name in names if self.ledger.package.row("figures", name)]
        return [("claims", claim) for name in known for claim in self.ledger.shown(name).claims]

    def rows_of(self, marks: Iterable[Mark]) -> list[tuple[str, str]]:
        """All rows that these ties rest on, as (table, id), each once."""
        return list(dict.fromkeys(row for mark in marks for row in self.rows(mark.kind, identity(mark))))

    def sources(self, table: str, id: str) -> set[str]:
        """The sources that support a row, and the documents through which they are known."""
        supporting = self._supporting(table, id)
        return {row[column] for row in supporting for column in ("source", "via") if row[column]}

    def _supporting(self, table: str, id: str) -> list[Row]:
        return [row for row in self.ledger.citations_of(table, id) if row["relation"] == SUPPORTS]

    def check(self, passage: Passage, mark: Mark) -> Iterator[Fault]:
        """Every fault of one tie."""
        id = identity(mark)
        missing = [fault for name in _names(mark.kind, id) for fault in self._missing(mark, *name)]
        yield from missing
        if missing:
            return
        for table, row in self.rows(mark.kind, id):
            if not self._supporting(table, row):
                message = f"no source supports {_SINGULAR[table]} “{row}”, which is tied here"
                yield Fault(rules.TIE_UNSOURCED, mark.line, message)
        claim = self.ledger.package.row("claims", id) if mark.kind == "claim" else None
        if claim and claim["rank"] == "deprecated":
            reason = claim["rank_reason"] or "no reason given"
            yield Fault(rules.TIE_DEPRECATED, mark.line, f"claim “{id}” was set aside: {reason}")
        if mark.kind in QUANTITIES:
            yield from self._quantity(passage, mark, id, claim)
        elif not _words(passage, mark):
            yield Fault(rules.TIE_WORDS, mark.line, f"the span tied to {mark.kind} “{id}” is empty")

    def _missing(self, mark: Mark, table: str, id: str) -> Iterator[Fault]:
        what = _SINGULAR[table]
        if self.package.row(table, id) is None:
            yield Fault(
                rules.TIE_UNKNOWN, mark.line, f"there is no {what} “{id}”{meant(id, self.ledger.package.rows(table))}"
            )
        elif self.ledger.package.row(table, id) is None:
            yield Fault(rules.TIE_HIDDEN, mark.line, f"{what} “{id}” is not public, or nothing public supports it")

    def _quantity(self, passage: Passage, mark: Mark, id: str, claim: Row | None) -> Iterator[Fault]:
        try:
            held = self.held(mark.kind, id)
        except computed.CannotComputeError as error:
            rule = rules.ACCOUNT if mark.kind == "account" else rules.COMPUTE
            yield Fault(rule, mark.line, f"“{id}” cannot be computed: {error}")
            return
        if held is None:
            shown = self.ledger.shown(id)
            rivals = "".join(f"; “{row}” says {self._said(row)}" for row in shown.rivals)
            yield Fault(
                rules.TIE_UNRANKED, mark.line, f"figure “{id}” shows nothing, because {_reason(shown.rule)}{rivals}"
            )
            return
        yield from _compared(passage, mark, id, held, claim)
        for cut in _cut(passage, mark):
            yield Fault(
                rules.TIE_CUT,
                mark.line,
                f"“{cut}” belongs to the quantity “{_words(passage, mark)}” and stands outside its span",
            )

    def _said(self, claim: str) -> str:
        row = self.ledger.package.row("claims", claim)
        return "nothing" if row is None else Held(self.ledger.figure_of(row), row["category"], None).say()

    def fill(self, nodes: object) -> None:
        """Fill empty spans with the wording of what the record holds; where it holds nothing they stay empty."""
        if isinstance(nodes, list):
            for node in nodes:
                self.fill(node)
        elif isinstance(nodes, dict):
            if nodes.get("t") == "Span" and not nodes["c"][1]:
                nodes["c"][1] = self._wording(nodes)
            self.fill(nodes.get("c"))

    def _wording(self, node: Node) -> list[Node]:
        for key, id in node["c"][0][2]:
            if key in QUANTITIES:
                try:
                    held = self.held(key, id)
                except computed.CannotComputeError:
                    return []
                return [{**part, "line": node["line"]} for part in text(held.say())] if held else []
        return []


_SINGULAR = {table: kind for kind, table in TABLES.items()}

_MOST_CANDIDATES = 5_000
"""Among more ids than this, the search for the one that was meant would take longer than all checks together."""


def meant(id: str, rows: Sequence[Row], *, sign: str = "") -> str:
    """The question which id was meant, to end a message with; empty where none is near."""
    near = closest(id, [row["id"] for row in rows]) if len(rows) <= _MOST_CANDIDATES else None
    return f"; did you mean “{sign}{near}”?" if near else ""


def identity(mark: Mark) -> str:
    """The id, or the expression, that a mark ties to."""
    return str(dict(mark.node["c"][0][2])[mark.kind])


def in_stretch(passage: Passage, start: int, end: int) -> list[Mark]:
    """The ties that reach into a stretch of a passage."""
    return [mark for mark in passage.within(start, end) if mark.kind in TIES]


def _names(kind: str, id: str) -> Sequence[tuple[str, str]]:
    """The rows a tie names, as (table, id)."""
    if kind not in EXPRESSIONS:
        return [(TABLES[kind], id)]
    if kind == "account":
        return []
    try:
        return [("figures", name) for name in computed.parse(id).inputs]
    except computed.CannotComputeError:
        return []


def _classes(question: Row | None) -> str | None:
    """The vocabulary of the classes that answer a figure, where its measure has one."""
    if question is None or question["measure"] not in vocab.load("measures"):
        return None
    classes = vocab.load("measures")[question["measure"]].extra.get("classes")
    return str(classes) if classes else None


def _reason(rule: str) -> str:
    terms = vocab.load("shown_rules").terms
    return terms[rule].description[0].lower() + terms[rule].description[1:].rstrip(".") if rule in terms else rule


def _words(passage: Passage, mark: Mark) -> str:
    return passage.text[mark.start : mark.end].replace(CITED, "").strip()


def _compared(passage: Passage, mark: Mark, id: str, held: Held, claim: Row | None) -> Iterator[Fault]:
    words = _words(passage, mark)
    if not words:
        yield Fault(
            rules.TIE_WORDS, mark.line, f"the span tied to “{id}” is empty, and the record has no words to fill it with"
        )
        return
    if words == held.say():
        return
    try:
        is_faithful = _is_faithful(words, passage.text[mark.end :], held)
    except PloughshareError as error:
        # A quantity printed in words that no rule reads is still what was printed.
        if claim is None or (claim["words"] or "").casefold() != words.casefold():
            yield Fault(rules.TIE_WORDS, mark.line, f"tied to {mark.kind} “{id}”: {error}")
        return
    if not is_faithful:
        tied = f"{mark.kind} “{id}”, which holds" if mark.kind not in EXPRESSIONS else f"“{id}”, which makes"
        yield Fault(rules.TIE_DIFFERS, mark.line, f"“{words}” is tied to {tied} “{held.say()}”")


def _is_faithful(words: str, following: str, held: Held) -> bool:
    """Whether the words say no more than the record holds. Raises figure.words where they cannot be read."""
    if held.category:
        said = figure.parse_contamination(words)
        same_state = said.figure is None or held.figure is None or figure.faithful(said.figure, held.figure)
        return said.category == held.category and same_state
    return held.figure is not None and figure.faithful(_with_unit(words, following), held.figure)


def _with_unit(words: str, following: str) -> Figure:
    """The figure the words state, with the unit from the text after them where they name none themselves."""
    said = figure.parse(words)
    if said.unit is None and said.is_known:
        tokens = re.split(r"[\s\u00a0]+", following.split(CITED, maxsplit=1)[0].strip())[:_UNIT_WORDS]
        for count in range(len(tokens), 0, -1):
            unit = " ".join(tokens[:count]).rstrip(".,;:!?)”’")
            try:
                longer = figure.parse(f"{words} {unit}")
            except PloughshareError:
                continue
            if longer.unit:
                return longer
    return said


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, modifiers('before')))})\s*$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    scales = r"-?(?:hundred|thousand|million|billion|dozen)\b|%|per\s?cent\b"
    return re.compile(rf"\s*(?:{scales}|(?:{'|'.join(map(re.escape, modifiers('after')))})(?!\w))", re.IGNORECASE)


def _cut(passage: Passage, mark: Mark) -> Iterator[str]:
    """Words of the quantity that stand just outside its span."""
    outer = [other for other in passage.marks if other.kind in QUANTITIES and other is not mark]
    if any(other.start <= mark.start and mark.end <= other.end for other in outer):
        return
    before = passage.text[max(mark.start - 40, 0) : mark.start]
    turned = _NEGATION.search(before) if _COMPARISON.match(passage.text, mark.start) else None
    if found := _before().search(before) or turned:
        yield found.group().strip()
    if after := _after().match(passage.text, mark.end):
        yield after.group().strip()
