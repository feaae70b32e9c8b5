"""How templates word what a row holds: terms by their label, dates as they are said, links to other rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.urls import NoReverseMatch, reverse

from ploughshare import dates, vocab
from ploughshare.record.package import Row

register = template.Library()

_METRES_PER_KM = 1000

_PAGES: Mapping[str, str] = {
    "figures": "figure",
    "sources": "source",
    "events": "event",
    "places": "place",
}
"""Table -> the address of one of its rows. Rows of other tables are shown on the pages of these."""


@register.filter
def term(id: str | None, vocabulary: str) -> str:
    """The label of a term; the id itself where the vocabulary lacks it, and nothing for nothing."""
    if not id:
        return ""
    words = vocab.load(vocabulary)
    return words[id].label if id in words else id


@register.filter
def explained(id: str | None, vocabulary: str) -> str:
    """The description of a term."""
    words = vocab.load(vocabulary)
    return words[id].description if id and id in words else ""


@register.filter
def said(date: str | None, precision: str | None = None) -> str:
    """A date or a period as a reader says it, no finer than its precision."""
    return dates.say(date, precision) if date else ""


@register.filter
def author(name: Mapping[str, str]) -> str:
    """An author's name in reading order."""
    return name.get("literal") or " ".join(part for part in (name.get("given"), name.get("family")) if part)


@register.filter
def heading(source: Row) -> str:
    """What a source is called, also without a title: an e-mail by its writer, an untitled item by where it stood."""
    if source["title"]:
        return str(source["title"])
    kind = vocab.load("source_kinds")[source["kind"]].label
    of = ", ".join(author(name) for name in source["authors"]) or source["container_title"] or ""
    return f"{kind[:1].upper()}{kind[1:]}" + (f": {of}" if of else "")


@register.filter
def metres(distance_m: Decimal | None) -> str:
    """A precision in metres as a reader says it."""
    if distance_m is None:
        return "not stated"
    whole = float(distance_m)
    return f"{whole / 1000:g} km" if whole >= _METRES_PER_KM else f"{whole:g} m"


@register.simple_tag
def row_url(country: str, table: str, id: str) -> str:
    """The address of a row's page; empty where its table has none."""
    name = _PAGES.get(table)
    try:
        return reverse(name, args=[country, id]) if name else ""
    except NoReverseMatch:  # an id that no address can hold has no page
        return ""
