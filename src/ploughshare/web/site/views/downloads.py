"""Downloads: the report in its forms and the record as data, all through the one door for what may be seen."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ploughshare.web.site import packing
from ploughshare.web.site.views.record import page, record_or_404


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """What can be taken away."""
    country = record_or_404(code)
    return page(request, "downloads", country, "downloads", offers=packing.OFFERS)


@require_safe
def download(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """One file, made from what the public may see."""
    record_or_404(code)
    if name not in packing.OFFERS:
        raise Http404(_("There is no such download."))
    made = packing.make(code, name)
    if made is None:
        raise Http404(_("This download cannot be made of this record."))
    return FileResponse(
        made, as_attachment=True, filename=f"{code}-{name}", content_type=packing.OFFERS[name].media_type
    )
