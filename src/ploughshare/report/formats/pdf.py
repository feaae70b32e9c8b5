"""The report as PDF: pandoc writes typst markup of the same tree, and typst sets it with our fonts and no others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import typst

from ploughshare.errors import PloughshareError
from ploughshare.report import fonts, pandoc, theme
from ploughshare.report.drawing.svg import UNITS_PER_MM, Drawing
from ploughshare.report.edition import Edition
from ploughshare.report.formats import adapt
from ploughshare.report.pandoc import Document, Running

_TEMPLATE = Path(__file__).parent.parent / "style" / "report.typ"
_PICTURE_DPI = 200


class Writing:
    """Pandoc writing the markup; ``finish()`` waits for it and sets the pages."""

    def __init__(self, document: Document, drawings: Mapping[str, Drawing], folder: Path, edition: Edition) -> None:
        self._folder, self._edition = folder, edition
        for drawing in drawings.values():
            (folder / f"{drawing.name}.svg").write_text(drawing.svg, encoding="utf-8")
        adapted = adapt.for_typst(document, drawings)
        arguments = ["-f", "json", "-t", "typst-citations", "--wrap=none"]
        self._running = Running(arguments, pandoc.serialised(adapted), folder=folder)

    def finish(self) -> bytes:
        """The PDF. The same bytes each time: its only date is the report's own."""
        main = self._folder / "report.typ"
        body = self._running.result().content.decode("utf-8")
        template = _TEMPLATE.read_text(encoding="utf-8")
        main.write_text(f"{theme.typst_colours()}{_meta(self._edition)}{template}\n{body}", encoding="utf-8")
        with _worded():
            return typst.compile(
                main,
                font_paths=[fonts.folder()],
                ignore_system_fonts=True,
                pdf_standards=["ua-1"],  # tagged, with titles and alternative texts, so that it can be read aloud
                timestamp=self._edition.epoch,
            )


def picture(drawing: Drawing, folder: Path) -> bytes:
    """The drawing as PNG, for formats that take no SVG."""
    source = folder / f"{drawing.name}-picture.typ"
    (folder / f"{drawing.name}.svg").write_text(drawing.svg, encoding="utf-8")
    size = f"width: {drawing.width / UNITS_PER_MM:.3f}mm, height: {drawing.height / UNITS_PER_MM:.3f}mm"
    source.write_text(f'#set page({size}, margin: 0pt)\n#image("{drawing.name}.svg", width: 100%)', encoding="utf-8")
    with _worded():
        return typst.compile(
            source, font_paths=[fonts.folder()], ignore_system_fonts=True, format="png", ppi=_PICTURE_DPI
        )


@contextmanager
def _worded() -> Iterator[None]:
    """What typst refuses is a fault of our template, never of the record; said without a traceback."""
    try:
        yield
    except typst.TypstError as error:
        raise PloughshareError("report.unset", why=str(error)) from error


def _meta(edition: Edition) -> str:
    """The edition as a dictionary of the template; strings are written as JSON, whose escapes typst shares."""
    day = edition.moment
    language, _, region = edition.language.partition("-")
    words = {
        "country": edition.country,
        "kicker": edition.kicker,
        "title": edition.title,
        "subtitle": edition.subtitle,
        "summary": edition.summary,
        "dated": edition.dated,
        "foot": edition.foot,
        "document-title": edition.document_title,
        "keeper": edition.keeper,
        "lang": language,
    }
    entries = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in words.items()]
    entries += [
        f"region: {json.dumps(region.lower() or ('gb' if language == 'en' else ''))}",
        f'keywords: ({json.dumps(edition.country, ensure_ascii=False)}, "mine action")',
        f"draft: {'true' if edition.draft else 'false'}",
        f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day})",
    ]
    return f"#let meta = ({', '.join(entries)})\n"
