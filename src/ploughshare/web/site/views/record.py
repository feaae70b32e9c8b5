"""What every page of a record has: the record itself, and the links to its other pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package, Row
from ploughshare.web.records import queries

PAGES = (
    ("country", _("Report")),
    ("figures", _("Figures")),
    ("events", _("Events")),
    ("places", _("Places")),
    ("statements", _("Statements")),
    ("tasks", _("Recommendations")),
    ("sources", _("Sources")),
    ("findings", _("Findings")),
    ("downloads", _("Downloads")),
)
"""Name of the address -> what the navigation calls it."""
_LAND = ("land", _("Land"))
"""The page of the land account, for a record that has a programme."""


def record_or_404(code: str) -> queries.Country:
    """The published record of that code, without its report; 404 where there is none."""
    return _found(queries.heading(code))


def report_or_404(code: str) -> queries.Country:
    """The published record of that code with its report; 404 where there is none."""
    return _found(queries.country(code))


def around_or_404(code: str, table: str, id: str) -> tuple[Package, Row, Ledger]:
    """One row with all that surrounds it, and the ledger of these; 404 where there is none the public may see."""
    package = queries.around(code, table, id)
    row = package.row(table, id) if package else None
    if package is None or row is None:
        raise Http404(_("The record has no such entry, or it is not public."))
    return package, row, Ledger(package)


def page(request: HttpRequest, template: str, country: queries.Country, name: str, **context: Any) -> HttpResponse:
    """A page of a record: ``name`` is the one of PAGES it belongs to."""
    pages = (PAGES[0], _LAND, *PAGES[1:]) if country.has_programme else PAGES
    common = {"country": country, "page": name, "record_pages": pages}
    return render(request, f"site/{template}.html", {**common, **context})


def asked(request: HttpRequest, *names: str) -> dict[str, str]:
    """What a filter asks for, by name; empty means any."""
    return {name: request.GET.get(name, "").strip() for name in names}


def geojson(content: Mapping[str, Any] | str) -> HttpResponse:
    """Data for a map; numbers as stated go out as plain numbers."""
    text = content if isinstance(content, str) else json.dumps(content, default=float)
    return HttpResponse(text, content_type="application/geo+json")


def _found(country: queries.Country | None) -> queries.Country:
    if country is None:
        raise Http404(_("There is no record of that country or area."))
    return country
