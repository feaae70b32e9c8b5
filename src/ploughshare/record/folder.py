"""The files of a package as text: what may be opened, how large, in which encoding, and what was half-way written."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from ploughshare.findings import Finding
from ploughshare.record import faults, staging
from ploughshare.record.cells import closest
from ploughshare.record.contracts import TABLES
from ploughshare.record.locations import LOCATIONS

META_FILE = "record.yaml"
NARRATIVE_FILE = "report.md"
PRIVATE = "private"

SIZE_LIMIT_BYTES = 64 * 1024 * 1024
"""No file of a package may be larger; a larger one is not read into memory."""

OUTLINES_LIMIT_BYTES = 1024 * 1024 * 1024
"""The same for GeoJSON: the outlines of 200,000 areas take a few hundred bytes each, and some thousands."""

_TABLE_ENDINGS = (".csv", ".yaml", ".yml", ".geojson", ".json", ".tsv", ".xls", ".xlsx", ".ods")


def exists(root: Path, name: str) -> bool:
    """Whether the package has that file, as a file, a link or anything else."""
    return name in staging.finished(root) or (root / name).is_symlink() or (root / name).exists()


def is_own_file(path: Path) -> bool:
    """Whether a file of that path is or would be one of the tables of a package, or of its ``private/``."""
    path = path.resolve()
    own = {LOCATIONS.file, *(name for table in TABLES for name in (table.file, f"{PRIVATE}/{table.file}"))}
    return any((root / META_FILE).is_file() and path.relative_to(root).as_posix() in own for root in path.parents[:2])


def text_of(root: Path, name: str, findings: list[Finding]) -> str | None:
    """The text of a file of the package, or None with a finding that says why not.

    A file in another encoding is read as that encoding where it can be told, so that its other faults are
    found in the same run; line ends become LF.
    """
    path = _inside(root, name, findings)
    if path is None:
        return None
    size = path.stat().st_size
    most = OUTLINES_LIMIT_BYTES if name.endswith(".geojson") else SIZE_LIMIT_BYTES
    if size > most:
        message = f"the file has {size // 1024**2} MB; {most // 1024**2} MB is the most"
        findings.append(faults.TOO_LARGE.finding(message, file=name))
        return None
    text = _decoded(path.read_bytes(), name, findings)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        count = text.count("\0")
        findings.append(faults.NUL.finding(f"the file holds {count} NUL byte(s)", file=name, row=line))
        text = text.replace("\0", "")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def strangers(root: Path) -> Iterator[Finding]:
    """Files that look like tables of the package and are none, such as ``claim.csv``."""
    tables = {table.file for table in TABLES}
    known = {META_FILE, *tables, LOCATIONS.file} | {f"{PRIVATE}/{file}" for file in tables}
    for folder in (root, root / PRIVATE):
        if folder.is_symlink() or not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            name = path.relative_to(root).as_posix()
            if name in known or path.name.startswith(".") or not path.name.lower().endswith(_TABLE_ENDINGS):
                continue
            meant = closest(path.name, tables)
            hint = (
                f"Did you mean “{meant}”? Rename it, or move it out of the package: nothing reads it."
                if meant
                else None
            )
            yield faults.UNKNOWN_FILE.finding("no table is kept in a file of this name", file=name, hint=hint)


def _inside(root: Path, name: str, findings: list[Finding]) -> Path | None:
    """The path of an ordinary file inside the package, links followed; None with a finding otherwise."""
    path = staging.finished(root).get(name, root / name)
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except FileNotFoundError:
        findings.append(faults.MISSING_FILE.finding("the file is not there", file=name))
        return None
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or "its links lead in a circle"
        findings.append(faults.OUTSIDE.finding(f"the file cannot be opened: {why}", file=name))
        return None
    if not real.is_relative_to(root.resolve()):
        findings.append(faults.OUTSIDE.finding("the file is a link that leads out of the package", file=name))
        return None
    # A pipe or a device in the place of a file would be read for ever.
    if not stat.S_ISREG(mode):
        findings.append(faults.OUTSIDE.finding("this is a folder or a device, and no file", file=name))
        return None
    return real


def _decoded(content: bytes, name: str, findings: list[Finding]) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        findings.append(_encoding_finding("UTF-16", name, 1))
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    codec, called = _likely_encoding(content)
    findings.append(_encoding_finding(called, name, line))
    return content.decode(codec, errors="replace")


def _encoding_finding(called: str, name: str, line: int) -> Finding:
    return faults.ENCODING.finding(f"the file is not UTF-8; it looks like {called}", file=name, row=line)


def _likely_encoding(content: bytes) -> tuple[str, str]:
    """The codec that bytes which are no UTF-8 were probably written with, and what people call it."""
    half = len(content) // 4
    if content[1::2].count(0) > half:
        return "utf-16-le", "UTF-16"
    if content[::2].count(0) > half:
        return "utf-16-be", "UTF-16"
    for codec, called in (("cp949", "Korean Windows (CP949)"), ("cp1252", "Windows-1252 (Western European)")):
        if _reads_as(content, codec):
            return codec, called
    return "utf-8", "an unknown encoding"


def _reads_as(content: bytes, codec: str) -> bool:
    """Whether the bytes make sense in that encoding; for Korean, whether what is not ASCII is Hangul."""
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if ord(character) > 127]
    return codec != "cp949" or sum("가" <= character <= "힣" for character in foreign) > len(foreign) * 0.8
