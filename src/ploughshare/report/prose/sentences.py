"""Where a sentence ends. A citation that follows its full stop belongs to it, as notes are set."""

from __future__ import annotations

import re

from ploughshare.report.prose.passages import CITED

_BEFORE_NAMES = re.compile(
    "adm|brig|capt|cmdr|col|cpl|dr|gen|gov|hon|lt|maj|messrs|mr|mrs|ms|mt|prof|rep|rev|sen|sgt|st|ste", re.IGNORECASE
)
_BEFORE_NUMBERS = re.compile(
    "apr|arts?|aug|c|ca|ch|dec|feb|figs?|fn|jan|jul|jun|mar|nos?|nov|oct|pp?|paras?|sept?|vols?", re.IGNORECASE
)
_WITHIN = re.compile("al|approx|cf|co|dept|eds?|eg|esp|est|etc|ibid|ie|inc|jr|ltd|sr|viz|vs", re.IGNORECASE)
"""Abbreviations: before a name, before a number, and anywhere within a sentence."""

_OPENERS = re.compile(
    "an?|after|although|and|as|at|before|but|by|during|following|for|he|his|however|if|in|its?|no|of|on|one|several|she"
    "|since|some|that|the|their|there|these|they|this|those|though|to|under|while|with",
    re.IGNORECASE,
)
"""Words that, with a capital letter, open a sentence: after them "U.S." or an initial was an end."""

_END = re.compile(
    rf"(?P<stop>[.!?…]+|[。！？؟۔।]+)(?P<close>[”’\"')\]»›]*)(?P<notes>(?:\s?{CITED})*)"
    rf"(?=(?P<gap>\s*)(?P<next>[^\W\d_]+|\S?))"
)
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a passage as (start, end), without the space around them; together they hold all of its text."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.end() > start and _ends(text, match):
            found.append((start, match.end()))
            start = match.end()
    found.append((start, len(text)))
    return [trimmed for begin, end in found if (trimmed := _trimmed(text, begin, end))[0] < trimmed[1]]


def _is_quoted(text: str, place: int) -> bool:
    """Whether the place lies within quotation marks that close: a quotation is part of the sentence that quotes it."""
    return text.rfind("“", 0, place) > text.rfind("”", 0, place) and "”" in text[place:]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip())


def _ends(text: str, match: re.Match[str]) -> bool:
    following = match["next"]
    if not following:
        return True
    if _is_quoted(text, match.start()) and "”" not in match["close"]:
        return False
    if match["stop"][0] in "。！？؟۔।":
        return True
    # "3.5", "bit.ly/x": a stop inside a word. After a citation the stop was one, space or not.
    if not match["gap"] and not match["notes"]:
        return False
    if following[0].islower() or following in ",;:)":
        return False
    if match["stop"] != "." or match["notes"] or match["close"]:
        return True
    word = _LAST_WORD.search(text, 0, match.start())
    if word is None:
        return True
    before, opens = word.group(), following[0].isupper() and _OPENERS.fullmatch(following) is not None
    if "." in before or _WITHIN.fullmatch(before) or (len(before) == 1 and before.isupper()):
        return opens
    if _BEFORE_NUMBERS.fullmatch(before):
        return not following[0].isdigit()
    return not _BEFORE_NAMES.fullmatch(before)
