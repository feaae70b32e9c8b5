"""Whether the way from a reference system to WGS 84 is known: over a guess, no land is released."""

from __future__ import annotations

from functools import cache


@cache
def guess(stated: str) -> str | None:
    """Why the way from a stated reference system to WGS 84 is a guess; None where it is known."""
    from pyproj import CRS  # noqa: PLC0415  slow to load, and most rows state none
    from pyproj.exceptions import CRSError  # noqa: PLC0415
    from pyproj.transformer import TransformerGroup  # noqa: PLC0415

    try:
        system = CRS.from_user_input(int(stated) if stated.isdecimal() else stated)
        ways = TransformerGroup(system, CRS.from_epsg(4326), always_xy=True)
    except (CRSError, ValueError, OverflowError):
        return f"no reference system is known by the name “{stated[:60]}”"
    best = ways.transformers[0] if ways.transformers else None
    if best is None or "ballpark" in best.description.lower():
        return f"the shift from {system.name} to WGS 84 is only guessed"
    return None
