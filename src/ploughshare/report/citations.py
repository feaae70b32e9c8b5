"""Citations in the narrative: that they lead somewhere, back what is tied, and say how an unread source is known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package, Row
from ploughshare.report import rules
from ploughshare.report.allowlist import Fault
from ploughshare.report.blocks import Node, text, words
from ploughshare.report.passages import Mark, Passage, citations_at
from ploughshare.report.ties import Ties, identity, meant

Via = tuple[str, str]
"""Through which source a source is known, and where in it."""


def cited(passage: Passage, start: int, end: int) -> list[Node]:
    """The citation nodes in a stretch, those in its notes included."""
    return [node for mark in passage.within(start, end) for node in citations_at(mark)]


def keys(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The ids of the sources that these nodes cite, in order, each once."""
    return tuple(dict.fromkeys(citation["citationId"] for node in nodes for citation in node["c"][0]))


class Citations:
    """Looks citations up: in ``package`` for what exists, in ``ledger`` for what its readers may see."""

    def __init__(self, package: Package, ledger: Ledger) -> None:
        self._package = package
        self._ledger = ledger
        self._ways: dict[str, dict[Via, None]] = defaultdict(dict)
        self._locators: dict[str, set[str]] = defaultdict(set)
        for row in ledger.package.rows("citations"):
            self._locators[row["source"]].add(_plain(row["locator"] or ""))
            if row["via"]:
                self._locators[row["via"]].add(_plain(row["via_locator"] or ""))
                self._ways[row["source"]][row["via"], row["via_locator"] or ""] = None

    def check(self, nodes: Iterable[Node], line: int) -> Iterator[Fault]:
        """That each source cited exists, may be named, and has the page or note that is given."""
        for node in nodes:
            for citation in node["c"][0]:
                yield from self._faults_of(citation, node.get("line", line))

    def _faults_of(self, citation: dict[str, Any], line: int) -> Iterator[Fault]:
        key, where = citation["citationId"], _plain(" ".join(words(citation["citationSuffix"])))
        if self._package.row("sources", key) is None:
            hint = meant(key, self._ledger.package.rows("sources"), sign="@")
            yield Fault(rules.CITATION_UNKNOWN, line, f"there is no source “@{key}”{hint}")
        elif self._ledger.package.row("sources", key) is None:
            yield Fault(rules.CITATION_HIDDEN, line, f"source “@{key}” may not be named to the public")
        elif where and not any(_is_same_place(where, known) for known in self._locators[key]):
            yield Fault(rules.LOCATOR, line, f"the record gives no “{where}” of source “@{key}”")

    def backing(self, ties: Ties, tied: Iterable[Mark], cited_keys: tuple[str, ...]) -> Iterator[Fault]:
        """That the sentence cites a source of each row it ties.

        A claim needs one; an event or a statement may stand without a note, but not with the note of another.
        """
        if any(self._package.row("sources", key) is None for key in cited_keys):
            return  # one slip, one finding: the key that leads nowhere
        for mark in tied:
            if mark.kind not in ("claim", "event", "topic") or not (cited_keys or mark.kind == "claim"):
                continue
            ((table, id),) = ties.rows(mark.kind, identity(mark))
            sources = ties.sources(table, id)
            if sources and not sources & set(cited_keys):
                known = ", ".join(f"@{name}" for name in sorted(sources))
                cites = f"cites {', '.join(f'@{name}' for name in cited_keys)}" if cited_keys else "cites nothing"
                yield Fault(
                    rules.CITATION_OTHER,
                    mark.line,
                    f"the sentence ties {mark.kind} “{id}”, known from {known}, and {cites}",
                )

    def add_via(self, ties: Ties, tied: Iterable[Mark], nodes: Iterable[Node], line: int) -> Iterator[Fault]:
        """Say after each citation of a source that was not read through which document it is known."""
        rows = ties.rows_of(tied)
        for node in nodes:
            for citation in node["c"][0]:
                source = self._ledger.package.row("sources", citation["citationId"])
                if source is None or source["seen"]:
                    continue
                ways = self._ways_of(source["id"], rows) or list(self._ways[source["id"]])
                if len({via for via, _ in ways}) != 1 or (len(ways) > 1 and not self._ways_of(source["id"], rows)):
                    yield Fault(rules.VIA_UNCLEAR, node.get("line", line), self._unclear(source["id"], ways))
                else:
                    citation["citationSuffix"] = [*citation["citationSuffix"], *_suffix(self._ledger.package, ways)]

    def _ways_of(self, source: str, rows: list[tuple[str, str]]) -> list[Via]:
        found = (citation for table, id in rows for citation in self._ledger.citations_of(table, id))
        return list(
            dict.fromkeys(
                (row["via"], row["via_locator"] or "") for row in found if row["source"] == source and row["via"]
            )
        )

    def _unclear(self, source: str, ways: list[Via]) -> str:
        if not ways:
            return f"“@{source}” was not read, and no citation says through which document it is known"
        listed = "; ".join(f"{via}, {where}" if where else via for via, where in ways)
        return f"“@{source}” was not read and is known in several ways ({listed}): which one is meant here?"


def _plain(locator: str) -> str:
    """A locator without what typography changes: kinds of dash and space, and the comma before it."""
    return " ".join(re.sub("[‐-―]", "-", locator).split()).strip(" ,.;").casefold()


def _is_same_place(given: str, known: str) -> bool:
    """Whether a locator is the known one, or a wider one ("p. 594" of "p. 594, note 3"), or goes on in words."""
    return bool(known) and (given == known or known.startswith(f"{given},") or given.startswith(f"{known},"))


def short_title(package: Package, source: Row) -> str:
    """How a document is named when another is cited through it: its publisher and year, else its title."""
    publisher = package.row("organisations", source["publisher"]) if source["publisher"] else None
    name = source["publisher_name"] or source["container_title"]
    if publisher:
        name = publisher["name"]
    year = (source["issued"] or source["last_updated"] or "")[:4]
    return " ".join(part for part in (name or source["title"] or source["id"], year) if part)


def _suffix(package: Package, ways: list[Via]) -> list[Node]:
    (via,) = {via for via, _ in ways}
    source = package.row("sources", via)
    said = f", via {short_title(package, source) if source else via}"
    if places := [where for _, where in ways if where]:
        said += f", {' and '.join(places)}"
    return text(said)
