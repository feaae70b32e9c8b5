"""The published rows around one row: found by links, a few queries for any size of record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from ploughshare.record.contracts import LAND_TABLES, TABLES
from ploughshare.record.memory import uncollected
from ploughshare.record.package import Package, Row
from ploughshare.web.records import codec, keys
from ploughshare.web.records.models import PublishedLink, PublishedRow

_ON_A_ROW = ("cited_row", "flagged_row")
_OF_A_PROGRAMME = tuple(table.name for table in LAND_TABLES)
_UPWARDS = frozenset({"parent", "inputs"})
"""References that are followed to their end: the State above an army decides on independent roots, and a
derived figure is computed from its inputs, and these from theirs."""


class Neighbourhood:
    """Published rows of one record, gathered step by step."""

    def __init__(self, country: str) -> None:
        self.country = country
        self.rows: dict[str, tuple[str, Row]] = {}

    def add(self, published: QuerySet[PublishedRow]) -> set[str]:
        """Take in rows; gives the keys of those that were not there yet."""
        with uncollected():
            found = {
                key: (table, codec.decode(table, content))
                for key, table, content in published.values_list("key", "table", "content")
                if key not in self.rows
            }
        self.rows.update(found)
        return set(found)

    def add_keys(self, wanted: Collection[str]) -> set[str]:
        """Take in the rows of those keys, where they are published."""
        missing = [key for key in wanted if key not in self.rows]
        return self.add(PublishedRow.objects.filter(key__in=missing)) if missing else set()

    def add_referring(
        self, targets: Iterable[str], columns: Iterable[str] | None = None, *, but: Collection[str] = ()
    ) -> set[str]:
        """Take in the rows that refer to those rows, by those columns (None: by any), those of some tables left out."""
        links = PublishedLink.objects.filter(target__in=list(targets))
        if columns is not None:
            links = links.filter(column__in=list(columns))
        return self.add(PublishedRow.objects.filter(key__in=links.values("row")).exclude(table__in=list(but)))

    def referred(self, from_keys: Iterable[str], columns: Collection[str] | None = None) -> set[str]:
        """The keys of what those rows refer to, by those columns (None: by any)."""
        return {
            keys.of_published(self.country, target, id)
            for key in from_keys
            for column, target, id in codec.references(*self.rows[key])
            if columns is None or column in columns
        }

    def of_table(self, table: str) -> set[str]:
        """The keys of the rows of one table."""
        return {key for key, (name, _) in self.rows.items() if name == table}

    def package(self, meta: Mapping[str, Any], narrative: str = "") -> Package:
        """The gathered rows as a package."""
        tables: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        for table, row in self.rows.values():
            tables[table].append(row)
        # By id here and not in SQL: each database has an order of letters of its own.
        ordered = {name: sorted(rows, key=lambda row: row["id"]) for name, rows in tables.items()}
        return Package(meta=meta, tables=ordered, narrative=narrative)


def around(meta: Mapping[str, Any], table: str, id: str) -> Package | None:
    """See ``queries.around``; ``meta`` is that of the record."""
    near = Neighbourhood(str(meta["country"]))
    start = keys.of_published(near.country, table, id)
    if not near.add_keys([start]):
        return None
    # A province, or a programme's export, has hundreds of thousands of these, and its page shows none.
    near.add_referring([start], but=_OF_A_PROGRAMME)
    near.add_keys(near.referred(near.of_table("citations"), ["cited_row"]))
    new = near.of_table("figures")
    while new:
        new = near.add_keys(near.referred(new, ["inputs"]))
    near.add_referring(near.of_table("figures"), ["figure"])
    near.add(_expected(near))
    near.add_referring(near.rows, _ON_A_ROW)
    new = near.add_keys(near.referred(near.rows))
    while new:
        new = near.add_keys(near.referred(new, _UPWARDS))
    return near.package(meta)


def history(meta: Mapping[str, Any], table: str, id: str) -> Package | None:
    """See ``queries.history``; ``meta`` is that of the record."""
    near = Neighbourhood(str(meta["country"]))
    start = keys.of_published(near.country, table, id)
    if not near.add_keys([start]):
        return None
    near.add_referring([start])
    near.add_keys(near.referred([start]))
    near.add_referring(near.of_table("activities") | near.of_table("releases"))
    near.add_referring(near.rows, _ON_A_ROW)
    near.add_keys(near.referred(near.rows))
    return near.package(meta)


def _expected(near: Neighbourhood) -> QuerySet[PublishedRow]:
    """The reports expected for the gathered sums: one that is missing turns a sum into “at least”."""
    figures = [near.rows[key][1] for key in near.of_table("figures")]
    asked = Q(pk__in=[])
    for figure in figures:
        if figure["derived_by"]:
            asked |= Q(content__subject=figure["subject"], content__measure=figure["measure"])
    return PublishedRow.objects.filter(asked, record=near.country, table="expected")
