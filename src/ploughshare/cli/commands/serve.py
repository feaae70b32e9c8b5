"""`ploughshare serve`: the site on this computer."""

from __future__ import annotations

import argparse

from ploughshare.web import boot

SUMMARY = "Serve the site of the records in the database, to this computer only unless told otherwise."
EXAMPLE = """\
  ploughshare serve
  ploughshare serve --port 8080

For others to reach it, name the hosts it may be called by in PLOUGHSHARE_ALLOWED_HOSTS, and put a server in front of
it that speaks HTTPS."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Bring the database up to date, gather the static files, and serve until stopped."""
    boot.ready()
    from ploughshare.web import serving  # Django's models can be imported only once its settings were read.

    serving.prepare()
    address = f"http://{arguments.host}:{arguments.port}/"
    serving.run(
        arguments.host,
        arguments.port,
        when_ready=lambda: print(f"The site is at {address} (stop it with Ctrl-C).", flush=True),
    )
    return 0
