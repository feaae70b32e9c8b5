"""Rows that have no page of their own, led on to where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ploughshare.record.contracts import TABLES_BY_NAME
from ploughshare.record.package import Row
from ploughshare.web.records import queries
from ploughshare.web.site import addresses

_HANGS_ON: Mapping[str, tuple[str, ...]] = {
    "area_statuses": ("area",),
    "devices": ("activity", "area"),
    "finds": ("release", "area"),
    "inspections": ("activity", "release"),
    "accidents": ("area", "activity"),
    "victims": ("accident",),
    "handovers": ("area",),
}
"""Table of a programme without a page a row -> the columns that name what a row speaks of, the nearest first."""


@require_safe
def row(request: HttpRequest, code: str, table: str, id: str) -> HttpResponse:
    """A claim to its figure, a citation or a flag to what it is about, a row of a programme to its area or task."""
    found = queries.row(code, table, id) if table in TABLES_BY_NAME else None
    if found is None:
        raise Http404(_("The record has no such entry, or it is not public."))
    if table == "claims":
        return redirect(f"{addresses.of_row(code, 'figures', found['figure'])}#{id}")
    if table == "citations":
        return redirect(addresses.of_row(code, found["cited_table"], found["cited_row"]))
    if table == "flags":
        return redirect(addresses.of_row(code, found["flagged_table"], found["flagged_row"]))
    if table == "expected":
        return redirect(reverse("figures", args=[code]))
    if table in _HANGS_ON:
        return redirect(_of_programme(code, table, found))
    return redirect(addresses.of_row(code, table, id))


def _of_programme(code: str, table: str, found: Row) -> str:
    """The page of what a row of a programme speaks of; where it speaks of nothing that is shown, that of the land."""
    for name in _HANGS_ON[table]:
        if found[name]:
            return addresses.of_row(code, str(TABLES_BY_NAME[table].column(name).references), found[name])
    country = queries.heading(code)
    return reverse("land" if country and country.has_programme else "country", args=[code])
