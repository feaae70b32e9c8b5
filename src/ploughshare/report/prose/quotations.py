"""Words in quotation marks: only what was read in quotation marks, and is kept as such, is quoted.

Inventing a quotation is the worst that a report can do; so one that the record does not hold is an error.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ploughshare.evidence.ledger import Ledger
from ploughshare.report.prose import rules
from ploughshare.report.prose.allowlist import Fault
from ploughshare.report.prose.passages import CITED, Passage

_QUOTED = re.compile("“([^“”]+)”")
_LEFT_OUT = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?)\s*")
_SHORTEST = 2
"""Words: a single one in quotation marks is named or doubted, not quoted."""


class Quotations:
    """The quotations and the titles that a record holds."""

    def __init__(self, ledger: Ledger) -> None:
        self._of_source: dict[str, list[str]] = defaultdict(list)
        for row in ledger.package.rows("citations"):
            if row["quote"]:
                for source in (row["source"], row["via"]):
                    self._of_source[source].append(_plain(row["quote"]))
        self._names = {
            _plain(name)
            for table, columns in (
                ("sources", ("title", "event_title", "container_title")),
                ("organisations", ("name",)),
            )
            for row in ledger.package.rows(table)
            for name in (row[column] for column in columns)
            if name
        }

    def check(self, passage: Passage, start: int, end: int, sources: Iterable[str]) -> Iterator[Fault]:
        """That what a sentence quotes stands in a quotation from one of its sources, or is a title or a name."""
        held = [quote for source in sources for quote in self._of_source[source]]
        for match in _QUOTED.finditer(passage.text, start, end):
            words = match[1].replace(CITED, "").strip()
            if len(words.split()) < _SHORTEST or _plain(words) in self._names:
                continue
            parts = [part for part in map(_plain, _LEFT_OUT.split(words)) if part]
            if not any(all(part in quote for part in parts) for quote in held):
                short = words if len(words) <= 60 else f"{words[:57]}..."
                message = f"no source of this sentence is quoted in the record with “{short}”"
                yield Fault(rules.QUOTATION, passage.line(match.start()), message)


def _plain(words: str) -> str:
    """The words without what typography changes: case, kinds of quotation mark and of space, the stop at the end."""
    straight = words.translate(str.maketrans("’‘“”", "''\"\""))
    return " ".join(straight.split()).strip(" .,;:").casefold()
