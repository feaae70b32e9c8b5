"""Numbers in the text that are notes, and those that are not."""

# ruff: noqa: E501 (a case on a line)

from __future__ import annotations

import pytest

from ploughshare.exchange.country_report.notes.markers import mark
from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Chapter, Note, Piece, Run, Span


def chapter_of(*texts: str, notes: int, kind: BlockKind = BlockKind.PARAGRAPH) -> Chapter:
    """A chapter of these blocks, with as many notes."""
    source, blocks = "", []
    for text in texts:
        blocks.append(Block(kind, Piece(text, (Run(0, Span(None, len(source), len(source) + len(text))),))))
        source += f"{text}\n"
    made = tuple(Note(number, Piece("Ibid.", ())) for number in range(1, notes + 1))
    return Chapter("xx", "Xanadu", 2025, source, (), tuple(blocks), made)


def shown(chapter: Chapter) -> list[str]:
    """The blocks with each marker in brackets where it stood."""
    result = []
    for block in chapter.blocks:
        text = block.text
        for marker in reversed(block.markers):
            text = f"{text[: marker.at]}[{marker.number}]{text[marker.at :]}"
        result.append(text)
    return result


def after(number: int, text: str) -> list[str]:
    """A text before which all notes up to that number were called."""
    return [*(f"Words that are surely called.{each}" for each in range(1, number)), text]


CASES = [
    # a space before the number, or before the full stop
    (5, "They cleared the hill in 2020. 5 Later they left.", "They cleared the hill in 2020.[5] Later they left."),
    (4, "It was to recover human remains.4 Both took part.", "It was to recover human remains.[4] Both took part."),
    # glued to a year, to a number, to a word
    (47, "They had laid mines by 201947; more followed.", "They had laid mines by 2019[47]; more followed."),
    (120, "The staff rose from 60 to 120120 in a year.", "The staff rose from 60 to 120[120] in a year."),
    (9, "The road was mined in 2018.9 Then it was closed.", "The road was mined in 2018.[9] Then it was closed."),
    (12, "They reached 40 in 2019,12 and 50 in 2020.", "They reached 40 in 2019,[12] and 50 in 2020."),
    (31, "The teams returned home31 after the rains.", "The teams returned home[31] after the rains."),
    # the exponent of a unit is the unit's
    (36, "Teams cleared 48,215m 2.36 More is planned.", "Teams cleared 48,215m².[36] More is planned."),
    (36, "Teams cleared 48,215m2.36 More is planned.", "Teams cleared 48,215m².[36] More is planned."),
    (36, "Teams cleared 1.5km236 and more is planned.", "Teams cleared 1.5km²[36] and more is planned."),
    (36, "Teams cleared 1.5km²³⁶ and more is planned.", "Teams cleared 1.5km²[36] and more is planned."),
    (2, "In a zone of 1,000km2 of land, mines lie.2", "In a zone of 1,000km² of land, mines lie.[2]"),
    (2, "In the zone of 1,000km² of land, mines lie.²", "In the zone of 1,000km² of land, mines lie.[2]"),
    # before a bracket, a conjunction, within a sentence
    (16, "They remain from wars 16 (see map) in 16 towns.", "They remain from wars[16] (see map) in 16 towns."),
    (13, "Rules hold in clearance 13 and in survey.", "Rules hold in clearance[13] and in survey."),
    (18, "In some areas, 18 it is reported, 18 mines lie.", "In some areas,[18] it is reported, 18 mines lie."),
    (30, "The pact says “within 20 days”. 30 Talks ended.", "The pact says “within 20 days”.[30] Talks ended."),
    # in brackets
    (7, "They destroyed 668 mines.[7] Then they left [the hill].", "They destroyed 668 mines.[7] Then they left [the hill]."),
    (7, "They destroyed 668 mines,[^7] as they said.", "They destroyed 668 mines,[7] as they said."),
    # what is no note
    (3, "On 3 April, 3 mines in 3 areas of 3km-long roads (3%) went; 3,300m2 left.3",
     "On 3 April, 3 mines in 3 areas of 3km-long roads (3%) went; 3,300m² left.[3]"),
    (5, "Under Article 5, and in Table 5, it is 0.5 or 1.5 of 5. 5 Then it ends.",
     "Under Article 5, and in Table 5, it is 0.5 or 1.5 of 5.[5] Then it ends."),
]  # fmt: skip


@pytest.mark.parametrize(("number", "text", "expected"), CASES, ids=[case[1][:30] for case in CASES])
def test_the_note_is_told_from_the_number_beside_it(number, text, expected):
    marked = mark(chapter_of(*after(number, text), notes=number))
    assert shown(marked)[-1] == expected
    assert marked.leftovers == ()


@pytest.mark.parametrize("text", [case[1] for case in CASES])
def test_no_note_is_found_in_a_chapter_that_has_none(text):
    marked = mark(chapter_of(text, notes=0))
    assert not marked.blocks[0].markers


def test_a_marker_points_to_its_digits_in_the_source():
    marked = mark(chapter_of("First.1 An area of 12m 2.2 Then on.³", notes=3))
    assert [marked.words(marker.span) for marker in marked.blocks[0].markers] == ["1", "2", "³"]
    assert shown(marked) == ["First.[1] An area of 12m².[2] Then on.[3]"]
    squared = marked.blocks[0].text.index("²")
    assert marked.words(marked.blocks[0].piece.locate(squared, squared + 1)[0]) == "2"


def test_a_note_that_is_called_nowhere_is_told():
    marked = mark(chapter_of("First.1 Third.3", notes=3))
    assert [left.why for left in marked.leftovers] == ["no place was found where the text calls note 2"]


def test_two_places_that_fit_as_well_are_both_in_doubt():
    marked = mark(chapter_of("First.1 They left.2 They returned.2 Third.3", notes=3))
    assert [(marker.number, marker.confident) for marker in marked.blocks[0].markers] == [
        (1, True),
        (2, False),
        (3, True),
    ]


@pytest.mark.parametrize("country", ["china", "cuba", "morocco", "north-korea", "serbia"])
def test_every_note_of_a_report_is_called_once_and_in_order(shared, country):
    from ploughshare.exchange.country_report.chapters import read_chapters

    (chapter,) = read_chapters(shared / "reports" / f"{country}-2025-mineactionreview.txt")
    called = [marker.number for block in chapter.blocks for marker in block.markers]
    assert called == [note.number for note in chapter.notes] == list(range(1, len(chapter.notes) + 1))
    for block in chapter.blocks:
        for marker in block.markers:
            assert chapter.words(marker.span) == str(marker.number)
