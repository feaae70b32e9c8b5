"""Fonts, map outlines and scripts that the report and the site carry with them.

The files are not kept in git: ``scripts/fetch_assets.py`` copies them here from packages pinned by
``package-lock.json``, so that nothing is fetched from the network while the report is built or the
site is read.
"""

from __future__ import annotations

from pathlib import Path

from ploughshare.errors import PloughshareError

FOLDER = Path(__file__).parent
"""Where the assets lie: ``js/``, ``css/``, ``atlas/``, ``fonts/`` and ``licences/``."""


def path(name: str) -> Path:
    """The asset of that name, e.g. ``path("atlas/countries-10m.json")`` or the folder ``path("fonts")``.

    Raises ``assets.missing`` where ``make setup`` has not brought it yet.
    """
    asset = FOLDER / name
    if not asset.exists():
        raise PloughshareError("assets.missing", path=asset)
    return asset
