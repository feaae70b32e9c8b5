"""Citations to numbered notes: the record's sources as CSL items ready to print, and one run of pandoc's citeproc."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pycountry

from ploughshare import vocab
from ploughshare.record.package import Package, Row
from ploughshare.report import pandoc
from ploughshare.report.blocks import Blocks, Inlines, Node, rewrite
from ploughshare.report.pandoc import Document

STYLE = Path(__file__).parent / "style" / "ploughshare-notes.csl"

_SPOKEN = {"email": "Email", "interview": "Interview", "informant": "Information"}
"""Kinds of source that a person gave us or another -> how the note begins."""

_JOINS = {"email": "from", "interview": "with", "informant": "from"}
_IN_PRINT = ("news_article", "editorial", "magazine_article", "journal_article", "broadcast")
"""Kinds of source that are known by the title of what they appeared in."""

_SHORT_LETTERS = 48
_BINDS = frozenset({"note", "notes", "p.", "pp.", "Annex", "Article"})
_TITLE_BREAKS = (": ", " – ", " — ", "... ", "… ")


def items(package: Package) -> list[dict[str, Any]]:
    """The sources a record shows (already filtered, so printed as their consent allows) as CSL-JSON for our note style.

    The style's own words for what CSL has no variable for: ``genre`` begins the note of an e-mail, a
    presentation or an untitled article, ``authority`` is the speaker's role, ``status`` says whose translation.
    """
    return [_item(package, row) for row in package.rows("sources")]


def cite(document: Document, package: Package, folder: Path) -> Document:
    """The document with every citation turned into a note; ``folder`` is a scratch folder for the list of sources."""
    bibliography = folder / "sources.json"
    bibliography.write_text(json.dumps(items(package), ensure_ascii=False), encoding="utf-8")
    arguments = ["-f", "json", "-t", "json", "--citeproc", "--csl", str(STYLE), "--bibliography", str(bibliography)]
    prepared = {**document, "meta": {**document["meta"], "suppress-bibliography": {"t": "MetaBool", "c": True}}}
    cited = pandoc.document(pandoc.run(arguments, pandoc.serialised(prepared)))
    return {**cited, "blocks": rewrite(cited["blocks"], {"Note": _bound})}


def _bound(note: Node) -> Blocks:
    """The note with “note 7” and “p. 7” kept on one line each."""

    def bind(paragraph: Node) -> Blocks:
        inlines: Inlines = []
        for node in paragraph["c"]:
            before = inlines[-2:]
            if (
                node["t"] == "Str"
                and [part["t"] for part in before] == ["Str", "Space"]
                and before[0]["c"] in _BINDS
                and node["c"][0].isdigit()
            ):
                inlines[-2:] = [{"t": "Str", "c": f"{before[0]['c']}\u00a0{node['c']}"}]
            else:
                inlines.append(node)
        return [{"t": paragraph["t"], "c": inlines}]

    return [{"t": "Note", "c": rewrite(note["c"], {"Para": bind, "Plain": bind})}]


def _item(package: Package, row: Row) -> dict[str, Any]:
    kind = vocab.load("source_kinds")[row["kind"]]
    item: dict[str, Any] = {"id": row["id"], "type": kind.extra["csl_type"]}
    container, publisher = _container_and_publisher(package, row)
    given = {
        "title": row["title"],
        "title-short": _short(row["title"]),
        "author": [dict(name) for name in row["authors"] or ()],
        "authority": row["author_role"],
        "container-title": container,
        "publisher": publisher,
        "event-title": row["event_title"],
        "event-place": row["event_place"],
        "URL": row["url"],
        "language": row["language"],
        "genre": _genre(row, kind.label),
        "status": _translation(row),
        "number": _number(row),
        "issued": _date(row["issued"]),
        "submitted": _date(row["last_updated"]),
    }
    return item | {name: value for name, value in given.items() if value}


def _container_and_publisher(package: Package, row: Row) -> tuple[str | None, str | None]:
    """What it appeared in and who published it, each named once: a newspaper as that, others as publisher."""
    container = row["container_title"]
    known = package.row("organisations", row["publisher"]) if row["publisher"] else None
    name = row["publisher_name"] or (known["name"] if known else None)
    authors = " ".join(part for author in row["authors"] or () for part in author.values())
    if name and name in authors:
        return container, None
    if name and name == container:
        return (container, None) if row["kind"] in _IN_PRINT else (None, name)
    return container, name


def _genre(row: Row, label: str) -> str | None:
    named = bool(row["authors"] or row["author_role"])
    if row["kind"] in _SPOKEN:
        return f"{_SPOKEN[row['kind']]} {_JOINS[row['kind']]}" if named else _SPOKEN[row["kind"]]
    if row["kind"] == "presentation":
        genre = row["genre"] or label
        return f"{genre} by" if named else genre
    if row["kind"] == "statement" and not row["title"]:
        return "Statement by" if named else "Statement"
    if not row["title"]:
        return f"Untitled {'article' if 'article' in row['kind'] else label.lower()}"
    return None


def _translation(row: Row) -> str | None:
    words = vocab.load("translations")[row["translation"]].extra["note"] if row["translation"] else ""
    if not row["title"] and words and row["language"]:
        language = pycountry.languages.get(alpha_2=str(row["language"])[:2])
        return f"translated from {language.name}" if language else str(words)
    return str(words) or None


def _number(row: Row) -> str | None:
    if row["number"] and row["kind"] == "un_document" and not str(row["number"]).startswith("UN "):
        return f"UN doc. {row['number']}"
    return row["number"] or None


def _date(text: str | None) -> dict[str, Any] | None:
    return {"date-parts": [[int(part) for part in text.split("-")]]} if text else None


def _short(title: str | None) -> str | None:
    """The title as a later note gives it: up to its first break, or cut at a word where it is long."""
    if not title:
        return None
    head = min((title.partition(mark)[0] for mark in _TITLE_BREAKS), key=len)
    if len(head) <= _SHORT_LETTERS:
        return head
    return f"{head[:_SHORT_LETTERS].rpartition(' ')[0].rstrip(',;')} …"
