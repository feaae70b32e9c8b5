"""The application that holds the drafts."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Drafts of imported documents and their review."""

    name = "ploughshare.web.desk"
    label = "desk"
    verbose_name = "Review desk"
