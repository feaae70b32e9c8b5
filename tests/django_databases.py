"""Django on another database than that of its settings: `from django_databases import django_on`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from ploughshare.web.settings import environment


@contextmanager
def django_on(url: str) -> Iterator[None]:
    """Let Django's one connection be to that database for as long as the block lasts."""
    before = connections.settings["default"]
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": environment.database(url)})["default"]
    try:
        yield
    finally:
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = before
