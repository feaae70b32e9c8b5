"""All addresses: signing in, the review desk, and the site that everybody reads."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from ploughshare.web.site.urls import handler404

__all__ = ["handler404", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ploughshare.web.accounts.urls")),
    path("desk/", include("ploughshare.web.desk.urls")),
    path("", include("ploughshare.web.site.urls")),
]
