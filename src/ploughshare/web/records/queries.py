"""The one door for reading what may be seen.

Pages, downloads, search and API come through here, and nothing of theirs reads a model. All of it but ``package``
with a wider audience reads what was published: what ``evidence.tiers.visible`` let through to the public, and nothing else.
Rows are those of the contracts (``ploughshare.record.package.Row``), sorted by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ploughshare.evidence.tiers import Audience
from ploughshare.record.package import Package, Row


@dataclass(frozen=True)
class Country:
    """A record as a page shows it; ``meta`` is its record.yaml, ``findings`` as ``Finding.as_dict`` gives them.

    ``body`` and ``contents`` are the report as ``ploughshare.report.pages.web_body`` rendered it when it was
    published. In a listing the three are left empty: two hundred reports are not read for their titles.
    """

    code: str
    meta: Mapping[str, Any]
    body: str = ""
    contents: Sequence[Mapping[str, Any]] = ()
    findings: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Hit:
    """A row that search found: where it is, what it is called, and the words around what was looked for."""

    country: str
    table: str
    id: str
    label: str
    excerpt: str


def countries() -> list[Country]:
    """Every published record, by name. One query."""
    raise NotImplementedError


def country(code: str) -> Country | None:
    """One published record with its rendered report and its findings, or None. One query."""
    raise NotImplementedError(code)


def package(country: str, audience: Audience = "public") -> Package | None:
    """A record as that audience may see it, whole: for downloads. None where there is no such record."""
    raise NotImplementedError(country, audience)


def rows(country: str, table: str) -> list[Row]:
    """All rows of one table that the public may see. One query."""
    raise NotImplementedError(country, table)


def around(country: str, table: str, id: str) -> Package | None:
    """What a page about one row needs, as a package with those rows only; None where there is no such row to be seen.

    Holds the row; what rests on it or speaks of it (claims of a figure, citations and flags of any of these, events at
    a place, everything a source supports ...); the figures a derived figure is computed from, with their claims; and
    the rows that all of these refer to. ``Ledger(around(...))`` therefore shows the same for that row as a ledger of the whole record.
    A handful of queries, however large the record.
    """
    raise NotImplementedError(country, table, id)


def events(
    country: str, *, kind: str = "", place: str = "", actor: str = "", since: str = "", until: str = ""
) -> list[Row]:
    """Events by kind, place (those within it too), actor, and dates: those that may have happened in since..until.

    Empty means any. In the order in which they happened; those without a date last. An event whose date is
    not known is kept only where no dates are asked for.
    """
    raise NotImplementedError(country, kind, place, actor, since, until)


def sources(
    country: str, *, kind: str = "", publisher: str = "", seen: bool | None = None, words: str = ""
) -> list[Row]:
    """Sources by kind, publisher, whether they were read, and words in them. Empty or None means any."""
    raise NotImplementedError(country, kind, publisher, seen, words)


def search(words: str, *, country: str = "", limit: int = 50) -> list[Hit]:
    """Rows of every published record (or one) in which all of the words stand. One query."""
    raise NotImplementedError(words, country, limit)
