"""Consent: how a source that not everybody may see is named for those who may not see it."""

from __future__ import annotations

from ploughshare.record.contracts import SOURCES, Type
from ploughshare.record.package import Row

NAMED, ROLE_ONLY, ANONYMOUS, NOT_CITABLE = "named", "role_only", "anonymous", "not_citable"
NAMELESS = frozenset({ROLE_ONLY, ANONYMOUS, NOT_CITABLE})
"""Consents that bind whatever the tier of the source: a tier set by mistake must not print a name."""

_ALWAYS = ("id", "kind", "issued", "seen", "consent", "language", "translation")
_KEPT = {
    NAMED: (
        *_ALWAYS,
        "title",
        "authors",
        "author_role",
        "container_title",
        "publisher",
        "publisher_name",
        "last_updated",
        "genre",
        "number",
        "event_title",
        "event_place",
    ),
    ROLE_ONLY: (*_ALWAYS, "author_role", "publisher", "publisher_name", "genre", "event_title", "event_place"),
    ANONYMOUS: ("id", "kind", "issued", "seen", "consent"),
}
"""Consent -> the columns that leave. What is not listed stays in, so that a new column is private until
somebody decides otherwise: the address, the notes, the grades, and who captured the text and how."""


def as_printed(source: Row) -> Row | None:
    """A withheld source as its consent lets others see it, or None where it may not be cited.

    ``named``: as it is, without address, notes, grades and capture. ``role_only``: without any personal
    name or title (titles of e-mails and interviews carry names). ``anonymous``: its kind and its year.
    ``not_citable``, or no consent recorded: not at all. What leaves is public, and its id leaves with it:
    the check ``evidence.id-names-person`` looks for names there.
    """
    kept = _KEPT.get(source["consent"] or NOT_CITABLE)
    if kept is None:
        return None
    printed: Row = {column.name: () if column.many or column.type is Type.NAMES else None for column in SOURCES.columns}
    printed.update({name: source[name] for name in kept})
    if source["consent"] == ANONYMOUS and source["issued"]:
        printed["issued"] = source["issued"][:4]
    printed["tier"] = "public"
    return printed
