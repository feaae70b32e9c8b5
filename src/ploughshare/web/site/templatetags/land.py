"""How templates word what the land account holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from ploughshare import vocab
from ploughshare.web.site.land import words

register = template.Library()

register.filter("km2", words.km2)
register.filter("whole_m2", words.whole_m2)


@register.filter
def short(id: str | None, vocabulary: str) -> str:
    """The short form of a term's label where it has one."""
    terms = vocab.load(vocabulary).terms
    if not id or id not in terms:
        return id or ""
    return str(terms[id].extra.get("short", terms[id].label))


@register.filter
def of(values: Mapping[str, Any], key: str) -> Any:
    """What a mapping has under a key; None where it has nothing."""
    return values.get(key)
