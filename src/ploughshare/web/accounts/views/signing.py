"""Signing in and out. Whoever fails too often waits (django-axes)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ploughshare.web.settings import LOCKED_MINUTES


class SignIn(LoginView):
    """The form to sign in; leads on to the page that asked for it, on this site only."""

    template_name = "accounts/sign_in.html"


class SignOut(LogoutView):
    """Ends the session, by POST only: a link on another page must not sign anybody out."""


def locked_out(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> HttpResponse:
    """What is answered to somebody who failed too often."""
    return render(request, "accounts/locked_out.html", {"minutes": LOCKED_MINUTES}, status=429)
