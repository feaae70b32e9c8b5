"""The fields of the panel of key data: which printed lines stand under which label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Piece
from ploughshare.exchange.country_report.structure.sections import part_of


class Label(StrEnum):
    """What a field of the panel is about."""

    TREATY = "treaty"
    CONTAMINATION = "contamination"
    OUTPUTS = "outputs"
    OPERATORS = "operators"


_LABELS: dict[Label, re.Pattern[str]] = {
    Label.TREATY: re.compile(r"(?:NO )?(?:APMBC |CCM )?ARTICLE \d+ (?:CLEARANCE )?DEADLINE\b:?"),
    Label.CONTAMINATION: re.compile(
        r"(?:TOTAL |KNOWN |ESTIMATED )?(?:AP |ANTI-PERSONNEL )?(?:MINED? )?(?:AREA )?CONTAMINATION\b[^:a-z]*:"
    ),
    Label.OUTPUTS: re.compile(r"(?:AP MINED? )?(?:AREA )?LAND RELEASE OUTPUTS?(?: IN \d{4})?:?\s*$"),
    Label.OPERATORS: re.compile(r"(?:MAIN|KEY|PRINCIPAL) [^:a-z]*OPERATORS?\b(?:\([^)]*\))?[^:a-z]*:?"),
}
_OUTPUTS_HEAD = re.compile(r"release of\b|clearance\b", re.IGNORECASE)
_SKIPPED = (BlockKind.NOTE, BlockKind.FURNITURE)
_LONGEST = 240
"""A line of the panel is short; a longer one is prose that follows it."""


@dataclass(frozen=True, slots=True)
class FieldLines:
    """One field: the line of its label, and the lines under it. What the label's own line says besides comes first."""

    label: Label
    title: Piece
    lines: tuple[Piece, ...]
    blocks: tuple[int, ...]


def find(blocks: Sequence[Block]) -> list[FieldLines]:
    """The fields in the order of the text; each label counts the first time that something stands under it."""
    found: dict[Label, FieldLines] = {}
    for at, block in enumerate(blocks):
        label = _label(blocks, at)
        if label is None or label in found:
            continue
        title, rest = _cut(block.piece, label)
        lines, taken = _under(blocks, at, label)
        if rest.text:
            lines = [rest, *lines]
        if lines:
            found[label] = FieldLines(label, title, tuple(lines), (at, *taken))
    return list(found.values())


def _label(blocks: Sequence[Block], at: int) -> Label | None:
    block = blocks[at]
    if block.kind in _SKIPPED:
        return None
    for label, pattern in _LABELS.items():
        if not pattern.match(block.text):
            continue
        if label is Label.OUTPUTS:
            following = next((each.text for each in blocks[at + 1 :] if each.kind not in _SKIPPED), "")
            if block.kind is not BlockKind.PANEL and not _OUTPUTS_HEAD.match(following):
                continue
        return label
    return None


def _cut(piece: Piece, label: Label) -> tuple[Piece, Piece]:
    match = _LABELS[label].match(piece.text)
    end = match.end() if match else 0
    if label is Label.OPERATORS and not piece.text[:end].rstrip().endswith(":"):
        end = len(piece.text)
    return piece.cut(0, end).strip(), piece.cut(end, len(piece.text)).strip()


def _under(blocks: Sequence[Block], at: int, label: Label) -> tuple[list[Piece], list[int]]:
    lines: list[Piece] = []
    taken: list[int] = []
    for index in _following(blocks, at, label):
        lines.append(blocks[index].piece)
        taken.append(index)
    return lines, taken


def _following(blocks: Sequence[Block], at: int, label: Label) -> Iterator[int]:
    for index in range(at + 1, len(blocks)):
        block = blocks[index]
        if block.kind in _SKIPPED:
            if index > at + 1 and block.kind is BlockKind.NOTE:
                return
            continue
        if _label(blocks, index) is not None or block.kind is BlockKind.CAPTION or len(block.text) > _LONGEST:
            return
        if part_of(block.text) is not None and block.text == block.text.upper():
            return
        is_first = index == at + 1
        if block.kind is BlockKind.HEADING and not (label is Label.TREATY and is_first):
            return
        if block.kind is BlockKind.PARAGRAPH and not is_first and blocks[index - 1].kind is not BlockKind.PANEL:
            return
        yield index
