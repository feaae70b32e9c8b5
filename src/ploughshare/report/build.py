"""From a record to the files of its report: one reading, one pass of citeproc, the formats side by side."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ploughshare.findings import Finding, Level, has_errors, in_order
from ploughshare.record.package import Package
from ploughshare.report import blocks, checks, citeproc, edition, figures_json, fill, glyphs, pandoc
from ploughshare.report.edition import Edition
from ploughshare.report.fill import Filled
from ploughshare.report.formats import html, pdf, pictures, word
from ploughshare.report.pandoc import Document, Running

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What came of it: the files written (none where the record has errors and no draft was asked for), and why."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing was published."""
        return not self.files


def build(
    package: Package,
    out: Path,
    *,
    draft: bool = False,
    found: tuple[Finding, ...] = (),
    beside: Mapping[str, bytes] | None = None,
    progress: Progress = lambda _: None,
) -> Built:
    """Check a whole record and, if it has no errors, write its report for the public into ``out``.

    ``found`` are findings of reading it; ``beside`` are further files to publish with it, by name. A draft is
    written in spite of errors, with every finding in place and a mark on every page; but nothing is written of a
    record of which a file could not be read. The files are made
    elsewhere and moved at the end, so that a build that fails leaves the old ones as they were. Same record,
    same bytes: the only date in them is that of the record.
    """
    if package.unread:
        return Built((), tuple(in_order(found)))
    progress("checking the record")
    examined = checks.examine(package)
    findings = tuple(in_order([*found, *examined.findings]))
    if has_errors(findings) and not draft:
        return Built((), findings)
    progress("drawing the map and the timeline")
    shown = [f for f in findings if f.level is Level.ERROR or f.file == "report.md"]
    document = examined.prose.with_findings(shown) if draft else examined.prose.document
    filled = fill.fill(document, examined.ledger)
    with tempfile.TemporaryDirectory(prefix="ploughshare-") as scratch:
        folder = Path(scratch)
        placed = pictures.copied(filled.document, package.path, folder)
        progress("numbering the notes")
        cited = citeproc.cite(placed.document, examined.ledger.package, folder)
        cover = edition.of(examined.ledger.package, draft=draft)
        late = [*placed.findings, *glyphs.check(package, list(_printed(cited, filled, cover)))]
        findings = tuple(in_order([*findings, *late]))
        if has_errors(late) and not draft:
            return Built((), findings)
        progress("setting the pages")
        files = _formats(Filled(cited, filled.drawings), cover, folder)
    content = figures_json.content(examined.prose, filled.document, examined.ledger)
    files["figures.json"] = figures_json.written(content).encode("utf-8")
    return Built(_published({**files, **(beside or {})}, out), findings)


def _printed(document: Document, filled: Filled, cover: Edition) -> Iterator[str]:
    """Every stretch of text that some page will show."""
    yield from blocks.words(document["blocks"])
    yield from (cover.title, cover.subtitle, cover.summary, cover.foot, cover.kicker)
    for drawing in filled.drawings.values():
        yield from re.findall(r">([^<]+)<", drawing.svg)


def _formats(cited: Filled, cover: Edition, folder: Path) -> dict[str, bytes]:
    """The four formats; pandoc writes one while we prepare the next, and fonts are cut while it writes."""
    tree, drawings = cited.document, cited.drawings
    page = html.Writing(pictures.carried(tree, folder), drawings, folder)
    pages = pdf.Writing(tree, drawings, folder, cover)
    for drawing in drawings.values():
        (folder / f"{drawing.name}.png").write_bytes(pdf.picture(drawing, folder))
    letter = word.Writing(tree, drawings, folder, cover)
    final = Running(["-f", "json", "-t", _FINAL, "--wrap=none", "--reference-location=document"], _final(cited))
    return {
        "report.pdf": pages.finish(),
        "report.html": html.page(page.fragment(), cover),
        "report.docx": letter.finish(),
        "report.final.md": final.result().content,
        **{f"{drawing.name}.svg": drawing.svg.encode("utf-8") for drawing in drawings.values()},
    }


_FINAL = "markdown" + "".join(
    f"-{extension}"
    for extension in (
        *("smart", "citations", "raw_html", "raw_attribute", "header_attributes"),
        *("fenced_divs", "native_divs", "bracketed_spans", "native_spans"),
        *("simple_tables", "multiline_tables", "grid_tables"),
    )
)
"""Markdown that anything can read: notes written out, nothing left to resolve."""


def _final(cited: Filled) -> bytes:
    """The narrative as it was published, with what comes from the record; drawings are pictures beside it."""

    def drawn(node: blocks.Node) -> blocks.Blocks | None:
        (_, classes, pairs), inner = node["c"]
        if "drawing" not in classes:
            return None
        name = dict(pairs)["data-drawing"]
        words = blocks.text(cited.drawings[name].alt)
        picture = {"t": "Image", "c": [blocks.attributes(), words, [f"{name}.svg", ""]]}
        return [blocks.para([picture]), *inner]

    def bare(node: blocks.Node) -> blocks.Blocks:
        return [{"t": "Table", "c": [blocks.attributes(), *node["c"][1:]]}]

    plainer = blocks.rewrite(cited.document["blocks"], {"Div": drawn, "Table": bare})
    tree = {**cited.document, "meta": {}, "blocks": plainer}
    return pandoc.serialised(tree)


def _published(files: Mapping[str, bytes], out: Path) -> tuple[Path, ...]:
    """Write every file beside its place first, and only when all are whole move them there."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=out) as new:
        for name, content in files.items():
            (Path(new) / name).write_bytes(content)
        for name in files:
            (Path(new) / name).replace(out / name)
    return tuple(out / name for name in sorted(files))
