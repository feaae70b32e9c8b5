"""Proposals as a page shows them: in the order of the text, worded, with what hangs on them and what can be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ploughshare import dates, vocab
from ploughshare.record.contracts import TABLES_BY_NAME, Column, Type
from ploughshare.web.desk import cells
from ploughshare.web.desk.known import Comparison, Known
from ploughshare.web.desk.sheet import Sheet, Standing, State
from ploughshare.web.records import codec
from ploughshare.web.site.row_kinds import ROW_KINDS

KINDS: Mapping[str, str | Promise] = {
    "panel": _("key data"),
    "notes": _("note"),
    "tables": _("table"),
    "scores": _("score"),
    "sections": _("section"),
    **ROW_KINDS,
}
"""What one proposal of each kind is called."""

_HIDDEN = ("id", "title", "name", "statement", "text", "message", "figure", "cited_table", "cited_row")
"""Cells that the heading says, or the place of a part below its whole."""
_LONGEST, _EXCERPT = 400, 160
_IN_WORDS = ("low", "best", "high", "words", "rank", "state", "kind", "relation")
"""Cells of a part that its words say, or that have their usual value."""


@dataclass(frozen=True)
class Card:
    """A proposal on the page."""

    standing: Standing
    label: str
    facts: Sequence[tuple[str, str]]
    known: Known | None
    change: str
    parts: Sequence[Card]

    @property
    def kind(self) -> str | Promise:
        """What it is called."""
        return KINDS[self.standing.kind]

    @property
    def lacks(self) -> Sequence[str]:
        """What must be filled in before it can be accepted: a statement that nobody has put into words, say."""
        if not self.standing.is_row:
            return []
        needed = [column.name for column in TABLES_BY_NAME[self.standing.kind].columns if column.required]
        return [name for name in needed for row in self.standing.rows if row[name] in (None, "", [])]

    @property
    def in_a_line(self) -> str:
        """What is worth a line where it hangs on something else; all of it is in the form that edits it."""
        hidden = [name.replace("_", " ") for name in _IN_WORDS]
        return " · ".join(f"{name} {text}" for name, text in self.facts if name not in hidden)

    @property
    def can_have_root(self) -> bool:
        """Whether something that it rests on is cited."""
        return self.standing.kind == "citations" or any(part.can_have_root for part in self.parts)

    @property
    def doubts(self) -> Sequence[str]:
        """Why it, or what hangs on it, is in doubt."""
        own = [self.standing.proposal.reason] if self.standing.proposal.reason else []
        return list(dict.fromkeys([*own, *(doubt for part in self.parts for doubt in part.doubts)]))


@dataclass(frozen=True)
class Filter:
    """Which wholes to show; empty means any."""

    kind: str = ""
    confidence: str = ""
    state: str = ""

    def lets(self, card: Card) -> bool:
        """Whether a card is shown."""
        confidence = "doubtful" if card.doubts else "confident"
        return (
            self.kind in ("", card.standing.kind)
            and self.confidence in ("", confidence)
            and self.state in ("", card.standing.state)
        )


def cards(sheet: Sheet, known: Comparison) -> list[Card]:
    """All wholes as the text has them; what has no place in it comes first."""
    return sorted((card(sheet, whole, known) for whole in sheet.wholes()), key=_place)


def card(sheet: Sheet, standing: Standing, known: Comparison) -> Card:
    """One proposal with all that hangs on it."""
    return _card(sheet, standing, known, frozenset())


def _card(sheet: Sheet, standing: Standing, known: Comparison, above: frozenset[str]) -> Card:
    above |= {standing.name}
    parts = [
        _card(sheet, sheet.standings[name], known, above)
        for name in sheet.parts.get(standing.name, ())
        if name not in above
    ]
    return Card(
        standing,
        label(standing),
        list(_facts(standing)),
        known.same.get(standing.name),
        known.changes.get(standing.name, ""),
        parts,
    )


def _place(card: Card) -> tuple[int, int]:
    starts = [start for _, start, _ in card.standing.proposal.spans]
    return (min(starts, default=-1), card.standing.proposal.place)


def label(standing: Standing) -> str:
    """The words by which a person knows a proposal."""
    if not standing.is_row:
        content = standing.proposal.content
        named = (content.get(name) for name in ("title", "caption", "field", "name", "number"))
        return str(next(filter(None, named), standing.name)).replace("_", " ")
    rows = standing.rows
    if standing.kind == "claims":
        return " · ".join(row.get("words") or str(row.get("category") or row.get("state")) for row in rows)
    if standing.kind == "citations":
        return " · ".join(filter(None, (str(row["source"]) + _after(row["locator"]) for row in rows)))
    if standing.kind == "topics" and not any(row["statement"] for row in rows):
        # Not yet in anybody's own words, so that only the source's tell which it is.
        return _excerpt(standing)
    return " · ".join(codec.label(row) for row in rows)


def _excerpt(standing: Standing) -> str:
    text = standing.proposal.draft.text
    words = " ".join(text[start:end] for _, start, end in standing.proposal.spans if 0 <= start < end)
    return f"{words[:_EXCERPT]}…" if len(words) > _EXCERPT else words or standing.name


def _after(locator: str | None) -> str:
    return f", {locator}" if locator else ""


def _facts(standing: Standing) -> Iterator[tuple[str, str]]:
    if not standing.is_row:
        yield from _reading(standing.proposal.content)
        return
    table = TABLES_BY_NAME[standing.kind]
    for row in standing.rows:
        for column in table.columns:
            value = row[column.name]
            if value not in (None, "", []) and column.name not in _HIDDEN and column.type is not Type.GEOMETRY:
                yield column.name.replace("_", " "), said(column, value)


def said(column: Column, value: Any) -> str:
    """A cell as a reader says it: terms by their labels, dates in words."""
    if column.vocabulary:
        terms = vocab.load(column.vocabulary).terms
        return ", ".join(terms[id].label if id in terms else str(id) for id in (value if column.many else [value]))
    if column.type in (Type.DATE, Type.PERIOD) and not dates.fault(value, period=column.type is Type.PERIOD):
        return dates.say(value)
    return cells.as_text(column, value).replace("\n", "; ")


def _reading(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in content.items():
        text = _plain(value)
        yield name.replace("_", " "), f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(each)}" for name, each in value.items())
    if isinstance(value, (list, tuple)):
        return "; ".join(_plain(each) for each in value)
    return str(value)


def confident_and_open(shown: Sequence[Card]) -> list[Card]:
    """Those that may be accepted at one stroke."""
    return [card for card in shown if card.standing.state == State.OPEN and not card.doubts and not card.lacks]
