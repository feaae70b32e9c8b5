"""The reading of the narrative: lines, the tree that is printed, drafts, and what cannot be read at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ploughshare.findings import Finding, Level
from ploughshare.record.package import Package
from ploughshare.report.prose.allowlist import INVISIBLE, PARTS, TIES
from ploughshare.report.prose.reading import FILE, Prose, read
from small_record import found, prose, readers, record

REPORT = """\
# Contamination {#contamination}

The South reported [more than 600]{claim=removed-army} AP
mines.[@times] Others say 700,
and it is so.

::: {.from-record what=map}
:::

| place | mines |
|:--|--:|
| Hill 281 | [158]{claim=destroyed-times} |
| the river | 12 |

- one thing.[@times]
- [another]{event=clearing}.[@nobody]

A note.^[It counts 5.] "Quoted" &amp; *more*.[@times]

[^far]: It counts 6.

Another.[^far]
"""


def test_each_finding_has_its_line() -> None:
    assert found(REPORT) == [
        "4 unbacked",
        "4 untied",
        "13 untied",
        "16 citation-unknown",
        "18 unbacked",
        "18 untied",
        "20 untied",
        "22 unbacked",
    ]


def test_line_ends_of_any_system_are_one_line_end() -> None:
    assert found(REPORT.replace("\n", "\r\n")) == found(REPORT)


def test_ties_are_told_with_line_words_and_sentence() -> None:
    read = prose(REPORT)
    told = [(tie.line, tie.words, tie.table, tie.id, read.sentences[tie.sentence].ordinal) for tie in read.ties]
    assert told == [
        (3, "more than 600", "claims", "removed-army", 1),
        (12, "158", "claims", "destroyed-times", 6),
        (16, "another", "events", "clearing", 10),
    ]
    assert {sentence.anchor for sentence in read.sentences} == {"contamination"}
    assert read.cited == ("times", "nobody")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["None missing"]),
        ("---\ntitle: A\n---\n\nIt is so.[@times]", ["1 metadata"]),
        ("It is so.[@times]\n\n    code", ["3 element"]),
        ("It is so.[@times]\n\n<script>alert(1)</script>", ["3 raw"]),
        ("It is so.[@times]\n\n<div onclick='x()'>\n\nIt is so.[@times]\n\n</div>", ["3 raw"]),
        ("It is so.[@times]\n\n::: {.assessment}\nIt is so.", ["3 unclosed"]),
        ("It is so.[@times]\n:::", ["2 unclosed"]),
        ("A [600]{claim=removed-army\n\nIt is so.[@times]", ["1 unclosed"]),
        ("::: {.from-record what=weather}\n:::", ["1 from-record"]),
        ("::: {.from-record what=map}\nText.\n:::", ["1 from-record"]),
        ("::: {.warning}\nIt is so.[@times]\n:::", ["1 attribute"]),
        ("It is so.[@times]\n\nIt is \u202eos.[@times]", ["3 invisible"]),
        ("It is\u200b so.[@times]", ["1 invisible"]),
        ("It is so.[@times, p. 3, which counts 600 mines]", ["1 untied", "1 locator"]),
        ("It is so.[see 600 more in @times]", ["1 untied"]),
        ("It is so.[@times, [600]{claim=removed-army}]", ["1 attribute", "1 locator"]),
        ("# Heading 600\n\nIt is so.[@times]", ["1 untied"]),
        ("# 2.1 Heading {onclick=x}\n\nIt is so.[@times]", ["1 attribute"]),
        ("> It is so.\n\n> It is so.[@times]", ["1 unbacked"]),
        ("1. It is so.[@times]\n2. It is so.", ["2 unbacked"]),
        ("Term\n:   It is so.", ["2 unbacked"]),
        ("::: {.assessment}\nIt is so. It counts 5.\n\nIt is so.\n:::", ["2 untied"]),
        ("שלום עולם.[@times] 안녕하세요.[@times] مرحبا.[@times]", []),
    ],
)
def test_what_is_found_in_a_text(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_every_finding_says_what_to_do_in_which_file() -> None:
    for finding in prose(REPORT).findings:
        assert finding.file == FILE
        assert finding.message
        assert finding.hint


def test_the_words_of_the_cover_hold_no_quantity() -> None:
    bare = record()
    meta = {**bare.meta, "subtitle": "Mines in 2023 and 2024", "summary": "More than 600 mines were removed."}
    package = Package(meta, bare.tables, "It is so.[@times]")
    (finding,) = read(package, readers(package)).findings
    assert (finding.check, finding.file, finding.column) == ("prose.untied", "record.yaml", "summary")
    assert "More than 600 mines" in finding.message


# --- what is printed


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, list):
        for part in tree:
            yield from nodes(part)
    elif isinstance(tree, dict):
        if "t" in tree:
            yield tree
        for value in tree.values():
            yield from nodes(value)


def node(read: Prose, kind: str) -> dict[str, Any]:
    return next(node for node in nodes(read.document["blocks"]) if node["t"] == kind)


def words(tree: Any) -> str:
    return "".join(" " if node["t"] == "Space" else node["c"] for node in nodes(tree) if node["t"] in ("Str", "Space"))


def test_ties_stay_as_data_attributes() -> None:
    read = prose("A [more than 600]{claim=removed-army} there.[@times]")
    assert node(read, "Span")["c"][0] == ["", ["tie"], [["data-claim", "removed-army"]]]


def test_empty_spans_are_filled_with_the_record_s_wording() -> None:
    read = prose("A []{figure=zone}, []{figure=class}, []{compute='product length width'}.")
    filled = [words(span["c"][1]) for span in nodes(read.document["blocks"]) if span["t"] == "Span"]
    assert filled == ["about 1,000\u00a0km²", "unknown, but very heavy", "992\u00a0km²"]
    assert [tie.words for tie in read.ties] == [entry.replace("\u00a0", " ") for entry in filled]


def test_places_for_the_record_stay_for_the_pages() -> None:
    read = prose("::: {.from-record what=key-data}\n:::")
    assert read.document["blocks"] == [{"t": "Div", "c": [["", ["from-record"], [["what", "key-data"]]], []]}]


@pytest.mark.parametrize(
    ("text", "suffixes"),
    [
        ("Within [20 days]{claim=clause-agreement}.[@agreement, p. 7]", ", p. 7, via Monitor 2025, note 4"),
        ("It is [unknown]{topic=unknown-extent}.[@unread]", ", via Monitor 2025, note 1"),
        (
            "It is [4 km]{claim=width-times}, [unknown]{topic=unknown-extent}.[@times; @unread]",
            "|, via Monitor 2025, note 9 and note 1",
        ),
        ("It is so.[@agreement]", ", via Monitor 2025, note 4"),
        ("It is so.[@agreement, p. 7; @mail]", ", p. 7, via Monitor 2025, note 4|, via Monitor 2025, note 2"),
        ("It is [unknown]{topic=unknown-extent}.[@unread; @unread]", "|, both via Monitor 2025, note 1"),
        ("It is [unknown]{topic=unknown-extent}.[@unread; @unread; @unread]", "||, all via Monitor 2025, note 1"),
        ("It is so.[@times]", ""),
    ],
)
def test_an_unread_source_is_printed_with_the_document_it_is_known_through(text: str, suffixes: str) -> None:
    read = prose(text)
    printed = [words(citation["citationSuffix"]) for citation in node(read, "Cite")["c"][0]]
    assert "|".join(printed).replace("\u00a0", " ") == suffixes
    assert not read.findings


def test_images_are_files_of_the_package(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n"
    (tmp_path / "a.png").write_bytes(picture)
    (tmp_path / "a.svg").write_bytes(b"<svg/>")
    (tmp_path / "linked.png").symlink_to(tmp_path / "a.png")
    (tmp_path / "folder").symlink_to(tmp_path.parent)
    assert found("![a hill](a.png)\\ [@times]", folder=tmp_path) == []
    assert found("![](a.png)\\ [@times]", folder=tmp_path) == ["1 image-words"]
    for address in ("a.svg", "linked.png", "folder/a.png", "b.png", "/a.png", "../a.png", "file:a.png", "//x/a.png"):
        assert found(f"![a hill]({address})\\ [@times]", folder=tmp_path) == ["1 image"], address
    assert found("![a hill](a.png)\\ [@times]") == ["1 image"]


def test_a_draft_prints_findings_in_their_places() -> None:
    elsewhere = Finding("record.row", Level.ERROR, "", "claims.csv", 3, None, "low above high", "Mend it.")
    read = prose("It is so.[@times]\n\nIt is so.\n\nIt is so.[@times]")
    blocks = read.with_findings([elsewhere, *read.findings])["blocks"]
    classes = [block["c"][0][1] if block["t"] == "Div" else [] for block in blocks]
    assert classes == [["finding", "error"], [], [], ["finding", "error"], []]
    assert "low above high" in words(blocks[0])
    assert "nothing backs the sentence" in words(blocks[3])


ALLOWED = {
    *("Plain", "Para", "LineBlock", "BlockQuote", "BulletList", "OrderedList", "DefinitionList", "Header", "Div"),
    *("HorizontalRule", "Figure", "Table", "Str", "Space", "SoftBreak", "LineBreak", "Emph", "Strong", "Underline"),
    *("Strikeout", "Superscript", "Subscript", "SmallCaps", "Quoted", "Cite", "Span", "Link", "Image", "Note"),
    # kinds of list, quotation mark, citation and column
    *("DefaultStyle", "Example", "Decimal", "LowerRoman", "UpperRoman", "LowerAlpha", "UpperAlpha", "DefaultDelim"),
    *("Period", "OneParen", "TwoParens", "SingleQuote", "DoubleQuote", "AuthorInText", "SuppressAuthor"),
    *("NormalCitation", "AlignLeft", "AlignRight", "AlignCenter", "AlignDefault", "ColWidth", "ColWidthDefault"),
}
KEYS = {*(f"data-{kind}" for kind in TIES), "what", "lang", "dir"}
CLASSES = {"tie", "assessment", "from-record", "unnumbered"}
HOSTILE = [
    '<script>alert(1)</script><img src=x onerror="x()">',
    '[a]{onclick=x() style="a" .b #c}',
    "[a](javascript:x) [a](JaVaScRiPt:x) [a](\tdata:x) <vbscript:x> ![a](file:///etc/passwd)",
    "::: {.from-record what=map onclick=x}\n<b>\n:::\n",
    "```{=html}\n<b onclick=x>\n```\n",
    "# A {onclick=x}\n\n+---+\n| a |\n+---+\n",
    "\\input{/etc/passwd} $x$ $$\\write18{x}$$",
    "---\nheader-includes: <script>\n---\n",
    "[a]{claim='\"><script>' lang='\" onclick=x' dir=up}",
    "[![a](b.png)](javascript:x){onclick=x}",
    "[^a]\n\n[^a]: <script>\n",
    "[a]: javascript:x\n\n[a]",
]
PIECES = st.sampled_from(
    [
        *HOSTILE,
        *"[](){}@.:;|`*_~^<>\\\n \"'0123!-",
        "claim=",
        "]{",
        "{.plain}",
        "\n\n",
        ":::",
        "&lt;",
        "600",
        "one mine",
        "지뢰",
    ]
)


def assert_harmless(read: Prose) -> None:
    for part in nodes(read.document["blocks"]):
        assert part["t"] in ALLOWED
        content = part.get("c")
        if part["t"] in ("Span", "Div", "Link", "Image", "Figure", "Table"):
            assert {key for key, _ in content[0][2]} <= KEYS
            assert set(content[0][1]) <= CLASSES
        if part["t"] == "Div" and "from-record" in content[0][1]:
            assert dict(content[0][2])["what"] in PARTS
            assert not content[1]
        if part["t"] == "Link":
            assert content[2][0].lower().startswith(("http://", "https://", "mailto:", "#"))
        assert part["t"] != "Image"  # the record of these tests has no folder to take one from
        if part["t"] == "Str":
            assert not INVISIBLE.search(content)
    assert read.document["meta"] == {}
    json.dumps(read.document)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_is_printed(text: str) -> None:
    read = prose(text)
    assert_harmless(read)
    assert any(finding.level is Level.ERROR for finding in read.findings)


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map("".join))
@settings(max_examples=40, deadline=None)
@example("[" * 6)
@example("[" * 6 + "a" + "]" * 6)
@example(">" * 300 + " a")
@example("\0\ud800\ufffc")
def test_no_text_stops_the_reading_and_none_gets_through(text: str) -> None:
    read = prose(text)
    assert_harmless(read)
    for finding in read.findings:
        assert finding.row is None or 1 <= finding.row <= text.count("\n") + text.count("\r") + 2


def test_brackets_that_pandoc_would_choke_on_never_reach_it() -> None:
    assert found("It is so.[@times]\n\nA\n" + "[@a; " * 40) == ["4 unclosed"]
    assert found("[a\n\n" * 40 + "It is so.[@times]")[0] == "1 unclosed"


def test_a_narrative_of_absurd_length_is_refused() -> None:
    assert found("It is so.[@times]\n\n" * 300_000) == ["1 unreadable"]


def test_the_same_text_gives_the_same_tree() -> None:
    assert prose(REPORT) == prose(REPORT)


def test_what_the_readers_may_not_see_decides_nothing() -> None:
    """A restricted claim that outranks the public one is not what the public report is compared with."""
    bare = record()
    rank = {"rank": "preferred", "rank_reason": "Told in confidence.", "tier": "restricted"}
    hidden = {**bare.tables["claims"][0], "id": "removed-secretly", "low": 701, **rank}
    tables = {**bare.tables, "claims": [*bare.tables["claims"], hidden]}
    text = "There were [more than 600]{figure=removed} mines, or [more than 700]{figure=removed}."
    package = Package(bare.meta, tables, text)
    findings = read(package, readers(package)).findings
    assert [finding.check for finding in findings] == ["prose.tie-differs"]
    assert "more than 700” is tied" in findings[0].message
