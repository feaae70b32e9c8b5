"""Within a record of several documents: what may be one source, one voice, or a disagreement."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ploughshare import figure as figures
from ploughshare.evidence.ledger import Ledger
from ploughshare.exchange.country_report.corroboration import Finding, Suggestion, corroboration
from ploughshare.web.desk.views.desk import for_editors
from ploughshare.web.records import codec, queries
from ploughshare.web.site import addresses

_GROUPS = (
    (Finding.MERGE, _("One source, perhaps, under two titles or addresses")),
    (Finding.ONE_ROOT, _("One voice, told twice: these agree because they rest on the same source")),
    (Finding.DISAGREEMENT, _("Disagreements: the claim ranked preferred is shown; where none is, rank one")),
)
"""Merges first: which sources are one decides which claims are one voice."""


@for_editors
@require_safe
def within(request: HttpRequest, code: str) -> HttpResponse:
    """What is proposed between the documents of one record. Nothing is decided here: a person changes the record."""
    package = queries.package(code, "restricted")
    if package is None:
        raise Http404(_("There is no record of that country or area."))
    ledger, suggestions = Ledger(package), corroboration(package)
    groups = [
        {"words": words, "pairs": [_pair(ledger, one) for one in suggestions if one.finding is finding]}
        for finding, words in _GROUPS
    ]
    return render(
        request, "desk/within.html", {"record": package.meta, "code": code, "groups": groups, "any": bool(suggestions)}
    )


def _pair(ledger: Ledger, suggestion: Suggestion) -> dict[str, Any]:
    ids = (suggestion.first, suggestion.second)
    return {"why": suggestion.why, "rows": [_row(ledger, suggestion.table, id) for id in ids]}


def _row(ledger: Ledger, table: str, id: str) -> dict[str, str]:
    package = ledger.package
    address = addresses.of_row(package.country, table, id) if queries.row(package.country, table, id) else ""
    return {"id": id, "label": _label(ledger, table, id), "address": address}


def _label(ledger: Ledger, table: str, id: str) -> str:
    row = ledger.package.row(table, id)
    if row is None:
        return id
    if table != "claims":
        return codec.label(row)
    question = ledger.package.row("figures", row["figure"])
    return f"{codec.label(question) if question else row['figure']}: {figures.say(ledger.figure_of(row))}"
