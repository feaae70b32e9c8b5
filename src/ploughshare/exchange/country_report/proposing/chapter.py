"""A chapter into its draft: every room's findings as proposals, in the order of the kinds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from ploughshare.exchange.country_report.chapters import read_chapters
from ploughshare.exchange.country_report.draft import KINDS, Draft, Proposal
from ploughshare.exchange.country_report.facts.extract import facts as read_facts
from ploughshare.exchange.country_report.facts.model import Facts
from ploughshare.exchange.country_report.facts.places import Known
from ploughshare.exchange.country_report.notes.bibliography import bibliography
from ploughshare.exchange.country_report.proposing import facts, impossible, laid_out, notes, panel, sentences, tables
from ploughshare.exchange.country_report.proposing.context import Context
from ploughshare.exchange.country_report.proposing.named import Named
from ploughshare.exchange.country_report.proposing.questions import Questions
from ploughshare.exchange.country_report.reading.model import BlockKind, Chapter, Leftover, Span
from ploughshare.exchange.country_report.structure import whole as structure
from ploughshare.record.package import Package, Row


def drafts(path: Path, record: Package | None = None) -> Iterator[Draft]:
    """The drafts of a report or a book, chapter after chapter; memory is bounded by the longest chapter.

    Places that ``record`` has are known by its ids in the chapter of its country.

    Raises:
        PloughshareError: ``file.unreadable`` and ``document.*`` for what is no such document.
    """
    return (draft_of(chapter, record) for chapter in read_chapters(path))


def draft_of(chapter: Chapter, record: Package | None = None) -> Draft:
    """All proposals of a chapter. A pure function of both: the same chapter, the same draft."""
    own = () if record is None or record.country != chapter.country else record.rows("places")
    places = {str(row["id"]): row for row in own}
    context = Context(chapter, bibliography(chapter))
    laid = structure.read(chapter)
    told = read_facts(chapter, _known(places.values()))
    questions, named = Questions(context), Named(context, places)
    found = [
        *notes.propose(context),
        *panel.propose(context, laid, questions),
        *laid_out.propose(context, laid),
        *tables.propose(context, laid, questions, named),
        *facts.propose(context, told, questions, named),
        *sentences.propose(context, laid.sections, _taken(told)),
    ]
    found = list(impossible.without(context, [*context.organisations, *named.proposals, *found]))
    return Draft(
        chapter.country,
        chapter.name,
        chapter.edition,
        chapter.text,
        chapter.pages,
        tuple(_in_order(found)),
        (
            *chapter.leftovers,
            *context.bibliography.leftovers,
            *laid.leftovers,
            *told.unmeasured,
            *_elsewhere(chapter, found),
        ),
    )


def _known(places: Iterable[Row]) -> Iterator[Known]:
    for row in places:
        for name in (row["name"], *row["other_names"]):
            yield Known(name, row["country"], row["id"])


def _taken(told: Facts) -> Iterator[Span]:
    for event in told.events:
        yield from event.spans
    for claim in told.claims:
        yield from claim.spans


def _elsewhere(chapter: Chapter, found: Iterable[Proposal]) -> Iterator[Leftover]:
    """Paragraphs and bullets on which nothing rests, such as those under a heading that the family does not have."""
    used = sorted((span.start, span.end) for proposal in found for span in proposal.spans)
    starts = [start for start, _ in used]
    reach = list(accumulate((end for _, end in used), max))
    for block in chapter.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET) and block.text:
            spans = block.piece.spans
            before = [bisect_left(starts, span.end) for span in spans]
            if not any(at and reach[at - 1] > span.start for at, span in zip(before, spans, strict=True)):
                yield Leftover("a paragraph or bullet of which nothing was made", spans)


def _in_order(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """By kind, each as it stands in the document; what is proposed twice is proposed once, with both places."""
    once: dict[str, Proposal] = {}
    for proposal in proposals:
        if known := once.get(proposal.id):
            proposal = replace(known, spans=tuple(dict.fromkeys((*known.spans, *proposal.spans))))  # noqa: PLW2901
        once[proposal.id] = proposal
    yield from sorted(once.values(), key=lambda proposal: KINDS.index(proposal.kind))
