"""The list of countries and areas, and a country's report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ploughshare.record.package import Package
from ploughshare.report import edition
from ploughshare.web.records import queries
from ploughshare.web.records.words import fold
from ploughshare.web.site.views.record import page, report_or_404


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every country and area with a record; ``?name=`` narrows the list."""
    wanted = request.GET.get("name", "").strip()
    everything = queries.countries()
    shown = [country for country in everything if fold(wanted) in fold(str(country.meta["name"]))]
    return render(request, "site/countries.html", {"countries": shown, "total": len(everything), "wanted": wanted})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """The report of one country or area as it was published."""
    found = report_or_404(code)
    cover = edition.of(Package(found.meta, {}), draft=False)
    return page(request, "country", found, "country", cover=cover)
