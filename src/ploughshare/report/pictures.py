"""Pictures that the narrative brings along: copied beside the text while it is set, or carried inside the page."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
from pathlib import Path

from ploughshare.report.blocks import Blocks, Node, rewrite
from ploughshare.report.pandoc import Document


def copied(document: Document, package: Path | None, folder: Path) -> Document:
    """The document with each picture of the package copied into ``folder`` under a name made of its content."""

    def copy(node: Node) -> Blocks | None:
        given, words, (source, title) = node["c"]
        content = _content(package, source)
        if content is None:
            return None
        name = f"{hashlib.sha256(content).hexdigest()[:16]}{Path(source).suffix.lower()}"
        (folder / name).write_bytes(content)
        return [{"t": "Image", "c": [given, words, [name, title]]}]

    return {**document, "blocks": rewrite(document["blocks"], {"Image": copy})}


def carried(document: Document, folder: Path) -> Document:
    """The document with each picture that lies in ``folder`` as a ``data:`` address."""

    def carry(node: Node) -> Blocks | None:
        given, words, (source, title) = node["c"]
        content = _content(folder, source)
        if content is None:
            return None
        kind = mimetypes.guess_type(source)[0] or "application/octet-stream"
        address = f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
        return [{"t": "Image", "c": [given, words, [address, title]]}]

    return {**document, "blocks": rewrite(document["blocks"], {"Image": carry})}


def _content(folder: Path | None, source: str) -> bytes | None:
    """The bytes of a picture inside the folder; the allow-list of prose has turned away every other."""
    if folder is None or not (path := (folder / source)).is_file():
        return None
    return path.read_bytes() if path.resolve().is_relative_to(folder.resolve()) else None
