"""A draft in a few lines for the terminal: what was read, what is in doubt, what was not read and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ploughshare.exchange.country_report.corroboration import corroboration
from ploughshare.exchange.country_report.differences import Change, differences
from ploughshare.exchange.country_report.draft import KINDS, READINGS, Draft
from ploughshare.exchange.country_report.packaging import joined, package
from ploughshare.record.package import Package

_MOST_REASONS = 12


def lines(draft: Draft) -> Iterator[str]:
    """The summary, line by line."""
    name = draft.name or "A country that could not be told"
    edition = f"edition {draft.edition}" if draft.edition else "edition not printed"
    numbered = sum(page.number is not None for page in draft.pages)
    pages = f"{numbered} pages, " if numbered else ""
    yield f"{name} ({draft.country or '?'}), {edition}: {pages}{len(draft.text):,} characters"
    yield f"  read from the document   {_counted(draft, READINGS)}"
    yield f"  proposed for the record  {_counted(draft, [kind for kind in KINDS if kind not in READINGS])}"
    doubts = Counter(proposal.reason for proposal in draft.proposals if proposal.reason)
    if doubts:
        yield f"  in doubt                 {doubts.total()} of {len(draft.proposals)}:"
        yield from _reasons(doubts)
    if draft.unplaced:
        yield f"  not placed               {len(draft.unplaced)}:"
        yield from _reasons(Counter(left.why for left in draft.unplaced))


def _counted(draft: Draft, kinds: tuple[str, ...] | list[str]) -> str:
    counts = [(len(draft.of(kind)), kind) for kind in kinds]
    return ", ".join(f"{number} {kind}" for number, kind in counts if number) or "nothing"


def _reasons(reasons: Counter[str]) -> Iterator[str]:
    for reason, number in reasons.most_common(_MOST_REASONS):
        yield f"    {number:>4}  {reason}"
    rest = len(reasons) - _MOST_REASONS
    if rest > 0:
        yield f"          and {rest} other reasons, all in draft.json"


def beside(draft: Draft, record: Package) -> Iterator[str]:
    """What the draft would change in a record, and what in both may be one; nothing where the record has it all."""
    changes = differences(draft, record)
    if not changes:
        yield "  beside the record        nothing new"
        return
    counts = Counter(each.change.value for each in changes)
    yield f"  beside the record        {', '.join(f'{number} {change}' for change, number in counts.items())}"
    for each in changes:
        if each.change is not Change.NEW:
            yield f"    {each.change.value:<9} {each.table}/{each.theirs}: {each.message}"
    for suggestion in corroboration(joined(record, package(draft))):
        pair = f"{suggestion.table}/{suggestion.first} and {suggestion.second}"
        yield f"    {suggestion.finding.value.replace('_', ' '):<9} {pair}: {suggestion.why}"
