"""Search over everything that the public may see, and what the site says of itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ploughshare.web.records import queries

_MOST = 100


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Rows in which all the words stand."""
    words = request.GET.get("q", "").strip()[:200]
    hits = queries.search(words, limit=_MOST)
    names = {country.code: country.meta["name"] for country in queries.countries()} if hits else {}
    found = [{"hit": hit, "name": names.get(hit.country, hit.country)} for hit in hits]
    return render(request, "site/search.html", {"query": words, "hits": found, "most": _MOST})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How to read a number, and what this site is."""
    return render(request, "site/about.html")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """That the site answers and reaches its database, for whoever watches the server."""
    queries.countries()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
