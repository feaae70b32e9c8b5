"""Figures: what is shown, who said it, who said it first, what disagrees, and the rule that chose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ploughshare.evidence.ledger import Ledger
from ploughshare.web.records import queries
from ploughshare.web.site import evidence
from ploughshare.web.site.views.record import around_or_404, page, record_or_404


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Every figure of the record with the value shown for it."""
    country = record_or_404(code)
    package = queries.figures_with_claims(code)
    figures = evidence.overview(Ledger(package)) if package else []
    return page(request, "figures", country, "figures", figures=figures)


@require_safe
def figure(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """One figure with all its claims, roots, sources and rivals."""
    country = record_or_404(code)
    package, row, ledger = around_or_404(code, "figures", id)
    return page(request, "figure", country, "figures", figure=row, shown=evidence.figure_page(package, row, ledger))
