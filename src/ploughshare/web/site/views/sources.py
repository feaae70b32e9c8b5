"""Sources: what was read, what was cited by what was read, and what rests on each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ploughshare import vocab
from ploughshare.web.records import queries
from ploughshare.web.site import evidence
from ploughshare.web.site.views.record import around_or_404, asked, page, record_or_404

_SEEN = {"yes": True, "no": False}


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The sources of the record, narrowed by kind, publisher, year, whether they were read, and words."""
    country = record_or_404(code)
    wanted = asked(request, "words", "kind", "publisher", "year", "seen")
    found = queries.sources(
        code,
        kind=wanted["kind"],
        publisher=wanted["publisher"],
        year=wanted["year"],
        seen=_SEEN.get(wanted["seen"]),
        words=wanted["words"],
    )
    everything = queries.rows(code, "sources")
    organisations = {row["id"]: row for row in queries.rows(code, "organisations")}
    kinds = vocab.load("source_kinds").terms
    return page(
        request,
        "sources",
        country,
        "sources",
        sources=[{"row": row, "publisher": organisations.get(row["publisher"])} for row in found],
        total=len(everything),
        asked=wanted,
        kinds=[kinds[id] for id in kinds if id in {row["kind"] for row in everything}],
        publishers=[organisations[id] for id in sorted({row["publisher"] for row in everything} & set(organisations))],
        years=sorted({row["issued"][:4] for row in everything if row["issued"]}, reverse=True),
    )


@require_safe
def source(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """One source with every row that rests on it."""
    country = record_or_404(code)
    package, row, ledger = around_or_404(code, "sources", id)
    return page(
        request,
        "source",
        country,
        "sources",
        source=row,
        publisher=evidence.row(package, "organisations", row["publisher"]),
        resting=evidence.resting_on(ledger, id, column="source"),
        through=evidence.resting_on(ledger, id, column="via"),
        flags=evidence.flags_on(package, "sources", id),
    )
