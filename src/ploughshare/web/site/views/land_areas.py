"""Areas, activities and releases: the list with its filters, and a page for each with its whole history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ploughshare import vocab
from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package, Row
from ploughshare.web.records import queries
from ploughshare.web.records.words import fold
from ploughshare.web.site import evidence
from ploughshare.web.site.land import balances, history, overview, series, small_map
from ploughshare.web.site.land.making import NotMadeError
from ploughshare.web.site.views.land import last_day, programme_or_404, publication_of
from ploughshare.web.site.views.record import asked, page

_FILTERS: Final = ("name", "place", "area_class", "status", "hazard_type", "organisation", "located", "findings")
_A_PAGE: Final = 100


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The areas of the record by place, class, status, type, organisation, outline and findings, page by page."""
    country = programme_or_404(code)
    wanted = asked(request, *_FILTERS)
    every = queries.rows(code, "areas")
    places = {row["id"]: row for row in queries.rows(code, "places")}
    organisations = {row["id"]: row for row in queries.rows(code, "organisations")}
    findings = _findings_by_area(code)
    within = _within(wanted["place"], places)
    found = [row for row in every if _is_asked(row, wanted, within, findings)]
    pages = Paginator(found, _A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    return page(
        request,
        "land/areas",
        country,
        "land",
        here="areas",
        areas=[_listed(row, places, organisations, findings) for row in shown],
        total=len(every),
        found=len(found),
        pages=shown,
        narrowed=urlencode({name: value for name, value in wanted.items() if value}),
        asked=wanted,
        choices=_choices(every, places, organisations),
    )


def _is_asked(row: Row, wanted: Mapping[str, str], within: frozenset[str], findings: Mapping[str, int]) -> bool:
    return (
        (
            not wanted["name"]
            or fold(wanted["name"]) in fold(f"{row['name'] or ''} {row['id']} {row['original_id'] or ''}")
        )
        and (not wanted["place"] or row["place"] in within)
        and wanted["area_class"] in ("", row["area_class"])
        and wanted["status"] in ("", row["status"])
        and (not wanted["hazard_type"] or wanted["hazard_type"] in row["hazard_types"])
        and wanted["organisation"] in ("", row["organisation"])
        and wanted["located"] in ("", "no" if row["geometry"] is None else "yes")
        and wanted["findings"] in ("", "yes" if findings[row["id"]] else "no")
    )


def _listed(
    row: Row, places: Mapping[str, Row], organisations: Mapping[str, Row], findings: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "row": row,
        "place": places.get(row["place"]),
        "organisation": organisations.get(row["organisation"]),
        "findings": findings[row["id"]],
    }


def _findings_by_area(code: str) -> Counter[str]:
    subjects = (str(finding["subject"]).partition("/") for finding in queries.findings(code))
    return Counter(id for table, _, id in subjects if table == "areas")


def _within(place: str, places: Mapping[str, Row]) -> frozenset[str]:
    inside = {place}
    while more := {id for id, row in places.items() if row["parent"] in inside} - inside:
        inside |= more
    return frozenset(inside)


def _choices(
    every: Sequence[Row], places: Mapping[str, Row], organisations: Mapping[str, Row]
) -> dict[str, Sequence[Any]]:
    """What can be chosen in the filter: only what some area has, and the places around these."""
    named = {row["place"] for row in every if row["place"] in places}
    while more := {places[id]["parent"] for id in named} - named - {None}:
        named |= more & set(places)
        if not more & set(places):
            break
    types = {kind for row in every for kind in row["hazard_types"]}
    actors = {row["organisation"] for row in every} & set(organisations)
    return {
        "places": sorted((places[id] for id in named), key=lambda row: str(row["name"])),
        "classes": _terms("area_classes", {row["area_class"] for row in every}),
        "states": _terms("area_states", {row["status"] for row in every}),
        "types": _terms("hazard_types", types),
        "organisations": sorted((organisations[id] for id in actors), key=lambda row: str(row["name"])),
    }


def _terms(vocabulary: str, used: set[str]) -> list[Any]:
    terms = vocab.load(vocabulary).terms
    return [terms[id] for id in terms if id in used]


@require_safe
def area(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """One area: its history, evidence, lineage, activities, releases, balance, map and findings."""
    package, row = _row(code, "areas", id)
    activities = [one for one in package.rows("activities") if id in one["areas"]]
    own = {one["id"] for one in activities}
    releases = [
        one for one in package.rows("releases") if id in one["areas"] or (not one["areas"] and one["activity"] in own)
    ]
    return _page(
        request,
        code,
        "area",
        package,
        row,
        table="areas",
        areas=[row],
        activities=activities,
        releases=releases,
        formed_from=[one for name in row["formed_from"] if (one := package.row("areas", name))],
        successors=[one for one in package.rows("areas") if id in one["formed_from"]],
        told_by=[one for one in package.rows("areas") if one["same_as"] == id],
        beneficiaries=history.people(row),
        balance=_balance(code, id),
    )


@require_safe
def release(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """One release: what it covers, whether it was accepted, its activity and its areas."""
    package, row = _row(code, "releases", id)
    activity = evidence.row(package, "activities", row["activity"])
    named = row["areas"] or (activity["areas"] if activity else ())
    return _page(
        request,
        code,
        "release",
        package,
        row,
        table="releases",
        areas=[one for name in named if (one := package.row("areas", name))],
        activities=[activity] if activity else [],
        releases=[row],
        activity=activity,
        accepted_by=evidence.row(package, "organisations", row["accepted_by"]),
    )


@require_safe
def activity(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """One activity: who did what, with what, to which depth, and what came of it."""
    package, row = _row(code, "activities", id)
    return _page(
        request,
        code,
        "activity",
        package,
        row,
        table="activities",
        areas=[one for name in row["areas"] if (one := package.row("areas", name))],
        activities=[row],
        releases=[one for one in package.rows("releases") if one["activity"] == id],
    )


def _balance(code: str, id: str) -> Mapping[str, Any] | None:
    try:
        return balances.balance(publication_of(programme_or_404(code)), id)
    except NotMadeError:
        return None


def _row(code: str, table: str, id: str) -> tuple[Package, Row]:
    package = queries.history(code, table, id)
    row = package.row(table, id) if package else None
    if package is None or row is None:
        raise Http404(_("The record has no such entry, or it is not public."))
    return package, row


def _page(
    request: HttpRequest,
    code: str,
    kind: str,
    package: Package,
    row: Row,
    *,
    table: str,
    areas: Sequence[Row],
    activities: Sequence[Row],
    releases: Sequence[Row],
    **context: Any,
) -> HttpResponse:
    country = programme_or_404(code)
    ledger = Ledger(package)
    day = last_day(country)
    own = areas if table == "areas" else ()
    return page(
        request,
        f"land/{kind}",
        country,
        "land",
        here="areas",
        row=row,
        areas=areas,
        activities=activities,
        releases=releases,
        entries=history.entries(package, areas=own, activities=activities, releases=releases),
        place=evidence.row(package, "places", row["place"]),
        organisation=evidence.row(package, "organisations", row["organisation"]),
        source=evidence.row(package, "sources", row["source"]),
        bases=evidence.bases(table, row["id"], ledger),
        flags=evidence.flags_on(package, table, row["id"]),
        findings=[one for one in queries.findings(code) if one["subject"] == f"{table}/{row['id']}"],
        drawing=_drawing(country, areas or releases or activities, releases, day),
        drawn_on=series.day(day).isoformat(),
        **context,
    )


def _drawing(
    country: queries.Country, rows: Sequence[Row], releases: Sequence[Row], day: int
) -> small_map.SmallMap | None:
    """The land around on the record's day; None where nothing is drawn, or the picture is not made yet."""
    try:
        picture = overview.picture_of(publication_of(country), overview.ALL)
    except NotMadeError:
        return None
    idle = [row for row in releases if not vocab.load("acceptances")[row["acceptance"]].extra["counts"]]
    return None if picture is None else small_map.of(picture, rows, idle, day)


__all__ = ["activity", "area", "listing", "release"]
