"""The report as a Word document: pandoc writes it with real footnotes, in the styles of a reference made here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ploughshare.report import pandoc
from ploughshare.report.blocks import text
from ploughshare.report.drawing.svg import Drawing
from ploughshare.report.edition import Edition
from ploughshare.report.formats import adapt
from ploughshare.report.formats.word_reference import reference
from ploughshare.report.pandoc import Document, Running


class Writing:
    """Pandoc writing the document; ``finish()`` waits for it. The pictures must lie in ``folder`` as PNG."""

    def __init__(self, document: Document, drawings: Mapping[str, Drawing], folder: Path, edition: Edition) -> None:
        styles = folder / "reference.docx"
        styles.write_bytes(reference(edition.foot, edition.country, edition.kicker, draft=edition.draft))
        adapted = adapt.for_word(document, drawings)
        meta = {
            "title": edition.title,
            "subtitle": edition.subtitle,
            "author": edition.keeper,
            "lang": edition.language,
        }
        meta |= {"date": edition.dated, "description": edition.summary, "keywords": f"{edition.country}, mine action"}
        adapted["meta"] = {name: {"t": "MetaInlines", "c": text(words)} for name, words in meta.items() if words}
        # Not sandboxed: the pictures are read from the scratch folder, and the tree has passed the allow-list.
        self._running = Running(
            ["-f", "json", "-t", "docx", "-o", "-", f"--reference-doc={styles}"],
            pandoc.serialised(adapted),
            folder=folder,
            environment={"SOURCE_DATE_EPOCH": str(edition.epoch)},
            sandbox=False,
        )

    def finish(self) -> bytes:
        """The document. The same bytes each time."""
        return self._running.result().content
