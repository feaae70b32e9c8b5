"""The files of a report: whole or not at all, the same bytes anywhere, accessible, and faithful to the record."""

import hashlib
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import docx
import pypdf
import pytest

from ploughshare.errors import PloughshareError
from ploughshare.findings import Level
from ploughshare.record import reader, template
from ploughshare.report import checks
from ploughshare.report.build import build
from ploughshare.report.web import for_site

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILES = {"report.html", "report.docx", "report.pdf", "report.final.md", "figures.json", "map.svg"}


@pytest.fixture(scope="session")
def kp_built(kp_path, tmp_path_factory) -> Path:
    """The report of the shipped record, built once."""
    out = tmp_path_factory.mktemp("built") / "kp"
    built = build(reader.read(kp_path).package, out)
    assert not built.refused, "\n".join(f.line() for f in built.findings if f.level is Level.ERROR)
    return out


@pytest.fixture
def record(tmp_path) -> Path:
    """A small record that can be published: an empty one with a source and a sentence."""
    folder = template.new("LA", tmp_path / "record", name=None)
    (folder / "sources.yaml").write_text(
        "references:\n  - id: news\n    type: article-newspaper\n    title: Mines are cleared\n"
        "    issued: {date-parts: [[2024, 5, 1]]}\n    custom: {kind: news_article, seen: yes}\n",
        encoding="utf-8",
    )
    write(folder, "# Contamination\n\nMines lie in the ground of the country.[@news]\n")
    return folder


def write(folder: Path, narrative: str) -> None:
    (folder / "report.md").write_text(narrative, encoding="utf-8")


def made(folder: Path, out: Path, **options):
    reading = reader.read(folder)
    return build(reading.package, out, found=reading.findings, **options)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


# --- published or refused


def test_a_sound_record_is_published(record, tmp_path):
    built = made(record, tmp_path / "out", beside={"extra.csv": b"a\n"})
    names = {path.name for path in built.files}
    assert names == FILES - {"map.svg"} | {"extra.csv"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == names


@pytest.mark.parametrize(
    ("narrative", "check"),
    [
        ("# A\n\nMines lie there.[@nobody]\n", "prose.citation-unknown"),
        ("# A\n\nThere are 600 mines.[@news]\n", "prose.untied"),
        ("# A\n\nMines lie there.\u0638[@news]\n", "report.no-glyph"),
        ("", "prose.missing"),
    ],
    ids=["citation to nothing", "untied number", "a glyph no font has", "no narrative"],
)
def test_an_error_publishes_nothing_and_what_was_there_stays(record, tmp_path, narrative, check):
    out = tmp_path / "out"
    made(record, out)
    before = digests(out)
    write(record, narrative)
    built = made(record, out)
    assert built.refused
    assert check in {finding.check for finding in built.findings if finding.level is Level.ERROR}
    assert digests(out) == before


def test_a_build_that_breaks_off_leaves_the_old_files_whole(record, tmp_path, monkeypatch):
    out = tmp_path / "out"
    made(record, out)
    before = digests(out)
    write(record, "# Contamination\n\nMines still lie in the ground.[@news]\n")

    def breaks(self):
        raise PloughshareError("report.unset", why="the test says so")

    monkeypatch.setattr("ploughshare.report.formats.word.Writing.finish", breaks)
    with pytest.raises(PloughshareError):
        made(record, out)
    assert digests(out) == before
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def test_a_draft_prints_the_findings_in_place_and_marks_every_page(record, tmp_path):
    write(record, "# A\n\nThere are 600 mines.[@news]\n\n# B\n\nMines lie in the ground.[@news]\n")
    out = tmp_path / "draft"
    assert not made(record, out, draft=True).refused
    page = (out / "report.html").read_text(encoding="utf-8")
    assert 'class="draft-mark"' in page
    assert page.index("600") < page.index('class="finding error"') < page.index(">B</h2>")
    pages = pypdf.PdfReader(out / "report.pdf").pages
    assert all("DRAFT" in sheet.extract_text() for sheet in pages)
    heads = docx.Document(out / "report.docx").sections[0].header.paragraphs
    assert heads[0].text.startswith("DRAFT, NOT FOR PUBLICATION")


def test_pictures_of_the_package_are_in_every_format(record, tmp_path):
    (record / "photo.png").write_bytes(one_dot())
    write(record, "# A\n\nMines lie in the ground.[@news]\n\n![A field](photo.png)\n")
    out = tmp_path / "out"
    built = made(record, out)
    assert not built.refused, built.findings
    assert 'src="data:image/png;base64,' in (out / "report.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(out / "report.docx") as word:
        assert any(name.startswith("word/media/") for name in word.namelist())
    assert len(pypdf.PdfReader(out / "report.pdf").pages[0].images) == 1


def one_dot() -> bytes:
    """A PNG of one brown dot."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\x8f\x3d\x18")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_picture_that_is_none_is_a_finding(record, tmp_path):
    (record / "photo.png").write_bytes(one_dot()[:-20])
    write(record, "# A\n\nMines lie in the ground.[@news]\n\n![A field](photo.png)\n")
    built = made(record, tmp_path / "out")
    assert built.refused
    assert [f.file for f in built.findings if f.check == "report.picture"] == ["photo.png"]
    assert not made(record, tmp_path / "draft", draft=True).refused


def test_korean_is_printed_with_a_font_that_has_it(record, tmp_path):
    write(record, "# A\n\nMines lie at 화살머리고지 in the ground.[@news]\n")
    out = tmp_path / "out"
    assert not made(record, out).refused
    assert "화살머리고지" in pypdf.PdfReader(out / "report.pdf").pages[0].extract_text()
    assert '@font-face{font-family:"Noto Sans KR"' in (out / "report.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(out / "report.docx") as word:
        assert 'w:eastAsia="Noto Sans KR"' in word.read("word/styles.xml").decode()


# --- the same bytes


@pytest.mark.slow
def test_the_same_record_gives_the_same_bytes_anywhere(kp_path, kp_built, tmp_path):
    """In another folder, from a copy elsewhere, with another hash seed, another locale and another time zone."""
    elsewhere = tmp_path / "deep" / "er"
    shutil.copytree(kp_path, elsewhere / "kp")
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "ploughshare", "report", "kp"]
    subprocess.run(command, cwd=elsewhere, env=environment, check=True, capture_output=True)
    again = digests(elsewhere / "build" / "kp")
    assert digests(kp_built).items() <= again.items()


# --- the page


class Page(HTMLParser):
    """What a test asks of a page: its elements in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def all(self, *tags: str):
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="session")
def kp_page(kp_built) -> Page:
    return Page((kp_built / "report.html").read_text(encoding="utf-8"))


def test_the_page_needs_nothing_but_itself(kp_page):
    assert not kp_page.all("script", "link", "iframe", "object", "embed", "form")
    for tag, attributes in kp_page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("src", "href", "xlink:href"):
            if address := attributes.get(name):
                assert address.startswith(("#", "data:", "https://", "http://", "mailto:")), address
                assert tag == "a" or not address.startswith("http")
    (policy,) = [meta for meta in kp_page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy["content"].startswith("default-src 'none'")


def test_the_page_can_be_read_aloud_and_by_keyboard(kp_page):
    assert kp_page.all("html")[0]["lang"] == "en"
    assert len(kp_page.all("main")) == len(kp_page.all("h1")) == len(kp_page.all("nav")) == 1
    assert kp_page.all("a")[0] == {"class": "skip", "href": "#text"}
    levels = [int(tag[1]) for tag, _ in kp_page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(cell.get("scope") in ("col", "row") for cell in kp_page.all("th"))
    assert all(drawing.get("aria-labelledby") for drawing in kp_page.all("svg"))
    ids = [attributes["id"] for _, attributes in kp_page.elements if attributes.get("id")]
    assert len(ids) == len(set(ids))
    backs = [link for link in kp_page.all("a") if link.get("role") == "doc-backlink"]
    assert backs
    assert all(re.fullmatch(r"Back to the text at note \d+", link["aria-label"]) for link in backs)
    targets = {link["href"][1:] for link in kp_page.all("a") if link["href"].startswith("#")}
    assert targets <= set(ids)


def test_each_number_keeps_the_row_it_is_tied_to(kp_page, kp_path):
    package = reader.read(kp_path).package
    tied = [(key, value) for span in kp_page.all("span") for key, value in span.items() if key.startswith("data-")]
    assert len({value for key, value in tied if key == "data-claim"}) >= 5
    tables = {"data-claim": "claims", "data-figure": "figures", "data-event": "events", "data-topic": "topics"}
    for key, value in tied:
        if key in tables:
            assert package.row(tables[key], value) is not None


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_the_page_holds_at_phone_width_in_light_and_dark(page, violations, kp_built, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto((kp_built / "report.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    loaded = page.evaluate("document.fonts.ready.then(() => [...document.fonts].map(f => f.family + f.status).join())")
    assert "Source Serif 4" in loaded
    assert "error" not in loaded
    assert violations(page) == []


def test_a_caption_cannot_break_out_of_its_label(record, tmp_path):
    table = '| a | b |\n|---|---|\n| x | y |\n\n: A \\" onclick=alert() & so\n'
    write(record, f"# A\n\nMines lie in the ground.[@news]\n\n::: {{.assessment}}\n{table}:::\n")
    out = tmp_path / "out"
    built = made(record, out)
    assert not built.refused, built.findings
    (pane,) = [
        e for e in Page((out / "report.html").read_text(encoding="utf-8")).all("div") if e.get("class") == "table-pane"
    ]
    assert set(pane) == {"class", "role", "tabindex", "aria-label"}


# --- Word


@pytest.fixture(scope="session")
def kp_word(kp_built):
    return docx.Document(kp_built / "report.docx")


def test_notes_are_real_footnotes(kp_built, kp_page):
    with zipfile.ZipFile(kp_built / "report.docx") as word:
        notes = word.read("word/footnotes.xml").decode()
    # Word keeps two more, which draw the lines between text and notes.
    assert (
        notes.count("<w:footnote ") - 2 == len([a for a in kp_page.all("a") if a.get("role") == "doc-backlink"]) >= 35
    )


def test_the_document_has_real_styles_and_headings(kp_word):
    styles = {paragraph.style.name for paragraph in kp_word.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Key Label", "Key Value", "Drawing Caption"} <= styles
    assert kp_word.core_properties.title == "North Korea"
    for name in styles:
        fonts = kp_word.styles[name].element.find(f".//{W}rFonts")
        assert fonts is None or fonts.get(f"{W}eastAsia") in (None, "Noto Sans KR")


def test_tables_repeat_their_header_row(kp_word):
    assert kp_word.tables
    for table in kp_word.tables:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None


def test_pictures_have_alternative_text(kp_word):
    pictures = kp_word.element.findall(
        ".//{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    assert len(pictures) >= 2
    assert all(len(picture.get("descr")) > 80 for picture in pictures)


# --- PDF


def test_the_pdf_is_tagged_titled_and_dated_by_the_record(kp_built, kp_path):
    pdf = pypdf.PdfReader(kp_built / "report.pdf")
    meta = reader.read(kp_path).package.meta
    assert pdf.metadata.title.startswith("North Korea")
    day = (meta["published"] or meta["as_of"]).replace("-", "")
    assert pdf.metadata.creation_date_raw.startswith(f"D:{day}")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"].startswith("en")
    outline = [entry.title for entry in pdf.outline if not isinstance(entry, list)]
    assert "Key data" in outline
    fonts = {str(font) for sheet in pdf.pages for font in fonts_of(sheet)}
    assert fonts
    assert all(re.search("SourceSerif|SourceSans|NotoSansKR", name) for name in fonts), fonts


def fonts_of(sheet) -> list[str]:
    return [font.get_object()["/BaseFont"] for font in sheet["/Resources"].get("/Font", {}).values()]


def test_every_page_is_numbered_and_says_which_report_it_is(kp_built):
    sheets = pypdf.PdfReader(kp_built / "report.pdf").pages
    for number, sheet in enumerate(sheets, 1):
        words = sheet.extract_text()
        assert f"{number} / {len(sheets)}" in words
        assert "North Korea" in words


# --- the other files


def test_the_final_text_has_nothing_left_to_resolve(kp_built):
    text = (kp_built / "report.final.md").read_text(encoding="utf-8")
    assert "[^35]:" in text
    assert not re.search(r"\[@|\{claim=|\{figure=|\{\.|:::|data-", text)
    assert "](map.svg)" in text


def test_every_figure_the_report_prints_is_in_figures_json(kp_built, kp_page):
    content = json.loads((kp_built / "figures.json").read_text(encoding="utf-8"))
    listed = {figure["id"] for figure in content["figures"]}
    printed = {span["data-figure"] for span in kp_page.all("span") if "data-figure" in span}
    assert printed <= listed


def test_the_fragment_of_the_site_links_its_numbers_and_needs_no_inline_style(kp_path):
    package = reader.read(kp_path).package
    fragment = for_site(
        package,
        checks.examine(package),
        link=lambda kind, name: f"/kp/{kind}/{name}/" if kind == "claim" else None,
    ).fragment
    page = Page(fragment.body)
    assert [a["href"] for a in page.all("a") if "data-claim" in a] == [
        f"/kp/claim/{a['data-claim']}/" for a in page.all("a") if "data-claim" in a
    ]
    assert [a for a in page.all("a") if "data-claim" in a]
    assert not [tag for tag, attributes in page.elements if "style" in attributes or tag in ("script", "style", "h1")]
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert {a["href"][1:] for a in Page(fragment.contents).all("a")} <= ids


def test_a_word_file_is_a_sound_archive(kp_built):
    with zipfile.ZipFile(io.BytesIO((kp_built / "report.docx").read_bytes())) as word:
        assert word.testzip() is None
        for name in ("word/psheader.xml", "word/psfooter.xml"):
            assert name in word.namelist()
