"""What is no report, or a trap: refused in plain words, nothing run, time and memory bounded."""

from __future__ import annotations

import io
import resource
import time
import zipfile
import zlib
from pathlib import Path

import pypdf
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.chapters import read_chapters
from ploughshare.exchange.country_report.notes.bibliography import bibliography
from ploughshare.exchange.country_report.notes.markers import mark
from ploughshare.exchange.country_report.reading import confined, text
from ploughshare.exchange.country_report.reading.book import chapters
from typeset_report import set_by_pandoc, set_pdf

WORDS = (
    "In 2024, Xanadu reported clearance of mines and survey of mined areas with contamination by cluster munitions. "
)


def refusal(path: Path) -> PloughshareError:
    with pytest.raises(PloughshareError) as caught:
        list(read_chapters(path))
    assert str(path) in str(caught.value)
    return caught.value


def write(folder: Path, data: bytes | str, name: str = "report") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.fixture(scope="module")
def pdf(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (chapter,) = read_chapters(shared / "reports" / "cuba-2025-mineactionreview.txt")
    return set_pdf([chapter], tmp_path_factory.mktemp("pdf") / "cuba.pdf")


@pytest.fixture(scope="module")
def docx(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (chapter,) = read_chapters(shared / "reports" / "cuba-2025-mineactionreview.txt")
    return set_by_pandoc(chapter, tmp_path_factory.mktemp("docx") / "cuba.docx")


def test_no_file(tmp_path):
    assert refusal(tmp_path / "none.pdf").code == "file.unreadable"


def test_pictures_of_pages(tmp_path):
    drawn = typst.compile(b"#rect(width: 100%, height: 50%, fill: gray)\n#pagebreak()\n#circle()")
    assert refusal(write(tmp_path, drawn)).code == "document.scanned"


def test_a_pdf_with_a_password(pdf, tmp_path):
    writer = pypdf.PdfWriter(clone_from=pdf)
    writer.encrypt("secret")
    held = io.BytesIO()
    writer.write(held)
    assert refusal(write(tmp_path, held.getvalue())).code == "document.encrypted"


@pytest.mark.parametrize("keep", [0.02, 0.5])
def test_half_a_pdf(pdf, tmp_path, keep):
    data = pdf.read_bytes()
    assert refusal(write(tmp_path, data[: int(len(data) * keep)])).code in ("document.broken", "document.scanned")


def test_half_a_docx(docx, tmp_path):
    data = docx.read_bytes()
    assert refusal(write(tmp_path, data[: len(data) // 2])).code == "document.broken"


def pdf_bomb(megabytes: int) -> bytes:
    """A PDF of some kilobytes whose one page is a stream that unpacks to that size: text, shown over and over."""
    packer = zlib.compressobj(9)
    piece = b"BT /F 9 Tf 9 9 Td (mines cleared) Tj ET\n" * 25_000
    stream = b"".join([packer.compress(piece) for _ in range(megabytes)] + [packer.flush()])
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (at, each) for at, each in enumerate(objects, start=1))
    return body + b"trailer<</Root 1 0 R/Size 6>>"


@pytest.mark.slow
def test_a_pdf_that_unpacks_to_gigabytes(tmp_path):
    path = write(tmp_path, pdf_bomb(400))
    assert path.stat().st_size < 2_000_000
    started, memory = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PloughshareError) as caught:
        list(confined.sheets("pdf", path, seconds=5, memory_bytes=500_000_000))
    assert caught.value.code in ("document.limit", "document.too_large")
    assert time.monotonic() - started < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 100_000  # of this process, in kilobytes


@pytest.mark.slow
def test_a_docx_that_unpacks_to_gigabytes(docx, tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(docx) as whole, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in whole.namelist():
            if name != "word/document.xml":
                bomb.writestr(name, whole.read(name))
        with bomb.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(b"<w:p/>" * 170_000)
    assert path.stat().st_size < 5_000_000
    assert refusal(path).code == "document.too_large"


def test_xml_that_unfolds_in_a_docx(docx, tmp_path):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE x [<!ENTITY l0 "mine">{laughs}]><x>&l9;</x>'
    path = tmp_path / "laughs.docx"
    with zipfile.ZipFile(docx) as whole, zipfile.ZipFile(path, "w") as bomb:
        for name in whole.namelist():
            bomb.writestr(name, xml if name == "word/document.xml" else whole.read(name))
    assert refusal(path).code == "document.broken"


def test_a_docx_with_macros(docx, tmp_path):
    path = tmp_path / "macros.docx"
    path.write_bytes(docx.read_bytes())
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    assert refusal(path).code == "document.macros"


def test_html_scripts_are_neither_run_nor_read(shared, tmp_path):
    (chapter,) = read_chapters(shared / "reports" / "cuba-2025-mineactionreview.txt")
    page = set_by_pandoc(chapter, tmp_path / "cuba.html").read_text(encoding="utf-8")
    trap = "<script>document.write('EVIL')</script><iframe src='http://evil.example/'>EVIL</iframe><style>EVIL</style>"
    path = write(tmp_path, page.replace("</h2>", f"</h2>{trap}<p onclick='evil()' style='EVIL'>Held.</p>"), "trap.html")
    (read,) = read_chapters(path)
    assert "EVIL" not in read.text
    assert "evil" not in read.text
    assert "Held." in read.text


def test_html_without_ends(tmp_path):
    path = write(tmp_path, "<html><body>" + "<div><table><tr><td>" * 20_000 + WORDS * 40)
    started = time.monotonic()
    assert refusal(path).code == "document.unrelated"
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La contamination par les mines dans le pays est forte et les opérations de déminage sont lentes. " * 40,
         "French"),
        ("El país no ha concluido la remoción de minas y las zonas del norte que se registran en los informes. " * 40,
         "Spanish"),
        ("Страна сообщила об очистке районов от мин и боеприпасов. " * 40, "a language in Cyrillic script"),
    ],
)  # fmt: skip
def test_a_report_in_another_language(tmp_path, text, language):
    error = refusal(write(tmp_path, text))
    assert (error.code, error.context["language"]) == ("document.language", language)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "The committee met in the spring and it was decided that the garden is to be open for all of us. " * 50,
            "of mines",
        ),
        (WORDS.replace("Xanadu", "the country") * 30, "no country"),
        ("", "no words"),
        ("\n \n12 34\n", "no words"),
    ],
)
def test_a_document_on_something_else(tmp_path, text, why):
    error = refusal(write(tmp_path, text))
    assert error.code == "document.unrelated"
    assert why in str(error)


def test_ten_megabytes_of_one_line(tmp_path):
    path = write(tmp_path, WORDS * 95_000)
    started, memory = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(path).code == "document.line"
    assert time.monotonic() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 50_000


@pytest.mark.slow
def test_ten_megabytes_of_one_line_in_html(tmp_path):
    started = time.monotonic()
    assert refusal(write(tmp_path, f"<html><p>{WORDS * 95_000}")).code == "document.line"
    assert time.monotonic() - started < 30


def test_a_chapter_without_end(tmp_path):
    started = time.monotonic()
    assert refusal(write(tmp_path, f"KEY DATA\n{WORDS}\n" + f"{WORDS}\n" * 90_000)).code == "document.too_large"
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
        (b"{\\rtf1\\ansi mines}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text"),
    ],
)
def test_formats_that_are_not_read(tmp_path, data, what):
    error = refusal(write(tmp_path, data, "report.docx"))
    assert error.code == "document.format"
    assert what in str(error)


def test_an_archive_that_is_no_word_file(tmp_path):
    with zipfile.ZipFile(tmp_path / "report.docx", "w") as file:
        file.writestr("a.txt", "mines")
    assert refusal(tmp_path / "report.docx").code == "document.format"


def numbered(shared: Path, change: dict[int, int]) -> str:
    """A report, some of whose notes have another number."""
    text = (shared / "reports" / "china-2025-mineactionreview.txt").read_text(encoding="utf-8")
    lines = text.split("\n")
    for at, line in enumerate(lines):
        number = line.split(" ", 1)[0]
        if (
            number.isdecimal()
            and int(number) in change
            and line[len(number) :].lstrip()[:1] in "“ELSCA"
            and "." in line
        ):
            lines[at] = f"{change[int(number)]}{line[len(number) :]}"
    return "\n".join(lines)


def test_note_numbers_out_of_order_are_told(shared, tmp_path):
    path = write(tmp_path, numbered(shared, {12: 13, 13: 12}))
    (chapter,) = read_chapters(path)
    assert [note.number for note in chapter.notes] == list(range(1, 32))
    assert chapter.notes[11].text.startswith("Statement of China, Third")
    assert [left.why for left in chapter.leftovers] == ["note 12 stands after note 13"]


def test_a_missing_note_and_one_that_is_there_twice_are_told(shared, tmp_path):
    path = write(tmp_path, numbered(shared, {12: 11}))
    (chapter,) = read_chapters(path)
    assert chapter.gaps == (12,)
    assert [left.why for left in chapter.leftovers] == ["a second note 11 is left in the text", "note 12 is missing"]


PIECES = st.sampled_from([
    "KEY DATA", "ARTICLE 5 DEADLINE: 1 MARCH 2032", "LAND RELEASE OUTPUTS", "Release of AP mined area", "SERBIA", "- ",
    "12   Clearing the Mines 2025", "Table 1: Mines", "Criterion", "Average score", "1,000km2.12", "m 2", "²¹", "■",
    "1 Ibid.", "3 “A”, B,", "2 Email from A. Berg, XMAC, 3 May 2024; and", "[4] Article 7 Report (covering 2023)",
    "Serbia reported clearance of mines.1", "and mined areas,2 which", "anti-", "2024 0 12", "\t", "\f", "===PAGE 3===",
    "https://bit.", "ly/x.", "\u200b", "\u00ad",
])  # fmt: skip


@given(st.lists(st.lists(PIECES | st.text(max_size=6), max_size=4).map(" ".join), max_size=25))
def test_no_text_breaks_the_reading(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("any") / "report.txt"
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    for chapter in map(mark, chapters(text.sheets(path), path)):
        bibliography(chapter)
        for block in chapter.blocks:
            assert all(0 <= marker.at <= len(block.text) for marker in block.markers)
            assert all(0 <= span.start < span.end <= len(chapter.text) for span in block.piece.spans)


@pytest.mark.slow
def test_a_reader_that_takes_too_long_is_stopped(tmp_path):
    path = write(tmp_path, "<p>mines</p>" * 4_000_000)
    with pytest.raises(PloughshareError) as caught:
        list(confined.sheets("html", path, seconds=1))
    assert (caught.value.code, caught.value.context["what"]) == ("document.limit", "time")


def test_reading_that_is_left_off_leaves_no_process_behind(pdf):
    sheets = confined.sheets("pdf", pdf)
    assert next(sheets).number == 1
    sheets.close()
    children = Path(f"/proc/self/task/{Path('/proc/self').resolve().name}/children").read_text(encoding="ascii")
    assert "confined" not in "".join(
        Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8", errors="replace") for child in children.split()
    )
