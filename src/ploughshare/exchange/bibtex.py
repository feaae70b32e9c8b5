"""BibTeX and BibLaTeX: the sources of a record for those who write in LaTeX."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ploughshare.exchange import csl_json
from ploughshare.record.package import Package

_ENTRY: Mapping[str, tuple[str, str | None]] = {
    "article-journal": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"),
    "book": ("book", "series"),
    "chapter": ("incollection", "booktitle"),
    "entry-encyclopedia": ("incollection", "booktitle"),
    "report": ("techreport", "series"),
}
"""CSL type -> the entry, and the field of what it appeared in. Anything else is ``misc``."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def write(package: Package) -> bytes:
    """The sources of a package as BibTeX, UTF-8, by id. Pass the record through ``tiers.visible`` first.

    Kinds of source that BibTeX does not know become ``misc``. Dates are given twice, as BibTeX and as
    BibLaTeX read them; titles keep their capitals.
    """
    return "\n".join(_entry(item) for item in csl_json.items(package)).encode("utf-8")


def _entry(item: Mapping[str, Any]) -> str:
    entry, container = _ENTRY.get(item["type"], ("misc", "howpublished"))
    fields = {name: value for name, value in _fields(item, entry, str(container)) if value}
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@{entry}{{{item['id']},\n{lines}}}\n"


def _fields(item: Mapping[str, Any], entry: str, container: str) -> Iterable[tuple[str, str]]:
    yield "author", _braced(" and ".join(_name(name) for name in item.get("author", ())))
    yield "title", _braced(_braced(_text(item.get("title", ""))))
    yield container, _braced(_text(item.get("container-title") or item.get("event-title") or ""))
    yield ("institution" if entry == "techreport" else "publisher"), _braced(_text(item.get("publisher", "")))
    yield "number", _braced(_text(item.get("number", "")))
    yield "address", _braced(_text(item.get("event-place", "")))
    yield from _date(item.get("issued"))
    yield "type", _braced(_text(item.get("genre", "")))
    yield "language", _braced(_text(item.get("language", "")))
    yield "url", _braced(_address(item.get("URL", "")))


def _date(issued: Mapping[str, Any] | None) -> Iterable[tuple[str, str]]:
    if issued is None:
        return
    year, *rest = issued["date-parts"][0]
    yield "year", _braced(f"{year:04d}")
    if rest:
        yield "month", _MONTHS[rest[0] - 1]
    yield "date", _braced("-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)]))


def _name(name: Mapping[str, str]) -> str:
    """A name; one that is not a person's stands in braces, or BibTeX would split it at its “and” and its commas."""
    if "literal" in name:
        return f"{{{_text(name['literal'])}}}"
    family, given = _text(name.get("family", "")), _text(name.get("given", ""))
    return f"{{{family}}}, {given}" if given else f"{{{family}}}"


def _text(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in " ".join(text.split()))


def _address(url: str) -> str:
    """An address as it is, but for what would end the field early."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def _braced(text: str) -> str:
    return f"{{{text}}}" if text and text != "{}" else ""
