"""Areas, activities and releases: the list with its filters, and a page for each with its whole history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
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
from ploughshare.web.records.areas import Asked
from ploughshare.web.site import evidence
from ploughshare.web.site.land import balances, history, overview, series, small_map
from ploughshare.web.site.land.making import NotMadeError, Publication
from ploughshare.web.site.views.land import last_day, programme_or_404
from ploughshare.web.site.views.record import asked, page

_FILTERS: Final = ("name", "place", "area_class", "status", "hazard_type", "organisation", "located", "findings")
_A_PAGE: Final = 100
_YES_OR_NO: Final = {"yes": True, "no": False}


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The areas of the record by place, class, status, type, organisation, outline and findings, page by page."""
    country = programme_or_404(code)
    wanted = asked(request, *_FILTERS)
    places = {row["id"]: row for row in queries.rows(code, "places")}
    organisations = {row["id"]: row for row in queries.rows(code, "organisations")}
    question = _question(wanted, places)
    found = queries.areas(code, question, most=0)
    shown = Paginator(range(found.found), _A_PAGE).get_page(request.GET.get("page"))
    listed = queries.areas(code, question, start=max(shown.start_index() - 1, 0), most=_A_PAGE)
    return page(
        request,
        "land/areas",
        country,
        "land",
        here="areas",
        areas=[_listed(row, places, organisations, listed.findings) for row in listed.rows],
        total=found.total,
        found=found.found,
        pages=shown,
        narrowed=urlencode({name: value for name, value in wanted.items() if value}),
        asked=wanted,
        choices=_choices(queries.area_choices(code), places, organisations),
    )


def _question(wanted: Mapping[str, str], places: Mapping[str, Row]) -> Asked:
    return Asked(
        name=wanted["name"],
        places=_within(wanted["place"], places) if wanted["place"] else (),
        organisation=wanted["organisation"],
        area_class=wanted["area_class"],
        status=wanted["status"],
        hazard_type=wanted["hazard_type"],
        located=_YES_OR_NO.get(wanted["located"]),
        has_findings=_YES_OR_NO.get(wanted["findings"]),
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


def _within(place: str, places: Mapping[str, Row]) -> frozenset[str]:
    inside = {place}
    while more := {id for id, row in places.items() if row["parent"] in inside} - inside:
        inside |= more
    return frozenset(inside)


def _choices(
    used: Mapping[str, AbstractSet[str]], places: Mapping[str, Row], organisations: Mapping[str, Row]
) -> dict[str, Sequence[Any]]:
    """What can be chosen in the filter: only what some area has, and the places around these."""
    named = used["place"] & set(places)
    while more := ({places[id]["parent"] for id in named} & set(places)) - named:
        named |= more
    actors = used["organisation"] & set(organisations)
    return {
        "places": sorted((places[id] for id in named), key=lambda row: str(row["name"])),
        "classes": _terms("area_classes", used["area_class"]),
        "states": _terms("area_states", used["status"]),
        "types": _terms("hazard_types", used["hazard_type"]),
        "organisations": sorted((organisations[id] for id in actors), key=lambda row: str(row["name"])),
    }


def _terms(vocabulary: str, used: AbstractSet[str]) -> list[Any]:
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
    """How the area stands; None for what is no hazard, or as long as that is being made."""
    try:
        return balances.balance(Publication.of(programme_or_404(code)), id)
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
    marked = _marked(table, row)
    outlined = _outlined(table, areas, activities, releases)
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
        drawing=_drawing(country, outlined, releases, day, marked=marked),
        marked=marked,
        depths={one["id"]: _depth(package, one) for one in releases},
        drawn_on=series.day(day).isoformat(),
        **context,
    )


def _outlined(table: str, areas: Sequence[Row], activities: Sequence[Row], releases: Sequence[Row]) -> Sequence[Row]:
    """What is drawn with a line: the areas, and on the pages of work what it released of them."""
    if table == "areas":
        return areas
    return [*areas, *(row for row in releases if _counts(row))] or activities


def _counts(release: Row) -> bool:
    return bool(vocab.load("acceptances")[release["acceptance"]].extra["counts"])


def _marked(table: str, row: Row) -> Mapping[str, Any] | None:
    """The outline of a release, which lies among others on its areas."""
    geometry: Mapping[str, Any] | None = row["geometry"] if table == "releases" else None
    return geometry


def _depth(package: Package, release: Row) -> Any:
    """To which depth a release was searched: as it says, or else its activity."""
    if release["depth_m"] is not None:
        return release["depth_m"]
    activity = evidence.row(package, "activities", release["activity"])
    return activity["depth_m"] if activity else None


def _drawing(
    country: queries.Country,
    rows: Sequence[Row],
    releases: Sequence[Row],
    day: int,
    *,
    marked: Mapping[str, Any] | None,
) -> small_map.SmallMap | None:
    """The land around on the record's day; None where nothing is drawn, or the picture is not made yet."""
    try:
        picture = overview.picture_of(Publication.of(country), overview.ALL)
    except NotMadeError:
        return None
    idle = [row for row in releases if not _counts(row)]
    return None if picture is None else small_map.of(picture, rows, idle, day, spot=marked)
