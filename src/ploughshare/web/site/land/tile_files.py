"""Tiles on disk: those of the unfiltered map that hold anything are kept for as long as the publication is."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from ploughshare.web.site.land import overview, tiles
from ploughshare.web.site.land.making import Publication
from ploughshare.web.site.land.tiles import Choice, Square

_EVERYTHING = Choice()


def tile(publication: Publication, group: str, square: Square, choice: Choice) -> bytes | None:
    """The tile of a square; None while the picture it is cut from is being made."""
    folder = publication.folder / f"tiles-{group}"
    kept = folder / f"{square.zoom}-{square.column}-{square.row}.mvt"
    if choice == _EVERYTHING and kept.is_file():
        return kept.read_bytes()
    picture = overview.picture_of(publication, group)
    if picture is None:
        return None
    content = tiles.cut(picture, square, choice)
    # The world has more empty squares than a disk has room for files; those that hold land are few.
    if content and choice == _EVERYTHING:
        _keep(kept, content)
    return content


def _keep(kept: Path, content: bytes) -> None:
    """Put a tile on disk, whole. Where the disk is full it is cut again the next time."""
    with suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent, prefix=".new-") as beside:
            whole = Path(beside) / kept.name
            whole.write_bytes(content)
            whole.replace(kept)
