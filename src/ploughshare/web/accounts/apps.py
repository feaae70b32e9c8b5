"""The application that holds accounts and roles."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts are Django's own; the roles are groups."""

    name = "ploughshare.web.accounts"
    label = "accounts"
    verbose_name = "Accounts"
