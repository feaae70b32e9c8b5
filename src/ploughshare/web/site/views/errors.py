"""What is answered where there is nothing to show, in the shape that was asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from ploughshare.web.site.api import error


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: a page for people, and for programs the one shape of an error."""
    if request.path.startswith("/api/"):
        return error(request, 404, "There is no such address; /api/openapi.json lists them.")
    return defaults.page_not_found(request, exception)
