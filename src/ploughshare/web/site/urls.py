"""The addresses of the site. Each page about a record lies below the code of its country or area."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from ploughshare.web.site.api import api
from ploughshare.web.site.views import (
    countries,
    downloads,
    events,
    figures,
    findings,
    land,
    land_account,
    land_areas,
    land_findings,
    places,
    rows,
    search,
    sources,
    statements,
    tasks,
)
from ploughshare.web.site.views import theme as theme_view

_land: list[URLPattern | URLResolver] = [
    path("", land.on_map, name="land"),
    path("series.json", land.series_json, name="land-series"),
    path("tiles/<slug:publication>/<slug:group>/<int:zoom>/<int:column>/<int:row>.mvt", land.tile, name="land-tile"),
    path("account/", land_account.account, name="land-account"),
    path("account/rows.csv", land_account.account_csv, name="land-account-csv"),
    path("account/account.json", land_account.account_json, name="land-account-json"),
    path("areas/", land_areas.listing, name="land-areas"),
    path("areas/<slug:id>/", land_areas.area, name="land-area"),
    path("releases/<slug:id>/", land_areas.release, name="land-release"),
    path("activities/<slug:id>/", land_areas.activity, name="land-activity"),
    path("findings/", land_findings.listing, name="land-findings"),
]

_record: list[URLPattern | URLResolver] = [
    path("", countries.country, name="country"),
    path("figures/", figures.listing, name="figures"),
    path("figures/<slug:id>/", figures.figure, name="figure"),
    path("sources/", sources.listing, name="sources"),
    path("sources/<slug:id>/", sources.source, name="source"),
    path("events/", events.listing, name="events"),
    path("events/map.geojson", events.on_map, name="event-map"),
    path("events/<slug:id>/", events.event, name="event"),
    path("places/", places.listing, name="places"),
    path("places/map.geojson", places.on_map, name="place-map"),
    path("places/outlines.geojson", places.behind_map, name="outlines"),
    path("places/<slug:id>/", places.place, name="place"),
    path("statements/", statements.listing, name="statements"),
    path("rows/<slug:table>/<slug:id>/", rows.row, name="row"),
    path("tasks/", tasks.listing, name="tasks"),
    path("findings/", findings.listing, name="findings"),
    path("land/", include(_land)),
    path("downloads/", downloads.listing, name="downloads"),
    path("downloads/<str:name>", downloads.download, name="download"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", countries.listing, name="countries"),
    path("house.css", theme_view.stylesheet, name="theme"),
    path("search/", search.search, name="search"),
    path("about/", search.about, name="about"),
    path("health/", search.health, name="health"),
    path("api/", api.urls),
    path("<slug:code>/", include(_record)),
]

handler404 = "ploughshare.web.site.views.errors.not_found"
