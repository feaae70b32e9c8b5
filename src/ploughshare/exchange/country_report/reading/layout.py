"""From printed lines to blocks: headings, paragraphs, bullets, panel, captions, table rows, notes, furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.reading.footnotes import FoundNote
from ploughshare.exchange.country_report.reading.margins import Margins
from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Note, Piece
from ploughshare.exchange.country_report.reading.sheets import Line, hint, is_capitals
from ploughshare.exchange.country_report.reading.wrapping import Words, piece_of, unwrap

_BULLET = re.compile(r"(\s*)([■▪●•◦‣▶►➤✓]|[-–—*](?=\s)|\uf0b7|\uf0a7)\s*(?=\S)")
_EMPTY_BULLET = re.compile(r"[■▪●•◦‣–-]")
_CAPTION = re.compile(r"(?:table|figure|map|box|chart|graph)\s+\d{1,2}[a-z]?\s*(?:[:.–-]|$)", re.IGNORECASE)
_PANEL_LABEL = re.compile(
    r"KEY DATA|(?:NO )?(?:APMBC |CCM )?ARTICLE \d.*DEADLINE:?|.*CONTAMINATION:.*|LAND RELEASE OUTPUTS?:?"
    r"|.*OPERATORS?\b.*:|[A-Z &–-]+:"
)
_DEADLINE = re.compile(r"(?:NO )?(?:APMBC |CCM )?ARTICLE \d DEADLINE:")
"""With its date beside it: in the text, where the deadlines are listed, it looks the same."""
_LAST_PANEL_SHEET = 2
"""The panel stands on the first page, or behind a title of the file."""
_SECTION = re.compile(
    r"KEY DEVELOPMENTS?|RECOMMENDATIONS?\b.*|.*\bCAPACITY|ASSESSMENT OF .*|UNDERSTANDING OF .*|.*PROGRAMME MANAGEMENT"
)
_SCORES_BEGIN = re.compile(r"criterion\b", re.IGNORECASE)
_SCORES_END = re.compile(r"(?:average|overall|total) (?:score|programme|performance)\b", re.IGNORECASE)
_AFTER_SCORES = re.compile(r"KEY DEVELOPMENTS?|RECOMMENDATIONS?\b.*|.*\bCAPACITY")
_ENDS_OPEN = re.compile(r"(?:\b(?:AND|OF|THE|FOR|TO|IN|WITH|ON|BY|AT)|[,&/–-])$")
_BEGINS_OPEN = re.compile(r"(?:AND|OF|FOR|TO|IN|WITH|ON|BY|AT)\b")
_ENDS_IN_VALUE = re.compile(r"(?<![\w,.])(?<!\bARTICLE )(?!(?:19|20)\d\d\W*$)(?:\d[\d,.]*%?|N/?[ARK]|[–-])[*†)\s]*$")
"""A row of an operator with a short name is all capitals and digits, and no heading; a heading may end in a year."""
_DATED_LINE = re.compile(r"[^:]{4,}:\s*\S.*\d{4}\s*$")
_SIDE_BY_SIDE = re.compile(
    r"(?<![\w.,])(?!(?:19|20)\d\d\s)(?:\d(?:[\d,.]*\d)?\*?|N/[ARK])\s+"
    r"(?:\d[\d,.]*\*?(?![\w²%,.])|N/[ARK]|Not reported\b|Unknown\b|[–-]\s+(?:\d|N))"
)
_LONGEST_CODE = 6
_BEFORE_COMMENT = re.compile(
    r"(?<![\w.,])(?!(?:19|20)\d\d\s)(?:\d{1,3}(?:,\d{3})+|\d{3,}|N/[ARK]|[–-](?=\s))\*?\s+[A-Z][a-z]"
)
"""A value and the comment that follows it in its row."""
_FULL_STOP = re.compile(r"(?:[a-z)²]|m2)[.!?][”’\"')\]]*\s*\d{0,3}$|\d{4}\.$")
_STATE = re.compile(r"\b(?:not (?:reported|known|applicable|available)|no credible figure)\b", re.IGNORECASE)
"""What a cell says that has no number."""
_SENTENCE_WORDS = frozenset(
    {"the", "is", "was", "were", "are", "has", "had", "have", "been", "not", "that", "which", "this", "these", "those"}
    | {"it", "its", "by", "from", "with", "to", "a", "an", "as", "at", "on", "he", "she", "they", "their", "also"}
    | {"said", "reported", "according", "while", "when", "where", "but"}
)
_OPENING = re.compile(r"(?:In|On|At|By|From|During|Since|Of)\s[^,;:]{2,40}, (?:[a-z]|[A-Z][a-z]*[\s’])")
"""With this a sentence begins, and hardly a row."""
_TERMINAL = re.compile(r"[.!?:;…][”’\"')\]]*\s*(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?\s*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks and notes of a chapter."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


def arrange(lines: Sequence[Line], furniture: frozenset[int], found: Sequence[FoundNote]) -> Layout:
    """The blocks of a chapter in reading order, all its lines among them, and its notes in order."""
    words = Words("\n".join(line.text for line in lines))
    notes = {note.lines[0].start: note for note in found}
    blocks: list[Block] = []
    made: list[Note] = []
    text: list[Line] = []
    setter = _Setter([line for line in lines if line.start not in furniture], words)

    def flush() -> None:
        blocks.extend(setter.blocks(text))
        text.clear()

    inside: set[int] = set()
    for line in lines:
        if line.start in inside:
            continue
        if note := notes.get(line.start):
            flush()
            inside = {each.start for each in note.lines}
            piece = unwrap([piece_of(note.lines[0], note.offset), *map(piece_of, note.lines[1:])], words)
            made.append(Note(note.number, piece))
            blocks.append(Block(BlockKind.NOTE, piece))
        elif line.start in furniture or _EMPTY_BULLET.fullmatch(line.words):
            flush()
            if not line.is_blank:
                blocks.append(Block(BlockKind.FURNITURE, piece_of(line)))
        else:
            text.append(line)
    flush()
    return Layout(tuple(_rejoined(blocks, words)), tuple(made))


class _Setter:
    """Turns the lines between furniture and notes into blocks; the panel and tables may go on over both."""

    def __init__(self, lines: Sequence[Line], words: Words) -> None:
        self._words = words
        self._margins = Margins([line for line in lines if not line.is_blank])
        self._region: BlockKind | None = None  # PANEL or ROW, while in a panel or table
        self._sheet: int | None = None
        self._in_scores = False
        self._after_label = False
        self._is_past_panel = False

    def blocks(self, lines: Sequence[Line]) -> Iterator[Block]:
        """The blocks of these lines."""
        at = 0
        while at < len(lines):
            line = lines[at]
            if line.is_blank:
                at += 1
                continue
            if line.sheet != self._sheet:
                self._sheet = line.sheet
                if self._region is BlockKind.PANEL:
                    self._region = None
            kind = self._kind(lines, at)
            end = self._end(lines, at, kind)
            yield self._made(kind, lines[at:end])
            at = end

    def _kind(self, lines: Sequence[Line], at: int) -> BlockKind:
        line = lines[at]
        its = hint(line).kind
        is_heading = its is BlockKind.HEADING
        if its and not is_heading:
            return its
        words = line.words.upper() if is_heading else line.words
        if (self._in_scores and not _AFTER_SCORES.fullmatch(words)) or _SCORES_BEGIN.match(words):
            self._in_scores = not _SCORES_END.match(words)
            return BlockKind.ROW
        self._in_scores = False
        if _CAPTION.match(words):
            self._region = BlockKind.ROW
            return BlockKind.CAPTION
        capitals = is_heading or (is_capitals(words) and _is_heading(words) and not _BULLET.match(line.text))
        if self._region is BlockKind.PANEL and not (capitals and self._ends_panel(lines, at, words)):
            self._after_label = words.endswith(":")
            return BlockKind.PANEL
        if capitals:
            return self._capitals(lines, at, words)
        if self._region is BlockKind.ROW and words.startswith("*"):
            return BlockKind.ROW  # a footnote of the table
        if _BULLET.match(line.text):
            self._region = None
            return BlockKind.BULLET
        if self._region is BlockKind.ROW:
            # What stands right under the title of a table is its head, however much its words look like a sentence's.
            is_head = at > 0 and _is_table_title(lines[at - 1].words) and not _FULL_STOP.search(words)
            if is_head or not self._is_prose(lines, at):
                return BlockKind.ROW
            self._region = None
        return BlockKind.ROW if "\t" in words and not self._is_prose(lines, at) else BlockKind.PARAGRAPH

    def _ends_panel(self, lines: Sequence[Line], at: int, words: str) -> bool:
        """Whether capitals in the panel head a section: one of the family's, or one that prose follows."""
        if self._after_label or ":" in words:
            return False
        following = next((index for index in range(at + 1, len(lines)) if not lines[index].is_blank), None)
        is_followed = following is not None and self._is_prose(lines, following)
        return bool(_SECTION.fullmatch(words)) or (is_followed and not re.search(r"\d", words))

    def _capitals(self, lines: Sequence[Line], at: int, words: str) -> BlockKind:
        if lines[at].sheet <= _LAST_PANEL_SHEET and _DEADLINE.match(words) and not self._is_past_panel:
            self._region = BlockKind.PANEL
            return BlockKind.PANEL
        if _DATED_LINE.fullmatch(words):
            return BlockKind.ROW
        if self._region is BlockKind.ROW and (_ENDS_IN_VALUE.search(words) or self._names_rows(lines, at)):
            return BlockKind.ROW
        following = next((line.words for line in lines[at + 1 :] if not line.is_blank), "")
        is_table_title = words.startswith("LAND RELEASE OUTPUT") and following.lower().startswith("release of")
        if (_PANEL_LABEL.fullmatch(words) and not words.startswith("LAND RELEASE")) or is_table_title:
            self._region = BlockKind.PANEL
            self._after_label = words.endswith(":")
            return BlockKind.PANEL
        if self._region is not None and not _SECTION.fullmatch(words) and len(words.split()) == 1 and len(words) < 4:
            return BlockKind.ROW  # a code in a cell
        self._region = None
        self._is_past_panel = self._is_past_panel or words.startswith("UNDERSTANDING OF")
        return BlockKind.HEADING

    def _names_rows(self, lines: Sequence[Line], at: int) -> bool:
        """Whether capitals in a table are the name of a part of it: its rows go on with the next line."""
        following = next((index for index in range(at + 1, len(lines)) if not lines[index].is_blank), None)
        if following is None or self._is_prose(lines, following) or _SECTION.fullmatch(lines[at].words):
            return False
        words = lines[following].words
        if _CAPTION.match(words) or re.search(r"\b(?:19|20)\d\d[–-]\d\d\W*$", words):
            return False
        if len(lines[at].words) <= _LONGEST_CODE and " " not in lines[at].words:
            # An operator whose name stands alone, because that of its province takes several lines.
            words = next(
                (line.words for line in lines[following : following + 3] if _ENDS_IN_VALUE.search(line.words)), ""
            )
        return bool(_ENDS_IN_VALUE.search(words))

    def _is_prose(self, lines: Sequence[Line], at: int) -> bool:
        """Whether a sentence begins on this line, not a cell: words that only sentences have, and few numbers.

        Values side by side are cells, whatever stands beside them; of what ends in a full stop one such word is enough.
        """
        words = lines[at].words
        if not (words[:1].isupper() or words[:1] in '“"‘') or len(words.split()) < 4 or _SIDE_BY_SIDE.search(words):
            return False
        is_row = _BEFORE_COMMENT.search(words) or (_ENDS_IN_VALUE.search(words) and len(words.split()) <= 6)
        if self._region is BlockKind.ROW and is_row:
            return False
        sentence = ""
        for line in lines[at : at + 3]:
            if _SIDE_BY_SIDE.search(line.words) or line.words.startswith("*"):
                break
            sentence += f" {_STATE.sub('', line.words)}"
            if _TERMINAL.search(line.words):
                break
        told = len(_SENTENCE_WORDS & set(re.findall(r"[a-z]+", sentence.lower()))) + bool(_OPENING.match(words))
        if _FULL_STOP.search(sentence):
            return told >= 1
        digits = sum(any(char.isdigit() for char in word) for word in words.split())
        return told >= 2 and len(words.split()) >= 5 and digits * 3 <= len(words.split())

    def _end(self, lines: Sequence[Line], at: int, kind: BlockKind) -> int:
        if hint(lines[at]).kind or kind in (BlockKind.ROW, BlockKind.PANEL):
            return at + 1
        end = at + 1
        while end < len(lines) and self._goes_on(lines, at, end, kind):
            end += 1
        return end

    def _goes_on(self, lines: Sequence[Line], at: int, end: int, kind: BlockKind) -> bool:
        """Whether the line at ``end`` belongs to the block that began at ``at``."""
        before, line = lines[end - 1], lines[end]
        if line.is_blank or hint(line).kind or _CAPTION.match(line.words):
            return False
        capitals = is_capitals(line.words)
        if kind is BlockKind.HEADING:
            is_open = _ENDS_OPEN.search(before.words) or _BEGINS_OPEN.match(line.words)
            return capitals and bool(is_open or hint(line).follows)
        if (capitals and _is_heading(line.words) and not hint(line).follows) or _PANEL_LABEL.fullmatch(line.words):
            return False
        if _BULLET.match(line.text):
            return False
        if kind is BlockKind.BULLET and capitals and line.words[:1] != "(" and _is_before_bullet(lines, end):
            return False  # it names the items below
        if kind is BlockKind.CAPTION:
            open_ = line.words[:1].islower() or line.words[:1] == "(" or _ENDS_OPEN.search(before.words.upper())
            return bool(open_) and self._margins.is_full(before)
        return not self._margins.breaks_off(lines[at:end], line)

    def _made(self, kind: BlockKind, lines: Sequence[Line]) -> Block:
        pieces = [piece_of(line) for line in lines]
        level = hint(lines[0]).level
        if kind is BlockKind.BULLET and not hint(lines[0]).kind and (mark := _BULLET.match(lines[0].text)):
            pieces[0] = piece_of(lines[0], mark.end())
            level = level or 1
        piece = unwrap(pieces, self._words)
        if kind is BlockKind.HEADING and _DATED_LINE.fullmatch(piece.text):
            kind = BlockKind.ROW
        return Block(kind, piece, level)


def _is_table_title(words: str) -> bool:
    return bool(_CAPTION.match(words)) and words[:5].casefold() == "table"


def _is_before_bullet(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and bool(_BULLET.match(lines[at + 1].text))


def _is_heading(words: str) -> bool:
    """Whether capitals are a heading, and not the abbreviation with which a sentence ends."""
    return not words.endswith(".") and not words.startswith("(") and (" " in words or len(words) >= 5)


_UNFINISHED = (BlockKind.PARAGRAPH, BlockKind.BULLET)


def _rejoined(blocks: Sequence[Block], words: Words) -> Iterator[Block]:
    """Blocks with each paragraph whole that notes, a page's end or a blank line cut in a sentence."""
    done: list[tuple[Block, list[Piece]]] = []
    begun: tuple[Block, list[Piece]] | None = None
    for block in blocks:
        if block.kind in (BlockKind.NOTE, BlockKind.FURNITURE):
            done.append((block, [block.piece]))
        elif begun and block.kind is BlockKind.PARAGRAPH and _goes_over(*begun, block, is_next=done[-1] is begun):
            begun[1].append(block.piece)
        else:
            done.append((block, [block.piece]))
            begun = done[-1] if block.kind in _UNFINISHED else None
    for block, pieces in done:
        yield block if len(pieces) == 1 else Block(block.kind, unwrap(pieces, words), block.level)


def _goes_over(begun: Block, pieces: Sequence[Piece], block: Block, *, is_next: bool) -> bool:
    """Whether a block goes on with the sentence that another left open: over a page's end, a note, or an empty line."""
    if _TERMINAL.search(pieces[-1].text) or not (pieces[-1].runs and block.piece.runs):
        return False
    is_apart = not is_next or pieces[-1].runs[-1].span.page != block.piece.runs[0].span.page
    return block.text[:1].islower() or (is_apart and begun.kind is BlockKind.PARAGRAPH)
