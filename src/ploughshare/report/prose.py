"""The narrative, read and checked against the record: `docs/rules/prose.md` has the rules and their examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ploughshare.findings import Finding
from ploughshare.report.pandoc import Document

if TYPE_CHECKING:
    from ploughshare.evidence.ledger import Ledger
    from ploughshare.record.package import Package


@dataclass(frozen=True)
class Tie:
    """Words of the narrative that are tied to a row of the record.

    ``line`` is the line of report.md; ``words`` are as printed (filled in where the span was empty);
    ``table`` is claims, figures, events or topics, or "computed" with the expression for ``id``;
    ``sentence`` is the place of its sentence in ``Prose.sentences``.
    """

    line: int
    words: str
    table: str
    id: str
    sentence: int


@dataclass(frozen=True)
class Sentence:
    """One sentence: where it stands (section heading and its anchor, ordinal from 1 in the section) and what backs it."""

    line: int
    section: str
    anchor: str
    ordinal: int
    text: str
    cited: tuple[str, ...]
    assessment: bool


@dataclass(frozen=True)
class Prose:
    """The narrative once read.

    ``document`` is an allow-listed pandoc tree: nothing in it runs, loads or points outside the package. Tied spans have
    class ``tie`` and one of ``data-claim``, ``data-figure``, ``data-event``, ``data-topic``, ``data-compute``; divs of class
    ``from-record`` are still empty and carry ``what``; citations carry their locator and, where the source was not read,
    “via ...”. ``block_lines`` has the line of report.md at which each block of the document begins.
    """

    document: Document
    block_lines: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    ties: tuple[Tie, ...]
    cited: tuple[str, ...]
    findings: tuple[Finding, ...]

    def with_findings(self) -> Document:
        """The document of a draft: each finding stands as a div of class ``finding`` after the block it concerns."""
        raise NotImplementedError


def read(package: Package, ledger: Ledger) -> Prose:
    """Read the narrative of a record and check every sentence of it.

    Bad prose never raises: all that is wrong with it is in ``findings``, all at once.
    """
    raise NotImplementedError
