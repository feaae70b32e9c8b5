"""Publish a record: put what the public may see of it where the pages read, in the transaction that changed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from urllib.parse import urlencode
from uuid import uuid4

from django.db import transaction

import ploughshare
from ploughshare.findings import Finding
from ploughshare.record.contracts import LAND_TABLES, TABLES, Table
from ploughshare.record.package import Package, Row
from ploughshare.report import checks
from ploughshare.report.checks import Examination
from ploughshare.report.prose import accounted
from ploughshare.report.web import for_site
from ploughshare.web.records import areas, bulk, codec, keys, store, words
from ploughshare.web.records.models import PublishedLink, PublishedRow, RenderedReport

_PROGRAMME = ("areas", "activities", "releases")
_LAND = frozenset(table.name for table in LAND_TABLES)


def publish(package: Package, examined: Examination) -> None:
    """Replace what is published of a record by what the public may see of it; ``examined`` is ``package`` examined."""
    country, seen = package.country, examined.ledger.package
    report = for_site(package, examined, link=partial(_address, seen))
    findings = _public_findings(examined)
    RenderedReport.objects.update_or_create(
        record_id=country,
        defaults={
            "meta": codec.encode(codec.RECORD, seen.meta),
            "narrative": seen.narrative,
            "body": report.fragment.body,
            "contents": report.fragment.contents,
            "findings": [finding.as_dict() for finding in findings],
            "printed": report.printed,
            "glance": asdict(report.glance),
            "published_with": ploughshare.__version__,
            "publication": uuid4().hex,
            "has_programme": any(seen.rows(table) for table in _PROGRAMME),
        },
    )
    PublishedLink.objects.filter(row__record=country).delete()
    areas.withdraw(country)
    PublishedRow.objects.filter(record=country).delete()
    for table in TABLES:
        rows = seen.rows(table.name)
        bulk.insert(PublishedRow, _ROW, (_published(country, table, row) for row in rows))
    for table in TABLES:
        found = (link for row in seen.rows(table.name) for link in _links(country, table.name, row))
        bulk.insert(PublishedLink, _LINK, found)
    subjects = Counter(finding.subject for finding in findings)
    areas.publish(
        country, seen.rows("areas"), {row["id"]: subjects[f"areas/{row['id']}"] for row in seen.rows("areas")}
    )


def _address(seen: Package, kind: str, id: str) -> str | None:
    """The page, as seen from the record's own, on which words of the report are followed back; None: there is none."""
    if kind == "claim":
        claim = seen.row("claims", id)
        return f"figures/{claim['figure']}/#{id}" if claim else None
    if kind == "compute":
        return f"figures/?{urlencode({'computed': id})}"
    if kind == "account":
        return _of_the_account(id)
    if kind == "topic":
        return f"statements/#{id}"
    return f"{kind}s/{id}/" if kind in ("figure", "event") else None


def _of_the_account(expression: str) -> str | None:
    """Where the account opens to the rows of what a report asks of it; None for devices, which it does not hold."""
    question = accounted.parse(expression)
    line = accounted.opens(question.name)
    if line is None:
        return None
    asked = {"year": question.year, "group": question.group, "line": line}
    asked |= {"place": question.place} if question.place else {}
    asked |= {"organisation": question.organisation} if question.organisation else {}
    return f"land/account/?{urlencode(asked)}"


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


_ROW = ("key", "record", "table", "content", "words")
_LINK = ("row", "column", "target")


def _published(country: str, table: Table, row: Row) -> tuple[object, ...]:
    """The values of ``_ROW``."""
    return (
        keys.of_published(country, table.name, row["id"]),
        country,
        table.name,
        codec.encode(table.name, row),
        words.fold("\n".join(words.texts(table.name, row))),
    )


def _links(country: str, table: str, row: Row) -> Iterator[tuple[str, str, str]]:
    """The values of ``_LINK`` for all that a row refers to.

    From a programme's rows only those to its own tables: nothing lists the hundred thousand areas of one export, and a
    page of a province or an operator must not gather all of its areas.
    """
    for column, target, id in codec.references(table, row):
        if table not in _LAND or target in _LAND:
            yield keys.of_published(country, table, row["id"]), column, keys.of_published(country, target, id)
