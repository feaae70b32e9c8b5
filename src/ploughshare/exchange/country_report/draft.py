"""A draft: what was read in one chapter, as proposals that wait for a person, each with its place in the source.

A proposal is a row of a record's table, or a reading of the document itself (a field of the panel, a table, a
section, a note) from which rows follow. Rows that stand or fall together hang on one another by ``part_of``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading.model import Leftover, Page, Span
from ploughshare.record.contracts import LAND_TABLES, TABLES, TABLES_BY_NAME, Column, Type
from ploughshare.record.package import Row

FORMAT = 1
"""Version of ``draft.json``."""

READINGS = ("panel", "notes", "tables", "scores", "sections")
"""Kinds of proposals that are readings of the document and no rows of a record."""

KINDS = (*READINGS, *(table.name for table in TABLES if table not in LAND_TABLES))
"""Every kind of proposal, in the order in which a draft lists them. A report prints no rows of a programme."""


class Confidence(StrEnum):
    """How sure a proposal is."""

    CONFIDENT = "confident"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something read that waits for a person.

    ``kind`` is one of ``KINDS``; for a table of the record ``values`` are its filled columns, typed as the contract
    says. ``reason`` says why a doubtful one is doubtful. ``words`` are the words of the quantity or the title only.
    ``part_of`` is the id of the proposal with which it is judged: a claim with its figure, a citation with its row.

    The id follows from the kind and the values alone: the same content has the same id wherever it stands.
    """

    kind: str
    values: Mapping[str, Any]
    spans: tuple[Span, ...] = ()
    words: str = ""
    reason: str = ""
    part_of: str | None = None
    id: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.kind in READINGS:
            # No contract types them, so that they are held as JSON holds them.
            object.__setattr__(self, "values", plain(self.values))
        object.__setattr__(self, "id", f"{self.kind.replace('_', '-')}-{_digest(self.kind, self.values)}")

    @property
    def confidence(self) -> Confidence:
        """Doubtful where there is a reason for doubt."""
        return Confidence.DOUBTFUL if self.reason else Confidence.CONFIDENT

    @property
    def row(self) -> Row:
        """All columns of the record's row that it proposes; KeyError for a reading of the document."""
        return {
            column.name: self.values.get(column.name, () if _is_list(column) else None)
            for column in TABLES_BY_NAME[self.kind].columns
        }


@dataclass(frozen=True)
class Draft:
    """The proposals of one chapter. ``text`` is the source exactly as read: spans count its characters.

    ``country`` is the lower-case ISO 3166 code, or the name as printed where there is none; ``unplaced`` is what was
    read and given no meaning, with the reason.
    """

    country: str
    name: str
    edition: int | None
    text: str
    pages: tuple[Page, ...]
    proposals: tuple[Proposal, ...]
    unplaced: tuple[Leftover, ...] = ()

    def of(self, kind: str) -> list[Proposal]:
        """The proposals of a kind, in the order of the document."""
        return self._by_kind.get(kind, [])

    def parts(self, id: str) -> list[Proposal]:
        """The proposals that hang on one directly."""
        return self._by_whole.get(id, [])

    def get(self, id: str) -> Proposal | None:
        """The proposal of that id."""
        return self._by_id.get(id)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text as read, by which the same document is known again."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def _by_id(self) -> dict[str, Proposal]:
        return {proposal.id: proposal for proposal in self.proposals}

    @cached_property
    def _by_kind(self) -> dict[str, list[Proposal]]:
        return _grouped((proposal.kind, proposal) for proposal in self.proposals)

    @cached_property
    def _by_whole(self) -> dict[str, list[Proposal]]:
        return _grouped((proposal.part_of or "", proposal) for proposal in self.proposals)


_CODE = re.compile("[a-z]{2,8}(?:-[a-z]{2,8})*")
_OWN_CODE = "xx"
"""ISO 3166 keeps this code for its users: a chapter whose country could not be told, or has no code."""


def code_of(country: str) -> str:
    """The code by which a record knows the country of a chapter."""
    return country if _CODE.fullmatch(country) else _OWN_CODE


def _grouped(pairs: Iterable[tuple[str, Proposal]]) -> dict[str, list[Proposal]]:
    groups: dict[str, list[Proposal]] = {}
    for key, proposal in pairs:
        groups.setdefault(key, []).append(proposal)
    return groups


def to_json(draft: Draft) -> str:
    """``draft.json``: the same draft, the same bytes. Its shape is published in ``draft.schema.json``."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "country": draft.country,
        "name": draft.name,
        "edition": draft.edition,
        "document": {
            "text_sha256": draft.sha256,
            "characters": len(draft.text),
            "pages": [
                {"number": page.number, "printed": page.printed, "start": page.start, "end": page.end}
                for page in draft.pages
            ],
        },
        **{kind: [_written(proposal) for proposal in draft.of(kind)] for kind in KINDS},
        "unplaced": [{"why": left.why, "spans": _spans(left.spans)} for left in draft.unplaced],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def from_json(content: str, text: str) -> Draft:
    """The draft of a ``draft.json`` and of the text it was made from.

    Raises:
        PloughshareError: ``draft.unreadable`` where it is no such file, or its text is another.
    """
    try:
        read = json.loads(content)
        document = read["document"]
        draft = Draft(
            read["country"],
            read["name"],
            read["edition"],
            text,
            tuple(Page(each["number"], each["printed"], each["start"], each["end"]) for each in document["pages"]),
            tuple(_read(kind, each) for kind in KINDS for each in read[kind]),
            tuple(Leftover(each["why"], _read_spans(each["spans"])) for each in read["unplaced"]),
        )
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise PloughshareError("draft.unreadable", why=f"{type(error).__name__}: {error}") from error
    if document.get("text_sha256") != draft.sha256:
        raise PloughshareError("draft.unreadable", why="its text is not the one that it was made from")
    return draft


def _written(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "values": plain(proposal.values),
        "confidence": proposal.confidence.value,
        **({"reason": proposal.reason} if proposal.reason else {}),
        **({"words": proposal.words} if proposal.words else {}),
        **({"part_of": proposal.part_of} if proposal.part_of else {}),
        "spans": _spans(proposal.spans),
    }


def _read(kind: str, content: Mapping[str, Any]) -> Proposal:
    values = dict(content["values"])
    if kind in TABLES_BY_NAME:
        values = {name: typed(TABLES_BY_NAME[kind].column(name), value) for name, value in values.items()}
    spans = _read_spans(content["spans"])
    return Proposal(
        kind, values, spans, content.get("words", ""), content.get("reason", ""), content.get("part_of") or None
    )


def _spans(spans: Sequence[Span]) -> list[list[int | None]]:
    return [[span.page, span.start, span.end] for span in spans]


def _read_spans(spans: Iterable[Sequence[Any]]) -> tuple[Span, ...]:
    return tuple(Span(page, int(start), int(end)) for page, start, end in spans)


def plain(value: Any) -> Any:
    """A value as JSON holds it. Numbers of the record become text, so that they keep their digits as stated."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items() if each not in (None, (), "")}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    return f"{value:f}" if isinstance(value, Decimal) else value


def typed(column: Column, value: Any) -> Any:
    """A value of JSON as the column's contract types it."""
    if _is_list(column):
        return tuple(value)
    return Decimal(value) if column.type is Type.NUMBER and value is not None else value


def _is_list(column: Column) -> bool:
    return column.many or column.type is Type.NAMES


def _digest(kind: str, values: Mapping[str, Any]) -> str:
    content = json.dumps([kind, plain(values)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:12]
