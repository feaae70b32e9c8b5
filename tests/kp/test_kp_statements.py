"""What the sample chapter says, and which rows hold it: nothing of it is missing, and none of its sentences is here."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import sample_chapter
from ploughshare.record import reader
from ploughshare.record.package import Package
from sample_chapter import Unit

Statement = dict[str, str]

SHINGLE = 8
"""So many of the chapter's words in a row are a sentence of it, not a fact."""


@pytest.fixture(scope="module")
def record(kp_path: Path) -> Package:
    reading = reader.read(kp_path)
    assert not reading.findings
    return reading.package


@pytest.fixture(scope="module")
def statements() -> list[Statement]:
    with (Path(__file__).parent / "statements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def chapter(shared: Path) -> list[Unit]:
    return sample_chapter.units((shared / "reports" / "north-korea-2025-laid-out.txt").read_text(encoding="utf-8"))


def rows_of(statement: Statement) -> list[tuple[str, str]]:
    return [(table, id) for table, _, id in (row.partition("/") for row in statement["rows"].split("; "))]


def test_each_statement_is_held_by_rows_that_exist(record: Package, statements: list[Statement]) -> None:
    missing = [
        f"{statement['id']}: {table}/{id}"
        for statement in statements
        for table, id in rows_of(statement)
        if record.row(table, id) is None
    ]
    assert not missing
    assert len({statement["id"] for statement in statements}) == len(statements) >= 140


def test_every_row_of_evidence_comes_from_a_statement(record: Package, statements: list[Statement]) -> None:
    held = {row for statement in statements for row in rows_of(statement)}
    tables = ("events", "claims", "topics", "capacity", "obligations", "recommendations", "ordnance", "sources")
    without = {(table, row["id"]) for table in tables for row in record.rows(table)} - held
    assert without == {("sources", "mar-2025")}


def test_every_unit_of_the_chapter_is_in_the_list(chapter: list[Unit], statements: list[Statement]) -> None:
    listed = {(row["section"].casefold(), int(row["place"]), row["digest"]) for row in statements}
    printed = {(unit.section.casefold(), unit.place, unit.digest) for unit in chapter}
    assert printed - listed == set(), "the chapter has units that the list lacks"
    assert listed - printed == set(), "the list has units that the chapter lacks"


def test_both_text_forms_of_the_chapter_say_the_same(shared: Path, chapter: list[Unit]) -> None:
    """The other form is broken into lines and columns, so its words are compared as a whole, hyphens left out."""
    other = (shared / "reports" / "north-korea-2025-mineactionreview.txt").read_text(encoding="utf-8")
    found = Counter(re.findall(r"[a-z]{4,}", other.casefold()))
    words = Counter(word for unit in chapter for word in re.findall(r"[a-z]{4,}", unit.words.casefold()))
    # "3WV4Y4" and "3WVk4Y4", "North Korea" and "North Korean": both are flagged in the record.
    assert {word for word in words if words[word] > found[word]} <= {"korea"}


def test_the_notes_of_the_chapter_are_those_of_the_citations(record: Package, statements: list[Statement]) -> None:
    printed = {
        int(statement["place"]): {id for _, id in rows_of(statement)}
        for statement in statements
        if statement["section"] == "Notes"
    }
    cited: dict[int, set[str]] = defaultdict(set)
    for citation in record.rows("citations"):
        if citation["via"] == "mar-2025":
            cited[int(str(citation["via_locator"]).removeprefix("note "))].add(citation["source"])
    assert sorted(printed) == list(range(1, 36))
    assert dict(cited) == printed


def test_no_sentence_of_the_chapter_stands_in_the_record(record: Package, chapter: list[Unit], kp_path: Path) -> None:
    ours = {
        shingle: path.name
        for path in sorted(kp_path.rglob("*"))
        if path.is_file()
        for shingle in shingles(_without_names_and_quotes(path.read_text(encoding="utf-8"), record))
    }
    assert len(ours) > 5000
    theirs = {shingle for unit in chapter for shingle in shingles(sample_chapter.normal(unit.words))}
    assert sorted(f"{ours[shingle]}: {shingle}" for shingle in theirs & ours.keys()) == []


def test_no_whole_sentence_of_the_chapter_is_ours(record: Package, chapter: list[Unit]) -> None:
    """A short one of names and a few words between is too short for the shingles, which leave the names out."""
    ours = " | ".join(
        sample_chapter.normal(re.sub(r"\]\{[^}]*\}", "", sentence))
        for text in (record.narrative, *(row["statement"] for row in record.rows("topics")))
        for sentence in re.split(r"(?<=[.:;\]])\s|\n", text)
    )
    sentences = [unit for unit in chapter if unit.section != "NOTES" and unit.words.endswith(".")]
    assert len(sentences) > 40
    assert [unit.words for unit in sentences if sample_chapter.normal(unit.words) in ours] == []


def shingles(normal_text: str) -> Iterator[str]:
    words = normal_text.split()
    return (" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1))


def _without_names_and_quotes(text: str, record: Package) -> str:
    """The text without what must stand as printed: titles of sources, recorded quotes, names of organisations."""
    names = [row["title"] for row in record.rows("sources")] + [row["name"] for row in record.rows("organisations")]
    quotes = [row["quote"] for row in record.rows("citations")]
    plain = sample_chapter.normal(re.sub(r"\]\{[^}]*\}", "", text))
    for kept in sorted(filter(None, [*names, *quotes]), key=len, reverse=True):
        plain = plain.replace(sample_chapter.normal(kept), " | ")
    return plain


def test_quotes_are_words_that_the_chapter_prints_in_quotation_marks(record: Package, shared: Path) -> None:
    text = (shared / "reports" / "north-korea-2025-laid-out.txt").read_text(encoding="utf-8")
    quoted = [sample_chapter.normal(words) for words in re.findall(r'[“"]([^“”"]+)[”"]', text)]
    quotes = {row["quote"] for row in record.rows("citations") if row["quote"]}
    assert len(quotes) == 7
    for quote in quotes:
        assert any(sample_chapter.normal(quote) in words for words in quoted), quote
