"""The reference document from which pandoc takes the styles, head and foot of the Word report, made from its own."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from ploughshare.report import pandoc, theme
from ploughshare.report.fonts import KOREAN, SANS, SERIF

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_INSTEAD = ((SERIF, "Georgia", "roman"), (SANS, "Calibri", "swiss"), (KOREAN, "Malgun Gothic", "swiss"))
"""Our font -> one of the same kind that word processors bring."""

_FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside a document: a real one would make each build another."""


@cache
def reference(foot: str, country: str, kicker: str, *, draft: bool) -> bytes:
    """Pandoc's reference document with our styles, a running head and page numbers."""
    plain = pandoc.run(["--print-default-data-file", "reference.docx"], b"", sandbox=False).content
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: given.read(name) for name in given.namelist()}
        parts["word/styles.xml"] = _styles(parts["word/styles.xml"])
        parts["word/fontTable.xml"] = _font_table()
        parts["word/document.xml"] = _section(parts["word/document.xml"])
        parts["word/_rels/document.xml.rels"] = _added(
            parts["word/_rels/document.xml.rels"],
            "</Relationships>",
            "".join(
                f'<Relationship Id="{id}" Type="{_R}/{kind}" Target="{id}.xml"/>'
                for id, kind in (("psheader", "header"), ("psfooter", "footer"))
            ),
        )
        parts["[Content_Types].xml"] = _added(
            parts["[Content_Types].xml"],
            "</Types>",
            "".join(
                f'<Override PartName="/word/ps{kind}.xml" ContentType="{_PART}.{kind}+xml"/>'
                for kind in ("header", "footer")
            ),
        )
        mark = "DRAFT, NOT FOR PUBLICATION · " if draft else ""
        parts["word/psheader.xml"] = _running("hdr", "Header", f"{mark}{country}", _run(kicker))
        pages = f"{_field('PAGE')}{_run(' / ')}{_field('NUMPAGES')}"
        parts["word/psfooter.xml"] = _running("ftr", "Footer", foot, pages)
        for name, content in parts.items():
            new.writestr(zipfile.ZipInfo(name, _FIXED), content)
    return made.getvalue()


def _added(part: bytes, before: str, markup: str) -> bytes:
    return part.replace(before.encode(), f"{markup}{before}".encode())


def _running(tag: str, style: str, left: str, right: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{tag} xmlns:w="{_W}"><w:p><w:pPr>'
        f'<w:pStyle w:val="{style}"/></w:pPr>{_run(left)}<w:r><w:tab/></w:r>{right}</w:p></w:{tag}>'
    ).encode()


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _font_table() -> bytes:
    """What to print in where a machine does not have our fonts."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{kind}"/></w:font>'
        for name, other, kind in _INSTEAD
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{_W}">{fonts}</w:fonts>'.encode()


def _section(document: bytes) -> bytes:
    """The last section: A4 with our margins, head and foot."""
    root = _parsed(document)
    section = next(root.iter(f"{{{_W}}}sectPr"))
    section.clear()
    for kind in ("header", "footer"):
        ET.SubElement(section, f"{{{_W}}}{kind}Reference", {f"{{{_W}}}type": "default", f"{{{_R}}}id": f"ps{kind}"})
    ET.SubElement(section, f"{{{_W}}}pgSz", {f"{{{_W}}}w": "11906", f"{{{_W}}}h": "16838"})
    margins = {"top": "1474", "right": "1134", "bottom": "1304", "left": "1134", "header": "680", "footer": "567"}
    ET.SubElement(section, f"{{{_W}}}pgMar", {f"{{{_W}}}{side}": twips for side, twips in margins.items()})
    return _written(root)


def _parsed(markup: bytes | str) -> ET.Element:
    return ET.fromstring(markup)  # noqa: S314  pandoc's own file or markup of this module, never a reader's


def _written(root: ET.Element) -> bytes:
    for prefix, uri in (("w", _W), ("r", _R)):
        ET.register_namespace(prefix, uri)
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return head + bytes(ET.tostring(root, encoding="utf-8"))


def _styles(given: bytes) -> bytes:
    """Pandoc's style sheet with each style of ours put in the place of its own of the same id, or added."""
    root = _parsed(given)
    have = {style.get(f"{{{_W}}}styleId"): style for style in root.iter(f"{{{_W}}}style")}
    for id, markup in _our_styles().items():
        if id in have:
            root.remove(have[id])
        root.append(_parsed(markup))
    defaults = next(next(root.iter(f"{{{_W}}}rPrDefault")).iter(f"{{{_W}}}rPr"))
    ours = _parsed(f'<x xmlns:w="{_W}">{_font(SERIF, 10.5)}<w:lang w:val="en-GB" w:eastAsia="ko-KR"/></x>')
    for element in ours:
        for old in defaults.findall(element.tag):
            defaults.remove(old)
        defaults.append(element)
    return _written(root)


def _colour(name: str) -> str:
    return theme.LIGHT[name].lstrip("#")


def _font(family: str, points: float, colour: str = "ink", *, bold: bool = False, italic: bool = False) -> str:
    """Properties of a run; Korean letters take the Korean font, or Word would pick any."""
    # Never an explicit “not bold”: it would beat the bold header row of the table style.
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return (
        f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:cs="{family}" w:eastAsia="{KOREAN}"/>{marks}'
        f'<w:color w:val="{_colour(colour)}"/><w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'
    )


def _paragraph(
    id: str,
    name: str,
    run: str,
    *,
    before: int = 0,
    after: int = 0,
    line: int = 276,
    first: str = "",
    last: str = "",
    based: str = "Normal",
) -> str:
    """A paragraph style; distances in twentieths of a point, ``line`` in 240ths of a line."""
    return (
        f'<w:style xmlns:w="{_W}" w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{first}'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
        f"{last}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _our_styles() -> dict[str, str]:
    edge = f'<w:pBdr><w:top w:val="single" w:sz="12" w:space="6" w:color="{_colour("accent")}"/></w:pBdr>'
    panel = f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour("panel")}"/>'
    alert = (
        f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="{_colour("alert")}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour("alert-ground")}"/>'
    )
    keep, tabs = "<w:keepNext/><w:keepLines/>", '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'
    return {
        "Title": _paragraph("Title", "Title", _font(SANS, 30, "soil", bold=True), before=240, after=40, line=240),
        "Subtitle": _paragraph("Subtitle", "Subtitle", _font(SERIF, 14, "soft"), after=120),
        "Author": _paragraph("Author", "Author", _font(SANS, 9.5, "soft"), after=0),
        "Date": _paragraph("Date", "Date", _font(SANS, 9.5, "soft"), after=360),
        "Heading1": _paragraph(
            "Heading1",
            "heading 1",
            _font(SANS, 16, "soil", bold=True),
            before=440,
            after=140,
            line=250,
            first=f"{keep}{edge}",
            last='<w:outlineLvl w:val="0"/>',
        ),
        "Heading2": _paragraph(
            "Heading2",
            "heading 2",
            _font(SANS, 12.5, "accent", bold=True),
            before=300,
            after=100,
            line=250,
            first=keep,
            last='<w:outlineLvl w:val="1"/>',
        ),
        "Heading3": _paragraph(
            "Heading3",
            "heading 3",
            _font(SANS, 11, "soft", bold=True),
            before=240,
            after=80,
            line=250,
            first=keep,
            last='<w:outlineLvl w:val="2"/>',
        ),
        "BodyText": _paragraph("BodyText", "Body Text", _font(SERIF, 10.5), before=80, after=80),
        "FirstParagraph": _paragraph("FirstParagraph", "First Paragraph", _font(SERIF, 10.5), before=80, after=80),
        "Compact": _paragraph("Compact", "Compact", _font(SANS, 9.5), before=30, after=30, line=250),
        "FootnoteText": _paragraph("FootnoteText", "footnote text", _font(SERIF, 8.5), after=20, line=240),
        "TableCaption": _paragraph(
            "TableCaption",
            "Table Caption",
            _font(SANS, 9.5, "soil", bold=True),
            before=160,
            after=60,
            first="<w:keepNext/>",
        ),
        "DrawingCaption": _paragraph(
            "DrawingCaption",
            "Drawing Caption",
            _font(SANS, 9.5, "soil", bold=True),
            before=240,
            after=60,
            first=f"<w:keepNext/>{edge}",
        ),
        "KeyLabel": _paragraph(
            "KeyLabel",
            "Key Label",
            _font(SANS, 9, "accent", bold=True),
            before=90,
            after=0,
            first=f"<w:keepNext/>{panel}",
        ),
        "KeyValue": _paragraph("KeyValue", "Key Value", _font(SANS, 13, "soil", bold=True), after=0, first=panel),
        "Finding": _paragraph("Finding", "Finding", _font(SANS, 9, "alert"), before=80, after=80, first=alert),
        "AsideParagraph": _paragraph(
            "AsideParagraph", "Aside Paragraph", _font(SANS, 9.5, "soft", italic=True), after=140
        ),
        "Header": _paragraph("Header", "header", _font(SANS, 8.5, "soft"), first=tabs),
        "Footer": _paragraph("Footer", "footer", _font(SANS, 8.5, "soft"), first=tabs),
        "Aside": (
            f'<w:style xmlns:w="{_W}" w:type="character" w:styleId="Aside"><w:name w:val="Aside"/>'
            f"<w:rPr>{_font(SANS, 9, 'soft')}</w:rPr></w:style>"
        ),
        "Hyperlink": (
            f'<w:style xmlns:w="{_W}" w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
            f'<w:rPr><w:color w:val="{_colour("accent")}"/></w:rPr></w:style>'
        ),
        "Table": _table_style(),
    }


def _table_style() -> str:
    """Rules between rows and a tinted header row, which pandoc marks to be repeated on each page."""

    def rule(side: str, size: int, colour: str) -> str:
        return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{_colour(colour)}"/>'

    return (
        f'<w:style xmlns:w="{_W}" w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{rule('bottom', 4, 'rule')}{rule('insideH', 4, 'rule')}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{_colour("soil")}"/></w:rPr>'
        f"<w:tcPr><w:tcBorders>{rule('bottom', 8, 'accent')}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour("panel")}"/></w:tcPr></w:tblStylePr></w:style>'
    )
