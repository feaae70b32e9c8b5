"""Events: one filter over list, timeline and map, and a page for each event."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ploughshare import dates, vocab
from ploughshare.record.package import Package, Row
from ploughshare.report import timeline
from ploughshare.web.records import queries
from ploughshare.web.site import evidence, marks, outlines
from ploughshare.web.site.views.record import around_or_404, page, record_or_404

_FILTERS = ("kind", "place", "actor", "since", "until")


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip() for name in _FILTERS}


def _found(code: str, asked: Mapping[str, str]) -> tuple[list[Row], list[str]]:
    """The events asked for, and what is wrong with the dates asked for: such a date is left out of account."""
    wrong = [name for name in ("since", "until") if asked[name] and dates.fault(asked[name])]
    return queries.events(code, **{**asked, **dict.fromkeys(wrong, "")}), wrong


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The events of the record, filtered together in list, timeline and map."""
    country = record_or_404(code)
    asked = _asked(request)
    found, wrong = _found(code, asked)
    everything, places = queries.rows(code, "events"), queries.rows(code, "places")
    organisations = {row["id"]: row for row in queries.rows(code, "organisations")}
    named = {row["id"]: row["name"] for row in places}
    kinds = vocab.load("event_kinds").terms
    seen = {
        "kinds": [kinds[id] for id in kinds if id in {row["kind"] for row in everything}],
        "places": [row for row in places if row["id"] in _with_parents(places, {row["place"] for row in everything})],
        "actors": [organisations[id] for id in sorted({id for row in everything for id in row["actors"]})],
    }
    query = request.GET.urlencode()
    return page(
        request,
        "_events" if request.htmx else "events",  # type: ignore[attr-defined]
        country,
        "events",
        events=[{"row": row, "place": named.get(row["place"])} for row in found],
        drawings=timeline.draw(_only(country, found)),
        undated=[row["title"] for row in found if not row["happened"] and not row["reported"]],
        total=len(everything),
        asked=asked,
        wrong=wrong,
        seen=seen,
        map_data=f"{reverse('event-map', args=[code])}{'?' if query else ''}{query}",
        box=json.dumps(outlines.box_of(code)),
    )


@require_safe
def on_map(request: HttpRequest, code: str) -> HttpResponse:
    """The places of the events asked for, as GeoJSON."""
    record_or_404(code)
    found, _ = _found(code, _asked(request))
    return _geojson(json.dumps(marks.features(queries.rows(code, "places"), found), default=float))


@require_safe
def behind_map(request: HttpRequest, code: str) -> HttpResponse:
    """Coasts and borders around the country, as GeoJSON."""
    record_or_404(code)
    response = _geojson(outlines.around(code))
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def event(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """One event with its dates, actors, figures, what it rests on and what follows from it."""
    country = record_or_404(code)
    package, row, ledger = around_or_404(code, "events", id)
    return page(
        request,
        "event",
        country,
        "events",
        event=row,
        place=package.row("places", row["place"]) if row["place"] else None,
        actors=[found for name in row["actors"] if (found := package.row("organisations", name))],
        ordnance=[found for name in row["ordnance"] if (found := package.row("ordnance", name))],
        parent=package.row("events", row["parent"]) if row["parent"] else None,
        following=[other for other in package.rows("events") if other["parent"] == id],
        figures=evidence.overview(ledger, event=id),
        bases=evidence.bases("events", id, ledger),
        voices=ledger.independent_roots("events", id),
        flags=evidence.flags_on(package, "events", id),
    )


def _with_parents(places: Sequence[Row], ids: set[str | None]) -> set[str | None]:
    parents = {row["id"]: row["parent"] for row in places}
    wanted = set(ids)
    while more := {parents.get(id or "") for id in wanted} - wanted - {None}:
        wanted |= more
    return wanted


def _only(country: queries.Country, events: Sequence[Row]) -> Package:
    return Package(meta=country.meta, tables={"events": events})


def _geojson(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/geo+json")
