"""Every asset that is fetched is there, with the licence of the package it is from."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from ploughshare import assets
from ploughshare.errors import PloughshareError

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("fetch_assets", ROOT / "scripts" / "fetch_assets.py")
assert SPEC is not None
assert SPEC.loader is not None
FETCH = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(FETCH)

LICENCES = [name for name in FETCH.FILES if name.startswith("licences/")]
USED = [name for name in FETCH.FILES if name not in LICENCES]


def package_of(name: str) -> str:
    """The last part of the name of the npm package that an asset is from."""
    parts = FETCH.FILES[name].split("/")
    return parts[1] if parts[0].startswith("@") else parts[0]


@pytest.mark.parametrize("name", FETCH.FILES)
def test_an_asset_is_there(name: str) -> None:
    assert assets.path(name).stat().st_size > 0


@pytest.mark.parametrize("name", USED)
def test_its_licence_is_beside_it(name: str) -> None:
    assert package_of(name) in {package_of(licence) for licence in LICENCES}


def test_what_is_missing_says_how_to_get_it() -> None:
    with pytest.raises(PloughshareError, match="make setup") as raised:
        assets.path("fonts/NoSuchFont.ttf")
    assert raised.value.code == "assets.missing"
