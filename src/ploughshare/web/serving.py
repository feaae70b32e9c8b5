"""Serve the site from this computer, without another server beside it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from gunicorn.app.base import BaseApplication

from ploughshare.errors import PloughshareError

_WORKERS, _THREADS = 2, 4


def prepare() -> None:
    """Gather the static files under their permanent names, and publish anew what older rules published."""
    if not settings.DEBUG:
        _gather()
    # As a command, so that the report's programs are loaded only where there is something to publish.
    call_command("publish", outdated=True)


def _gather() -> None:
    """Gather what changed since the last start; compressing it all each time would take ten seconds."""
    files = [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
    seen = sorted(f"{path} {(found := path.stat()).st_size} {found.st_mtime_ns}" for path in files)
    state = sha256("\n".join(seen).encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / "gathered"
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != state:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state, encoding="ascii")


def run(host: str, port: int, *, when_ready: Callable[[], None]) -> None:
    """Serve until the program is stopped. Raises ``serve.port`` where the address is taken or not this computer's."""
    _try(host, port)
    connections.close_all()  # a connection must not be shared by the processes that serve
    _Site({"bind": f"{host}:{port}", "when_ready": lambda _: when_ready()}).run()


def _try(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except (OSError, OverflowError) as error:
            raise PloughshareError("serve.port", host=host, port=port, why=error) from error


class _Site(BaseApplication):  # type: ignore[misc]  # gunicorn is not typed
    def __init__(self, options: dict[str, Any]) -> None:
        self._options = {"workers": _WORKERS, "threads": _THREADS, "loglevel": "error", **options}
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from ploughshare.web.wsgi import application  # noqa: PLC0415 (each serving process makes its own)

        return application
