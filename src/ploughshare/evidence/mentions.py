"""Where the narrative ties a row of the record or cites a source.

A light reading, enough for the checks of the evidence: the full reading of the prose is the report's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_TIE = re.compile(r"\b(claim|figure|event|topic|obligation|recommendation|place)=\"?([a-z0-9-]+)")
_COMPUTE = re.compile(r"\bcompute=\"\s*\w+((?:\s+[a-z0-9-]+)+)\s*\"")
_CITATION = re.compile(r"(?<![\w.])@\{?([a-z0-9]+(?:-[a-z0-9]+)*)")  # not the @ of an address


@dataclass(frozen=True)
class Mention:
    """A row that the narrative speaks of, and the line on which it does."""

    table: str
    id: str
    line: int


def mentions(narrative: str) -> Iterator[Mention]:
    """Every tie and citation of the narrative, in order. Linear in its length."""
    for number, line in enumerate(narrative.splitlines(), start=1):
        for attributes in _ATTRIBUTES.findall(line):
            for kind, id in _TIE.findall(attributes):
                yield Mention(f"{kind}s", id, number)
            for ids in _COMPUTE.findall(attributes):
                for id in ids.split():
                    yield Mention("figures", id, number)
        for id in _CITATION.findall(line):
            yield Mention("sources", id, number)
