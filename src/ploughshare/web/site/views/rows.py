"""Rows that have no page of their own, led on to where they are shown."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ploughshare.record.contracts import TABLES_BY_NAME
from ploughshare.web.records import queries
from ploughshare.web.site import addresses


@require_safe
def row(request: HttpRequest, code: str, table: str, id: str) -> HttpResponse:
    """A claim to its figure, a citation or a flag to what it is about."""
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
    return redirect(addresses.of_row(code, table, id))
