"""Pictures that the narrative brings along: copied beside the text while it is set, or carried inside the page."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

import typst

from ploughshare.findings import Finding, Level, register
from ploughshare.report.blocks import Blocks, Node, rewrite
from ploughshare.report.pandoc import Document

UNREADABLE = register(
    "report.picture",
    Level.ERROR,
    "a picture that cannot be read, or whose content is not what its name says",
    "Open it in a picture editor and save it again as PNG or JPEG.",
)


@dataclass(frozen=True)
class Copied:
    """The document with its pictures beside it, and what is wrong with these."""

    document: Document
    findings: tuple[Finding, ...]


def copied(document: Document, package: Path | None, folder: Path) -> Copied:
    """Copy each picture of the package into ``folder``, under a name made of its content, and try to set it.

    One that cannot is a finding, and is left out of the document, so that a draft can be printed without it.
    """
    findings: list[Finding] = []

    def copy(node: Node) -> Blocks | None:
        given, words, (source, title) = node["c"]
        content = _content(package, source)
        if content is None:
            return None
        name = f"{hashlib.sha256(content).hexdigest()[:16]}{Path(source).suffix.lower()}"
        (folder / name).write_bytes(content)
        if why := _why_not(folder, name):
            findings.append(UNREADABLE.finding(f"{source} cannot be read: {why}", file=source))
            return list(words)
        return [{"t": "Image", "c": [given, words, [name, title]]}]

    blocks = rewrite(document["blocks"], {"Image": copy})
    return Copied({**document, "blocks": blocks}, tuple(findings))


def _why_not(folder: Path, name: str) -> str | None:
    trial = folder / f"{name}.typ"
    trial.write_text(f'#image("{name}", width: 1cm)', encoding="utf-8")
    try:
        typst.compile(trial, format="png", ppi=10, ignore_system_fonts=True)
    except typst.TypstError as error:
        return str(error.message)
    return None


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
