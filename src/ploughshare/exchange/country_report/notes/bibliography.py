"""The sources of a chapter and the citations of them, note by note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ploughshare.exchange.country_report.notes import ibid
from ploughshare.exchange.country_report.notes.citing import Cited, cited
from ploughshare.exchange.country_report.notes.dates import dates
from ploughshare.exchange.country_report.notes.ibid import Group
from ploughshare.exchange.country_report.notes.identity import Register, id_of
from ploughshare.exchange.country_report.notes.splitting import parts
from ploughshare.exchange.country_report.reading.model import Chapter, Leftover, Note, Piece, Span
from ploughshare.record.package import Row

_LONGEST = 8_000
"""Characters: the longest notes of the family have some 1,500."""
_NONE: Sequence[str | None] = (None,)


class How(StrEnum):
    """How a citation names its source."""

    FULL = "full"
    SHORT = "short"  # a title, or the beginning of one, without date
    IBID = "ibid"
    NOTE = "note"  # "see note 12"


@dataclass(frozen=True)
class Source:
    """A source that the chapter cites: a row of the table of sources, not seen by whoever keeps the record.

    ``spans`` are where it is cited first, ``notes`` all that cite it, by "ibid." too; ``doubts`` say what is not sure.
    """

    row: Row
    spans: tuple[Span, ...]
    notes: tuple[int, ...]
    doubts: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id that its row has."""
        return str(self.row["id"])


@dataclass(frozen=True)
class Citation:
    """A source in a note. ``source`` is empty where what "ibid." stands for cannot be told; ``doubt`` says why.

    ``piece`` is the part of the note that cites it.
    """

    note: int
    source: str | None
    locator: str | None
    piece: Piece
    how: How
    doubt: str | None

    @property
    def is_confident(self) -> bool:
        """Whether the citation is resolved and nothing about that is in doubt."""
        return self.source is not None and self.doubt is None


@dataclass(frozen=True)
class Remark:
    """A sentence of the report's own in a note: it cites nothing."""

    note: int
    piece: Piece


@dataclass(frozen=True)
class Bibliography:
    """All that the notes of a chapter cite and say; ``citations`` are in the order of the notes."""

    sources: tuple[Source, ...]
    citations: tuple[Citation, ...]
    remarks: tuple[Remark, ...]
    leftovers: tuple[Leftover, ...]

    def of(self, note: int) -> tuple[Citation, ...]:
        """The citations of a note."""
        return tuple(citation for citation in self.citations if citation.note == note)


def bibliography(chapter: Chapter) -> Bibliography:
    """The sources of a chapter. Those that are cited in several notes are one; "ibid." and short forms are resolved."""
    reader = _Reader(chapter)
    for note in chapter.notes:
        reader.read(note)
    return reader.result()


@dataclass(frozen=True)
class _Entry:
    note: int
    piece: Piece
    group: Group
    how: How


class _Reader:
    def __init__(self, chapter: Chapter) -> None:
        self._chapter = chapter
        self._register = Register()
        self._groups: dict[int, list[Group]] = {}
        self._entries: list[_Entry] = []
        self._remarks: list[Remark] = []
        self._leftovers: list[Leftover] = []

    def read(self, note: Note) -> None:
        """Take in a note, all those before it having been."""
        groups = self._groups[note.number] = []
        if len(note.piece) > _LONGEST:
            self._leftovers.append(Leftover(f"note {note.number} is too long to be one", note.piece.spans))
            return
        before: Cited | None = None
        cut = parts(note.piece)
        following = _years_after(cut)
        for part, year in zip(cut, following, strict=True):
            if same := ibid.same(part.text):
                previous = self._groups.get(note.number - 1) if note.number > 1 else []
                self._enter(note.number, part, ibid.resolve(same, groups, previous), How.IBID)
                continue
            if (number := ibid.note_meant(part.text)) and number in self._groups and number != note.number:
                for group in self._groups[number]:
                    self._enter(note.number, part, group, How.NOTE)
                continue
            before = cited(part.text, self._italics(part), before, year)
            if before is None:
                self._remarks.append(Remark(note.number, part))
            elif not before.rows:
                self._leftovers.append(Leftover(f"note {note.number} cites nobody that could be read", part.spans))
            else:
                self._cite(note.number, part, before)

    def _cite(self, note: int, part: Piece, found: Cited) -> None:
        matches = [self._register.enter(row, part.spans, found.doubts) for row in found.rows]
        doubt = next((match.doubt for match in matches if match.doubt), None)
        how = How.SHORT if any(match.is_short for match in matches) else How.FULL
        known = tuple({id(match.known): match.known for match in matches}.values())
        self._enter(note, part, Group(known, found.locator, doubt), how)

    def _enter(self, note: int, part: Piece, group: Group, how: How) -> None:
        self._groups[note].append(group)
        self._entries.append(_Entry(note, part, group, how))
        for known in group.sources:
            if note not in known.notes:
                known.notes.append(note)

    def _italics(self, part: Piece) -> list[int]:
        """Where words in italics end: their closing mark, or the space that they left before a comma, in the source."""
        found = []
        for at, char in enumerate(part.text):
            if char in ",." and (spans := part.locate(at, at + 1)):
                start = spans[0].start
                if self._chapter.text[max(start - 1, 0) : start] in (" ", "*"):
                    found.append(at)
        return found

    def result(self) -> Bibliography:
        """What was read."""
        taken: set[str] = set()
        sources: dict[int, Source] = {}
        for known in self._register.known:
            said = [f"Cited in {_numbers(known.notes)}.", known.row["note"]]
            row = {**known.row, "id": id_of(known.row, taken), "note": " ".join(filter(None, said))}
            sources[id(known)] = Source(row, known.spans, tuple(known.notes), tuple(known.doubts))
        citations = tuple(
            Citation(entry.note, its, entry.group.locator, entry.piece, entry.how, entry.group.doubt)
            for entry in self._entries
            for its in [sources[id(known)].id for known in entry.group.sources] or _NONE
        )
        return Bibliography(tuple(sources.values()), citations, tuple(self._remarks), tuple(self._unsolved(citations)))

    def _unsolved(self, citations: Sequence[Citation]) -> Iterator[Leftover]:
        yield from self._leftovers
        for citation in citations:
            if citation.source is None:
                yield Leftover(
                    f"note {citation.note}: what “{citation.piece.text}” stands for cannot be told: {citation.doubt}",
                    citation.piece.spans,
                )


def _years_after(cut: Sequence[Piece]) -> list[str | None]:
    """The year of the next date behind each part of a note."""
    found: list[str | None] = [None]
    for part in reversed(cut[1:]):
        found.append(next((date.date[:4] for date in dates(part.text)), found[-1]))
    return found[::-1]


def _numbers(notes: Sequence[int]) -> str:
    if len(notes) == 1:
        return f"note {notes[0]}"
    return f"notes {', '.join(map(str, notes[:-1]))} and {notes[-1]}"
