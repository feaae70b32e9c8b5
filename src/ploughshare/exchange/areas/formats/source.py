"""What kind of file it is, told by its content, and the file itself out of its ZIP."""

from __future__ import annotations

import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas.formats import limits


class Kind(StrEnum):
    """The formats that are read, as a person calls them."""

    CSV = "CSV"
    XLSX = "XLSX"
    GEOPACKAGE = "GeoPackage"
    GEODATABASE = "File Geodatabase"
    GEOJSON = "GeoJSON"
    SHAPEFILE = "Shapefile"
    GEOPARQUET = "GeoParquet"
    KML = "KML"


@dataclass(frozen=True)
class Found:
    """A file to read: its kind, where it lies now, and by what name the person knows it."""

    kind: Kind
    path: Path
    shown: Path

    def broken(self, why: str) -> PloughshareError:
        """The error that this file is no whole file of its kind."""
        return PloughshareError("areas.broken", path=self.shown, kind=f"{self.kind} file", why=why)

    def too_large(self, what: str) -> PloughshareError:
        """The error that it has more of something than is read."""
        return PloughshareError("areas.too_large", path=self.shown, what=what)


_SQLITE, _ZIP, _PARQUET, _SHAPE = b"SQLite format 3\0", b"PK\x03\x04", b"PAR1", b"\x00\x00\x27\x0a"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BY_SUFFIX = {
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".txt": Kind.CSV,
    ".geojson": Kind.GEOJSON,
    ".json": Kind.GEOJSON,
    ".kml": Kind.KML,
}
_SHAPEFILE_PARTS = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".xml", ".qmd", ".qml"})


@contextmanager
def opened(path: Path) -> Iterator[Found]:
    """The file that ``path`` names; what lies in a ZIP file is unpacked for as long as the context lasts.

    Raises PloughshareError where there is none, where it is of a format that is not read, or where it is a ZIP
    file that is not safe to unpack.
    """
    if not path.exists():
        raise PloughshareError(
            "file.unreadable", path=path, why="there is no such file", remedy="See that its name is spelt as it is."
        )
    if path.is_file() and _head(path).startswith(_ZIP):
        with zipfile_of(path) as archive:
            if "[Content_Types].xml" in archive.namelist():
                yield Found(_office_kind(path, archive), path, path)
                return
            with tempfile.TemporaryDirectory(prefix="ploughshare-") as folder:
                _unpack(archive, Path(folder), path)
                yield _in_folder(Path(folder), path)
        return
    yield _in_folder(path, path) if path.is_dir() else _found(path, path)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1024)


def _found(path: Path, shown: Path) -> Found:
    size = path.stat().st_size
    if size > limits.MOST_BYTES:
        raise PloughshareError("areas.too_large", path=shown, what=f"{size:,} bytes")
    kind = _kind(path, shown)
    if kind in (Kind.CSV, Kind.GEOJSON, Kind.KML) and size > limits.MOST_TEXT_BYTES:
        raise PloughshareError("areas.too_large", path=shown, what=f"{size:,} bytes of {kind}")
    return Found(kind, path, shown)


def _kind(path: Path, shown: Path) -> Kind:
    """By content where a format has a mark, for a name may lie; by name for plain text, which has none."""
    head, suffix = _head(path), path.suffix.lower()
    if not head:
        raise PloughshareError("areas.broken", path=shown, kind="file", why="it is empty")
    for mark, kind in ((_SQLITE, Kind.GEOPACKAGE), (_PARQUET, Kind.GEOPARQUET), (_SHAPE, Kind.SHAPEFILE)):
        if head.startswith(mark):
            return kind
    if suffix == ".dbf" and path.with_suffix(".shp").exists():
        return Kind.SHAPEFILE
    if head.startswith(_OLE):
        raise PloughshareError(
            "areas.format", path=shown, what="an old Excel (.xls) or a password-protected workbook", instead="XLSX"
        )
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        if b"<kml" in head or suffix == ".kml":
            return Kind.KML
        raise PloughshareError("areas.format", path=shown, what="XML or HTML that is no KML", instead="GeoPackage")
    if suffix in (".geojson", ".json") or (text.startswith(b"{") and suffix not in _BY_SUFFIX):
        return Kind.GEOJSON
    if suffix in _BY_SUFFIX and (b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return _BY_SUFFIX[suffix]
    what = f"a file with the ending {suffix}" if suffix else "a file without an ending"
    raise PloughshareError("areas.format", path=shown, what=what, instead="CSV, XLSX or GeoPackage")


def _in_folder(folder: Path, shown: Path) -> Found:
    """The one thing to read in a folder: a File Geodatabase, Shapefiles, or a single file."""
    if any(folder.glob("*.gdbtable")):
        return Found(Kind.GEODATABASE, folder, shown)
    inside = [path for path in sorted(folder.rglob("*")) if not _hidden(path.relative_to(folder))]
    geodatabases = [path for path in inside if path.is_dir() and any(path.glob("*.gdbtable"))]
    files = [path for path in inside if path.is_file() and path.parent not in geodatabases]
    shapefiles = [path for path in files if path.suffix.lower() == ".shp"]
    others = [
        path for path in files if path.suffix.lower() not in _SHAPEFILE_PARTS and path.name.lower() != "timestamps"
    ]
    if shapefiles and not geodatabases and len({path.parent for path in shapefiles}) == 1:
        return Found(Kind.SHAPEFILE, shapefiles[0].parent, shown)
    if len(geodatabases) == 1 and not shapefiles:
        return Found(Kind.GEODATABASE, geodatabases[0], shown)
    documents = [path for path in others if path.name.lower() == "doc.kml"]
    readable = documents or [path for path in others if _readable(path, shown)]
    if len(readable) == 1 and not geodatabases and not shapefiles:
        return _found(readable[0], shown)
    names = [path.name for path in (*geodatabases, *shapefiles, *readable)]
    what = (
        f"a folder or ZIP file with {', '.join(names[:5])}" if names else "a folder or ZIP file without any such file"
    )
    raise PloughshareError("areas.format", path=shown, what=what, instead="one file or Geodatabase, and give that")


def _readable(path: Path, shown: Path) -> bool:
    try:
        _kind(path, shown)
    except PloughshareError:
        return False
    return True


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _office_kind(path: Path, archive: zipfile.ZipFile) -> Kind:
    if "xl/workbook.xml" in archive.namelist():
        _see_that_it_unpacks(archive, path)
        return Kind.XLSX
    raise PloughshareError(
        "areas.format", path=path, what="an Office file that is no XLSX workbook", instead="XLSX, without macros"
    )


@contextmanager
def zipfile_of(path: Path) -> Iterator[zipfile.ZipFile]:
    """The ZIP file at ``path``, closed at the end."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise PloughshareError("areas.broken", path=path, kind="ZIP file", why=str(error)) from None
    with archive:
        yield archive


def _see_that_it_unpacks(archive: zipfile.ZipFile, shown: Path) -> None:
    """Refuse what would fill the disk, leave its folder, or cannot be read. Nothing is unpacked yet."""
    members = archive.infolist()
    if len(members) > limits.MOST_MEMBERS:
        raise PloughshareError("areas.too_large", path=shown, what=f"{len(members):,} files in it")
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    if unpacked > limits.MOST_BYTES or (
        unpacked > limits.UNPACKED_WITHOUT_QUESTION and unpacked / packed > limits.MOST_UNPACKED_TO_PACKED
    ):
        raise PloughshareError("areas.unsafe", path=shown, why=f"it would unpack to {unpacked:,} bytes")
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in member.filename or "\0" in member.filename:
            raise PloughshareError("areas.unsafe", path=shown, why="a file in it would be written outside its folder")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise PloughshareError("areas.unsafe", path=shown, why="it holds a link to another file")
        if member.flag_bits & 0x1:
            raise PloughshareError("areas.unsafe", path=shown, why="it is protected by a password")


def _unpack(archive: zipfile.ZipFile, folder: Path, shown: Path) -> None:
    _see_that_it_unpacks(archive, shown)
    left = limits.MOST_BYTES
    for member in archive.infolist():
        target = folder / member.filename.replace("\\", "/")
        if member.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with archive.open(member) as packed, target.open("wb") as file:
                # The size that a ZIP file states may be a lie, so what comes out is counted too.
                while block := packed.read(1024**2):
                    left -= len(block)
                    if left < 0:
                        raise PloughshareError("areas.unsafe", path=shown, why="it unpacks to more than it states")
                    file.write(block)
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zlib.error) as error:
            raise PloughshareError("areas.broken", path=shown, kind="ZIP file", why=str(error)) from None
