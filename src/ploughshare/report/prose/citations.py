"""Citations in the narrative: that they lead somewhere, to a place that the record knows, and back what is tied."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package
from ploughshare.report.blocks import Node, words
from ploughshare.report.prose import rules
from ploughshare.report.prose.allowlist import Fault
from ploughshare.report.prose.passages import Mark, Passage, citations_at
from ploughshare.report.prose.ties import Ties, identity, meant


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
        self._locators: dict[str, set[str]] = defaultdict(set)
        for row in ledger.package.rows("citations"):
            self._locators[row["source"]].add(row["locator"] or "")
            if row["via"]:
                self._locators[row["via"]].add(row["via_locator"] or "")

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
        elif where and not any(_is_same_place(where, _plain(known)) for known in self._locators[key]):
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


def _plain(locator: str) -> str:
    """A locator without what typography changes: kinds of dash and space, and the comma before it."""
    return " ".join(re.sub("[‐-―]", "-", locator).split()).strip(" ,.;").casefold()


def _is_same_place(given: str, known: str) -> bool:
    """Whether a locator is the known one, or a wider one ("p. 594" of "p. 594, note 3"), or goes on in words."""
    return bool(known) and (given == known or known.startswith(f"{given},") or given.startswith(f"{known},"))
