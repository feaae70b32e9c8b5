"""One chapter in many forms is read the same, and each block knows where it stands in its source."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pypdf
import pytest
import typst

from ploughshare.exchange.country_report.chapters import read_chapters
from ploughshare.exchange.country_report.reading.model import BlockKind, Chapter, Piece
from typeset_report import set_by_pandoc, set_pdf

COUNTRIES = ["china", "cuba", "morocco", "north-korea", "serbia"]
NOTES = {"china": 31, "cuba": 17, "morocco": 24, "north-korea": 35, "serbia": 93}
CODES = {"china": "cn", "cuba": "cu", "morocco": "ma", "north-korea": "kp", "serbia": "rs"}


def source_of(shared: Path, country: str) -> Path:
    return shared / "reports" / f"{country}-2025-mineactionreview.txt"


def only(path: Path) -> Chapter:
    (chapter,) = read_chapters(path)
    return chapter


@pytest.fixture(scope="module")
def printed(shared: Path) -> dict[str, Chapter]:
    """Each report as it is read from its text."""
    return {country: only(source_of(shared, country)) for country in COUNTRIES}


def said(chapter: Chapter, *kinds: BlockKind) -> list[tuple[str, tuple[int, ...]]]:
    """The blocks of these kinds with the numbers of the notes that they call."""
    return [
        (block.text, tuple(marker.number for marker in block.markers))
        for block in chapter.blocks
        if block.kind in kinds
    ]


def notes(chapter: Chapter) -> dict[int, str]:
    return {note.number: note.text for note in chapter.notes}


TEXT = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.CAPTION)


@pytest.mark.parametrize("country", COUNTRIES)
def test_country_edition_pages_and_notes(printed, country):
    chapter = printed[country]
    assert (chapter.country, chapter.edition) == (CODES[country], 2025)
    assert list(notes(chapter)) == list(range(1, NOTES[country] + 1))
    assert chapter.gaps == ()
    assert chapter.leftovers == ()
    numbered = [page for page in chapter.pages if page.number is not None]
    assert [page.printed for page in numbered] == [page.number - 5 for page in numbered]


@pytest.mark.parametrize("country", COUNTRIES)
def test_nothing_is_lost_and_all_of_it_points_to_its_place(printed, country):
    """Each character of the source is in one block, and each block's characters are those of its spans."""
    chapter = printed[country]
    held = [0] * len(chapter.text)
    for block in chapter.blocks:
        places = [*(run.span for run in block.piece.runs), *(marker.span for marker in block.markers)]
        for span in places:
            for at in range(span.start, span.end):
                held[at] += 1
        assert squeezed("".join(chapter.words(run.span) for run in block.piece.runs)) == squeezed(block.text)
        for span in places:
            (page,) = [page for page in chapter.pages if page.start <= span.start < page.end]
            assert (page.number, span.end <= page.end) == (span.page, True)
    assert max(held) == 1
    lost = "".join(char for char, count in zip(chapter.text, held, strict=True) if not count)
    # Marks of bullets and numbers of notes are taken off; all else that is left out is white space.
    assert not re.sub(r"[\s■\d]", "", lost)


def squeezed(text: str) -> str:
    """A text without what reading may change: white space, and exponents that it raises."""
    return re.sub(r"\s", "", text).replace("²", "2")


def test_furniture_is_told_by_place_and_repetition(printed):
    for chapter in printed.values():
        furniture = [block.text for block in chapter.blocks if block.kind is BlockKind.FURNITURE]
        told = "".join(furniture)
        kept = " ".join(block.text for block in chapter.blocks if block.kind is not BlockKind.FURNITURE)
        assert "mineactionreview.org" in told
        assert "mineactionreview.org" not in kept
        assert "NON-SIGNATORIES" not in kept
        assert "THE MINES" not in kept
        assert "Clearing the Mines 2025 " not in kept.replace("Clearing the Mines 2025 report", "")


def test_two_forms_of_one_chapter_say_the_same(shared, printed):
    """The laid-out form has superscripts, Markdown marks, no pages, and notes amid the text."""
    laid_out = only(shared / "reports" / "north-korea-2025-laid-out.txt")
    paged = printed["north-korea"]
    assert (laid_out.country, laid_out.name, laid_out.edition) == (paged.country, paged.name, paged.edition)

    def plain(text: str) -> str:
        return re.sub(r"https?://\S+", "", text.translate(str.maketrans("’‘“”", "''\"\"")))

    assert [plain(text) for text in notes(laid_out).values()] == [plain(text) for text in notes(paged).values()]
    # The two forms place the notes and the capacity elsewhere, and one of them breaks a paragraph less.
    ours = {(plain(text), called) for text, called in said(paged, *TEXT)}
    theirs = {(plain(text), called) for text, called in said(laid_out, *TEXT)}
    assert len(ours ^ theirs) <= 5  # one word differs, too
    said_here, said_there = (Counter(" ".join(text for text, _ in each).split()) for each in (ours, theirs))
    assert sum(((said_here - said_there) + (said_there - said_here)).values()) <= 2


def without_pages(text: str) -> str:
    return re.sub(r"(?m)^===PAGE \d+===\n", "", text)


def with_form_feeds(text: str) -> str:
    return re.sub(r"(?m)^===PAGE \d+===\n", "\f", text)


def notes_moved(text: str) -> str:
    """Each page's block of notes on the other side of its text."""
    pages = re.split(r"(?m)(?=^===PAGE)", text)
    return "".join(map(_moved, pages))


def _moved(page: str) -> str:
    lines = page.splitlines(keepends=True)
    starts = [
        at
        for at, line in enumerate(lines)
        if re.match(r"\d{1,2} (?:“|[A-Z][a-zA-Z]?[a-z]|A |\d{4} A|SMAC|CCW|MINURSO|APMBC)", line)
        and "Clearing" not in line
    ]
    if not starts:
        return page
    if starts[-1] > len(lines) / 2:  # they are at the foot: put them under the head
        head = 1 + next((at for at, line in enumerate(lines[:5]) if re.search(r"Clearing the|mineaction", line)), 0)
        return "".join([*lines[:head], *lines[starts[0] :], *lines[head : starts[0]]])
    end = starts[-1] + 1
    while not lines[end - 1].rstrip().endswith("."):
        end += 1
    return "".join([*lines[: starts[0]], *lines[end:], *lines[starts[0] : end]])


FORMS: dict[str, Any] = {
    "without page marks": lambda text: without_pages(text).encode(),
    "with form feeds": lambda text: with_form_feeds(text).encode(),
    "with the line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "in UTF-16": lambda text: text.encode("utf-16"),
    "with a byte order mark": lambda text: text.encode("utf-8-sig"),
    "without spaces at line ends": lambda text: re.sub(r"(?m)[ \t]+$", "", text).encode(),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("country", COUNTRIES)
def test_the_form_of_a_text_does_not_matter(shared, printed, tmp_path, country, form):
    path = tmp_path / "report"
    path.write_bytes(FORMS[form](source_of(shared, country).read_text(encoding="utf-8")))
    chapter = only(path)
    assert (chapter.country, chapter.edition) == (CODES[country], 2025)
    assert notes(chapter) == notes(printed[country])
    called = [marker.number for block in chapter.blocks for marker in block.markers]
    assert called == list(range(1, NOTES[country] + 1))
    ours, theirs = set(said(printed[country], *TEXT)), set(said(chapter, *TEXT))
    exact = form not in ("without page marks", "without spaces at line ends")
    assert len(ours - theirs) <= (0 if exact else len(ours) // 8)


@pytest.mark.parametrize("country", COUNTRIES)
def test_notes_may_stand_before_or_after_the_text_of_their_page(shared, printed, tmp_path, country):
    path = tmp_path / "report.txt"
    path.write_text(notes_moved(source_of(shared, country).read_text(encoding="utf-8")), encoding="utf-8")
    chapter = only(path)
    assert notes(chapter) == notes(printed[country])
    assert set(said(chapter, *TEXT)) == set(said(printed[country], *TEXT))


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(
    "style", [{"columns": 2}, {"columns": 1}, {"columns": 2, "hyphenate": True}], ids=["two", "one", "hyphenated"]
)
def test_a_pdf_with_columns_footnotes_and_a_panel(printed, tmp_path, country, style):
    chapter = only(set_pdf([printed[country]], tmp_path / "report.pdf", **style))
    assert (chapter.country, chapter.name, chapter.edition) == (CODES[country], printed[country].name, 2025)
    assert [page.printed for page in chapter.pages] == [309 + page.number for page in chapter.pages]
    assert notes(chapter) == notes(printed[country])
    called = [marker.number for block in chapter.blocks for marker in block.markers]
    assert called == list(range(1, NOTES[country] + 1))
    assert all(marker.confident for block in chapter.blocks for marker in block.markers)
    ours, theirs = said(printed[country], *TEXT), said(chapter, *TEXT)
    # A paragraph that a page ends with a sentence of may come in two, and a row of a table that is set on two lines.
    assert len(set(ours) - set(theirs)) <= len(ours) // 20
    assert "".join(text for text, _ in theirs).count("- ") == "".join(text for text, _ in ours).count("- ")


@pytest.mark.parametrize("suffix", [".docx", ".html"])
@pytest.mark.parametrize("country", COUNTRIES)
def test_word_and_web_pages_with_real_notes(printed, tmp_path, country, suffix):
    chapter = only(set_by_pandoc(printed[country], tmp_path / f"report{suffix}"))
    assert (chapter.country, chapter.name, chapter.edition) == (CODES[country], printed[country].name, 2025)
    assert notes(chapter) == notes(printed[country])
    assert set(said(chapter, *TEXT)) == set(said(printed[country], *TEXT))
    panel = [block.text for block in chapter.blocks if block.kind is BlockKind.PANEL]
    assert panel == [block.text for block in printed[country].blocks if block.kind is BlockKind.PANEL]


@pytest.mark.parametrize("form", ["text", pytest.param("pdf", marks=pytest.mark.slow)])
def test_a_book_is_split_into_its_chapters(shared, printed, tmp_path, form):
    path = tmp_path / f"book.{form}"
    if form == "text":
        parts = [source_of(shared, country).read_text(encoding="utf-8").split("\n", 1)[1] for country in COUNTRIES]
        front = "===PAGE 1===\nCONTENTS\nSerbia 310\nMorocco 585\n===PAGE 2===\nAbout this book of landmines\n"
        path.write_text(front + "".join(parts), encoding="utf-8")
    else:
        set_pdf([printed[country] for country in COUNTRIES], path)
    chapters = list(read_chapters(path))
    assert [chapter.country for chapter in chapters] == [CODES[country] for country in COUNTRIES]
    for country, chapter in zip(COUNTRIES, chapters, strict=True):
        assert notes(chapter) == notes(printed[country])
    if form == "text":
        assert [left.why for left in chapters[0].leftovers] == [
            "pages 1 to 2 stand before the first chapter and are not read"
        ]


def test_chapters_come_one_by_one(shared, tmp_path):
    """The first chapter of a book is there before the rest of it has been read."""
    text = source_of(shared, "cuba").read_text(encoding="utf-8").split("\n", 1)[1]
    path = tmp_path / "book.txt"
    path.write_text(text * 2 + "===PAGE 9===\n" + "x" * 200_000, encoding="utf-8")
    chapters = read_chapters(path)
    assert next(chapters).country == "cu"


def test_cells_are_told_apart_where_the_source_does(shared):
    chapter = only(shared / "reports" / "north-korea-2025-laid-out.txt")
    (row,) = [block for block in chapter.blocks if block.text.startswith("Clearance\t")]
    assert [cell.text for cell in row.cells] == ["Clearance", "Not reported", "Not reported"]
    assert [squeezed("".join(map(chapter.words, cell.spans))) for cell in row.cells] == [
        "Clearance",
        "Notreported",
        "Notreported",
    ]
    assert all(isinstance(cell, Piece) for cell in row.cells)


CHAPTER = """12   Clearing the Mines 2031
CLEARING
THE MINES
2031
KEY DATA
KEY DEVELOPMENTS
In 2030, Bosnia and Herzegovina cleared mines from mined areas.
ARTICLE 5 DEADLINE: 1 MARCH 2032
On track to meet deadline
AP MINE CONTAMINATION: HEAVY
800km²
MAIN AP MINE SURVEY AND CLEARANCE OPERATORS IN 2030:
■ The armed forces
BOSNIA AND
HERZEGOVINA
\fSTATES PARTIES
BOSNIA AND HERZEGOVINA
mineactionreview.org   13
UNDERSTANDING OF AP MINE CONTAMINATION
Mined areas were surveyed, and contamination with landmines is heavy.
Table 1: Clearance of mined area in 2030
Operator Area cleared (m²) Mines destroyed
The armed forces 1,200 34*
* Of these, 4 were destroyed by deminers in spot tasks.
ARTICLE 5 DEADLINE AND COMPLIANCE
ORIGINAL ARTICLE 5 DEADLINE: 1 MARCH 2009
FIRST EXTENDED DEADLINE: 1 MARCH 2019
"""


def test_what_stands_where_in_a_state_partys_chapter(tmp_path):
    (tmp_path / "report.txt").write_text(CHAPTER, encoding="utf-8")
    chapter = only(tmp_path / "report.txt")
    assert (chapter.country, chapter.name, chapter.edition) == ("ba", "Bosnia and Herzegovina", 2031)
    assert [page.printed for page in chapter.pages] == [12, 13]
    kinds: dict[BlockKind, list[str]] = {}
    for block in chapter.blocks:
        kinds.setdefault(block.kind, []).append(block.text)
    assert kinds[BlockKind.FURNITURE] == [
        "12 Clearing the Mines 2031",
        "CLEARING",
        "THE MINES",
        "2031",
        "BOSNIA AND",
        "HERZEGOVINA",
        "STATES PARTIES",
        "BOSNIA AND HERZEGOVINA",
        "mineactionreview.org 13",
    ]
    assert kinds[BlockKind.PANEL] == [
        "KEY DATA",
        "ARTICLE 5 DEADLINE: 1 MARCH 2032",
        "On track to meet deadline",
        "AP MINE CONTAMINATION: HEAVY",
        "800km²",
        "MAIN AP MINE SURVEY AND CLEARANCE OPERATORS IN 2030:",
        "■ The armed forces",
    ]
    assert kinds[BlockKind.ROW] == [
        "Operator Area cleared (m²) Mines destroyed",
        "The armed forces 1,200 34*",
        "* Of these, 4 were destroyed by deminers in spot tasks.",
        "ORIGINAL ARTICLE 5 DEADLINE: 1 MARCH 2009",
        "FIRST EXTENDED DEADLINE: 1 MARCH 2019",
    ]
    assert kinds[BlockKind.HEADING] == [
        "KEY DEVELOPMENTS",
        "UNDERSTANDING OF AP MINE CONTAMINATION",
        "ARTICLE 5 DEADLINE AND COMPLIANCE",
    ]


def test_a_section_that_the_family_does_not_have_ends_the_panel(tmp_path):
    text = (
        "KEY DATA\nNO APMBC ARTICLE 5 DEADLINE:\nState not party\nAP MINE CONTAMINATION:\nMEDIUM\n\n"
        "HISTORY OF THE WAR\n\n"
        "Chad was mined in the war, and the mined areas have been under clearance by deminers since then.\n"
        "Contamination of the mined areas is not known, and landmines and cluster munitions were found by survey.\n"
    )
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    chapter = only(tmp_path / "report.txt")
    assert chapter.country == "td"
    assert [block.kind.value for block in chapter.blocks] == ["panel"] * 5 + ["heading", "paragraph"]


PAGE = """<!DOCTYPE html><html><head><title>Chad</title><script>var a = "x"</script></head><body><nav>Home</nav>
<h1>Chad</h1><h2>Mine action</h2><p>Last updated: 12 November 2024</p>
<p>Chad is contaminated by mines and cluster munitions.<a href="#n1">[1]</a> It reported clearance of
mined areas<a>[2]</a> in 2023.</p>
<ul><li>It cleared 1,200m<sup>2</sup> of land.<sup>3</sup></li><li>It reported no survey.</li></ul>
<table><tr><th>Year</th><th>Cleared (m²)</th></tr><tr><td>2023</td><td>1,200</td></tr></table>
<p>Demining of the minefields goes on, and landmines were found.[4]</p>
<hr><p><a id="n1">[1]</a> Email from Anna Berg, XMAC, 3 May 2024.</p><p>[2] Ibid.</p>
<ol class="footnotes" start="3"><li id="fn3">Article 7 Report (covering 2023), Form C. <a href="#r3">↩</a></li>
<li id="fn4">Ibid., Form D.</li></ol></body></html>"""


def test_a_web_page_with_its_notes_in_two_ways(tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    chapter = only(tmp_path / "page.html")
    assert (chapter.country, chapter.edition, chapter.leftovers) == ("td", None, ())
    assert [
        (block.kind.value, block.text, [marker.number for marker in block.markers]) for block in chapter.blocks
    ] == [
        ("furniture", "Chad", []),
        ("heading", "Mine action", []),
        ("paragraph", "Last updated: 12 November 2024", []),
        (
            "paragraph",
            "Chad is contaminated by mines and cluster munitions. It reported clearance of mined areas in 2023.",
            [1, 2],
        ),
        ("bullet", "It cleared 1,200m² of land.", [3]),
        ("bullet", "It reported no survey.", []),
        ("row", "Year\tCleared (m²)", []),
        ("row", "2023\t1,200", []),
        ("paragraph", "Demining of the minefields goes on, and landmines were found.", [4]),
        ("note", "Email from Anna Berg, XMAC, 3 May 2024.", []),
        ("note", "Ibid.", []),
        ("note", "Article 7 Report (covering 2023), Form C.", []),
        ("note", "Ibid., Form D.", []),
    ]


def test_a_pdf_that_goes_line_by_line_over_its_columns(tmp_path):
    """Some programs write a page from the top down, whatever its columns; the text does not."""
    left = [
        "Chad has been contaminated by landmines since",
        "the war, and clearance of the mined areas goes",
        "on slowly.",
    ]
    right = [
        "Survey of the mined areas was reported for the",
        "north, where cluster munitions were used and",
        "are found.",
    ]
    pairs = zip(left * 3, right * 3, strict=True)
    placed = "".join(
        f"#place(dx: {x}mm, dy: {30 + 5 * row}mm)[{words}]\n"
        for row, pair in enumerate(pairs)
        for x, words in zip((0, 90), pair, strict=True)
    )
    head = "#place(dy: 15mm)[UNDERSTANDING OF CONTAMINATION WITH MINES IN THE WHOLE COUNTRY]\n"
    (tmp_path / "report.pdf").write_bytes(typst.compile(f"#set text(size: 9pt)\n{head}{placed}".encode()))
    chapter = only(tmp_path / "report.pdf")
    text = " ".join(block.text for block in chapter.blocks)
    assert text == " ".join(["UNDERSTANDING OF CONTAMINATION WITH MINES IN THE WHOLE COUNTRY", *left * 3, *right * 3])


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("country", COUNTRIES)
def test_the_text_that_another_program_takes_from_a_pdf(printed, tmp_path, country, columns):
    """pypdf glues the numbers of notes to their words, on the line, and loses the place of some digits only."""
    pdf = pypdf.PdfReader(set_pdf([printed[country]], tmp_path / "report.pdf", columns=columns))
    text = "".join(f"===PAGE {number}===\n{page.extract_text()}\n" for number, page in enumerate(pdf.pages, start=1))
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    chapter = only(tmp_path / "report.txt")

    def plain(text: str) -> str:
        return squeezed(text).replace("…", "...")

    assert {number: plain(text) for number, text in notes(chapter).items()} == {
        number: plain(text) for number, text in notes(printed[country]).items()
    }
    assert called_after(chapter) == called_after(printed[country])


def called_after(chapter: Chapter) -> dict[int, str]:
    """The number of each note that is called, and the letters before that."""
    return {
        marker.number: re.sub(r"\W", "", block.text[: marker.at])[-8:]
        for block in chapter.blocks
        for marker in block.markers
    }
