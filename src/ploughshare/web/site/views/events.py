"""Events: one filter over list, timeline and map, and a page for each event."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from ploughshare import dates, vocab
from ploughshare.record.package import Package, Row
from ploughshare.web.records import queries
from ploughshare.web.site import evidence, marks, outlines, timeline
from ploughshare.web.site.views.record import around_or_404, asked, geojson, page, record_or_404

_FILTERS = ("kind", "place", "actor", "ordnance", "since", "until")


def _found(code: str, wanted: Mapping[str, str]) -> tuple[list[Row], list[str]]:
    """The events asked for, and what is wrong with the dates asked for: such a date is left out of account."""
    wrong = [name for name in ("since", "until") if wanted[name] and dates.fault(wanted[name])]
    return queries.events(code, **{**wanted, **dict.fromkeys(wrong, "")}), wrong


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The events of the record, filtered together in list, timeline and map."""
    country = record_or_404(code)
    wanted = asked(request, *_FILTERS)
    found, wrong = _found(code, wanted)
    every = queries.rows(code, "events")
    places = {row["id"]: row for row in queries.rows(code, "places")}
    organisations = {row["id"]: row for row in queries.rows(code, "organisations")}
    query = urlencode({name: value for name, value in wanted.items() if value})
    response = page(
        request,
        "_events" if request.htmx else "events",  # type: ignore[attr-defined]
        country,
        "events",
        events=[_entry(row, places, organisations) for row in found],
        timeline=timeline.of(Package(country.meta, {"events": found})),
        total=len(every),
        asked=wanted,
        wrong=wrong,
        choices=_choices(every, places, organisations, queries.rows(code, "ordnance")),
        map_data=f"{reverse('event-map', args=[code])}{'?' if query else ''}{query}",
        box=json.dumps(outlines.box_of(code)),
    )
    if request.htmx:  # type: ignore[attr-defined]
        response["HX-Replace-Url"] = f"{reverse('events', args=[code])}{'?' if query else ''}{query}"
    patch_vary_headers(response, ["HX-Request"])  # one address gives the page, or the part of it that a filter changes
    return response


def _entry(event: Row, places: Mapping[str, Row], organisations: Mapping[str, Row]) -> dict[str, Any]:
    return {
        "row": event,
        "place": places.get(event["place"]),
        "actors": [organisations[id] for id in event["actors"] if id in organisations],
        "group": vocab.load("event_kinds")[event["kind"]].extra["group"],
    }


def _choices(
    every: Sequence[Row], places: Mapping[str, Row], organisations: Mapping[str, Row], ordnance: Sequence[Row]
) -> dict[str, list[Any]]:
    """What can be chosen in the filter: only what some event has, and the places around these."""
    kinds = vocab.load("event_kinds").terms
    named = _with_parents(places, {row["place"] for row in every if row["place"]})
    actors = {id for row in every for id in row["actors"]} & set(organisations)
    types = {id for row in every for id in row["ordnance"]}
    return {
        "kinds": [kinds[id] for id in kinds if id in {row["kind"] for row in every}],
        "places": sorted((places[id] for id in named if id in places), key=lambda row: str(row["name"])),
        "actors": sorted((organisations[id] for id in actors), key=lambda row: str(row["name"])),
        "ordnance": [row for row in ordnance if row["id"] in types],
    }


def _with_parents(places: Mapping[str, Row], ids: set[str]) -> set[str]:
    found = set(ids)
    while more := {places[id]["parent"] for id in found if id in places} - found - {None}:
        found |= more
    return found


@require_safe
def on_map(request: HttpRequest, code: str) -> HttpResponse:
    """The places of the events asked for, as GeoJSON."""
    record_or_404(code)
    found, _ = _found(code, asked(request, *_FILTERS))
    return geojson(marks.features(queries.rows(code, "places"), found))


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
        place=evidence.row(package, "places", row["place"]),
        actors=[found for name in row["actors"] if (found := package.row("organisations", name))],
        ordnance=[found for name in row["ordnance"] if (found := package.row("ordnance", name))],
        parent=evidence.row(package, "events", row["parent"]),
        following=[other for other in package.rows("events") if other["parent"] == id],
        figures=evidence.overview(ledger, event=id),
        bases=evidence.bases("events", id, ledger),
        voices=ledger.independent_roots("events", id),
        flags=evidence.flags_on(package, "events", id),
    )
