"""The addresses of signing in and out."""

from __future__ import annotations

from django.urls import path

from ploughshare.web.accounts.views.signing import SignIn, SignOut

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", SignOut.as_view(), name="sign-out"),
]
