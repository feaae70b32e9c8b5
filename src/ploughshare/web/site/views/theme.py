"""The style of the report as a style sheet, so that site and report never drift apart."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ploughshare.report.formats import html


@require_safe
@cache_control(max_age=3600)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Colours in light and dark, type, tables, drawings and the text of a report."""
    return HttpResponse(html.house_styles(), content_type="text/css; charset=utf-8")
