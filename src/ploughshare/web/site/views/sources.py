"""Sources: what was read, what was cited by what was read, and what rests on each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ploughshare import vocab
from ploughshare.web.records import queries
from ploughshare.web.site import evidence
from ploughshare.web.site.views.record import around_or_404, page, record_or_404

_SEEN = {"yes": True, "no": False}


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The sources of the record, narrowed by kind, publisher, whether they were read, and words."""
    country = record_or_404(code)
    asked = {name: request.GET.get(name, "").strip() for name in ("kind", "publisher", "seen", "words")}
    found = queries.sources(
        code,
        kind=asked["kind"],
        publisher=asked["publisher"],
        seen=_SEEN.get(asked["seen"]),
        words=asked["words"],
    )
    everything = queries.rows(code, "sources")
    publishing = {row["publisher"] for row in everything}
    kinds = vocab.load("source_kinds").terms
    return page(
        request,
        "sources",
        country,
        "sources",
        sources=found,
        asked=asked,
        kinds=[kinds[id] for id in kinds if id in {row["kind"] for row in everything}],
        publishers=[row for row in queries.rows(code, "organisations") if row["id"] in publishing],
    )


@require_safe
def source(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """One source with every row that rests on it."""
    country = record_or_404(code)
    package, row, _ = around_or_404(code, "sources", id)
    return page(
        request,
        "source",
        country,
        "sources",
        source=row,
        publisher=package.row("organisations", row["publisher"]) if row["publisher"] else None,
        resting=evidence.resting_on(package, id),
        flags=evidence.flags_on(package, "sources", id),
    )
