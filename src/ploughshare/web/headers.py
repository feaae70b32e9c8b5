"""The content security policy on every answer."""

from __future__ import annotations

from collections.abc import Callable

from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentSecurityPolicy:
    """Sets the policy of the settings, built once when the site starts.

    django-csp's own middleware builds it for each answer, which costs a tenth of a country's page, and leaves it out of
    error pages in debug mode.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._policy = str(build_policy())

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the policy in the header."""
        response = self._get_response(request)
        response["Content-Security-Policy"] = self._policy
        return response
