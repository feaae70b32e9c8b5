"""The rows of a table whose lines are printed one after the other: which words and values stand in which cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ploughshare.exchange.country_report.reading.model import Piece, join
from ploughshare.exchange.country_report.structure import heads
from ploughshare.exchange.country_report.structure.grid import Column, Role, RowKind
from ploughshare.exchange.country_report.structure.lists import is_group
from ploughshare.exchange.country_report.structure.phrases import Phrases
from ploughshare.exchange.country_report.structure.values import Value, scan, tail

_TOTAL = re.compile(r"(?:grand |overall |national |combined )?totals?\b|all (?:areas|operators)\b", re.IGNORECASE)
_SUBTOTAL = re.compile(r"sub-?\s?totals?\b|.+ (?:sub-?)?totals?\W*$", re.IGNORECASE)
GOES_ON = re.compile(r"(?:\b(?:and|of|the|for|in|to|by|with|de|du|del|al|el)|[,/&]|(?<=\w)[–-])$", re.IGNORECASE)
_MOST_WORD_COLUMNS = 3
_MOST_VALUES = 16
_MOST_LABEL_WORDS = 9
_LONGEST_HEAD = 20
"""A head takes no more printed lines than this."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line and its values that stand side by side: those at its end, or with a comment after them."""

    piece: Piece
    values: tuple[Value, ...]
    all: tuple[Value, ...]

    @property
    def lead(self) -> Piece:
        """The words before the values."""
        return self.piece.cut(0, self.values[0].start if self.values else len(self.piece.text)).strip()

    @property
    def after(self) -> Piece:
        """The words after the values."""
        end = self.values[-1].end if self.values else len(self.piece.text)
        return self.piece.cut(end, len(self.piece.text)).strip()

    @property
    def is_data(self) -> bool:
        """Whether it has values, more than the years of a head."""
        return not all(value.is_year for value in self.values)


@dataclass(slots=True)
class RawRow:
    """A row before its words are parted into cells: label, values, and what follows the values."""

    kind: RowKind
    label: list[Piece]
    values: list[Value] = field(default_factory=list)
    comment: list[Piece] = field(default_factory=list)

    @property
    def words(self) -> Piece:
        """The label in one line."""
        return join(self.label, " ")


@dataclass(frozen=True, slots=True)
class Parted:
    """A table's lines parted: the cells of its head, its rows, and lines that are no part of a row."""

    columns: tuple[Column, ...]
    rows: tuple[RawRow, ...]
    strays: tuple[Piece, ...]
    count: int
    """How many values a row has."""
    cost: float


def read_line(piece: Piece, fewest: int = 2) -> Line:
    """The line with its values found; in its middle so many or more that stand side by side."""
    found = scan(piece)
    values = tuple(tail(found, piece.text))
    if all(value.is_year for value in values):
        values = _inner(found, piece.text, fewest) or values
    return Line(piece, values, tuple(found))


def _inner(found: Sequence[Value], text: str, fewest: int) -> tuple[Value, ...]:
    """The values in the middle of a line, where a comment follows them, after few words."""
    runs: list[list[Value]] = []
    for value in found:
        if runs and not text[runs[-1][-1].end : value.start].strip():
            runs[-1].append(value)
        else:
            runs.append([value])
    longest = max(runs, key=lambda run: (len(run), "," in run[-1].words), default=[])
    if len(longest) < fewest or all(value.is_year for value in longest):
        return ()
    most = _MOST_LABEL_WORDS if len(longest) > 1 else 6
    return tuple(longest) if len(text[: longest[0].start].split()) <= most else ()


def _unbroken(pieces: Sequence[Piece], phrases: Phrases) -> list[Piece]:
    """The lines, those joined that a bracket, a joining word or a hyphen holds together."""
    done: list[Piece] = []
    for piece in pieces:
        before = done[-1].text if done else ""
        if re.search(r"\w-$", before) and piece.text[:1].islower():
            last, first = before.split()[-1].rstrip("-"), piece.text.split()[0]
            broken = phrases.is_broken(last, first)
            done[-1] = join([done[-1].cut(0, len(before) - broken), piece], "")
        elif before and (before.count("(") > before.count(")") or GOES_ON.search(before) or piece.text[:1] == "("):
            done[-1] = join([done[-1], piece], " ")
        else:
            done.append(piece)
    return done


def kind_of(label: str) -> RowKind:
    """Whether a row's words say that it adds up others."""
    if _TOTAL.match(label):
        return RowKind.TOTAL
    return RowKind.SUBTOTAL if _SUBTOTAL.match(label) else RowKind.DATA


def part(pieces: Sequence[Piece], caption: str, phrases: Phrases) -> Parted | None:
    """The lines of a table into head and rows; None where no line ends in values."""
    fewest = 1 if any(heads.ends_in_comments(piece.text) for piece in pieces[:_LONGEST_HEAD]) else 2
    lines = [read_line(piece, fewest) for piece in _unbroken(pieces, phrases)]
    first = next((at for at, line in enumerate(lines) if line.is_data), None)
    if first is None:
        return None
    by_year = not lines[first].lead.text and lines[first].values[0].is_year
    tries = [
        _parted(lines, first, count, caption, phrases, by_year=by_year)
        for count in _value_counts(lines[first:], by_year=by_year)
    ]
    return min(tries, key=lambda tried: tried.cost, default=None)


def _parted(lines: Sequence[Line], first: int, count: int, caption: str, phrases: Phrases, *, by_year: bool) -> Parted:
    """The lines as a table whose rows have so many values; it costs what the head and the rows speak against that."""
    split, head, has_comment = _head(lines, first, count, phrases)
    words = len(head.cells) - count - has_comment if head else 1
    cells = head.cells if head else ()
    columns = tuple(heads.column(cell, caption, is_first=at == 0) for at, cell in enumerate(cells))
    body = _without_heads_again(lines[split:], lines[:split])
    rows, strays = _rows(body, count, _RowRules(by_year, has_comment, words, phrases))
    whole = [row for row in rows if row.kind not in (RowKind.HEAD, RowKind.GROUP)]
    odd = sum(len(row.values) != count or bool(re.search(r"\s\d[\d,.]*$", row.words.text)) for row in whole)
    cost = (head.cost if head else 4.0) + 3.0 * odd / max(len(whole), 1) + 0.5 * len(strays)
    return Parted(columns, tuple(rows), tuple(strays), count, cost)


def _without_heads_again(lines: Sequence[Line], head: Sequence[Line]) -> list[Line]:
    """The lines without the head that is printed again where the table goes on over a page."""
    texts = [line.piece.text for line in head]
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        if texts and [line.piece.text for line in lines[at : at + len(texts)]] == texts:
            at += len(texts)
            continue
        kept.append(lines[at])
        at += 1
    return kept


def _value_counts(lines: Sequence[Line], *, by_year: bool) -> list[int]:
    """How many values the rows may have: what their lines have, or two lines that follow each other."""
    counts: list[int] = []
    found: set[int] = set()
    for line in lines:
        own = len(line.values) - (by_year and bool(line.values) and not line.lead.text and line.values[0].is_year)
        counts.append(own or len(line.all))
        found |= {own, *([counts[-2] + counts[-1]] if len(counts) > 1 and not line.lead.text else [])}
    return sorted(count for count in found if 0 < count <= _MOST_VALUES)


def _head(lines: Sequence[Line], first: int, count: int, phrases: Phrases) -> tuple[int, heads.Head | None, bool]:
    """Where the rows begin, the head before them, and whether its last cell is for comments.

    The last lines before the first values may be its label already.
    """
    options: list[tuple[float, int, heads.Head, bool]] = []
    followed = any(line.is_data and line.after.text for line in lines[first:])
    names_rows = first > 1 and is_group(lines[first - 1].piece.text)
    for back in range(min(first, 4) + 1):
        split = first - back
        if split == 0:
            break
        needs_label = not lines[first].lead.text and not lines[first].values[0].is_year
        if needs_label and back == 0:
            continue
        pieces = [line.piece for line in lines[:split]]
        if is_group(pieces[-1].text) and len(pieces) > 1:
            continue  # it names the first rows
        for words in range(1, _MOST_WORD_COLUMNS + 1):
            for comment in (False, True):
                head = heads.part(pieces, count + words + comment, phrases)
                two = None if comment else heads.part_in_two(pieces, words, count, phrases)
                if two is not None and (head is None or two.cost < head.cost + 1):
                    head = two
                if head is None:
                    continue
                price = head.cost + 0.45 * (words - 1) + 0.5 * max(back - needs_label - names_rows, 0)
                price += _misfit(head, count, words, comment=comment) + (0.5 if followed and not comment else 0.0)
                options.append((price, split, head, comment))
    if not options:
        return first, None, False
    price, split, head, comment = min(options, key=lambda option: (option[0], -option[1]))
    return split, heads.Head(head.cells, price), comment


def _misfit(head: heads.Head, count: int, words: int, *, comment: bool) -> float:
    """What speaks against so many columns of words, then values, then comments."""
    columns = [heads.column(cell, "", is_first=at == 0) for at, cell in enumerate(head.cells)]
    price = 0.0
    for at, column in enumerate(columns):
        should_be_words = at < words or (comment and at == len(columns) - 1)
        if column.role.is_words != should_be_words and column.role is not Role.LABEL:
            price += 1.0
    return price + (0.0 if len(columns) == count + words + comment else 2.0)


@dataclass(frozen=True, slots=True)
class _RowRules:
    by_year: bool
    has_comment: bool
    words: int
    """How many columns of words come first."""
    phrases: Phrases


def _rows(lines: Sequence[Line], count: int, rules: _RowRules) -> tuple[list[RawRow], list[Piece]]:
    rows: list[RawRow] = []
    pending: list[Piece] = []
    widest_comment = max((len(line.after.text) for line in lines if line.values), default=0)
    widest = max((len(line.lead.text) for line in lines if line.values), default=0)
    for line in lines:
        open_row = rows[-1] if rows and rows[-1].kind is not RowKind.HEAD else None
        if open_row is not None and rules.has_comment and _ends_comment(line, open_row, count):
            open_row.comment.append(line.piece)
            continue
        values = list(line.values) or _first_values(line, open_row, count)
        if not values:
            _words_only(rows, pending, line.piece, (count, widest_comment), rules)
            continue
        label = line.piece.cut(0, values[0].start).strip()
        fits = open_row is not None and len(open_row.values) + len(values) <= count
        if not label.text and not pending and open_row is not None and fits and not rules.by_year:
            open_row.values += values
            after = line.piece.cut(values[-1].end, len(line.piece.text)).strip()
            open_row.comment += [after] if after.text else []
            continue
        if all(value.is_year for value in values) and not rules.by_year and heads.is_head(_joined(pending, label)):
            rows.append(RawRow(RowKind.HEAD, [*pending, label], values))
            pending = []
            continue
        if rules.by_year and not label.text and not pending and values[0].is_year:
            label, values = values[0].piece.strip(), values[1:]
        elif len(values) > count:
            label = line.piece.cut(0, values[-count].start).strip()
            values = values[-count:]
        if label.text and len(values) == count and _is_label(rows, count):
            pending = [*_as_label(rows.pop()), *pending]
        rows += _groups(pending, label, widest, rules)
        words = [*pending, label] if label.text else list(pending)
        pending = []
        after = line.piece.cut(values[-1].end, len(line.piece.text)).strip() if values else Piece("", ())
        rows.append(RawRow(kind_of(_joined(words)), words, values, [after] if after.text else []))
    return rows, pending


def _ends_comment(line: Line, row: RawRow, count: int) -> bool:
    """Whether a line is the rest of the comment before it, no more than a year or small letters and a year."""
    if not row.comment or len(row.values) != count or not line.values or line.is_data:
        return False
    return not line.lead.text or line.lead.text[:1].islower()


def _is_label(rows: Sequence[RawRow], count: int) -> bool:
    """Whether the row before is none but the first line of a label that ends in a number ("Sector 5")."""
    last = rows[-1] if rows else None
    return last is not None and last.kind is RowKind.DATA and len(last.values) == 1 < count and bool(last.words.text)


def _as_label(row: RawRow) -> list[Piece]:
    return [join([*row.label, row.values[0].piece.strip()], " ")]


def _first_values(line: Line, open_row: RawRow | None, count: int) -> list[Value]:
    """The values with which a line begins that goes on with an unfinished row."""
    if open_row is None or len(open_row.values) >= count or not line.all or line.all[0].start > 0:
        return []
    return [line.all[0]]


def _words_only(
    rows: list[RawRow], pending: list[Piece], piece: Piece, size: tuple[int, int], rules: _RowRules
) -> None:
    """A line of words alone: the label's next line, or that of the comment before it.

    ``size`` is how many values a row has, and how wide a comment is printed.
    """
    count, widest = size
    last = rows[-1] if rows else None
    if last is not None and last.kind is not RowKind.HEAD and len(last.values) == count and not pending:
        if rules.has_comment and (piece.text[:1].islower() or _goes_on(last.comment, piece, widest, rules.phrases)):
            last.comment.append(piece)
            return
        if piece.text[:1].islower() or piece.text[:1] == "(":
            last.label.append(piece)
            return
    pending.append(piece)


def _goes_on(comment: Sequence[Piece], piece: Piece, widest: int, phrases: Phrases) -> bool:
    """Whether a comment was broken before this line: its next word did not fit, and the line is no name."""
    if not comment or re.search(r"[.!?]$", comment[-1].text) or phrases.is_name(piece.text):
        return False
    first = piece.text.split(" ", 1)[0]
    return len(comment[-1].text) + 1 + len(first) > widest


def _groups(pending: list[Piece], label: Piece, widest: int, rules: _RowRules) -> list[RawRow]:
    """The lines above a row that are no part of its label but name what the rows below have in common."""
    found: list[RawRow] = []
    while pending and label.text and _is_group(pending, label, widest, rules):
        found.append(RawRow(RowKind.GROUP, [pending.pop(0)]))
    return found


def _is_group(pending: Sequence[Piece], label: Piece, widest: int, rules: _RowRules) -> bool:
    """Whether the first line is no part of the label: the name of a group, or one that would not have been broken."""
    first = pending[0].text
    whole = _joined(pending, label)
    phrases = rules.phrases
    if GOES_ON.search(first) or label.text[:1].islower() or label.text[:1] in "(&/" or phrases.count(whole):
        return False
    if first.endswith(":") or is_group(first):
        return True
    if rules.words > 1:
        return False  # it is the words of the first of these columns
    if first == first.upper():
        return True
    return len(whole) + 2 <= widest or bool(phrases.count(first) and phrases.count(label.text))


def _joined(pieces: Sequence[Piece], label: Piece | None = None) -> str:
    return " ".join(piece.text for piece in [*pieces, *([label] if label else [])] if piece.text)
