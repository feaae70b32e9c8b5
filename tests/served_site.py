"""The site as a user starts it: a record loaded into an empty database and served, by the project's own commands."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

SECONDS_TO_START = 60
SECONDS_TO_STOP = 20


def free_port() -> int:
    """A port of the loopback address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(record: Path, folder: Path) -> Iterator[str]:
    """The address of a site with that record, whose database and log lie in ``folder``; stopped at the end."""
    environment = {**os.environ, "PLOUGHSHARE_DATA_DIR": str(folder)}
    for name in ("PLOUGHSHARE_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    ploughshare = [sys.executable, "-m", "ploughshare"]
    subprocess.run([*ploughshare, "load", str(record)], env=environment, cwd=folder, check=True)
    port = free_port()
    log = folder / "serve.log"
    with log.open("wb") as output:
        site = subprocess.Popen(
            [*ploughshare, "serve", "--port", str(port)], env=environment, cwd=folder, stdout=output, stderr=output
        )
    try:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(address):
            if site.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the site did not start:\n{log.read_text(encoding='utf-8')}")
            time.sleep(0.05)
        yield address
    finally:
        site.terminate()
        site.wait(timeout=SECONDS_TO_STOP)


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/", timeout=5):
            return True
    except (URLError, TimeoutError):
        return False
