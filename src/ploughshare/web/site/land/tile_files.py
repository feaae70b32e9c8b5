"""Tiles on disk: those of the unfiltered map are kept for as long as the publication is."""

from __future__ import annotations

import tempfile
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
    if choice == _EVERYTHING:
        folder.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as beside:
            beside.write(content)
        Path(beside.name).replace(kept)
    return content
