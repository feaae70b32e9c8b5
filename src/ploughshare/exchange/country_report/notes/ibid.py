"""What "ibid." stands for: the source of the note before, in all the ways in which it is spelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.notes.cut import Cut, locator
from ploughshare.exchange.country_report.notes.identity import Known
from ploughshare.exchange.country_report.notes.splitting import curly

_IBID = re.compile(r"^[“”\"'‘’\s]*(?:see\s+(?:also\s+)?)?(?:[Il1]b[il1]d(?:em)?|idem|id)\b[.,”\"\s]*", re.IGNORECASE)
_NOTE = re.compile(
    r"^(?:see|see also|cf\.?|as in)?\s*(?:supra|above|supra,)?\s*(?:foot|end)?note\s(?P<number>\d{1,3})"
    r"(?:,?\s(?:above|supra))?[\s.,]*$",
    re.IGNORECASE,
)
_PAGED = re.compile(r"^(?:pp?|annex|chapter|table|section|appendix)\b", re.IGNORECASE)
_UNPAGED = frozenset({"email", "interview", "statement", "presentation", "country_profile"})


@dataclass(frozen=True)
class Group:
    """What one part of a note cites: one source, or the several e-mails of one phrase; and where in them."""

    sources: tuple[Known, ...]
    locator: str | None = None
    doubt: str | None = None


@dataclass(frozen=True)
class Same:
    """An "ibid." as printed: the place in the source that it gives, and whether it says more than that."""

    locator: str | None
    says_more: bool


def same(text: str) -> Same | None:
    """Whether a part of a note is an "ibid."."""
    match = _IBID.match(curly(text))
    if not match:
        return None
    cut = Cut(curly(text)[match.end() :])
    where = locator(cut)
    return Same(where, bool(re.search(r"\w", cut.text)))


def note_meant(text: str) -> int | None:
    """The number in a "see note 12"."""
    match = _NOTE.match(text.strip())
    return int(match["number"]) if match else None


def resolve(ibid: Same, earlier: Sequence[Group], before: Sequence[Group] | None) -> Group:
    """What an "ibid." stands for: what is cited last before it.

    ``earlier`` is what the same note cites before it; ``before`` what the note with the number before cites, None if
    that note is missing. After a note of several sources it is the last of those in which there can be such a place:
    in doubt, unless it is the only one.
    """
    if earlier:
        return _to(earlier[-1], ibid, None)
    if not before:
        why = "the note before it is missing" if before is None else "the note before it cites no source"
        return Group((), ibid.locator, why)
    fitting = [group for group in before if _has(group, ibid.locator)]
    if len(before) == 1 or len(fitting) == 1:
        doubt = None if fitting else "what the note before cites has no such place"
        return _to((fitting or before)[-1], ibid, doubt)
    return _to((fitting or before)[-1], ibid, f"the note before it cites {len(before)} sources")


def _to(group: Group, ibid: Same, doubt: str | None) -> Group:
    doubt = group.doubt or doubt or ("it says more than where in the source" if ibid.says_more else None)
    return Group(group.sources, ibid.locator or group.locator, doubt)


def _has(group: Group, where: str | None) -> bool:
    """Whether the sources have such places: e-mails have no pages, only reports under a treaty have forms."""
    kinds = {known.row["kind"] for known in group.sources}
    if not kinds or where is None:
        return bool(kinds)
    if where.lower().startswith("form"):
        return kinds == {"treaty_report"}
    return not (_PAGED.match(where) and kinds <= _UNPAGED)
