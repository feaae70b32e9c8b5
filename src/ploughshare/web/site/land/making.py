"""What takes long is made once for each publication, beside the answering of requests, and kept on disk.

A folder holds one such thing. It is made in a folder beside and renamed, so that nobody reads half of it, under a lock
that all processes of the server share, so that it is made once. A page that comes too early says so and asks again.
Folders are named after the publication: what another publication left is dropped and never read.
"""

from __future__ import annotations

import fcntl
import logging
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connections

from ploughshare.web.records import queries

Maker = Callable[[Path], None]

PATIENCE_S: Final = 4.0
"""How long a request waits for what it needs before its page says that it is being computed."""
_UNFINISHED: Final = ".new-"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Publication:
    """One state of a published record, and the folder of what was made from it."""

    code: str
    key: str

    @classmethod
    def of(cls, country: queries.Country) -> Publication:
        """The present publication of a record."""
        return cls(country.code, country.publication or "first")

    @property
    def folder(self) -> Path:
        """Where what was made from it lies."""
        return Path(settings.DATA_DIR) / "land" / self.code / self.key


class NotMadeError(Exception):
    """That the making failed; why stands in the log, for it may name what is not public."""


def made(publication: Publication, name: str, make: Maker, *, patience_s: float = PATIENCE_S) -> Path | None:
    """The folder of that name, filled by ``make``; None as long as it is under way.

    Raises NotMadeError where it cannot be made.
    """
    folder = publication.folder / name
    if folder.is_dir():
        return folder
    work = _begun(publication, folder, make)
    work.join(patience_s)
    if folder.is_dir():
        return folder
    if work.is_alive():
        return None
    raise NotMadeError(f"{publication.code}: {name}")


_under_way: dict[Path, threading.Thread] = {}
_guard = threading.Lock()


def _begun(publication: Publication, folder: Path, make: Maker) -> threading.Thread:
    with _guard:
        work = _under_way.get(folder)
        if work is None or not work.is_alive():
            work = threading.Thread(target=_work, args=(publication, folder, make), name=str(folder), daemon=True)
            _under_way[folder] = work
            work.start()
        return work


def _work(publication: Publication, folder: Path, make: Maker) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # One lock a record: what is made of one record at the same time would only fight for the same cores.
        with (publication.folder.parent / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.is_dir():
                _make(folder, make)
            _drop_others(publication.code)
    except Exception:  # noqa: BLE001 - whatever it was: the page that waits for it is told, and the log has the rest
        _log.exception("%s could not be made", folder.name)
    finally:
        connections.close_all()
        with _guard:
            _under_way.pop(folder, None)


def _make(folder: Path, make: Maker) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=_UNFINISHED) as beside:
        new = Path(beside) / folder.name
        new.mkdir()
        make(new)
        new.replace(folder)


def _drop_others(code: str) -> None:
    """Drop what was made of other publications of a record than the present one."""
    present = queries.heading(code)
    if present is None:
        return
    kept = Publication.of(present)
    for other in kept.folder.parent.iterdir():
        if other.is_dir() and other != kept.folder:
            shutil.rmtree(other, ignore_errors=True)
