"""What the formats of a report cost beside pandoc, typst and drawing the same figures alone.

The other way is a script without Ploughshare: the finished narrative as plain Markdown, with citations, our note style
and the list of sources beside it; pandoc once for the notes and once for each format, side by side as the build does
it; typst for the PDF and the pictures. It checks nothing, ties nothing and says of no number where it comes from. Its
map and timeline are drawn by the same code.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from measure import compare
from ploughshare.evidence import tiers
from ploughshare.evidence.ledger import Ledger
from ploughshare.exchange.public_files import public_files
from ploughshare.record import reader
from ploughshare.record.package import Package
from ploughshare.report import blocks, build, citeproc, fill, fonts, pandoc
from ploughshare.report import edition as editions
from ploughshare.report.drawing import map as country_map
from ploughshare.report.drawing import timeline
from ploughshare.report.formats import pdf, word_reference
from ploughshare.report.prose import reading

RECORD = Path(__file__).resolve().parent.parent / "records" / "kp"
MARKDOWN = "markdown-bracketed_spans-fenced_divs-native_divs-native_spans-raw_html"


class Alone:
    """Pandoc, typst and the drawings for one narrative, prepared in a folder; ``run()`` makes the formats from it."""

    def __init__(self, package: Package, folder: Path) -> None:
        self._package, self._folder = tiers.visible(package, "public"), folder
        ledger = Ledger(self._package)
        filled = fill.fill(reading.read(package, ledger).document, ledger)
        edition = editions.of(self._package, draft=False)
        items = citeproc.items(self._package)
        (folder / "sources.json").write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
        (folder / "reference.docx").write_bytes(
            word_reference.reference(edition.foot, edition.country, edition.kicker, draft=False)
        )
        text = pandoc.run(["-f", "json", "-t", MARKDOWN], pandoc.serialised(self._with_pictures(filled))).content
        (folder / "narrative.md").write_bytes(text)
        self._citing = ("--citeproc", f"--csl={citeproc.STYLE}", "--bibliography=sources.json")

    @staticmethod
    def _with_pictures(filled: fill.Filled) -> pandoc.Document:
        def picture(node: blocks.Node) -> blocks.Blocks | None:
            (_, classes, pairs), inner = node["c"]
            if "drawing" not in classes:
                return None
            address = f"{dict(pairs)['data-drawing']}.png"
            return [*inner, blocks.para([{"t": "Image", "c": [blocks.attributes(), [], [address, ""]]}])]

        return {**filled.document, "blocks": blocks.rewrite(filled.document["blocks"], {"Div": picture})}

    def run(self) -> None:
        """Draw, then every format."""
        drawing = country_map.draw(self._package)
        for drawn in [*([drawing] if drawing else []), *timeline.draw(self._package)]:
            (self._folder / f"{drawn.name}.svg").write_text(drawn.svg, encoding="utf-8")
            (self._folder / f"{drawn.name}.png").write_bytes(pdf.picture(drawn, self._folder))
        self._pandoc("narrative.md", "cited.json", *self._citing).wait()
        writing = [
            self._pandoc("cited.json", "report.docx", "--reference-doc=reference.docx"),
            self._pandoc("cited.json", "report.html", "--standalone", "--toc", "--embed-resources"),
            self._pandoc("cited.json", "report.typ", "--standalone", "--to=typst-citations", "--metadata=csl:"),
            self._pandoc("cited.json", "report.final.md"),
        ]
        for process in writing:
            if process.wait():
                raise RuntimeError(f"pandoc failed: {process.args}")
        pdf.typst.compile(
            self._folder / "report.typ",
            output=self._folder / "report.pdf",
            font_paths=[fonts.folder()],
            ignore_system_fonts=True,
        )

    def _pandoc(self, source: str, target: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [pandoc.executable(), source, "-o", target, *arguments, "--metadata=title:North Korea"]
        return subprocess.Popen(command, cwd=self._folder)


def main() -> None:
    """Build the report of the shipped record both ways, in turn."""
    package = reader.read(RECORD).package
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as others:
        alone = Alone(package, Path(others))

        def publish() -> None:
            if build.build(package, Path(ours), beside=public_files(package)).refused:
                raise RuntimeError(f"{RECORD} has errors: its report was refused")

        compare(
            "The formats of a report",
            ("checked, tied and built", publish),
            ("pandoc, typst, drawings alone", alone.run),
            target=1.5,
        )


if __name__ == "__main__":
    main()
