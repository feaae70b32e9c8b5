"""A draft with what stands of each proposal: the one door through which pages and actions read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ploughshare.exchange.country_report import draft as library
from ploughshare.exchange.country_report.draft import READINGS
from ploughshare.exchange.country_report.reading.model import Leftover, Page, Span
from ploughshare.record.contracts import Column, Type
from ploughshare.web.desk.models import Draft, DraftProposal, Judgement
from ploughshare.web.records import codec

State = Judgement.State


@dataclass(frozen=True)
class Standing:
    """A proposal and the newest judgement of it, if any."""

    proposal: DraftProposal
    judgement: Judgement | None

    @property
    def name(self) -> str:
        """The proposal's name in its draft."""
        return str(self.proposal.name)

    @property
    def kind(self) -> str:
        """Table of the record, or kind of reading."""
        return str(self.proposal.kind)

    @property
    def number(self) -> int:
        """How many judgements there are of it; whoever judges says which number was seen."""
        return self.judgement.number if self.judgement else 0

    @property
    def state(self) -> str:
        """What it is taken for."""
        return self.judgement.state if self.judgement else State.OPEN

    @property
    def is_row(self) -> bool:
        """Whether it proposes a row of the record, and is no mere reading of the document."""
        return self.kind not in READINGS

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows it stands for, as JSON with every column: as proposed, or as edited and split."""
        if self.judgement is not None:
            return list(self.judgement.rows)
        return [full(self.kind, self.proposal.content)] if self.is_row else []

    @property
    def into(self) -> str | None:
        """What it is merged into."""
        return self.judgement.into if self.judgement else None

    @property
    def is_edited(self) -> bool:
        """Whether somebody wrote other cells than the importer."""
        return self.is_row and self.rows != [full(self.kind, self.proposal.content)]

    @property
    def by(self) -> str:
        """Who judged it."""
        return self.judgement.act.by if self.judgement else ""

    @property
    def at(self) -> datetime | None:
        """When."""
        return self.judgement.act.at if self.judgement else None


@dataclass(frozen=True)
class Sheet:
    """All proposals of a draft in the order of the document's kinds, and what hangs on what."""

    draft: Draft
    standings: Mapping[str, Standing]
    parts: Mapping[str, Sequence[str]]

    def wholes(self) -> Iterator[Standing]:
        """The proposals that are judged by themselves, with what hangs on them."""
        for standing in self.standings.values():
            if not standing.proposal.part_of or standing.proposal.part_of not in self.standings:
                yield standing

    def below(self, name: str) -> Iterator[Standing]:
        """All that hangs on a proposal, over any number of steps."""
        waiting, seen = [name], {name}
        while waiting:
            for part in self.parts.get(waiting.pop(0), ()):
                if part not in seen:  # a draft.json may be written by anybody, circles included
                    seen.add(part)
                    waiting.append(part)
                    yield self.standings[part]

    def progress(self) -> dict[str, int]:
        """How many wholes there are, and how many are in each state."""
        return _progress(standing.state for standing in self.wholes())


def _progress(states: Iterable[str]) -> dict[str, int]:
    counts = dict.fromkeys(State.values, 0)
    for state in states:
        counts[state] += 1
    total = sum(counts.values())
    return {"total": total, "judged": total - counts[State.OPEN], **counts}


def progress_of(drafts: Iterable[Draft]) -> dict[int, dict[str, int]]:
    """Key of a draft -> its progress, for a list of many. Two queries, and no proposal is read whole."""
    keys = [draft.pk for draft in drafts]
    proposals = list(DraftProposal.objects.filter(draft__in=keys).values_list("pk", "draft", "name", "part_of"))
    judged = Judgement.objects.filter(proposal__draft__in=keys).order_by("number")
    states = dict(judged.values_list("proposal", "state"))
    names = {(draft, name) for _, draft, name, _ in proposals}
    found: dict[int, list[str]] = {key: [] for key in keys}
    for key, draft, _, part_of in proposals:
        if (draft, part_of) not in names:
            found[draft].append(states.get(key, State.OPEN))
    return {key: _progress(of_draft) for key, of_draft in found.items()}


def read(draft: Draft) -> Sheet:
    """The draft as it stands now. Two queries."""
    proposals = list(DraftProposal.objects.filter(draft=draft).order_by("place"))
    newest = {
        judgement.proposal_id: judgement
        for judgement in Judgement.objects.filter(proposal__draft=draft).select_related("act").order_by("number")
    }
    parts: dict[str, list[str]] = {}
    for proposal in proposals:
        proposal.draft = draft  # the one that is at hand, not fetched anew for each
        if proposal.part_of:
            parts.setdefault(proposal.part_of, []).append(proposal.name)
    return Sheet(draft, {each.name: Standing(each, newest.get(each.pk)) for each in proposals}, parts)


def full(table: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """A row with every column, as JSON, of the cells that a proposal fills."""
    return {column.name: content.get(column.name, _empty(column)) for column in codec.COLUMNS[table]}


def _empty(column: Column) -> Any:
    return [] if column.many or column.type is Type.NAMES else None


def as_library(sheet: Sheet) -> library.Draft:
    """The draft as the library knows it: with the importer's own rows, whatever people judged."""
    draft = sheet.draft
    return library.Draft(
        draft.country,
        draft.name,
        draft.edition,
        draft.text,
        tuple(Page(*page) for page in draft.pages),
        tuple(_as_library(standing.proposal) for standing in sheet.standings.values()),
        tuple(Leftover(why, tuple(Span(*span) for span in spans)) for why, spans in draft.unplaced),
    )


def _as_library(proposal: DraftProposal) -> library.Proposal:
    values = proposal.content
    if proposal.kind not in READINGS:
        columns = {column.name: column for column in codec.COLUMNS[proposal.kind]}
        values = {name: codec.from_json(columns[name], value) for name, value in values.items()}
    spans = tuple(Span(*span) for span in proposal.spans)
    return library.Proposal(proposal.kind, values, spans, proposal.words, proposal.reason, proposal.part_of)
