"""Figures: what is shown, who said it, who said it first, what disagrees, and the rule that chose."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ploughshare import vocab
from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package
from ploughshare.web.records import queries
from ploughshare.web.site import evidence
from ploughshare.web.site.views.record import around_or_404, asked, page, record_or_404


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Every figure of the record with the value shown for it; ``?computed=`` is one computed in a sentence."""
    country = record_or_404(code)
    package = queries.figures_with_claims(code) or Package(country.meta, {})
    ledger = Ledger(package)
    if expression := request.GET.get("computed", "").strip():
        return _computed(request, country, expression, ledger)
    wanted = asked(request, "measure", "shown")
    terms = vocab.load("measures").terms
    place_of = {measure: place for place, measure in enumerate(terms)}
    every = sorted(
        evidence.overview(ledger),
        key=lambda one: (place_of.get(one.figure["measure"], len(terms)), one.figure["title"]),
    )
    return page(
        request,
        "figures",
        country,
        "figures",
        figures=[
            one
            for one in every
            if wanted["measure"] in ("", one.figure["measure"])
            and (wanted["shown"] != "disputed" or one.shown.rivals)
            and (wanted["shown"] != "none" or not one.words)
        ],
        total=len(every),
        asked=wanted,
        measures=[terms[id] for id in terms if id in {one.figure["measure"] for one in every}],
    )


def _computed(request: HttpRequest, country: queries.Country, expression: str, ledger: Ledger) -> HttpResponse:
    found = evidence.computed(expression, ledger)
    if found is None:
        raise Http404(_("Nothing in the record can be computed so."))
    printed = queries.printed(country.code, expression)
    return page(request, "computed", country, "figures", shown=found, printed=printed)


@require_safe
def figure(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """One figure with all its claims, roots, sources and rivals, and where the report prints it."""
    country = record_or_404(code)
    package, row, ledger = around_or_404(code, "figures", id)
    return page(
        request,
        "figure",
        country,
        "figures",
        figure=row,
        shown=evidence.figure_page(package, row, ledger),
        place=evidence.row(package, "places", row["place"]),
        event=evidence.row(package, "events", row["event"]),
        organisation=evidence.row(package, "organisations", row["organisation"]),
        ordnance=evidence.row(package, "ordnance", row["ordnance"]),
        printed=queries.printed(code, id),
    )
