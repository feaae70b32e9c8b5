"""Places: where they are, how exactly that is known, and what the record says of them."""

from __future__ import annotations

import json
from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ploughshare.web.records import queries
from ploughshare.web.site import evidence, marks, outlines
from ploughshare.web.site.views.record import around_or_404, geojson, page, record_or_404


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Every place of the record, on a map and as a list."""
    country = record_or_404(code)
    counts = Counter(event["place"] for event in queries.rows(code, "events"))
    return page(
        request,
        "places",
        country,
        "places",
        places=[{"row": row, "events": counts[row["id"]]} for row in queries.rows(code, "places")],
        map_data=reverse("place-map", args=[code]),
        box=json.dumps(outlines.box_of(code)),
    )


@require_safe
def on_map(request: HttpRequest, code: str) -> HttpResponse:
    """All places of the record as GeoJSON; ``?only=`` names one."""
    record_or_404(code)
    only = request.GET.get("only", "")
    places = [row for row in queries.rows(code, "places") if only in ("", row["id"])]
    found = marks.features(places, queries.rows(code, "events"), all_places=True)
    return geojson(found)


@require_safe
@cache_control(max_age=86400)
def behind_map(request: HttpRequest, code: str) -> HttpResponse:
    """Coasts and borders behind the maps, exact around the country, as GeoJSON."""
    record_or_404(code)
    return geojson(outlines.around(code))


@require_safe
def place(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """One place with what happened there and the figures about it."""
    country = record_or_404(code)
    package, row, ledger = around_or_404(code, "places", id)
    return page(
        request,
        "place",
        country,
        "places",
        place=row,
        parent=evidence.row(package, "places", row["parent"]),
        inside=[other for other in package.rows("places") if other["parent"] == id],
        events=[event for event in package.rows("events") if event["place"] == id],
        statements=[topic for topic in package.rows("topics") if topic["place"] == id],
        figures=evidence.overview(ledger, place=id),
        bases=evidence.bases("places", id, ledger),
        flags=evidence.flags_on(package, "places", id),
        map_data=f"{reverse('place-map', args=[code])}?only={id}",
        box=json.dumps(outlines.box_of(code)),
    )
