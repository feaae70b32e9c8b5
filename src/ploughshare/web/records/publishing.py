"""Publish a record: put what the public may see of it where the pages read, in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from urllib.parse import urlencode
from uuid import uuid4

from django.db import transaction

import ploughshare
from ploughshare.findings import Finding
from ploughshare.record.contracts import TABLES, Table
from ploughshare.record.package import Package, Row
from ploughshare.report import checks
from ploughshare.report.checks import Examination
from ploughshare.report.web import for_site
from ploughshare.web.records import codec, keys, store, words
from ploughshare.web.records.models import PublishedLink, PublishedRow, RenderedReport

_BATCH = 2000
_PROGRAMME = ("areas", "activities", "releases")


def publish(package: Package, examined: Examination) -> None:
    """Replace what is published of a record by what the public may see of it; ``examined`` is ``package`` examined."""
    country, seen = package.country, examined.ledger.package
    report = for_site(package, examined, link=partial(_address, seen))
    RenderedReport.objects.update_or_create(
        record_id=country,
        defaults={
            "meta": codec.encode(codec.RECORD, seen.meta),
            "narrative": seen.narrative,
            "body": report.fragment.body,
            "contents": report.fragment.contents,
            "findings": [finding.as_dict() for finding in _public_findings(examined)],
            "printed": report.printed,
            "glance": asdict(report.glance),
            "published_with": ploughshare.__version__,
            "publication": uuid4().hex,
            "has_programme": any(seen.rows(table) for table in _PROGRAMME),
        },
    )
    PublishedLink.objects.filter(row__record=country).delete()
    PublishedRow.objects.filter(record=country).delete()
    rows = [(table, row) for table in TABLES for row in seen.rows(table.name)]
    PublishedRow.objects.bulk_create((_published(country, table, row) for table, row in rows), batch_size=_BATCH)
    PublishedLink.objects.bulk_create(
        (link for table, row in rows for link in _links(country, table.name, row)), batch_size=_BATCH
    )


def _address(seen: Package, kind: str, id: str) -> str | None:
    """The page, as seen from the record's own, on which words of the report are followed back; None: there is none."""
    if kind == "claim":
        claim = seen.row("claims", id)
        return f"figures/{claim['figure']}/#{id}" if claim else None
    if kind == "compute":
        return f"figures/?{urlencode({'computed': id})}"
    if kind == "topic":
        return f"statements/#{id}"
    return f"{kind}s/{id}/" if kind in ("figure", "event") else None


def publish_anew(*, only_outdated: bool) -> Iterator[str]:
    """Publish records anew and give the code of each: all, or those that another version's rules published."""
    outdated = RenderedReport.objects.order_by("record")
    if only_outdated:
        outdated = outdated.exclude(published_with=ploughshare.__version__)
    for country in list(outdated.values_list("record_id", flat=True)):
        with transaction.atomic():
            store.hold(country)
            package = store.must_read(country)
            publish(package, checks.examine(package))
        yield country


def _public_findings(examined: Examination) -> list[Finding]:
    """The findings of the whole record that what the public sees of it gives as well.

    One about a public row may speak of a hidden one; and a shape made coarse has faults that the record has not.
    """
    public = set(checks.check(examined.ledger.package))
    return [finding for finding in examined.findings if finding in public]


def _published(country: str, table: Table, row: Row) -> PublishedRow:
    return PublishedRow(
        key=keys.of_published(country, table.name, row["id"]),
        record_id=country,
        table=table.name,
        content=codec.encode(table.name, row),
        words=words.fold("\n".join(words.texts(table.name, row))),
    )


def _links(country: str, table: str, row: Row) -> Iterator[PublishedLink]:
    for column, target, id in codec.references(table, row):
        yield PublishedLink(
            row_id=keys.of_published(country, table, row["id"]),
            column=column,
            target=keys.of_published(country, target, id),
        )
