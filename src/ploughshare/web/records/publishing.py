"""Publish a record: put what the public may see of it where the pages read, in the transaction that changed it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import ploughshare
from ploughshare.evidence import tiers
from ploughshare.record.contracts import TABLES, Table, Type
from ploughshare.record.package import Package, Row
from ploughshare.web.records import codec
from ploughshare.web.records.models import PublishedLink, PublishedRow, RenderedReport

_BATCH = 2000


def publish(package: Package) -> None:
    """Replace what is published of a record by what the public may see of ``package``, the whole record."""
    country, seen = package.country, tiers.visible(package, "public")
    RenderedReport.objects.update_or_create(
        record_id=country,
        defaults={
            "meta": codec.encode(codec.RECORD, seen.meta),
            "narrative": seen.narrative,
            "body": "",
            "contents": [],
            "findings": [],
            "published_with": ploughshare.__version__,
        },
    )
    PublishedLink.objects.filter(row__record=country).delete()
    PublishedRow.objects.filter(record=country).delete()
    rows = [(table, row) for table in TABLES for row in seen.rows(table.name)]
    PublishedRow.objects.bulk_create((_published(country, table, row) for table, row in rows), batch_size=_BATCH)
    PublishedLink.objects.bulk_create(
        (link for table, row in rows for link in _links(country, table.name, row)), batch_size=_BATCH
    )


def key_of(country: str, table: str, id: str) -> str:
    """The key of a published row."""
    return f"{country}/{table}/{id}"


def fold(words: str) -> str:
    """Words as search compares them: without case, accents and width, Korean letters apart."""
    parts = unicodedata.normalize("NFKD", words).casefold()
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _published(country: str, table: Table, row: Row) -> PublishedRow:
    return PublishedRow(
        key=key_of(country, table.name, row["id"]),
        record_id=country,
        table=table.name,
        content=codec.encode(table.name, row),
        words=fold("\n".join(texts(table, row))),
    )


def _links(country: str, table: str, row: Row) -> Iterator[PublishedLink]:
    for column, target, id in codec.references(table, row):
        yield PublishedLink(row_id=key_of(country, table, row["id"]), column=column, target=key_of(country, target, id))


def texts(table: Table, row: Row) -> Iterator[str]:
    """The words of a row that a person may look for: its texts and names, without ids, terms and addresses."""
    for column in table.columns:
        value = row[column.name]
        if value and column.type is Type.NAMES:
            yield from (" ".join(str(part) for part in name.values()) for name in value)
        elif value and column.type is Type.TEXT and column.vocabulary is None:
            yield from value if column.many else (value,)
