"""Where the narrative ties a row of the record or cites a source.

A light reading, enough for the checks of the evidence: the full reading of the prose is the report's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(r"(?P<attributes>\{[^{}]*\})|(?<!\w)@\{?(?P<source>[a-z0-9]+(?:-[a-z0-9]+)*)")
"""An attribute block, or a citation; the @ of an e-mail address follows a letter and is none."""
_TIE = re.compile(r"\b(claim|figure|event|topic)=\"?([a-z0-9-]+)")
_COMPUTE = re.compile(r"\bcompute=\"\s*\w+((?:\s+[a-z0-9-]+)+)\s*\"")


@dataclass(frozen=True)
class Mention:
    """A row that the narrative speaks of, and the line on which it does."""

    table: str
    id: str
    line: int


def mentions(narrative: str) -> Iterator[Mention]:
    """Every tie and citation of the narrative, in order. Linear in its length."""
    breaks = [found.start() for found in re.finditer("\n", narrative)]
    for mark in _MARK.finditer(narrative):
        line = bisect_left(breaks, mark.start()) + 1
        if mark["source"]:
            yield Mention("sources", mark["source"], line)
            continue
        for kind, id in _TIE.findall(mark["attributes"]):
            yield Mention(f"{kind}s", id, line)
        for ids in _COMPUTE.findall(mark["attributes"]):
            for id in ids.split():
                yield Mention("figures", id, line)
