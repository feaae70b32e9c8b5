"""How templates word what a row holds: terms by their label, dates as they are said, links to other rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pycountry
from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ploughshare import dates, vocab
from ploughshare.record.package import Row
from ploughshare.web.site import addresses
from ploughshare.web.site.row_kinds import ROW_KINDS

register = template.Library()

_METRES_PER_KM = 1000
_FOLLOWED = ("http://", "https://", "mailto:")


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
def state(code: str) -> str:
    """The State or area of a code; both, where a zone is shared; the code itself where nobody lists it."""
    return ", ".join(_name(part) for part in code.split("-"))


def _name(code: str) -> str:
    found = pycountry.countries.get(alpha_2=code.upper())
    return str(getattr(found, "common_name", found.name)) if found else code


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
def is_followed(address: str) -> bool:
    """Whether an address may be a link: the danger is one that begins with ``javascript:``."""
    return address.lower().startswith(_FOLLOWED)


@register.filter
def metres(distance_m: Decimal | None) -> str:
    """A precision in metres as a reader says it."""
    if distance_m is None:
        return "not stated"
    whole = float(distance_m)
    return f"{whole / _METRES_PER_KM:g} km" if whole >= _METRES_PER_KM else f"{whole:g} m"


@register.filter
def with_code(text: str) -> SafeString:
    """A text with what stands between backticks set as code."""
    parts = enumerate(text.split("`"))
    set_ = (format_html("<code>{}</code>", part) if number % 2 else part for number, part in parts)
    return format_html_join("", "{}", ((part,) for part in set_))


@register.filter
def row_kind(table: str) -> str | Promise:
    """What one row of a table is called."""
    return ROW_KINDS[table]


@register.simple_tag
def row_url(country: str, table: str, id: str) -> str:
    """The address at which a row is shown; empty where it has none."""
    return addresses.of_row(country, table, id)
