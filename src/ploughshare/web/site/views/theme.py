"""The palette of the report as a style sheet, so that site and report never drift apart."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ploughshare.report import theme

_SHEET = (
    f":root{{color-scheme:light dark;{theme.css_variables(theme.LIGHT)}}}\n"
    f"@media (prefers-color-scheme:dark){{:root{{{theme.css_variables(theme.DARK)}}}}}\n"
    f"@media print{{:root{{{theme.css_variables(theme.LIGHT)}}}}}\n"
)


@require_safe
@cache_control(max_age=3600)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The colours as CSS custom properties, light and dark."""
    return HttpResponse(_SHEET, content_type="text/css; charset=utf-8")
