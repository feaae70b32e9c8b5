"""The state of the land: the map with its slider for the day, its tiles and its numbers."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_response_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ploughshare import dates
from ploughshare.web.records import queries
from ploughshare.web.site import outlines
from ploughshare.web.site.land import overview, series, tile_files
from ploughshare.web.site.land.making import NotMadeError, Publication
from ploughshare.web.site.land.tiles import DEEPEST, Choice, Square
from ploughshare.web.site.land.words import group_words, state_words
from ploughshare.web.site.views.record import asked, page, record_or_404

_TILE_SECONDS = 24 * 3600
_MOST_LISTED = 200
"""How many areas that are on no map stand on the page; the list of areas has them all."""


def programme_or_404(code: str) -> queries.Country:
    """The published record of that code, which has a programme; 404 where there is none."""
    country = record_or_404(code)
    if not country.has_programme:
        raise Http404(_("The record has no operational programme."))
    return country


def not_yet(request: HttpRequest, country: queries.Country) -> HttpResponse:
    """The page that says that what was asked for is being computed, and asks again by itself."""
    response = page(request, "land/computing", country, "land")
    response.status_code = 202
    response["Cache-Control"] = "no-store"
    # A header works without a script, as a meta element would, and moves nobody who reads a finished page.
    response["Refresh"] = "3"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """What is said where the account cannot be made."""
    return render(request, "500.html", status=500)


@require_safe
def on_map(request: HttpRequest, code: str) -> HttpResponse:
    """The states of land on a day, as a map and as numbers."""
    country = programme_or_404(code)
    publication = Publication.of(country)
    wanted = asked(request, "on", "group", "area_class", "organisation")
    try:
        known = overview.overview(publication)
        group = _chosen(wanted["group"], known.groups) if known else ""
        ready = known and overview.picture_of(publication, group)
    except NotMadeError:
        return failed(request)
    if known is None or ready is None:
        return not_yet(request, country)
    day, wrong = _day(country, wanted["on"])
    numbers = known.series(group)
    last = last_day(country)
    query = {name: wanted[name] for name in ("area_class", "organisation") if wanted[name]}
    elsewhere = known.elsewhere(group, day)
    organisations = {row["id"]: row for row in queries.rows(code, "organisations")}
    return page(
        request,
        "land/map",
        country,
        "land",
        here="land",
        asked={**wanted, "group": group, "on": series.day(day).isoformat()},
        wrong=wrong,
        day=day,
        first_day=series.day(min(numbers.stops(day, last))).isoformat(),
        last_day=series.day(last).isoformat(),
        states=list(zip(series.SHOWN, state_words(), numbers.on(day).tolist(), strict=True)),
        groups=[(name, group_words(name)) for name in known.groups],
        classes=known.classes,
        organisations=[organisations[id] for id in known.organisations if id in organisations],
        elsewhere=elsewhere[:_MOST_LISTED],
        elsewhere_count=len(elsewhere),
        elsewhere_m2=sum(one.stated_m2 or 0 for one in elsewhere),
        elsewhere_unstated=sum(one.stated_m2 is None for one in elsewhere),
        not_counted=list(known.not_counted.items()),
        tiles=_tile_address(publication, group, query),
        deepest=DEEPEST,
        series_address=f"{reverse('land-series', args=[code])}?group={group}&on={series.day(day).isoformat()}",
        box=json.dumps(known.box or outlines.box_of(code)),
        nothing_drawn=known.box is None,
    )


@require_safe
def series_json(request: HttpRequest, code: str) -> HttpResponse:
    """The days at which the slider stops and the square metres in each state at each of them."""
    country = programme_or_404(code)
    wanted = asked(request, "group", "on")
    try:
        known = overview.overview(Publication.of(country))
    except NotMadeError:
        return failed(request)
    if known is None:
        return not_yet(request, country)
    numbers = known.series(_chosen(wanted["group"], known.groups))
    day, _wrong = _day(country, wanted["on"])
    return JsonResponse(numbers.as_json(numbers.stops(day, last_day(country))))


@require_safe
def tile(request: HttpRequest, code: str, publication: str, group: str, **square_: int) -> HttpResponse:
    """A vector tile of the states of land, from what the public may see."""
    country = programme_or_404(code)
    current = Publication.of(country)
    square = Square(**square_)
    wanted = asked(request, "area_class", "organisation")
    try:
        known = overview.overview(current)
        if publication != current.key or known is None or group not in known.groups or not square.exists:
            raise Http404(_("There is no such tile."))
        choice = Choice(
            _position(known.classes, wanted["area_class"]), _position(known.organisations, wanted["organisation"])
        )
        content = tile_files.tile(current, group, square, choice)
    except NotMadeError:
        return failed(request)
    if content is None:
        return HttpResponse(status=503, headers={"Retry-After": "2"})
    response = HttpResponse(content, content_type="application/vnd.mapbox-vector-tile", status=200 if content else 204)
    patch_response_headers(response, _TILE_SECONDS)
    return response


def _tile_address(publication: Publication, group: str, query: dict[str, str]) -> str:
    at = reverse("land-tile", args=[publication.code, publication.key, group, 0, 0, 0])
    tail = f"?{urlencode(query)}" if query else ""
    return f"{at.removesuffix('0/0/0.mvt')}{{z}}/{{x}}/{{y}}.mvt{tail}"


def _chosen(group: str, groups: tuple[str, ...]) -> str:
    return group if group in groups else groups[0]


def _position(names: tuple[str, ...], name: str) -> int | None:
    """Where a name stands in a list; None where none is asked for, and nowhere for one that is not in it."""
    if not name:
        return None
    return names.index(name) if name in names else -2


def _day(country: queries.Country, text: str) -> tuple[int, bool]:
    """The day asked for, else that of the record; and whether what was asked for cannot be read."""
    if text and not dates.fault(text):
        last = dates.interval(text)[1]
        return series.number(last) if last else last_day(country), False
    return last_day(country), bool(text)


def last_day(country: queries.Country) -> int:
    """The day of which the record speaks."""
    last = dates.interval(str(country.meta["as_of"]))[1]
    return series.number(last or date.max)
