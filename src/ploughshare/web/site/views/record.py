"""What every page of a record has: the record itself, and the links to its other pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package, Row
from ploughshare.web.records import queries

PAGES = (
    ("figures", _("Figures")),
    ("events", _("Events")),
    ("places", _("Places")),
    ("sources", _("Sources")),
    ("tasks", _("Recommendations and obligations")),
    ("findings", _("Findings")),
    ("downloads", _("Downloads")),
)
"""Name of the address -> what the navigation calls it."""


def record_or_404(code: str) -> queries.Country:
    """The published record of that code; 404 where there is none."""
    found = queries.country(code)
    if found is None:
        raise Http404(_("There is no record of that country or area."))
    return found


def around_or_404(code: str, table: str, id: str) -> tuple[Package, Row, Ledger]:
    """One row with all that surrounds it, and the ledger of these; 404 where there is none the public may see."""
    package = queries.around(code, table, id)
    row = package.row(table, id) if package else None
    if package is None or row is None:
        raise Http404(_("The record has no such entry, or it is not public."))
    return package, row, Ledger(package)


def page(request: HttpRequest, template: str, country: queries.Country, name: str, **context: Any) -> HttpResponse:
    """A page of a record: ``name`` is the one of PAGES it belongs to."""
    common = {"country": country, "page": name, "record_pages": PAGES}
    return render(request, f"site/{template}.html", {**common, **context})
