"""The facts of a chapter: its sentences one after the other, each with what the sentences before left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ploughshare import vocab
from ploughshare.exchange.country_report.facts import abbreviations
from ploughshare.exchange.country_report.facts.doubts import doubts
from ploughshare.exchange.country_report.facts.model import Backing, Claim, Event, Facts, Location, Party, Root, When
from ploughshare.exchange.country_report.facts.parties import Named
from ploughshare.exchange.country_report.facts.places import Gazetteer, Known, Placed
from ploughshare.exchange.country_report.facts.points import points
from ploughshare.exchange.country_report.facts.sayings import Saying
from ploughshare.exchange.country_report.facts.sentence import Reader, Stated, Told
from ploughshare.exchange.country_report.facts.sentences import Stretch, sentences, typographic
from ploughshare.exchange.country_report.facts.when import Context, Dated
from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Chapter, Leftover, Piece


def facts(chapter: Chapter, places: Iterable[Known] = ()) -> Facts:
    """The dated events and figures that the sentences of a chapter state; ``places`` are those the record has.

    Read are paragraphs, and bullets that are sentences, outside the recommendations; tables and panels are not.
    """
    prose = list(_prose(chapter))
    short = abbreviations.defined(block.text for block in chapter.blocks if block.kind is not BlockKind.NOTE)
    context = Context(chapter.edition - 1 if chapter.edition else None)
    reader = Reader(chapter.name, short, Gazetteer(chapter.country, short, places), context)
    events: list[Event] = []
    claims: list[Claim] = []
    unmeasured: list[Leftover] = []
    impossible: list[tuple[Piece, Dated]] = []
    for heading, block in prose:
        headed = _headed(heading)
        for sentence in sentences(block.text):
            piece = block.piece.cut(*sentence)
            draw = reader.read(typographic(piece.text))
            impossible += [(piece, each) for each in draw.impossible]
            first = len(events)
            events += [_event(piece, told, _notes(block, sentence, told)) for told in draw.events]
            claims += [
                _under(headed, _claim(piece, stated, _notes(block, sentence, stated.told), first))
                for stated in draw.claims
            ]
            unmeasured += [Leftover("no measure fits this quantity", piece.locate(*ends)) for ends in draw.unmeasured]
    return Facts(
        tuple(events),
        tuple(claims),
        tuple(doubts(chapter, [block for _, block in prose], impossible, claims)),
        tuple(unmeasured),
    )


def _prose(chapter: Chapter) -> Iterator[tuple[Block | None, Block]]:
    """The blocks of sentences, each with the heading above it."""
    heading: Block | None = None
    for block in chapter.blocks:
        if block.kind is BlockKind.HEADING:
            heading = block
        elif heading and "RECOMMENDATION" in heading.text.upper():
            continue
        elif block.kind is BlockKind.PARAGRAPH or (block.kind is BlockKind.BULLET and block.text.endswith(".")):
            yield heading, block


def _headed(heading: Block | None) -> When | None:
    """The year that a heading names: "CLEARANCE IN 2024"."""
    found = points(heading.text) if heading else []
    if heading is None or len(found) != 1 or found[0].month or found[0].last or not found[0].year:
        return None
    start, end = found[0].start, found[0].end
    return When(str(found[0].year), "year", heading.text[start:end], heading.piece.locate(start, end), resolved=True)


def _under(headed: When | None, claim: Claim) -> Claim:
    """A flow without a period of its own has that of its heading, and is less sure."""
    if headed is None or claim.period is not None or not vocab.load("measures")[claim.measure].extra["flow"]:
        return claim
    return replace(claim, period=headed, confidence=round(claim.confidence * 0.85, 3))


def _event(piece: Piece, told: Told, notes: tuple[Backing, ...]) -> Event:
    return Event(
        told.kind,
        told.standing,
        _when(piece, told.happened),
        _when(piece, told.reported),
        tuple(_location(piece, place) for place in told.places),
        tuple(_party(piece, party) for party in told.actors),
        told.ordnance,
        _root(piece, told.saying),
        notes,
        piece.locate(told.start, told.end),
        piece.locate(told.low, told.high),
        told.confidence,
    )


def _claim(piece: Piece, stated: Stated, notes: tuple[Backing, ...], first_event: int) -> Claim:
    told = stated.told
    return Claim(
        told.kind,
        stated.figure,
        piece.text[told.start : told.end],
        told.standing,
        _when(piece, told.happened),
        _when(piece, told.reported),
        tuple(_location(piece, place) for place in told.places),
        tuple(_party(piece, party) for party in told.actors),
        told.ordnance,
        _root(piece, told.saying),
        None if stated.event is None else first_event + stated.event,
        notes,
        piece.locate(told.start, told.end),
        told.confidence,
    )


def _when(piece: Piece, dated: Dated | None) -> When | None:
    if dated is None:
        return None
    words = piece.text[dated.start : dated.end]
    return When(dated.date, dated.precision, words, piece.locate(dated.start, dated.end), dated.resolved)


def _location(piece: Piece, place: Placed) -> Location:
    spans = piece.locate(place.start, place.end)
    if place.known is None:
        return Location(place.name, place.relation, spans, place.within)
    known = place.known
    return Location(
        place.name, place.relation, spans, place.within, known.country, known.id, known.longitude, known.latitude
    )


def _party(piece: Piece, party: Named) -> Party:
    return Party(party.name, piece.locate(party.start, party.end))


def _root(piece: Piece, saying: Saying | None) -> Root | None:
    if saying is None:
        return None
    if not saying.parties:
        return Root(None, None, "unknown")
    party = _party(piece, saying.parties[0])
    return Root(
        party,
        party,
        "provisional",
        "The chapter names it as the one that says so; who said it first was not looked for.",
    )


def _notes(block: Block, sentence: Stretch, told: Told) -> tuple[Backing, ...]:
    """The next note after the words in their sentence, with those called at the same place; else the sentence's.

    Where the sentence calls none, the next note of the paragraph may be meant, and is not sure.
    """
    inside = [marker for marker in block.markers if sentence.start < marker.at <= sentence.end]
    after = [marker for marker in inside if marker.at >= sentence.start + told.end]
    if chosen := after or inside[-1:]:
        return tuple(Backing(marker.number, marker.confident) for marker in chosen if marker.at == chosen[0].at)
    later = [marker for marker in block.markers if marker.at > sentence.end]
    return tuple(Backing(marker.number, sure=False) for marker in later if marker.at == later[0].at)
