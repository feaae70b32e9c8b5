"""The one door for reading what may be seen.

Pages, downloads, search and API come through here, and nothing of theirs reads a model. All of it, except
``package`` with a wider audience, reads what was published: what ``evidence.tiers.visible`` let through to the public.
Rows are those of the contracts (``ploughshare.record.package.Row``), sorted by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ploughshare import dates
from ploughshare.evidence import tiers
from ploughshare.record.memory import uncollected
from ploughshare.record.package import Package, Row
from ploughshare.web.records import areas as published_areas
from ploughshare.web.records import codec, keys, neighbourhood, store
from ploughshare.web.records.areas import Areas, Asked
from ploughshare.web.records.models import PublishedRow, RenderedReport
from ploughshare.web.records.neighbourhood import Neighbourhood
from ploughshare.web.records.words import excerpt, fold, texts

_LEDGER = ("figures", "claims", "citations", "organisations", "expected")
"""The tables that ``evidence.ledger.Ledger`` reads."""
_HEADING = ("record_id", "meta", "glance", "publication", "has_programme")


@dataclass(frozen=True)
class Country:
    """A record as a page shows it; ``meta`` is its record.yaml.

    ``glance`` is the record in a line of a list (``report.panel.Glance``). ``publication`` names the state in which it
    was published, ``has_programme`` whether it has rows of an operational programme. ``body`` and ``contents`` are
    HTML, as ``ploughshare.report.web`` rendered the report when it was published. Only ``country`` fills these two:
    two hundred reports are not read for their titles.
    """

    code: str
    meta: Mapping[str, Any]
    glance: Mapping[str, str]
    publication: str
    has_programme: bool
    body: str = ""
    contents: str = ""


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
    return sorted(_headings(RenderedReport.objects.all()), key=lambda record: fold(str(record.meta["name"])))


def heading(code: str) -> Country | None:
    """One published record without its report and findings, or None. One query."""
    return next(_headings(RenderedReport.objects.filter(record=code)), None)


def country(code: str) -> Country | None:
    """One published record with its rendered report, or None. One query."""
    columns = (*_HEADING, "body", "contents")
    found = RenderedReport.objects.filter(pk=code).values_list(*columns)[:1]
    return next((Country(code, codec.decode(codec.RECORD, meta), *rest) for _, meta, *rest in found), None)


def findings(country: str) -> list[Mapping[str, Any]]:
    """What checks find about what the public may see, as ``Finding.as_dict`` gives it, errors first. One query."""
    return list(RenderedReport.objects.filter(record=country).values_list("findings", flat=True).first() or ())


def printed(country: str, name: str) -> list[Mapping[str, Any]]:
    """Where the report prints a figure, or an expression computed in a sentence; see ``report.web``. One query."""
    found = RenderedReport.objects.filter(record=country).values_list("printed", flat=True).first() or {}
    return list(found.get(name, ()))


def package(country: str, audience: tiers.Audience = "public") -> Package | None:
    """A record as that audience may see it, whole: for downloads. None where there is no such record."""
    if audience != "public":
        whole = store.read(country)
        return whole and tiers.visible(whole, audience)
    meta = _meta(country)
    if meta is None:
        return None
    near = Neighbourhood(country)
    near.add(PublishedRow.objects.filter(record=country))
    return near.package(meta, RenderedReport.objects.values_list("narrative", flat=True).get(record=country))


def figures_with_claims(country: str) -> Package | None:
    """The figures of a record with all that decides what is shown for each, as a package. Two queries."""
    return tables(country, _LEDGER)


def tables(country: str, names: Iterable[str]) -> Package | None:
    """Some tables of a record as a package of these only; None where there is no such record. Two queries."""
    meta = _meta(country)
    if meta is None:
        return None
    near = Neighbourhood(country)
    near.add(PublishedRow.objects.filter(record=country, table__in=list(names)))
    return near.package(meta)


def rows(country: str, table: str, *, start: int = 0, most: int | None = None) -> list[Row]:
    """The rows of one table that the public may see: all, or ``most`` from the one with number ``start`` on, in the
    order of the database's letters. One query."""
    found = PublishedRow.objects.filter(record=country, table=table)
    return _decoded(table, found if most is None else found.order_by("key")[start : start + most])


def row(country: str, table: str, id: str) -> Row | None:
    """The row of that id, or None where there is none that the public may see. One query."""
    found = _decoded(table, PublishedRow.objects.filter(key=keys.of_published(country, table, id)))
    return found[0] if found else None


def around(country: str, table: str, id: str) -> Package | None:
    """What a page about one row needs, as a package with those rows only; None where there is no such row to be seen.

    Holds the row; what rests on it or speaks of it (claims of a figure, citations and flags of any of these, events at
    a place, everything a source supports ...); the figures a derived figure is computed from, with their claims and
    the reports expected for it; and the rows that all of these refer to. ``Ledger(around(...))`` therefore shows for
    that row what a ledger of the whole record shows. A handful of queries, however large the record: the rows
    of a programme that refer to it are left to ``areas`` and ``history``.
    """
    meta = _meta(country)
    return None if meta is None else neighbourhood.around(meta, table, id)


def history(country: str, table: str, id: str) -> Package | None:
    """What is recorded of one area, activity or release, as a package; None where there is no such row to be seen.

    Holds the row, what refers to it and what it refers to; of the activities and releases among these what refers to
    them in turn (inspections, devices, finds); citations and flags of any; and the rows that all of these refer to.
    """
    meta = _meta(country)
    return None if meta is None else neighbourhood.history(meta, table, id)


def areas(country: str, asked: Asked, *, start: int = 0, most: int = 100) -> Areas:
    """Areas by name, place, class, state, type, organisation, findings and box, a page at a time. Three queries."""
    return published_areas.some(country, asked, start=start, most=most)


def area_choices(country: str) -> Mapping[str, AbstractSet[str]]:
    """By ``place``, ``organisation``, ``area_class``, ``status``, ``hazard_type``: what some area has. Five queries."""
    return published_areas.choices(country)


def events(
    country: str,
    *,
    kind: str = "",
    place: str = "",
    actor: str = "",
    ordnance: str = "",
    since: str = "",
    until: str = "",
) -> list[Row]:
    """Events by kind, place (those within it too), actor, ordnance, and dates: those that may have happened in
    since..until.

    Empty means any. In the order in which they happened, those without a date last; these are left out where
    dates are asked for. ``since`` and ``until`` are dates of the precision of their digits: until 2018 takes in all
    of it. Two queries.
    """
    within = _within(place, rows(country, "places")) if place else frozenset()
    first = dates.interval(since)[0] if since else date.min
    last = dates.interval(until)[1] or date.max if until else date.max
    found: list[tuple[date, Row]] = []
    for event in rows(country, "events"):
        begins, ends = _when(event)
        in_time = (begins is not None and begins <= last and (ends or date.max) >= first) or not (since or until)
        as_asked = (not kind or event["kind"] == kind) and (not place or event["place"] in within)
        involved = (not actor or actor in event["actors"]) and (not ordnance or ordnance in event["ordnance"])
        if in_time and as_asked and involved:
            # “Before April” has no beginning: it stands where it ends.
            at = ends if begins == date.min else begins
            found.append((at or date.max, event))
    return [event for _, event in sorted(found, key=lambda pair: (pair[0], pair[1]["id"]))]


def sources(
    country: str, *, kind: str = "", publisher: str = "", year: str = "", seen: bool | None = None, words: str = ""
) -> list[Row]:
    """Sources by kind, publisher, year of issue, whether they were read, and words in them. Empty or None means any.
    One query.
    """
    found = _decoded("sources", _having(words, PublishedRow.objects.filter(record=country, table="sources")))
    return [
        source
        for source in found
        if (not kind or source["kind"] == kind)
        and (not publisher or source["publisher"] == publisher)
        and (not year or (source["issued"] or "").startswith(year))
        and (seen is None or source["seen"] == seen)
    ]


def search(words: str, *, country: str = "", limit: int = 50) -> list[Hit]:
    """Rows of every published record (or one) in which all of the words stand; those so named first. One query."""
    wanted = fold(words).split()
    if not wanted:
        return []
    published = PublishedRow.objects.filter(record=country) if country else PublishedRow.objects.all()
    found = _having(words, published).order_by("key").values_list("record_id", "table", "content")[:limit]
    hits = [_hit(code, table, codec.decode(table, content), wanted) for code, table, content in found]
    return sorted(hits, key=lambda hit: not all(word in fold(hit.label) for word in wanted))


def _headings(reports: QuerySet[RenderedReport]) -> Iterator[Country]:
    for code, meta, *rest in reports.values_list(*_HEADING):
        yield Country(code, codec.decode(codec.RECORD, meta), *rest)


def _meta(country: str) -> Mapping[str, Any] | None:
    meta = RenderedReport.objects.filter(record=country).values_list("meta", flat=True).first()
    return None if meta is None else codec.decode(codec.RECORD, meta)


def _decoded(table: str, published: QuerySet[PublishedRow]) -> list[Row]:
    # By id here and not in SQL: each database has an order of letters of its own.
    with uncollected():
        found = [codec.decode(table, content) for content in published.values_list("content", flat=True)]
    return sorted(found, key=lambda row: row["id"])


def _having(words: str, published: QuerySet[PublishedRow]) -> QuerySet[PublishedRow]:
    for word in fold(words).split():
        published = published.filter(words__contains=word)
    return published


def _within(place: str, places: Sequence[Row]) -> frozenset[str]:
    inside = {place}
    while more := {row["id"] for row in places if row["parent"] in inside} - inside:
        inside |= more
    return frozenset(inside)


def _when(event: Row) -> tuple[date | None, date | None]:
    if not event["happened"]:
        return None, None
    return dates.interval(event["happened"], event["happened_precision"])


def _hit(country: str, table: str, row: Row, wanted: Sequence[str]) -> Hit:
    found = next(filter(None, (excerpt(text, wanted) for text in texts(table, row))), "")
    return Hit(country, table, row["id"], codec.label(row), found)
