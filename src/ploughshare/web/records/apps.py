"""The application that holds the records."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The records of all countries and areas."""

    name = "ploughshare.web.records"
    label = "records"
    verbose_name = "Records"
