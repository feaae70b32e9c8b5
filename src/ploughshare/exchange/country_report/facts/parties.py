"""Parties: States and organisations named in a sentence, and who of them acts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from ploughshare.exchange.country_report.reading import countries


@dataclass(frozen=True, slots=True)
class Named:
    """A party at ``start`` to ``end`` of a text, by its full name."""

    start: int
    end: int
    name: str


@cache
def names() -> Mapping[str, str]:
    """The patterns of ``names.yaml``."""
    content: dict[str, str] = yaml.safe_load((resources.files(__package__) / "names.yaml").read_text(encoding="utf-8"))
    return content


_CAP = r"[A-ZÀ-ÞĐŠŽČĆ][\w’'.&-]*"
_JOINER = r"(?:of|for|and|the|de|del|la|in|on|to|against|&)"


@cache
def _phrase() -> re.Pattern[str]:
    adjective = rf"(?:{_CAP}\s+)*{_CAP}(?:an|ese|ish|ian|i|ch|sh|S|K|N)"
    return re.compile(
        rf"(?P<generic>(?<=[Tt]he )(?:national\s+)?(?:mine action\s+)?(?:authorit(?:y|ies)|centre|center"
        rf"|government|army|military|police|armed forces)\b)"
        rf"|(?P<body>\b{adjective}\s+(?:{names()['bodies']})\b(?: engineers)?)"
        rf"|(?P<known>\b(?:{names()['known']})(?![\w-]))"
        rf"|(?P<caps>\b{_CAP}(?:\s+(?:{_JOINER}\s+)*{_CAP})*)"
    )


@cache
def _organisation() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{names()['organisations']})\b")


_LEADING = re.compile(
    r"^(?:The|In|On|As|At|By|For|From|Since|Of|To|While|When|Although|However|Both|This|That|These|It|Its"
    r"|According to"
    r"|Under|With|Between|During|After|Before|Following|Furthermore|Moreover|A|An|No|Only|All|Any|Additional)\s+"
)
_NO_PARTY = re.compile(
    r"\b(?:Article|Articles|Form|Table|Protocol|Report|Reports|Resolution|Convention|Request|Standards?|Law|Decree"
    r"|Treaty|Agreement|Declaration|Meetings?|Conference|Hill|Road|Line|Zone|Area|River|Lake|Province|Mines?|Annex|Section"
    r"|Standing|Network|System|Plan|Strategy|IMAS|APMBC|CCM|CCW|IMSMA|AP|AV|ERW|UXO|EOD|NTS|TS|CMR|SHAs?|CHAs?"
    r"|MDDs?|QA|QC|UAVs?|GPS|GIS|BAC|EORE|MRE|VA|NGOs?|SOPs?|NMAS|LIS|IEDs?|COVID|IHL|DMZ|JSA"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def parties(text: str, start: int, end: int, abbreviations: Mapping[str, str], own: str) -> list[Named]:
    """The parties named between two characters, left to right; ``own`` is the name of the chapter's country."""
    found = []
    for match in _phrase().finditer(text, start, end):
        low, words = match.start(), match[0]
        if match.lastgroup == "caps":
            while lead := _LEADING.match(words):
                low, words = low + lead.end(), words[lead.end() :]
            words = re.sub(r"(?:’s|’|')$", "", words.rstrip(".,"))
            for part_low, part in _parts(low, words):
                if name := _party(part, abbreviations, own):
                    found.append(Named(part_low, part_low + len(part), name))
        else:
            found.append(Named(low, match.end(), abbreviations.get(words, words)))
    return found


_OF = "(?<!People)(?<!Women)’s"
"""What has something: "Chad’s Army", but not an army of its people."""


def _parts(low: int, words: str) -> list[tuple[int, str]]:
    """A chain of names ("Serbia and SMAC", "North and South Korea") as its names, where it is no one organisation."""
    if _organisation().search(words) and not re.search(rf"{_OF} ", words):
        return [(low, words)]
    parts = []
    at = 0
    for joint in [*re.finditer(rf"\s+(?:and|the|of|for|in|on|to|against)\s+|{_OF}\s+", words), None]:
        end = joint.start() if joint else len(words)
        parts.append((low + at, words[at:end]))
        at = joint.end() if joint else end
    return [part for part in parts if part[1]]


def _party(words: str, abbreviations: Mapping[str, str], own: str) -> str | None:
    if words in abbreviations:
        long = abbreviations[words]
        return long if _organisation().search(long) or countries.named(long) else None
    if words == own or countries.named(words):
        return words
    if len(words) > 3 and words in own.split()[:1]:
        return own  # "the North"
    is_known_so = _organisation().search(words) or re.fullmatch(r"[A-Z]{3,9}", words)
    return words if is_known_so and not _NO_PARTY.search(words) else None


def subjects(text: str, named: list[Named], low: int, at: int) -> list[Named]:
    """Who acts in an active clause: the last party before the verb that no preposition governs, with its partners."""
    before = [party for party in named if low <= party.start and party.end <= at]
    free = [party for party in before if not is_governed(text, low, party)]
    if not free:
        return []
    chosen = [free[-1]]
    for party in reversed(before[: before.index(free[-1])]):
        if _JOINED.fullmatch(text[party.end : chosen[0].start]) and not is_governed(text, low, party):
            chosen.insert(0, party)
        elif re.fullmatch(r"\s*\(\s*", text[party.end : chosen[0].start]) and party.name == chosen[0].name:
            chosen[0] = party
        else:
            break
    return chosen


_JOINED = re.compile(r"(?:\s*\([^)]*\))?\s*(?:,|and|,\s*and|and the|,\s*the|, and the)\s*")
_GOVERNED = re.compile(
    r"\b(?:at|to|with|from|of|in|by|on|for|against|near|between|under|into|across|within|via|through|than|around"
    r"|along)\s+"
    r"(?:the\s+|its\s+|an?\s+)?(?:(?:former|neighbouring|own|whole|entire|south|north|east|west)\s+)?$",
    re.IGNORECASE,
)


def is_governed(text: str, low: int, party: Named) -> bool:
    """Whether a preposition stands before a party, or what it has ("Serbia’s report"), so that it is no subject."""
    return bool(_GOVERNED.search(text[max(low, party.start - 40) : party.start])) or text[
        party.end : party.end + 2
    ] in ("’s", "’ ")


def agents(text: str, named: list[Named], at: int, high: int) -> list[Named]:
    """Who acts in a passive clause: the parties after "by"."""
    by = re.search(r"\bby\s+(?:the\s+)?", text[at:high])
    if not by:
        return []
    first = next((party for party in named if 0 <= party.start - (at + by.end()) <= 25), None)
    return [first] if first else []
