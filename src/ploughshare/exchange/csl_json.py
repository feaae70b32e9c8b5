"""CSL-JSON, which Zotero and pandoc read and write: a list of sources, in and out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ploughshare.errors import PloughshareError
from ploughshare.record.package import Package, Row
from ploughshare.record.sources import csl_of

_LARGEST_BYTES = 50 * 1024 * 1024
_EXPORT_AGAIN = "In Zotero: File, Export Library or Export Items, with the format “CSL JSON”."


def read(path: Path) -> list[Mapping[str, Any]]:
    """The items of a CSL-JSON file.

    Raises:
        PloughshareError: ``file.unreadable`` where it is no list of items, is not UTF-8 or is larger than 50 MB.
    """
    if path.stat().st_size > _LARGEST_BYTES:
        raise _unreadable(path, "it is larger than 50 MB", "Export only the sources of this country.")
    try:
        content = json.loads(path.read_bytes())
    except UnicodeDecodeError:
        raise _unreadable(path, "it is not UTF-8", _EXPORT_AGAIN) from None
    except json.JSONDecodeError as error:
        raise _unreadable(path, f"it is no JSON (line {error.lineno}: {error.msg})", _EXPORT_AGAIN) from None
    except (RecursionError, ValueError):
        raise _unreadable(path, "it is nested too deep, or holds an endless number", _EXPORT_AGAIN) from None
    items = content.get("items") if isinstance(content, dict) else content
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _unreadable(path, "it is no list of items", _EXPORT_AGAIN)
    return items


def _unreadable(path: Path, why: str, remedy: str) -> PloughshareError:
    return PloughshareError("file.unreadable", path=path, why=why, remedy=remedy)


def items(package: Package) -> list[dict[str, Any]]:
    """The sources of a package as CSL items, by id; each has its id as citation key too, by which it comes back."""
    return [_item(package, row) for row in package.rows("sources")]


def _item(package: Package, row: Row) -> dict[str, Any]:
    publisher = package.row("organisations", row["publisher"]) if row["publisher"] else None
    item = csl_of(row, publisher=publisher["name"] if publisher else None)
    return {"id": item.pop("id"), "citation-key": row["id"], **item}


def write(package: Package) -> bytes:
    """The sources of a package as CSL-JSON. Pass the record through ``tiers.visible`` first."""
    return (json.dumps(items(package), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
