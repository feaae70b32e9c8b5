"""Sources that were not read: each note says through which document they are known.

Evidence is cited "via" what was read, or it would pass for read itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package, Row
from ploughshare.report.blocks import Node, text
from ploughshare.report.prose import rules
from ploughshare.report.prose.allowlist import Fault

Way = tuple[str, str]
"""Through which source a source is known, and where in it."""


class Ways:
    """The ways in which the unread sources of a record are known."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._all: dict[str, dict[Way, None]] = defaultdict(dict)
        for row in ledger.package.rows("citations"):
            if row["via"]:
                self._all[row["source"]][_way(row)] = None

    def add(self, rows: Sequence[tuple[str, str]], nodes: Iterable[Node], line: int) -> Iterator[Fault]:
        """Add the way to each citation of an unread source: that of the tied rows, else the only one there is.

        A note whose sources are all known in the same way says so once, at its end. ``rows`` are the rows tied in the
        sentence, as (table, id). Where it stays open which way is meant, there is a fault and nothing is added.
        """
        for node in nodes:
            citations = node["c"][0]
            said: list[str] = []
            for citation in citations:
                source = self._ledger.package.row("sources", citation["citationId"])
                if source is None or source["seen"]:
                    said.append("")
                    continue
                ways = self._meant(source["id"], rows)
                if not ways:
                    yield Fault(rules.VIA_UNCLEAR, node.get("line", line), self._open(source["id"]))
                said.append(_said(self._ledger.package, ways) if ways else "")
            if len(said) > 1 and said[0] and len(set(said)) == 1:
                said = [*[""] * (len(said) - 1), f"{'both' if len(said) == 2 else 'all'} {said[0]}"]
            for citation, words in zip(citations, said, strict=True):
                if words:
                    citation["citationSuffix"] = [*citation["citationSuffix"], *text(f", {words}")]

    def _meant(self, source: str, rows: Iterable[tuple[str, str]]) -> list[Way]:
        """The ways of the tied rows, through one document, else the only way of all; empty where that is open."""
        tied = (citation for row in rows for citation in self._ledger.citations_of(*row))
        ways = list(dict.fromkeys(_way(row) for row in tied if row["source"] == source and row["via"]))
        if not ways:
            known = list(self._all[source])
            return known if len(known) == 1 else []
        return ways if len({document for document, _ in ways}) == 1 else []

    def _open(self, source: str) -> str:
        known = "; ".join(", ".join(filter(None, way)) for way in self._all[source])
        if not known:
            return f"“@{source}” was not read, and no citation says through which document it is known"
        return f"“@{source}” was not read and is known in several ways ({known}): which one is meant here?"


def _way(citation: Row) -> Way:
    return citation["via"], citation["via_locator"] or ""


def _said(package: Package, ways: list[Way]) -> str:
    document = package.row("sources", ways[0][0])
    places = " and ".join(where for _, where in ways if where)
    return ", ".join(filter(None, (f"via {short_title(package, document) if document else ways[0][0]}", places)))


def short_title(package: Package, source: Row) -> str:
    """How a document is named when another is cited through it: its publisher and year, else its title."""
    publisher = package.row("organisations", source["publisher"]) if source["publisher"] else None
    name = publisher["name"] if publisher else source["publisher_name"] or source["container_title"]
    year = (source["issued"] or source["last_updated"] or "")[:4]
    return " ".join(part for part in (name or source["title"] or source["id"], year) if part)
